package payment

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/store"
)

// Payout is what a processor paid out to a provider, or pulled back when it is negative.
type Payout struct {
	Key string
	// IdempotencyKey is that of the request that asked for it, "" when nobody here did.
	IdempotencyKey string
	At             time.Time
	// Amount and Fee are cents of Unit.
	Amount, Fee int64
	Unit        string
	// Description may be empty.
	Description string
}

// RecordPayout writes a payout to a provider into the ledger and tells whether it was new (E13). One that somebody here asked for is called what
// she said, and done then. What is known is left alone, whatever it is called now.
func (b *Book) RecordPayout(ctx context.Context, providerID int64, p Payout) (bool, error) {
	booked, err := b.store.HasJournal(ctx, ledger.PayoutJournal(providerID, p.Key))
	if err != nil || booked {
		return false, err
	}
	return store.InTx(ctx, b.store, func(tx *store.Store) (bool, error) {
		processor, err := tx.Processor(ctx)
		if err != nil {
			return false, err
		}
		asked, err := tx.PayoutAsked(ctx, providerID, p.Key, p.IdempotencyKey)
		ours := err == nil
		switch {
		case ours:
			p.Description = asked.Descr
		case !errors.Is(err, store.ErrNotFound):
			return false, err
		}
		journal, err := ledger.Payout(ledger.Transferred{
			Key: p.Key, At: p.At, Processor: processor.ID, Provider: providerID, Amount: p.Amount, Fee: p.Fee, Unit: p.Unit, Description: p.Description,
		})
		if err != nil {
			return false, err
		}
		if _, err := tx.AppendJournal(ctx, journal); err != nil || !ours {
			return err == nil, err
		}
		return true, b.paidOut(ctx, tx, asked, p)
	})
}

// paidOut closes a payout that is in the ledger. One that was given up before, or is of another amount, is for somebody to look at.
func (b *Book) paidOut(ctx context.Context, tx *store.Store, asked store.Payout, p Payout) error {
	closed, err := tx.PayPayout(ctx, asked.ID, p.Key, b.now())
	if err != nil || !closed {
		return err
	}
	if asked.ClosedAt != nil || asked.Amount != p.Amount || asked.Unit != p.Unit {
		b.log.LogAttrs(ctx, slog.LevelError, "the processor paid out what was not expected", slog.String("payout", p.Key),
			slog.String("state", asked.State), slog.Int64("asked", asked.Amount), slog.Int64("paid", p.Amount), slog.String("unit", p.Unit))
	}
	return nil
}

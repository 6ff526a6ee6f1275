package payment

import (
	"context"
	"errors"
	"log/slog"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/store"
)

// disputed brings a dispute up to date. A dispute that is first heard of when it is over took everything back and, if it was won, gave it
// back: then nothing is written but that it was (E8, E9).
func (e *entry) disputed(ctx context.Context) error {
	d, err := e.tx.Dispute(ctx, e.report.Dispute)
	fresh := errors.Is(err, store.ErrNotFound)
	switch {
	case err != nil && !fresh:
		return err
	case !fresh && d.ChargeID != e.charge.ID:
		return e.ignore(ctx, slog.LevelError, "the dispute is of another charge")
	case fresh:
		return e.meet(ctx)
	case d.State != store.DisputeOpen || e.report.Kind == DisputeOpened:
		return e.ignore(ctx, slog.LevelInfo, "the dispute is known")
	case e.report.Kind == DisputeWon:
		return e.won(ctx, d)
	}
	return e.lost(ctx, d)
}

// meet writes a dispute that nothing was heard of before.
func (e *entry) meet(ctx context.Context) error {
	paid, err := e.paid(ctx)
	if err != nil {
		return err
	}
	if !paid {
		return e.ignore(ctx, slog.LevelError, "a dispute of a charge that failed")
	}
	now := e.book.now()
	d := store.Dispute{DisputeKey: e.report.Dispute, ChargeID: e.charge.ID, State: store.DisputeOpen, CreatedAt: now}
	if e.report.Kind == DisputeWon {
		d.State, d.ClosedAt = store.DisputeWon, &now
		return e.tx.CreateDispute(ctx, &d)
	}
	if err := e.tx.CreateDispute(ctx, &d); err != nil {
		return err
	}
	if err := e.chargeBack(ctx); err != nil || e.report.Kind == DisputeOpened {
		return err
	}
	return e.lost(ctx, d)
}

// chargeBack takes what is left of every line, and the fee of each provider, funds or not (E8).
func (e *entry) chargeBack(ctx context.Context) error {
	if _, err := e.tx.MoveCharge(ctx, e.charge.ID, store.ChargeDone, store.ChargeDisputed); err != nil {
		return err
	}
	back, err := e.giveBack(ctx, e.report.Dispute, e.charge.Amount)
	if err != nil {
		return err
	}
	journal, err := ledger.Chargebacks(back)
	if err != nil {
		return err
	}
	if _, err := e.tx.AppendJournal(ctx, journal); err != nil {
		return err
	}
	return sendFailure(ctx, e.tx, e.charge, "disputed", e.book.now())
}

// won gives everything back; the charge is done again, of which a receipt tells, unless another dispute still runs (E9).
func (e *entry) won(ctx context.Context, d store.Dispute) error {
	if won, err := e.tx.CloseDispute(ctx, d.ID, store.DisputeWon, e.book.now()); err != nil || !won {
		return err
	}
	taken, err := e.tx.JournalEntries(ctx, ledger.ChargebackKey(d.DisputeKey))
	if err != nil {
		return err
	}
	journal, err := ledger.Reverts(d.DisputeKey, taken)
	if err != nil {
		return err
	}
	if _, err := e.tx.AppendJournal(ctx, journal); err != nil {
		return err
	}
	open, err := e.tx.HasOpenDispute(ctx, e.charge.ID)
	if err != nil || open {
		return err
	}
	back, err := e.tx.MoveCharge(ctx, e.charge.ID, store.ChargeDisputed, store.ChargeDone)
	if err != nil || !back {
		return err
	}
	return SendReceipt(ctx, e.tx, e.charge, "", e.book.now())
}

// lost leaves the money where the opening took it (E9).
func (e *entry) lost(ctx context.Context, d store.Dispute) error {
	if lost, err := e.tx.CloseDispute(ctx, d.ID, store.DisputeLost, e.book.now()); err != nil || !lost {
		return err
	}
	_, err := e.tx.MoveCharge(ctx, e.charge.ID, store.ChargeDisputed, store.ChargeFailed)
	return err
}

package billing

import (
	"context"
	"errors"
	"log/slog"

	"tollkeeper/server/payment"
	"tollkeeper/store"
)

// ReconcilePayouts asks the processor about the payouts that a crash or a silent processor left open, and about those that it took and has not
// told the end of: it writes what was paid, and gives the money of the others back. It returns how many it knows more of.
func (r *Room) ReconcilePayouts(ctx context.Context) (int, error) {
	var faults error
	moved := 0
	// Older than a request may take, so that none still works on it.
	before := r.now().Add(-2 * processorTimeout)
	for after := int64(0); ; {
		waiting, err := r.store.UnbookedPayouts(ctx, after, before)
		if err != nil || len(waiting) == 0 {
			return moved, errors.Join(faults, err)
		}
		for _, record := range waiting {
			did, err := r.reconcilePayout(ctx, record)
			if err != nil {
				faults = errors.Join(faults, err)
				r.log.LogAttrs(ctx, slog.LevelError, "payout not reconciled", slog.Int64("payout", record.ID), slog.String("fault", err.Error()))
			}
			if after = record.ID; did {
				moved++
			}
		}
	}
}

func (r *Room) reconcilePayout(ctx context.Context, record store.Payout) (moved bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, processorTimeout)
	defer cancel()
	found, err := r.processor.FindPayout(ctx, payoutRequest(record))
	switch {
	case errors.Is(err, payment.ErrUnknown) && record.State == store.AttemptOpen:
		return r.cancelPayout(ctx, record, store.AttemptAbandoned)
	case errors.Is(err, payment.ErrUnknown):
		// It took the payout, and nothing is known of the money: somebody has to look.
		r.log.LogAttrs(ctx, slog.LevelWarn, "the processor does not know a payout", slog.Int64("payout", record.ID))
		return false, nil
	case err != nil:
		return false, err
	}
	switch found.State {
	case payment.PayoutPaid:
		return r.book.RecordPayout(ctx, record.ProviderID, found.Payout)
	case payment.PayoutFailed:
		r.log.LogAttrs(ctx, slog.LevelWarn, "a payout failed", slog.Int64("payout", record.ID), slog.String("key", found.Key))
		return r.cancelPayout(ctx, record, store.PayoutFailed)
	}
	return r.takePayout(ctx, record, found)
}

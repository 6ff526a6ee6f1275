package cart

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"

	"tollkeeper/server/payment"
	"tollkeeper/store"
)

// reconcileAfter is how old an open attempt must be before somebody else than its checkout finishes it: older than paymentTimeout, so that no
// checkout still asks for it. One that still writes holds the attempt.
const reconcileAfter = 2 * paymentTimeout

// Reconcile finishes the payment attempts that a crash or a silent processor left open: it asks the processor for the key of each, writes
// the order of a payment that succeeded, and closes the others. It returns how many it closed.
func (r *Room) Reconcile(ctx context.Context) (int, error) {
	attempts, err := r.store.OpenAttempts(ctx, r.now().Add(-reconcileAfter))
	if err != nil {
		return 0, err
	}
	closed := 0
	var faults error
	for _, a := range attempts {
		if err := r.reconcile(ctx, a); err != nil {
			faults = errors.Join(faults, err)
			r.log.LogAttrs(ctx, slog.LevelError, "payment attempt not reconciled", slog.Int64("attempt", a.ID), slog.String("fault", err.Error()))
			continue
		}
		closed++
	}
	return closed, faults
}

func (r *Room) reconcile(ctx context.Context, a store.PaymentAttempt) error {
	asking, done := context.WithTimeout(ctx, paymentTimeout)
	defer done()
	paid, err := r.processor.Find(asking, a.IdempotencyKey)
	declined := new(payment.Declined)
	switch {
	case errors.Is(err, payment.ErrUnknown):
		return r.close(ctx, a, store.AttemptAbandoned)
	case errors.As(err, &declined):
		return r.close(ctx, a, store.AttemptDeclined)
	case err != nil:
		return err
	}
	var o order
	if err := json.Unmarshal([]byte(a.OrderJSON), &o); err != nil {
		return err
	}
	writing, written := context.WithTimeout(ctx, writeTimeout)
	defer written()
	_, err = r.finish(writing, a, o, paid, r.remembered(asking, o, paid))
	if err == nil {
		r.log.LogAttrs(ctx, slog.LevelWarn, "payment finished by reconciliation", slog.Int64("attempt", a.ID), slog.String("charge", paid.Key))
	}
	return err
}

func (r *Room) close(ctx context.Context, a store.PaymentAttempt, state string) error {
	return r.store.Do(ctx, func(tx *store.Store) error {
		_, err := tx.CloseAttempt(ctx, a.ID, state, r.now())
		return err
	})
}

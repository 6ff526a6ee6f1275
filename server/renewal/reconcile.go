package renewal

import (
	"context"
	"errors"
	"time"

	"tollkeeper/server/payment"
	"tollkeeper/store"
)

// Reconcile finishes the renewals that a crash or a silent processor left open, as that of checkouts does, and returns how many it closed.
func (j *Jobs) Reconcile(ctx context.Context) (closed int, err error) {
	// Older than a payment may take, so that no job still works on it.
	open, err := j.store.OpenRenewals(ctx, j.now().Add(-2*processorTimeout))
	if err != nil {
		return 0, err
	}
	failed := failures{jobs: j}
	for _, r := range open {
		err := j.reconcile(ctx, r)
		failed.add(ctx, "reconcile", "renewal", r.ID, err)
		if err == nil {
			closed++
		}
	}
	return closed, failed.err
}

func (j *Jobs) reconcile(ctx context.Context, r store.Renewal) error {
	ctx, cancel := context.WithTimeout(ctx, processorTimeout)
	defer cancel()
	paid, err := j.processor.Find(ctx, r.IdempotencyKey)
	refused := new(payment.Declined)
	switch {
	case errors.Is(err, payment.ErrUnknown):
		return j.store.Do(ctx, func(tx *store.Store) error {
			_, err := tx.CloseRenewal(ctx, r.ID, store.AttemptAbandoned, j.now())
			return err
		})
	case errors.As(err, &refused):
		return j.decline(ctx, r)
	case err != nil:
		return err
	}
	_, err = j.finish(ctx, r, paid)
	return err
}

// transit is how long a payout may be on its way: one that was made before the latest that is known may be paid after it.
const transit = 14 * 24 * time.Hour

// Payouts writes what the processor paid out to providers since the latest payout that is known, or was on its way then, a month back at most, and
// returns how many were new (billing-ledger.md E13 and 7, billing_transfers_list).
func (j *Jobs) Payouts(ctx context.Context) (written int, err error) {
	providers, err := j.store.PaidOutProviders(ctx)
	if err != nil {
		return 0, err
	}
	failed := failures{jobs: j}
	for _, provider := range providers {
		n, err := j.payouts(ctx, provider)
		failed.add(ctx, "reconcile", "provider", provider.ID, err)
		written += n
	}
	return written, failed.err
}

func (j *Jobs) payouts(ctx context.Context, provider store.PaidOut) (written int, err error) {
	ctx, cancel := context.WithTimeout(ctx, processorTimeout)
	defer cancel()
	after := j.now().AddDate(0, -1, 0)
	if provider.Latest != nil && provider.Latest.Add(-transit).After(after) {
		after = provider.Latest.Add(-transit)
	}
	// What is known already is asked for again; it is written once.
	found, err := j.processor.Payouts(ctx, provider.DepositKey, after)
	if err != nil {
		return 0, err
	}
	for _, p := range found {
		fresh, err := j.book.RecordPayout(ctx, provider.ID, p)
		if err != nil {
			return written, err
		}
		if fresh {
			written++
		}
	}
	return written, nil
}

// errorsOf joins what went wrong with single records and what ended a job.
func errorsOf(f failures, err error) error { return errors.Join(f.err, err) }

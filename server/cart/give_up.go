package cart

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/notice"
	"tollkeeper/server/payment"
	"tollkeeper/store"
)

// giveUp closes the attempt of a decline: nothing is owed and the cart stays. When it is not known whether the money moved, the attempt
// stays open, and with it the cart locked, until Reconcile has asked the processor.
func (r *Room) giveUp(ctx context.Context, a attempt, cause error) error {
	declined := new(payment.Declined)
	if !errors.As(cause, &declined) {
		f := fault.New(fault.Unavailable, "The payment processor did not answer; we find out whether you were charged. Look at your charges in a minute.")
		f.RetryAfter = time.Minute
		return f.Because(cause)
	}
	err := r.store.Do(ctx, func(tx *store.Store) error {
		closed, err := tx.CloseAttempt(ctx, a.record.ID, store.AttemptDeclined, r.now())
		if err != nil || !closed || declined.Code != payment.AccountMissing {
			return err
		}
		return notConnected(ctx, tx, a.order, r.now())
	})
	if err != nil {
		return err
	}
	return fault.Field("processor_token", "%s (%s)", declined.Message, declined.Code).Because(cause)
}

// notConnected tells the managers of the providers whom an order could not pay, since they are not connected to the processor
// (metrics-jobs-notifications.md 6.3).
func notConnected(ctx context.Context, tx *store.Store, o order, now time.Time) error {
	providers, err := tx.OrganizationsByID(ctx, slices.Collect(maps.Keys(o.amounts())))
	if err != nil {
		return err
	}
	for _, p := range providers {
		if p.IsBroker || p.ProcessorDepositKey != nil && *p.ProcessorDepositKey != "" {
			continue
		}
		err := notice.Managers(ctx, tx, notice.Notice{Template: "processor_setup_error", At: now, Data: map[string]any{
			"organization": notice.Organization(p), "link": "/billing/" + p.Slug + "/bank/",
		}}, p.ID, 0)
		if err != nil {
			return err
		}
	}
	return nil
}

package credits

import (
	"context"
	"errors"

	v1 "tollkeeper/gen/v1"
	"tollkeeper/server/domain/credit"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// SubscriptionsUpdateSubscription moves a subscription to another service or tier (credit-subscriptions.md, "Update").
func (r *Room) SubscriptionsUpdateSubscription(ctx context.Context, req v1.SubscriptionsUpdateSubscriptionRequestObject) (v1.SubscriptionsUpdateSubscriptionResponseObject, error) {
	service, _ := wire.Given(req.Body.ServiceType)
	tier, _ := wire.Given(req.Body.Tier)
	out, err := r.changed(ctx, req.ID, func(tx *store.Store, c *store.CreditRow) (bool, error) {
		if service == nil && tier == nil {
			return false, nil
		}
		from, to := [2]string{c.Service, c.Tier}, [2]string{c.Service, c.Tier}
		if service != nil {
			to[0] = *service
		}
		if tier != nil {
			to[1] = *tier
		}
		target, err := r.tier(to[0], to[1])
		if err != nil {
			return false, err
		}
		if to[0] != from[0] {
			if err := r.alone(ctx, tx, c.UserID, to[0], c.ID); err != nil {
				return false, err
			}
		}
		old, err := r.tier(from[0], from[1])
		if err != nil {
			return false, err
		}
		state, err := stateOf(c.CreditSubscription).Change(target, old.Credits, r.now())
		switch {
		case errors.Is(err, credit.ErrGraceOver):
			return false, fault.New(fault.Conflict, "The time of grace is over: renew the subscription first.")
		case errors.Is(err, credit.ErrCurrency):
			return false, fault.New(fault.Conflict, "The tier is sold in %s and the subscription was in %s.", target.Currency, c.Currency)
		case err != nil:
			return false, err
		}
		keep(&c.CreditSubscription, state)
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	return v1.SubscriptionsUpdateSubscription200JSONResponse(out), nil
}

// SubscriptionsRenewSubscription goes on for a period at the catalogue's price of today (credit-subscriptions.md, "Renew").
func (r *Room) SubscriptionsRenewSubscription(ctx context.Context, req v1.SubscriptionsRenewSubscriptionRequestObject) (v1.SubscriptionsRenewSubscriptionResponseObject, error) {
	payment := req.Params.PaymentID
	out, err := store.InTx(ctx, r.store, func(tx *store.Store) (v1.SubscriptionPublic, error) {
		row, err := tx.CreditSubscriptionForUpdate(ctx, req.ID)
		if err != nil {
			return v1.SubscriptionPublic{}, missing(err, "Subscription")
		}
		return r.once(ctx, tx, "renew "+row.UUID, payment, func() (v1.SubscriptionPublic, error) {
			t, err := r.tier(row.Service, row.Tier)
			if err != nil {
				return v1.SubscriptionPublic{}, err
			}
			now := r.now()
			keep(&row.CreditSubscription, stateOf(row.CreditSubscription).Renew(t, payment != nil, now))
			row.UpdatedAt = now
			return r.toAPI(row), tx.SaveCreditSubscription(ctx, row.CreditSubscription)
		})
	})
	if err != nil {
		return nil, err
	}
	return v1.SubscriptionsRenewSubscription200JSONResponse(out), nil
}

// changed locks a subscription, lets f change it, and writes what f has changed.
func (r *Room) changed(ctx context.Context, id string, f func(tx *store.Store, c *store.CreditRow) (bool, error)) (v1.SubscriptionPublic, error) {
	return store.InTx(ctx, r.store, func(tx *store.Store) (v1.SubscriptionPublic, error) {
		row, err := tx.CreditSubscriptionForUpdate(ctx, id)
		if err != nil {
			return v1.SubscriptionPublic{}, missing(err, "Subscription")
		}
		written, err := f(tx, &row)
		if err != nil || !written {
			return r.toAPI(row), err
		}
		row.UpdatedAt = r.now()
		return r.toAPI(row), tx.SaveCreditSubscription(ctx, row.CreditSubscription)
	})
}

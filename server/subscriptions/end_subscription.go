package subscriptions

import (
	"context"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/payment"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfileSubscriptionsDelete ends a subscription now, from the side of the subscriber.
func (r *Room) ProfileSubscriptionsDelete(ctx context.Context, req gen.ProfileSubscriptionsDeleteRequestObject) (gen.ProfileSubscriptionsDeleteResponseObject, error) {
	return gen.ProfileSubscriptionsDelete204Response{}, r.end(ctx, r.bySubscriber(ctx, req.SubscribedPlan))
}

// ProfilePlansSubscriptionsDelete ends a subscription now, from the side of the provider; a pending one is withdrawn or refused that way.
func (r *Room) ProfilePlansSubscriptionsDelete(ctx context.Context, req gen.ProfilePlansSubscriptionsDeleteRequestObject) (gen.ProfilePlansSubscriptionsDeleteResponseObject, error) {
	return gen.ProfilePlansSubscriptionsDelete204Response{}, r.end(ctx, r.byProvider(ctx, req.Plan, req.Subscriber))
}

// end unsubscribes; the row stays, and one that has ended stays as it is (profiles-subscriptions-roles.md 1.3).
func (r *Room) end(ctx context.Context, find finder) error {
	seen, err := find(r.store)
	if err == nil {
		err = r.mayChange(ctx, seen)
	}
	if err != nil {
		return wire.Missing(err)
	}
	return r.store.Do(ctx, func(tx *store.Store) error {
		if _, err := tx.OrganizationForUpdate(ctx, seen.OrganizationID); err != nil {
			return err
		}
		s, err := tx.SubscriptionForUpdate(ctx, seen.ID)
		if err != nil {
			return wire.Missing(err)
		}
		if pending(seen.Subscription) && !pending(s) {
			return fault.New(fault.Conflict, "The subscription was accepted at this moment; look at it again.")
		}
		now := r.now()
		if s.RequestKey != nil { // also when it ended before anybody answered it
			if err := forget(ctx, tx, s, now); err != nil {
				return err
			}
		}
		if !s.EndsAt.After(now) {
			return nil
		}
		return tx.UpdateSubscription(ctx, s.ID, map[string]any{"ends_at": now, "auto_renew": false})
	})
}

// forget writes off what the subscriber, who is locked, owes for a subscription that its provider never consented to: nobody pays for what was
// refused or withdrawn. What was paid already stays paid.
func forget(ctx context.Context, tx *store.Store, s store.Subscription, at time.Time) error {
	dues, err := tx.Dues(ctx, s.OrganizationID)
	if err != nil {
		return err
	}
	for _, due := range dues {
		switch {
		case due.SubscriptionID != s.ID:
		case due.Pending > 0:
			return fault.New(fault.Conflict, "The subscription is being paid right now; try again in a moment.")
		default:
			if err := payment.WriteOff(ctx, tx, s.OrganizationID, due, at); err != nil {
				return err
			}
		}
	}
	return nil
}

func pending(s store.Subscription) bool { return s.GrantKey != nil || s.RequestKey != nil }

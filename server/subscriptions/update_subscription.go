package subscriptions

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// finder finds the subscription that the path names.
type finder func(s *store.Store) (store.SubscriptionOf, error)

// bySubscriber finds it from the side of the subscriber in the path.
func bySubscriber(ctx context.Context, plan string) finder {
	return func(s *store.Store) (store.SubscriptionOf, error) {
		return s.SubscriptionOf(ctx, access.ScopeOf(ctx).OrganizationID, access.PrincipalOf(ctx).UserID, plan)
	}
}

// byProvider finds it from the side of the provider in the path.
func byProvider(ctx context.Context, plan, subscriber string) finder {
	return func(s *store.Store) (store.SubscriptionOf, error) {
		return s.SubscriptionTo(ctx, access.ScopeOf(ctx).OrganizationID, access.PrincipalOf(ctx).UserID, plan, subscriber)
	}
}

// ProfileSubscriptionsUpdate changes what the body gives of a subscription, from the side of the subscriber.
func (r *Room) ProfileSubscriptionsUpdate(ctx context.Context, req gen.ProfileSubscriptionsUpdateRequestObject) (gen.ProfileSubscriptionsUpdateResponseObject, error) {
	out, err := r.update(ctx, bySubscriber(ctx, req.SubscribedPlan), patchOf(*req.Body))
	return gen.ProfileSubscriptionsUpdate200JSONResponse(out), err
}

// ProfileSubscriptionsPartialUpdate does the same; nothing is required.
func (r *Room) ProfileSubscriptionsPartialUpdate(ctx context.Context, req gen.ProfileSubscriptionsPartialUpdateRequestObject) (gen.ProfileSubscriptionsPartialUpdateResponseObject, error) {
	out, err := r.update(ctx, bySubscriber(ctx, req.SubscribedPlan), *req.Body)
	return gen.ProfileSubscriptionsPartialUpdate200JSONResponse(out), err
}

// ProfilePlansSubscriptionsUpdate changes what the body gives of a subscription, from the side of the provider.
func (r *Room) ProfilePlansSubscriptionsUpdate(ctx context.Context, req gen.ProfilePlansSubscriptionsUpdateRequestObject) (gen.ProfilePlansSubscriptionsUpdateResponseObject, error) {
	out, err := r.update(ctx, byProvider(ctx, req.Plan, req.Subscriber), patchOf(*req.Body))
	return gen.ProfilePlansSubscriptionsUpdate200JSONResponse(out), err
}

// ProfilePlansSubscriptionsPartialUpdate does the same; nothing is required.
func (r *Room) ProfilePlansSubscriptionsPartialUpdate(ctx context.Context, req gen.ProfilePlansSubscriptionsPartialUpdateRequestObject) (gen.ProfilePlansSubscriptionsPartialUpdateResponseObject, error) {
	out, err := r.update(ctx, byProvider(ctx, req.Plan, req.Subscriber), *req.Body)
	return gen.ProfilePlansSubscriptionsPartialUpdate200JSONResponse(out), err
}

func patchOf(in gen.SubscriptionInput) gen.SubscriptionPatch {
	return gen.SubscriptionPatch{EndsAt: &in.EndsAt, AutoRenew: in.AutoRenew, Description: in.Description, Extra: in.Extra}
}

// update writes the changes. The subscriber is locked, as for a new subscription: what is found is the subscription that ends last, so that
// reviving it cannot leave two that have not ended (profiles-subscriptions-roles.md 1.3 and 3.4).
func (r *Room) update(ctx context.Context, find finder, in gen.SubscriptionPatch) (gen.Subscription, error) {
	return store.InTx(ctx, r.store, func(tx *store.Store) (gen.Subscription, error) {
		s, err := find(tx)
		if err != nil {
			return gen.Subscription{}, wire.Missing(err)
		}
		if _, err := wire.Locked(ctx, tx, s.OrganizationID); err != nil {
			return gen.Subscription{}, err
		}
		if s, err = find(tx); err != nil {
			return gen.Subscription{}, wire.Missing(err)
		}
		columns, err := changes(s, in)
		if err != nil {
			return gen.Subscription{}, err
		}
		if err := takeOver(ctx, tx, s, columns); err != nil {
			return gen.Subscription{}, err
		}
		if len(columns) > 0 {
			if err := tx.UpdateSubscription(ctx, s.ID, columns); err != nil {
				return gen.Subscription{}, err
			}
		}
		s, err = tx.SubscriptionWithID(ctx, s.ID, access.PrincipalOf(ctx).UserID)
		return wire.Subscription(ctx, s), err
	})
}

// takeOver lets a gift renew itself only for who will pay for it then: a manager of its subscriber, who takes it over so.
func takeOver(ctx context.Context, tx *store.Store, s store.SubscriptionOf, columns map[string]any) error {
	if !s.Gifted || columns["auto_renew"] != true {
		return nil
	}
	own, err := tx.Manages(ctx, access.PrincipalOf(ctx).UserID, s.OrganizationID)
	if err == nil && !own {
		err = fault.Field("auto_renew", "Somebody else paid for this subscription: only %s can let it renew at its own cost.", s.Subscriber.PrintableName())
	}
	columns["gifted"] = false
	return err
}

// changes are the columns that the body changes. Only who manages the provider itself moves the end; for others it stays, silently.
func changes(s store.SubscriptionOf, in gen.SubscriptionPatch) (map[string]any, error) {
	columns := map[string]any{}
	if in.EndsAt != nil && s.Editable {
		if in.EndsAt.Before(s.CreatedAt) {
			return nil, fault.Field("ends_at", "A subscription cannot end before it was created.")
		}
		columns["ends_at"] = in.EndsAt.UTC()
	}
	if in.AutoRenew != nil {
		if *in.AutoRenew && s.Plan.RenewalType != wire.AutoRenew {
			return nil, fault.Field("auto_renew", "The plan %s does not renew by itself.", s.Plan.Slug)
		}
		columns["auto_renew"] = *in.AutoRenew
	}
	if description, given := wire.Given(in.Description); given {
		columns["description"] = description
	}
	if extra, given := wire.Given(in.Extra); given {
		columns["extra"] = extra
	}
	return columns, nil
}

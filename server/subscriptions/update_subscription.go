package subscriptions

import (
	"context"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// finder finds the subscription that the path names.
type finder func(s *store.Store) (store.SubscriptionOf, error)

// bySubscriber finds it from the side of the subscriber in the path.
func (r *Room) bySubscriber(ctx context.Context, plan string) finder {
	return func(s *store.Store) (store.SubscriptionOf, error) {
		return s.SubscriptionOf(ctx, access.ScopeOf(ctx).OrganizationID, wire.Reader(ctx, r.now()), plan)
	}
}

// byProvider finds it from the side of the provider in the path.
func (r *Room) byProvider(ctx context.Context, plan, subscriber string) finder {
	return func(s *store.Store) (store.SubscriptionOf, error) {
		return s.SubscriptionTo(ctx, access.ScopeOf(ctx).OrganizationID, wire.Reader(ctx, r.now()), plan, subscriber)
	}
}

// ProfileSubscriptionsUpdate changes what the body gives of a subscription, from the side of the subscriber.
func (r *Room) ProfileSubscriptionsUpdate(ctx context.Context, req gen.ProfileSubscriptionsUpdateRequestObject) (gen.ProfileSubscriptionsUpdateResponseObject, error) {
	out, err := r.update(ctx, r.bySubscriber(ctx, req.SubscribedPlan), patchOf(*req.Body))
	return gen.ProfileSubscriptionsUpdate200JSONResponse(out), err
}

// ProfileSubscriptionsPartialUpdate does the same; nothing is required.
func (r *Room) ProfileSubscriptionsPartialUpdate(ctx context.Context, req gen.ProfileSubscriptionsPartialUpdateRequestObject) (gen.ProfileSubscriptionsPartialUpdateResponseObject, error) {
	out, err := r.update(ctx, r.bySubscriber(ctx, req.SubscribedPlan), *req.Body)
	return gen.ProfileSubscriptionsPartialUpdate200JSONResponse(out), err
}

// ProfilePlansSubscriptionsUpdate changes what the body gives of a subscription, from the side of the provider.
func (r *Room) ProfilePlansSubscriptionsUpdate(ctx context.Context, req gen.ProfilePlansSubscriptionsUpdateRequestObject) (gen.ProfilePlansSubscriptionsUpdateResponseObject, error) {
	out, err := r.update(ctx, r.byProvider(ctx, req.Plan, req.Subscriber), patchOf(*req.Body))
	return gen.ProfilePlansSubscriptionsUpdate200JSONResponse(out), err
}

// ProfilePlansSubscriptionsPartialUpdate does the same; nothing is required.
func (r *Room) ProfilePlansSubscriptionsPartialUpdate(ctx context.Context, req gen.ProfilePlansSubscriptionsPartialUpdateRequestObject) (gen.ProfilePlansSubscriptionsPartialUpdateResponseObject, error) {
	out, err := r.update(ctx, r.byProvider(ctx, req.Plan, req.Subscriber), *req.Body)
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
		if s, err = find(tx); err == nil {
			err = r.mayChange(ctx, s)
		}
		if err != nil {
			return gen.Subscription{}, wire.Missing(err)
		}
		columns, err := changes(s, in)
		if err != nil {
			return gen.Subscription{}, err
		}
		if err := r.consent(ctx, tx, s, columns); err != nil {
			return gen.Subscription{}, err
		}
		if len(columns) > 0 {
			if err := tx.UpdateSubscription(ctx, s.ID, columns); err != nil {
				return gen.Subscription{}, err
			}
		}
		s, err = tx.SubscriptionWithID(ctx, s.ID, wire.Reader(ctx, r.now()))
		return wire.Subscription(ctx, s), err
	})
}

// mayChange refuses who came as a provider of the subscriber and is none by this plan: it reads, if anything.
func (r *Room) mayChange(ctx context.Context, s store.SubscriptionOf) error {
	if wire.Reader(ctx, r.now()).Own && (!s.Editable || !s.Known) {
		return store.ErrNotFound
	}
	return nil
}

// consent keeps what its subscriber agreed to: only a manager of the subscriber lets a subscription renew at its cost, and agrees to today's terms
// by it. Who sells it can prolong it, but neither draw the next payment nearer, nor be its provider again once it has ended.
func (r *Room) consent(ctx context.Context, tx *store.Store, s store.SubscriptionOf, columns map[string]any) error {
	own, err := tx.Manages(ctx, access.PrincipalOf(ctx).UserID, s.OrganizationID)
	if err != nil {
		return err
	}
	if own {
		if columns["auto_renew"] == true {
			columns["gifted"], columns["agreed_terms"] = false, agreed(s.Plan)
		}
		return nil
	}
	if columns["auto_renew"] == true && (s.Gifted || !s.AutoRenew) {
		return fault.Field("auto_renew", "Only managers of %s can let this subscription renew at its cost.", s.Subscriber.PrintableName())
	}
	end, moved := columns["ends_at"].(time.Time)
	if !moved {
		return nil
	}
	ended := !s.EndsAt.After(r.now())
	if ended || end.Before(s.EndsAt) {
		columns["auto_renew"] = false
	}
	if ended && s.AgreedTerms != nil {
		columns["agreed_terms"] = ""
	}
	return nil
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

package subscriptions

import (
	"context"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/notice"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfileSubscribersAcceptUpdate accepts what a customer asked for, as a manager of the provider.
func (r *Room) ProfileSubscribersAcceptUpdate(ctx context.Context, req gen.ProfileSubscribersAcceptUpdateRequestObject) (gen.ProfileSubscribersAcceptUpdateResponseObject, error) {
	out, err := r.acceptAs(ctx, Provider, req.RequestKey)
	return gen.ProfileSubscribersAcceptUpdate200JSONResponse(out), err
}

// ProfileSubscribersAcceptPartialUpdate does the same.
func (r *Room) ProfileSubscribersAcceptPartialUpdate(ctx context.Context, req gen.ProfileSubscribersAcceptPartialUpdateRequestObject) (gen.ProfileSubscribersAcceptPartialUpdateResponseObject, error) {
	out, err := r.acceptAs(ctx, Provider, req.RequestKey)
	return gen.ProfileSubscribersAcceptPartialUpdate200JSONResponse(out), err
}

// ProfileSubscriptionsAcceptCreate accepts what a provider granted, as a manager of the subscriber.
func (r *Room) ProfileSubscriptionsAcceptCreate(ctx context.Context, req gen.ProfileSubscriptionsAcceptCreateRequestObject) (gen.ProfileSubscriptionsAcceptCreateResponseObject, error) {
	out, err := r.acceptAs(ctx, Subscriber, req.GrantKey)
	return gen.ProfileSubscriptionsAcceptCreate200JSONResponse(out), err
}

// acceptAs accepts in the name of the profile in the path, which the guard has proven to be the caller's.
func (r *Room) acceptAs(ctx context.Context, side Side, key string) (gen.Subscription, error) {
	caller := access.PrincipalOf(ctx).UserID
	s, err := side.pending(ctx, r.store, store.Reader{UserID: caller, At: r.now()}, key)
	if err == nil && side.Organization(s) != access.ScopeOf(ctx).OrganizationID {
		err = store.ErrNotFound
	}
	if err != nil {
		return gen.Subscription{}, wire.Missing(err)
	}
	s, err = r.accept(ctx, side, s, caller)
	return wire.Subscription(ctx, s), err
}

// Side is who has to accept a subscription that waits.
type Side int

const (
	// Subscriber accepts what a provider granted.
	Subscriber Side = iota
	// Provider accepts what a customer asked for.
	Provider
)

// Organization is the id of the profile that has to accept a subscription.
func (side Side) Organization(s store.SubscriptionOf) int64 {
	if side == Provider {
		return s.Plan.OrganizationID
	}
	return s.OrganizationID
}

// pending finds what waits for the side under a key and has not ended.
func (side Side) pending(ctx context.Context, s *store.Store, reader store.Reader, key string) (store.SubscriptionOf, error) {
	if side == Provider {
		return s.Requested(ctx, reader, key)
	}
	return s.Granted(ctx, reader, key)
}

// tell mails the managers of the other side that it was accepted; a provider that accepts for the customer hears nothing of itself.
func (side Side) tell(ctx context.Context, tx *store.Store, s store.SubscriptionOf, n notice.Notice, callerID int64) error {
	if side == Provider {
		n.Template, n.Data["link"] = "subscription_request_accepted", "/app/"+s.Subscriber.Slug+"/"
		return notice.Managers(ctx, tx, n, s.OrganizationID, 0)
	}
	n.Template, n.Data["link"] = "subscription_grant_accepted", "/app/"+s.Plan.Provider+"/"
	return notice.Managers(ctx, tx, n, s.Plan.OrganizationID, callerID)
}

// Pending returns the subscription that waits for a side under a key. A key that is unknown, was used or whose subscription has ended is a
// fault of kind NotFound.
func (r *Room) Pending(ctx context.Context, side Side, key string) (store.SubscriptionOf, error) {
	s, err := side.pending(ctx, r.store, store.Reader{At: r.now()}, key)
	return s, wire.Missing(err)
}

// AcceptBy does as the operations for a user who came by the link of a mail: she manages the side, or the broker, or is refused with a fault
// of kind Forbidden.
func (r *Room) AcceptBy(ctx context.Context, side Side, key string, userID int64) (store.SubscriptionOf, error) {
	s, err := side.pending(ctx, r.store, store.Reader{UserID: userID, At: r.now()}, key)
	if err != nil {
		return s, wire.Missing(err)
	}
	may, err := r.store.Manages(ctx, userID, side.Organization(s))
	if err == nil && !may && side == Subscriber {
		// Who accepts what was granted to a profile that was created for her accepts to manage it.
		may, err = store.InTx(ctx, r.store, func(tx *store.Store) (bool, error) { return tx.TakeOffer(ctx, s.OrganizationID, userID, r.now()) })
	}
	if err == nil && !may {
		may, err = r.store.ManagesBroker(ctx, userID)
	}
	if err == nil && !may {
		err = fault.New(fault.Forbidden, "Only a manager of the profile that was asked can accept.")
	}
	if err != nil {
		return s, err
	}
	return r.accept(ctx, side, s, userID)
}

// accept makes a subscription that was seen pending live; its end stays. Of two who saw it, one accepts
// (profiles-subscriptions-roles.md 1.6, 3.5 and 6).
func (r *Room) accept(ctx context.Context, side Side, seen store.SubscriptionOf, callerID int64) (store.SubscriptionOf, error) {
	if err := wire.NotSold(seen.Plan); err != nil {
		return seen, err
	}
	return store.InTx(ctx, r.store, func(tx *store.Store) (store.SubscriptionOf, error) {
		now := r.now()
		s, err := tx.SubscriptionForUpdate(ctx, seen.ID)
		if err != nil {
			return seen, err
		}
		if !pending(s) || !s.EndsAt.After(now) {
			return seen, fault.New(fault.Conflict, "The subscription was accepted or withdrawn at this moment; look at it again.")
		}
		columns := map[string]any{"grant_key": nil, "request_key": nil}
		if side == Subscriber {
			// Only its own manager agrees in its name. What the broker accepts for it makes nobody its provider, and is not renewed at its cost.
			own, err := tx.Manages(ctx, callerID, s.OrganizationID)
			if err != nil {
				return seen, err
			}
			if columns["auto_renew"] = own && s.AutoRenew; own {
				columns["agreed_terms"] = agreed(seen.Plan)
			}
		}
		if err := tx.UpdateSubscription(ctx, s.ID, columns); err != nil {
			return seen, err
		}
		n, err := about(ctx, tx, callerID, seen.Subscriber.Organization, seen.Plan, now)
		if err != nil {
			return seen, err
		}
		if err := side.tell(ctx, tx, seen, n, callerID); err != nil {
			return seen, err
		}
		seen.GrantKey, seen.RequestKey = nil, nil
		return seen, nil
	})
}

// about is a mail of a user about a subscription, without its template and link.
func about(ctx context.Context, tx *store.Store, userID int64, subscriber store.Organization, plan store.PlanOf, at time.Time) (notice.Notice, error) {
	provider, err := tx.Organization(ctx, plan.OrganizationID)
	if err != nil {
		return notice.Notice{}, err
	}
	user, err := tx.User(ctx, userID)
	return notice.Notice{At: at, ReplyTo: user.Email, Data: map[string]any{
		"organization": notice.Organization(subscriber), "plan": notice.Plan(plan.Plan), "provider": notice.Organization(provider),
		"user": notice.User(user),
	}}, err
}

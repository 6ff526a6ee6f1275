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
	out, err := r.acceptRequest(ctx, req.RequestKey)
	return gen.ProfileSubscribersAcceptUpdate200JSONResponse(out), err
}

// ProfileSubscribersAcceptPartialUpdate does the same.
func (r *Room) ProfileSubscribersAcceptPartialUpdate(ctx context.Context, req gen.ProfileSubscribersAcceptPartialUpdateRequestObject) (gen.ProfileSubscribersAcceptPartialUpdateResponseObject, error) {
	out, err := r.acceptRequest(ctx, req.RequestKey)
	return gen.ProfileSubscribersAcceptPartialUpdate200JSONResponse(out), err
}

// ProfileSubscriptionsAcceptCreate accepts what a provider granted, as a manager of the subscriber.
func (r *Room) ProfileSubscriptionsAcceptCreate(ctx context.Context, req gen.ProfileSubscriptionsAcceptCreateRequestObject) (gen.ProfileSubscriptionsAcceptCreateResponseObject, error) {
	out, err := r.accept(ctx, acceptance{
		find: func(tx *store.Store, organizationID, callerID int64, at time.Time) (store.SubscriptionOf, error) {
			return tx.Granted(ctx, organizationID, callerID, req.GrantKey, at)
		},
		tell: func(tx *store.Store, s store.SubscriptionOf, n notice.Notice) error {
			n.Template = "subscription_grant_accepted"
			n.Data["link"] = "/app/" + s.Plan.Provider + "/"
			return notice.Managers(ctx, tx, n, s.Plan.OrganizationID, access.PrincipalOf(ctx).UserID)
		},
	})
	return gen.ProfileSubscriptionsAcceptCreate200JSONResponse(out), err
}

func (r *Room) acceptRequest(ctx context.Context, key string) (gen.Subscription, error) {
	return r.accept(ctx, acceptance{
		find: func(tx *store.Store, organizationID, callerID int64, at time.Time) (store.SubscriptionOf, error) {
			return tx.Requested(ctx, organizationID, callerID, key, at)
		},
		tell: func(tx *store.Store, s store.SubscriptionOf, n notice.Notice) error {
			n.Template = "subscription_request_accepted"
			n.Data["link"] = "/app/" + s.Subscriber.Slug + "/"
			return notice.Managers(ctx, tx, n, s.OrganizationID, 0)
		},
	})
}

// acceptance is how one side accepts what the other began.
type acceptance struct {
	find func(tx *store.Store, organizationID, callerID int64, at time.Time) (store.SubscriptionOf, error)
	tell func(tx *store.Store, s store.SubscriptionOf, n notice.Notice) error
}

// accept makes a pending subscription live; its end stays. Of two at once, one accepts (profiles-subscriptions-roles.md 1.6, 3.5 and 6).
func (r *Room) accept(ctx context.Context, a acceptance) (gen.Subscription, error) {
	caller := access.PrincipalOf(ctx)
	return store.InTx(ctx, r.store, func(tx *store.Store) (gen.Subscription, error) {
		now := r.now()
		seen, err := a.find(tx, access.ScopeOf(ctx).OrganizationID, caller.UserID, now)
		if err != nil {
			return gen.Subscription{}, wire.Missing(err)
		}
		s, err := tx.SubscriptionForUpdate(ctx, seen.ID)
		if err != nil {
			return gen.Subscription{}, err
		}
		if !pending(s) || !s.EndsAt.After(now) {
			return gen.Subscription{}, fault.New(fault.Conflict, "The subscription was accepted or withdrawn at this moment; look at it again.")
		}
		if err := tx.UpdateSubscription(ctx, s.ID, map[string]any{"grant_key": nil, "request_key": nil}); err != nil {
			return gen.Subscription{}, err
		}
		n, err := about(ctx, tx, seen.Subscriber.Organization, seen.Plan, now)
		if err != nil {
			return gen.Subscription{}, err
		}
		if err := a.tell(tx, seen, n); err != nil {
			return gen.Subscription{}, err
		}
		seen.GrantKey, seen.RequestKey = nil, nil
		return wire.Subscription(ctx, seen), nil
	})
}

// about is a mail of the caller about a subscription, without its template and link.
func about(ctx context.Context, tx *store.Store, subscriber store.Organization, plan store.PlanOf, at time.Time) (notice.Notice, error) {
	provider, err := tx.Organization(ctx, plan.OrganizationID)
	if err != nil {
		return notice.Notice{}, err
	}
	user, err := tx.User(ctx, access.PrincipalOf(ctx).UserID)
	return notice.Notice{At: at, ReplyTo: user.Email, Data: map[string]any{
		"organization": notice.Organization(subscriber), "plan": notice.Plan(plan.Plan), "provider": notice.Organization(provider),
		"user": notice.User(user),
	}}, err
}

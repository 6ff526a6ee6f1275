package subscriptions

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/wire"
)

// ProfileSubscriptionsRead returns the subscription of a profile to a plan: the running one, else the last.
func (r *Room) ProfileSubscriptionsRead(ctx context.Context, req gen.ProfileSubscriptionsReadRequestObject) (gen.ProfileSubscriptionsReadResponseObject, error) {
	s, err := r.store.SubscriptionOf(ctx, access.ScopeOf(ctx).OrganizationID, wire.Reader(ctx, r.now()), req.SubscribedPlan)
	if err != nil {
		return nil, wire.Missing(err)
	}
	return gen.ProfileSubscriptionsRead200JSONResponse(wire.Subscription(ctx, s)), nil
}

// ProfilePlansSubscriptionsRead returns the same to the provider of the plan.
func (r *Room) ProfilePlansSubscriptionsRead(ctx context.Context, req gen.ProfilePlansSubscriptionsReadRequestObject) (gen.ProfilePlansSubscriptionsReadResponseObject, error) {
	s, err := r.store.SubscriptionTo(ctx, access.ScopeOf(ctx).OrganizationID, wire.Reader(ctx, r.now()), req.Plan, req.Subscriber)
	if err != nil {
		return nil, wire.Missing(err)
	}
	return gen.ProfilePlansSubscriptionsRead200JSONResponse(wire.Subscription(ctx, s)), nil
}

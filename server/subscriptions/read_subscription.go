package subscriptions

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/wire"
)

// ProfileSubscriptionsRead returns the subscription of a profile to a plan: the running one, else the last.
func (r *Room) ProfileSubscriptionsRead(ctx context.Context, req gen.ProfileSubscriptionsReadRequestObject) (gen.ProfileSubscriptionsReadResponseObject, error) {
	s, err := r.store.SubscriptionOf(ctx, access.ScopeOf(ctx).OrganizationID, access.PrincipalOf(ctx).UserID, req.SubscribedPlan)
	if err != nil {
		return nil, wire.Missing(err)
	}
	return gen.ProfileSubscriptionsRead200JSONResponse(wire.Subscription(ctx, s)), nil
}

package credits

import (
	"context"

	v1 "tollkeeper/gen/v1"
	"tollkeeper/server/domain/access"
)

// SubscriptionsReadSubscriptions lists the caller's own subscriptions, and all of them for a superuser.
func (r *Room) SubscriptionsReadSubscriptions(ctx context.Context, req v1.SubscriptionsReadSubscriptionsRequestObject) (v1.SubscriptionsReadSubscriptionsResponseObject, error) {
	caller := access.PrincipalOf(ctx)
	superuser, err := r.store.ManagesBroker(ctx, caller.UserID)
	if err != nil {
		return nil, err
	}
	of := caller.UserID
	if superuser {
		of = 0
	}
	rows, count, err := r.store.CreditSubscriptions(ctx, of, or(req.Params.Skip, 0), or(req.Params.Limit, defaultLimit))
	if err != nil {
		return nil, err
	}
	out := v1.SubscriptionsPublic{Data: make([]v1.SubscriptionPublic, len(rows)), Count: count}
	for i, row := range rows {
		out.Data[i] = r.toAPI(row)
	}
	return v1.SubscriptionsReadSubscriptions200JSONResponse(out), nil
}

// SubscriptionsReadSubscription returns a subscription.
func (r *Room) SubscriptionsReadSubscription(ctx context.Context, req v1.SubscriptionsReadSubscriptionRequestObject) (v1.SubscriptionsReadSubscriptionResponseObject, error) {
	row, err := r.store.CreditSubscription(ctx, req.ID)
	if err != nil {
		return nil, missing(err, "Subscription")
	}
	return v1.SubscriptionsReadSubscription200JSONResponse(r.toAPI(row)), nil
}

// defaultLimit is how many rows are returned when nobody asks for another number.
const defaultLimit = 100

func or(n *int64, otherwise int64) int64 {
	if n == nil {
		return otherwise
	}
	return *n
}

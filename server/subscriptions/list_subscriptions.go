package subscriptions

import (
	"context"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfileSubscriptionsList lists the subscriptions of a profile in every state (profiles-subscriptions-roles.md 3.5).
func (r *Room) ProfileSubscriptionsList(ctx context.Context, req gen.ProfileSubscriptionsListRequestObject) (gen.ProfileSubscriptionsListResponseObject, error) {
	p := req.Params
	ask := wire.Query{Page: p.Page, Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot)}.Listing(wire.Sort(p.O))
	rows, err := r.store.SubscriptionsOf(ctx, access.ScopeOf(ctx).OrganizationID, access.PrincipalOf(ctx).UserID, narrow(p, r.now()), ask)
	if err != nil {
		return nil, wire.PageFault(err)
	}
	page := gen.SubscriptionPage{Count: rows.Count, Results: make([]gen.Subscription, len(rows.Items))}
	page.Next, page.Previous = wire.Links(ctx, rows)
	for i, s := range rows.Items {
		page.Results[i] = wire.Subscription(ctx, s)
	}
	return gen.ProfileSubscriptionsList200JSONResponse(page), nil
}

// narrow reads `state`; without it `expires_after` and `expires_before` count. Words it does not know keep everything.
func narrow(p gen.ProfileSubscriptionsListParams, now time.Time) store.SubscriptionAsk {
	if p.State == nil {
		return store.SubscriptionAsk{EndsAfter: p.ExpiresAfter, EndsBefore: p.ExpiresBefore}
	}
	switch *p.State {
	case "active":
		return store.SubscriptionAsk{EndsAfter: &now}
	case "expired":
		return store.SubscriptionAsk{EndsBefore: &now}
	}
	return store.SubscriptionAsk{}
}

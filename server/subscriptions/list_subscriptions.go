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
	rows, err := r.store.SubscriptionsOf(ctx, access.ScopeOf(ctx).OrganizationID, wire.Reader(ctx, r.now()), narrow(p, r.now()), ask)
	if err != nil {
		return nil, wire.PageFault(err)
	}
	return gen.ProfileSubscriptionsList200JSONResponse(pageOf(ctx, rows)), nil
}

// ProfilePlansSubscriptionsList lists the subscriptions to a plan, created until now unless the client says otherwise.
func (r *Room) ProfilePlansSubscriptionsList(ctx context.Context, req gen.ProfilePlansSubscriptionsListRequestObject) (gen.ProfilePlansSubscriptionsListResponseObject, error) {
	plan, err := r.store.PlanOf(ctx, access.ScopeOf(ctx).OrganizationID, req.Plan)
	if err != nil {
		return nil, wire.Missing(err)
	}
	p := req.Params
	ask := wire.Query{
		Page: p.Page, Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: wire.UntilNow(p.EndsAt, r.now()),
	}.Listing(wire.Sort(p.O))
	rows, err := r.store.SubscriptionsTo(ctx, plan.ID, wire.Reader(ctx, r.now()), ask)
	if err != nil {
		return nil, wire.PageFault(err)
	}
	return gen.ProfilePlansSubscriptionsList200JSONResponse(pageOf(ctx, rows)), nil
}

// ProfileSubscribersList lists who has or had a subscription to any plan of the provider.
func (r *Room) ProfileSubscribersList(ctx context.Context, req gen.ProfileSubscribersListRequestObject) (gen.ProfileSubscribersListResponseObject, error) {
	p := req.Params
	ask := wire.Query{
		Page: p.Page, Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: p.EndsAt,
	}.Listing(wire.Sort(p.O))
	rows, err := r.store.SubscribersOf(ctx, access.ScopeOf(ctx).OrganizationID, wire.Reader(ctx, r.now()), ask)
	if err != nil {
		return nil, wire.PageFault(err)
	}
	page := gen.OrganizationPage{Count: rows.Count, Results: make([]gen.Organization, len(rows.Items))}
	page.Next, page.Previous = wire.Links(ctx, rows)
	all := access.ScopeOf(ctx).Relation.Broker >= access.Contributor
	for i, one := range rows.Items {
		switch {
		case all:
			page.Results[i] = wire.Organization(one.Profile)
		case one.Known:
			page.Results[i] = wire.Customer(one.Profile)
		default:
			page.Results[i] = wire.Stranger(one.Profile)
		}
	}
	return gen.ProfileSubscribersList200JSONResponse(page), nil
}

func pageOf(ctx context.Context, rows store.Rows[store.SubscriptionOf]) gen.SubscriptionPage {
	page := gen.SubscriptionPage{Count: rows.Count, Results: make([]gen.Subscription, len(rows.Items))}
	page.Next, page.Previous = wire.Links(ctx, rows)
	for i, s := range rows.Items {
		page.Results[i] = wire.Subscription(ctx, s)
	}
	return page
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

package profiles

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfileRead returns a profile with all its subscriptions, pending and ended ones included.
func (r *Room) ProfileRead(ctx context.Context, _ gen.ProfileReadRequestObject) (gen.ProfileReadResponseObject, error) {
	id := access.ScopeOf(ctx).OrganizationID
	profile, err := r.store.Profile(ctx, id)
	if err != nil {
		return nil, wire.Missing(err)
	}
	subscriptions, err := r.store.SubscriptionSummaries(ctx, id)
	if err != nil {
		return nil, err
	}
	return gen.ProfileRead200JSONResponse(withSubscriptions(profile, subscriptions)), nil
}

func withSubscriptions(p store.Profile, subscriptions []store.SubscriptionSummary) gen.OrganizationWithSubscriptions {
	o := wire.Organization(p)
	out := gen.OrganizationWithSubscriptions{
		Slug: o.Slug, CreatedAt: o.CreatedAt, FullName: o.FullName, Email: o.Email, Phone: o.Phone, StreetAddress: o.StreetAddress,
		Locality: o.Locality, Region: o.Region, PostalCode: o.PostalCode, Country: o.Country, DefaultTimezone: o.DefaultTimezone,
		PrintableName: o.PrintableName, IsProvider: o.IsProvider, IsBulkBuyer: o.IsBulkBuyer, Type: o.Type, Credentials: o.Credentials,
		Extra: wire.Null(o.Extra), Picture: wire.Null(p.Picture), Activities: []gen.Activity{},
		Subscriptions: make([]gen.WithSubscription, len(subscriptions)),
	}
	for i, s := range subscriptions {
		out.Subscriptions[i] = gen.WithSubscription{CreatedAt: s.CreatedAt, EndsAt: s.EndsAt, Plan: s.Plan, AutoRenew: s.AutoRenew}
	}
	return out
}

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
	out, err := read(ctx, r.store, access.ScopeOf(ctx).OrganizationID)
	if err != nil {
		return nil, wire.Missing(err)
	}
	return gen.ProfileRead200JSONResponse(out), nil
}

// read is the profile as the caller may see it: the notes are about the customer, not for her (profiles-subscriptions-roles.md 3.0).
func read(ctx context.Context, s *store.Store, id int64) (gen.OrganizationWithSubscriptions, error) {
	profile, err := s.Profile(ctx, id)
	if err != nil {
		return gen.OrganizationWithSubscriptions{}, err
	}
	subscriptions, err := s.SubscriptionSummaries(ctx, id)
	if err != nil {
		return gen.OrganizationWithSubscriptions{}, err
	}
	var notes []store.ActivityOf
	if rel := access.ScopeOf(ctx).Relation; max(rel.Broker, rel.Provider) >= access.Manager {
		notes, err = s.NewestActivitiesAbout(ctx, id)
	}
	return toAPIProfile(profile, subscriptions, notes), err
}

func toAPIProfile(p store.Profile, subscriptions []store.SubscriptionSummary, notes []store.ActivityOf) gen.OrganizationWithSubscriptions {
	o := wire.Organization(p)
	out := gen.OrganizationWithSubscriptions{
		Slug: o.Slug, CreatedAt: o.CreatedAt, FullName: o.FullName, Email: o.Email, Phone: o.Phone, StreetAddress: o.StreetAddress,
		Locality: o.Locality, Region: o.Region, PostalCode: o.PostalCode, Country: o.Country, DefaultTimezone: o.DefaultTimezone,
		PrintableName: o.PrintableName, IsProvider: o.IsProvider, IsBulkBuyer: o.IsBulkBuyer, Type: o.Type, Credentials: o.Credentials,
		Extra: wire.Null(o.Extra), Picture: wire.Null(p.Picture), Activities: make([]gen.Activity, len(notes)),
		Subscriptions: make([]gen.WithSubscription, len(subscriptions)),
	}
	for i, a := range notes {
		out.Activities[i] = wire.Activity(a)
	}
	for i, s := range subscriptions {
		out.Subscriptions[i] = gen.WithSubscription{CreatedAt: s.CreatedAt, EndsAt: s.EndsAt, Plan: s.Plan, AutoRenew: s.AutoRenew}
	}
	return out
}

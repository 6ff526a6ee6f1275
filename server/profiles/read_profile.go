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
	out, err := r.read(ctx, r.store, access.ScopeOf(ctx).OrganizationID)
	if err != nil {
		return nil, wire.Missing(err)
	}
	return gen.ProfileRead200JSONResponse(out), nil
}

// read is the profile as the caller may see it: whole for its own and the broker, as a customer with the subscriptions to its own plans for a provider.
// The notes are about the customer, for those who write them (profiles-subscriptions-roles.md 3.0).
func (r *Room) read(ctx context.Context, s *store.Store, id int64) (gen.OrganizationWithSubscriptions, error) {
	profile, err := s.Profile(ctx, id)
	if err != nil {
		return gen.OrganizationWithSubscriptions{}, err
	}
	subscriptions, err := s.SubscriptionSummaries(ctx, id, wire.Reader(ctx, r.now()))
	if err != nil {
		return gen.OrganizationWithSubscriptions{}, err
	}
	var notes []store.ActivityOf
	rel := access.ScopeOf(ctx).Relation
	if rel.Broker >= access.Manager {
		notes, err = s.NewestActivitiesAbout(ctx, id)
	}
	shown := wire.Organization(profile)
	if max(rel.Broker, rel.Direct) < access.Contributor {
		shown = wire.Customer(profile)
	}
	return toAPIProfile(shown, profile.Picture, subscriptions, notes), err
}

func toAPIProfile(o gen.Organization, picture *string, subscriptions []store.SubscriptionSummary, notes []store.ActivityOf) gen.OrganizationWithSubscriptions {
	out := gen.OrganizationWithSubscriptions{
		Slug: o.Slug, CreatedAt: o.CreatedAt, FullName: o.FullName, Email: o.Email, Phone: o.Phone, StreetAddress: o.StreetAddress,
		Locality: o.Locality, Region: o.Region, PostalCode: o.PostalCode, Country: o.Country, DefaultTimezone: o.DefaultTimezone,
		PrintableName: o.PrintableName, IsProvider: o.IsProvider, IsBulkBuyer: o.IsBulkBuyer, Type: o.Type, Credentials: o.Credentials,
		Extra: wire.Null(o.Extra), Picture: wire.Null(picture), Activities: make([]gen.Activity, len(notes)),
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

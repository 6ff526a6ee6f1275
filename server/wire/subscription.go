package wire

import (
	"context"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/store"
)

// Reader is the caller as one who reads subscriptions. Who acts neither for the profile in the path nor for the broker sees those to plans of its own
// alone.
func Reader(ctx context.Context, at time.Time) store.Reader {
	rel := access.ScopeOf(ctx).Relation
	return store.Reader{UserID: access.PrincipalOf(ctx).UserID, At: at, Own: max(rel.Broker, rel.Direct) < access.Contributor, All: rel.Broker >= access.Contributor}
}

// Subscription is a subscription with its subscriber and its plan. The keys are bearer secrets: only readers with a manager's rank on one of its
// two sides see them (profiles-subscriptions-roles.md 3.0). The provider knows its subscriber as a customer as long as one of its plans is
// subscribed to, and by name otherwise.
func Subscription(ctx context.Context, s store.SubscriptionOf) gen.Subscription {
	return gen.Subscription{
		CreatedAt: s.CreatedAt, EndsAt: s.EndsAt, Description: s.Description, Organization: subscriberOf(ctx, s),
		Plan: Plan(ctx, s.Plan), AutoRenew: s.AutoRenew, Editable: s.Editable, Extra: s.Extra,
		GrantKey: secret(ctx, s, s.GrantKey), RequestKey: secret(ctx, s, s.RequestKey),
	}
}

func subscriberOf(ctx context.Context, s store.SubscriptionOf) gen.Organization {
	scope := access.ScopeOf(ctx)
	switch {
	case scope.Relation.Broker >= access.Contributor || scope.Relation.Direct >= access.Contributor && scope.OrganizationID == s.OrganizationID:
		return Organization(s.Subscriber)
	case s.Known:
		return Customer(s.Subscriber)
	}
	return Stranger(s.Subscriber)
}

func secret(ctx context.Context, s store.SubscriptionOf, key *string) *string {
	if access.ScopeOf(ctx).Relation.Rank() < access.Manager && !s.Editable {
		return nil
	}
	return key
}

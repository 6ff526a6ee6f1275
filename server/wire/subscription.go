package wire

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/store"
)

// Subscription is a subscription with its subscriber and its plan. The keys are bearer secrets: only readers with a manager's rank see
// them (profiles-subscriptions-roles.md 3.0).
func Subscription(ctx context.Context, s store.SubscriptionOf) gen.Subscription {
	return gen.Subscription{
		CreatedAt: s.CreatedAt, EndsAt: s.EndsAt, Description: s.Description, Organization: Organization(s.Subscriber),
		Plan: Plan(ctx, s.Plan), AutoRenew: s.AutoRenew, Editable: s.Editable, Extra: s.Extra,
		GrantKey: secret(ctx, s.GrantKey), RequestKey: secret(ctx, s.RequestKey),
	}
}

func secret(ctx context.Context, key *string) *string {
	if access.ScopeOf(ctx).Relation.Rank() < access.Manager {
		return nil
	}
	return key
}

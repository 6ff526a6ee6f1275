package store

import (
	"context"
	"strings"
	"time"
)

// PaidSubscription is a subscription that an offline payment may be for.
type PaidSubscription struct {
	ID           int64
	SubscriberID int64
	Subscriber   string
	Plan         string
	Unit         string
	Active       bool
}

// SubscriptionsNamed lists the subscriptions to plans of a provider whose subscriber and plan are named by a text, "subscriber:plan" or
// "subscriber-plan", the active ones first: valid, and not ended at the time (billing-ledger.md 1.3). A hyphen may stand at several places.
func (s *Store) SubscriptionsNamed(ctx context.Context, providerID int64, name string, at time.Time) ([]PaidSubscription, error) {
	separator := "-"
	if strings.Contains(name, ":") {
		separator = ":"
	}
	var out []PaidSubscription
	// The subscriber is a beginning of the text, so that an index finds her.
	var slugs []string
	for i := range name {
		if strings.HasPrefix(name[i:], separator) {
			slugs = append(slugs, strings.ToLower(name[:i]))
		}
	}
	if len(slugs) == 0 {
		return nil, nil
	}
	err := s.query(ctx).Raw(`SELECT s.id, s.organization_id AS subscriber_id, o.slug AS subscriber, p.slug AS plan, p.unit,
			COALESCE(s.grant_key, s.request_key) IS NULL AND s.ends_at >= ? AS active
		FROM organizations o JOIN subscriptions s ON s.organization_id = o.id JOIN plans p ON p.id = s.plan_id
		WHERE lower(o.slug) IN ? AND p.organization_id = ? AND lower(o.slug || CAST(? AS TEXT) || p.slug) = lower(?)
		ORDER BY active DESC, s.ends_at DESC, s.id DESC`, at.UTC(), slugs, providerID, separator, name).Scan(&out).Error
	return out, s.wrap(err)
}

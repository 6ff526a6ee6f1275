package store

import (
	"context"
	"time"

	"tollkeeper/server/domain/ledger"
)

// Rendered is a valid subscription whose income may have to be recognized.
type Rendered struct {
	ID           int64
	CreatedAt    time.Time
	EndsAt       time.Time
	IntervalCode int64
	ProviderID   int64
	// Name is "subscriber:plan", Timezone that of the subscriber.
	Name     string
	Timezone string
}

// RenderedSince lists the valid subscriptions, after the one with an id, that were created before an instant, a number of them at most.
func (s *Store) RenderedSince(ctx context.Context, after int64, before time.Time, limit int) ([]Rendered, error) {
	var out []Rendered
	err := s.query(ctx).Raw(`SELECT s.id, s.created_at, s.ends_at, p.interval_code, p.organization_id AS provider_id, o.slug || ':' || p.slug AS name,
			o.default_timezone AS timezone
		FROM subscriptions s JOIN plans p ON p.id = s.plan_id JOIN organizations o ON o.id = s.organization_id
		WHERE s.id > ? AND s.created_at < ? AND COALESCE(s.grant_key, s.request_key) IS NULL ORDER BY s.id LIMIT ?`,
		after, before.UTC(), limit).Scan(&out).Error
	return out, s.wrap(err)
}

// EntriesOf returns all rows of some events, by event, in the order in which they were written.
func (s *Store) EntriesOf(ctx context.Context, events []string) (map[string][]ledger.Entry, error) {
	var rows []Transaction
	err := s.query(ctx).Where("event_id IN ?", events).Order("id").Find(&rows).Error
	out := make(map[string][]ledger.Entry, len(events))
	for _, row := range rows {
		out[*row.EventID] = append(out[*row.EventID], entryOf(row))
	}
	return out, s.wrap(err)
}

package store

import (
	"context"
	"time"
)

// EnqueueWebhook writes an event that is told once the transaction has committed.
func (s *Store) EnqueueWebhook(ctx context.Context, e *WebhookEvent) error {
	return s.wrap(s.tx(ctx).Create(e).Error)
}

// ClaimWebhooks takes events that are due, n at most, and puts their next try off until the lease ends.
func (s *Store) ClaimWebhooks(ctx context.Context, at time.Time, lease time.Duration, n int) ([]WebhookEvent, error) {
	var out []WebhookEvent
	err := s.tx(ctx).Raw(`SELECT * FROM webhook_events WHERE sent_at IS NULL AND given_up_at IS NULL AND next_try_at <= ?
		ORDER BY next_try_at, id LIMIT ?`+s.dialect.skipLocked, at, n).Scan(&out).Error
	if err != nil || len(out) == 0 {
		return nil, s.wrap(err)
	}
	ids := make([]int64, len(out))
	for i := range out {
		ids[i] = out[i].ID
		out[i].Attempts++
	}
	return out, s.wrap(s.tx(ctx).Exec("UPDATE webhook_events SET attempts = attempts + 1, next_try_at = ? WHERE id IN ?", at.Add(lease), ids).Error)
}

// WebhookSent records that an event was told.
func (s *Store) WebhookSent(ctx context.Context, id int64, at time.Time) error {
	return s.wrap(s.tx(ctx).Model(&WebhookEvent{}).Where("id = ?", id).Updates(map[string]any{"sent_at": at, "last_error": nil}).Error)
}

// WebhookFailed records why an event could not be told and when to try again; at the zero time it is given up.
func (s *Store) WebhookFailed(ctx context.Context, id int64, reason string, at, next time.Time) error {
	columns := map[string]any{"last_error": reason}
	if next.IsZero() {
		columns["given_up_at"] = at
	} else {
		columns["next_try_at"] = next
	}
	return s.wrap(s.tx(ctx).Model(&WebhookEvent{}).Where("id = ?", id).Updates(columns).Error)
}

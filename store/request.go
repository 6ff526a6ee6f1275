package store

import (
	"context"
	"time"

	"gorm.io/gorm"
)

// requested selects, the latest first, what a request with an Idempotency-Key did since an instant, unless it came to nothing.
func (s *Store) requested(ctx context.Context, requestHash string, since time.Time) *gorm.DB {
	return s.query(ctx).Where("request_hash = ? AND created_at >= ? AND state NOT IN ('declined', 'failed', 'abandoned')", requestHash, since.UTC()).
		Order("id DESC")
}

// DoneRequest is a request with an Idempotency-Key that did what no other record tells of.
type DoneRequest struct {
	RequestHash string `gorm:"primaryKey"`
	CreatedAt   time.Time
}

// RememberRequest keeps that a request was done, in the transaction of what it did. Those from before an instant are forgotten.
func (s *Store) RememberRequest(ctx context.Context, requestHash string, at, forget time.Time) error {
	if err := s.tx(ctx).Where("created_at < ?", forget.UTC()).Delete(&DoneRequest{}).Error; err != nil {
		return s.wrap(err)
	}
	return s.wrap(s.tx(ctx).Exec(`INSERT INTO done_requests (request_hash, created_at) VALUES (?, ?)
		ON CONFLICT (request_hash) DO UPDATE SET created_at = excluded.created_at`, requestHash, at).Error)
}

// RequestDone tells whether a request was done since an instant.
func (s *Store) RequestDone(ctx context.Context, requestHash string, since time.Time) (bool, error) {
	return s.exists(ctx, "done_requests", "request_hash = ? AND created_at >= ?", requestHash, since.UTC())
}

package store

import (
	"context"
	"time"
)

// KeptAnswer is what an operation answered to an idempotency key, sealed; nil while the operation runs.
type KeptAnswer struct {
	KeyHash     string
	RequestHash string
	CreatedAt   time.Time
	Sealed      []byte
}

// ClaimAnswer writes a key that nobody has used since oldest, and tells whether it did; otherwise it returns what is kept. Whoever claims
// the same key at the same time waits for this transaction to end.
func (s *Store) ClaimAnswer(ctx context.Context, claim KeptAnswer, oldest time.Time) (kept KeptAnswer, claimed bool, err error) {
	done := s.tx(ctx).Exec(`INSERT INTO kept_answers (key_hash, request_hash, created_at) VALUES (?, ?, ?) ON CONFLICT (key_hash) DO UPDATE
		SET request_hash = excluded.request_hash, created_at = excluded.created_at, sealed = NULL WHERE kept_answers.created_at < ?`,
		claim.KeyHash, claim.RequestHash, claim.CreatedAt, oldest)
	if done.Error != nil || done.RowsAffected > 0 {
		return claim, true, s.wrap(done.Error)
	}
	kept, err = first[KeptAnswer](s, s.tx(ctx).Where("key_hash = ?", claim.KeyHash))
	return kept, false, err
}

// TakeOverAnswer renews a claim that was made at a time and never answered; it tells whether it was the one to do so.
func (s *Store) TakeOverAnswer(ctx context.Context, abandoned KeptAnswer, at time.Time) (bool, error) {
	done := s.tx(ctx).Model(&KeptAnswer{}).Where("key_hash = ? AND created_at = ? AND sealed IS NULL", abandoned.KeyHash, abandoned.CreatedAt).
		Update("created_at", at)
	return done.RowsAffected > 0, s.wrap(done.Error)
}

// KeepAnswer completes a claim.
func (s *Store) KeepAnswer(ctx context.Context, keyHash string, sealed []byte) error {
	return s.wrap(s.tx(ctx).Model(&KeptAnswer{}).Where("key_hash = ?", keyHash).Update("sealed", sealed).Error)
}

// DropAnswer gives a claim back.
func (s *Store) DropAnswer(ctx context.Context, keyHash string) error {
	return s.wrap(s.tx(ctx).Where("key_hash = ?", keyHash).Delete(&KeptAnswer{}).Error)
}

// AgeAnswer makes a claim as old as one that was made at a time, so that whoever made it may take it over.
func (s *Store) AgeAnswer(ctx context.Context, keyHash string, at time.Time) error {
	return s.wrap(s.tx(ctx).Model(&KeptAnswer{}).Where("key_hash = ? AND sealed IS NULL", keyHash).Update("created_at", at).Error)
}

// SweepAnswers forgets what was kept before a time.
func (s *Store) SweepAnswers(ctx context.Context, before time.Time) error {
	return s.wrap(s.tx(ctx).Where("created_at < ?", before).Delete(&KeptAnswer{}).Error)
}

// KeptAnswers lists what is kept, oldest first, a thousand at most.
func (s *Store) KeptAnswers(ctx context.Context) ([]KeptAnswer, error) {
	var out []KeptAnswer
	err := s.query(ctx).Order("created_at, key_hash").Limit(1000).Find(&out).Error
	return out, s.wrap(err)
}

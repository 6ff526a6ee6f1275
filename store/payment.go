package store

import (
	"context"
	"time"
)

// The states of a payment attempt.
const (
	AttemptOpen      = "open"
	AttemptDone      = "done"
	AttemptDeclined  = "declined"
	AttemptAbandoned = "abandoned"
)

// Open tells whether the attempt is between its two transactions.
func (a PaymentAttempt) Open() bool { return a.State == AttemptOpen }

// AttemptLine is an order row from before that a checkout pays along.
type AttemptLine struct {
	ID         int64
	AttemptID  int64
	InvoicedID int64
}

// CreateAttempt opens a payment attempt, which also pays order rows from before, and sets its id. A user who has an open one gets ErrDuplicate.
func (s *Store) CreateAttempt(ctx context.Context, a *PaymentAttempt, rows []int64) error {
	if err := s.tx(ctx).Create(a).Error; err != nil || len(rows) == 0 {
		return s.wrap(err)
	}
	lines := make([]AttemptLine, len(rows))
	for i, id := range rows {
		lines[i] = AttemptLine{AttemptID: a.ID, InvoicedID: id}
	}
	return s.wrap(s.tx(ctx).CreateInBatches(&lines, entryBatch).Error)
}

// OpenAttempt returns the open attempt of a user.
func (s *Store) OpenAttempt(ctx context.Context, userID int64) (PaymentAttempt, error) {
	return first[PaymentAttempt](s, s.query(ctx).Where("user_id = ? AND state = ?", userID, AttemptOpen))
}

// OpenAttempts lists the attempts that were opened before an instant and not closed, oldest first.
func (s *Store) OpenAttempts(ctx context.Context, before time.Time) ([]PaymentAttempt, error) {
	var out []PaymentAttempt
	err := s.query(ctx).Where("state = ? AND created_at < ?", AttemptOpen, before).Order("id").Limit(1000).Find(&out).Error
	return out, s.wrap(err)
}

// CountAttempts tells how many attempts a user made with keys that begin with a prefix.
func (s *Store) CountAttempts(ctx context.Context, userID int64, keyPrefix string) (int64, error) {
	var n int64
	err := s.query(ctx).Model(&PaymentAttempt{}).
		Where("user_id = ? AND substr(idempotency_key, 1, ?) = ?", userID, len(keyPrefix), keyPrefix).Count(&n).Error
	return n, s.wrap(err)
}

// AttemptRequested returns the attempt of a user that a request made since an instant, unless it came to nothing.
func (s *Store) AttemptRequested(ctx context.Context, userID int64, requestHash string, since time.Time) (PaymentAttempt, error) {
	return first[PaymentAttempt](s, s.requested(ctx, requestHash, since).Where("user_id = ?", userID))
}

// CloseAttempt closes an open attempt that came to nothing and tells whether this call did it: of two that try, one wins.
func (s *Store) CloseAttempt(ctx context.Context, id int64, state string, at time.Time) (bool, error) {
	return s.moveAttempt(ctx, id, map[string]any{"state": state, "closed_at": at})
}

// PayAttempt closes an open attempt that the processor took, under a key of its own, and tells whether this call did it.
func (s *Store) PayAttempt(ctx context.Context, id int64, chargeKey string, at time.Time) (bool, error) {
	return s.moveAttempt(ctx, id, map[string]any{"state": AttemptDone, "charge_key": chargeKey, "closed_at": at})
}

func (s *Store) moveAttempt(ctx context.Context, id int64, to map[string]any) (bool, error) {
	db := s.tx(ctx).Model(&PaymentAttempt{}).Where("id = ? AND state = ?", id, AttemptOpen).Updates(to)
	return db.RowsAffected == 1, s.wrap(db.Error)
}

package store

import (
	"context"
	"time"
)

// The states of a dispute (billing-ledger.md E8 and E9).
const (
	DisputeOpen = "open"
	DisputeWon  = "won"
	DisputeLost = "lost"
)

// Dispute returns the dispute with the processor's key.
func (s *Store) Dispute(ctx context.Context, key string) (Dispute, error) {
	return first[Dispute](s, s.query(ctx).Where("dispute_key = ?", key))
}

// CreateDispute writes a dispute and sets its id. One that is there already is ErrDuplicate.
func (s *Store) CreateDispute(ctx context.Context, d *Dispute) error {
	return s.wrap(s.tx(ctx).Create(d).Error)
}

// CloseDispute ends an open dispute and tells whether this call did it.
func (s *Store) CloseDispute(ctx context.Context, id int64, state string, at time.Time) (bool, error) {
	db := s.tx(ctx).Model(&Dispute{}).Where("id = ? AND state = ?", id, DisputeOpen).Updates(map[string]any{"state": state, "closed_at": at})
	return db.RowsAffected == 1, s.wrap(db.Error)
}

// HasOpenDispute tells whether a charge has a dispute that is not closed.
func (s *Store) HasOpenDispute(ctx context.Context, chargeID int64) (bool, error) {
	return s.exists(ctx, "disputes", "charge_id = ? AND state = 'open'", chargeID)
}

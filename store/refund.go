package store

import (
	"context"
	"time"
)

// Refund is a refund of a charge, from the decision to the rows of the ledger; its states are those of a payment attempt. Amount is cents
// of Unit.
type Refund struct {
	ID             int64
	IdempotencyKey string
	ChargeID       int64
	UserID         int64
	Amount         int64
	Unit           string
	// RequestHash tells a repetition of the request by its Idempotency-Key, nil when it had none.
	RequestHash *string
	State       string
	CreatedAt   time.Time
	ClosedAt    *time.Time
}

// Open tells whether the refund is between its two transactions.
func (r Refund) Open() bool { return r.State == AttemptOpen }

// RefundLine is the part of a refund that is of one line of the charge: Amount goes back to the card, FeeBack of it the processor gives back,
// in cents of the refund's unit, and for the rest the provider gives DistBack cents of DistUnit.
type RefundLine struct {
	ID           int64
	RefundID     int64
	ChargeItemID int64
	ProviderID   int64
	Amount       int64
	FeeBack      int64
	DistBack     int64
	DistUnit     string
}

// ChargeForUpdate returns the charge with the processor's key and locks it until the transaction ends.
func (s *Store) ChargeForUpdate(ctx context.Context, key string) (Charge, error) {
	var out Charge
	err := s.tx(ctx).Raw("SELECT * FROM charges WHERE processor_key = ?"+s.dialect.forUpdate, key).Take(&out).Error
	return out, s.wrap(err)
}

// Charge returns the charge with an id.
func (s *Store) Charge(ctx context.Context, id int64) (Charge, error) {
	return first[Charge](s, s.query(ctx).Where("id = ?", id))
}

// CreateRefund opens a refund with its lines and sets their ids. A charge that has an open one gets ErrDuplicate.
func (s *Store) CreateRefund(ctx context.Context, r *Refund, lines []RefundLine) error {
	if err := s.tx(ctx).Create(r).Error; err != nil {
		return s.wrap(err)
	}
	for i := range lines {
		lines[i].RefundID = r.ID
	}
	return s.wrap(s.tx(ctx).CreateInBatches(&lines, entryBatch).Error)
}

// CountRefunds tells how many refunds of a charge were begun.
func (s *Store) CountRefunds(ctx context.Context, chargeID int64) (int64, error) {
	var n int64
	err := s.query(ctx).Model(&Refund{}).Where("charge_id = ?", chargeID).Count(&n).Error
	return n, s.wrap(err)
}

// RefundLines lists the lines of a refund, in the order in which they were asked for.
func (s *Store) RefundLines(ctx context.Context, refundID int64) ([]RefundLine, error) {
	var out []RefundLine
	err := s.query(ctx).Where("refund_id = ?", refundID).Order("id").Find(&out).Error
	return out, s.wrap(err)
}

// HasOpenRefund tells whether a refund of a charge is between its two transactions.
func (s *Store) HasOpenRefund(ctx context.Context, chargeID int64) (bool, error) {
	return s.exists(ctx, "refunds", "charge_id = ? AND state = 'open'", chargeID)
}

// RefundedOf is what refunds, not disputes, gave back of a charge, in cents.
func (s *Store) RefundedOf(ctx context.Context, chargeID int64) (int64, error) {
	var cents int64
	err := s.query(ctx).Raw(`SELECT CAST(COALESCE(sum(t.orig_amount), 0) AS BIGINT) FROM charge_items i
		JOIN transactions t ON t.event_id = 'cha_' || i.charge_id || '/' || i.id || '/' AND t.orig_account = 'Refunded' AND t.dest_account = 'Refund'
		WHERE i.charge_id = ?`, chargeID).Row().Scan(&cents)
	return cents, s.wrap(err)
}

// RefundRequested returns the refund of a charge that a request made since an instant, unless it came to nothing.
func (s *Store) RefundRequested(ctx context.Context, chargeID int64, requestHash string, since time.Time) (Refund, error) {
	return first[Refund](s, s.requested(ctx, requestHash, since).Where("charge_id = ?", chargeID))
}

// OpenRefunds lists the refunds that were opened before an instant and not closed, oldest first.
func (s *Store) OpenRefunds(ctx context.Context, before time.Time) ([]Refund, error) {
	var out []Refund
	err := s.query(ctx).Where("state = ? AND created_at < ?", AttemptOpen, before).Order("id").Limit(1000).Find(&out).Error
	return out, s.wrap(err)
}

// CloseRefund moves an open refund to a final state and tells whether this call did it: of two that try, one wins.
func (s *Store) CloseRefund(ctx context.Context, id int64, state string, at time.Time) (bool, error) {
	db := s.tx(ctx).Model(&Refund{}).Where("id = ? AND state = ?", id, AttemptOpen).Updates(map[string]any{"state": state, "closed_at": at})
	return db.RowsAffected == 1, s.wrap(db.Error)
}

package store

import (
	"context"
	"slices"
	"time"
)

// SandboxCard is a card that the sandbox processor keeps for a customer.
type SandboxCard struct {
	CardKey  string `gorm:"primaryKey"`
	Token    string
	CardName string
	Last4    string
	ExpDate  time.Time
}

// SandboxPayment is a payment that the sandbox processor was asked for; DeclineCode is empty when it succeeded.
type SandboxPayment struct {
	IdempotencyKey string `gorm:"primaryKey"`
	PaymentKey     string
	CreatedAt      time.Time
	Amount         int64
	Unit           string
	DeclineCode    string
	CardName       string
	Last4          string
	ExpDate        time.Time
	CardKey        string
}

// SandboxRefund is a refund that the sandbox processor made.
type SandboxRefund struct {
	IdempotencyKey string `gorm:"primaryKey"`
	RefundKey      string
	PaymentKey     string
	CreatedAt      time.Time
	Amount         int64
}

// SandboxRefund returns the refund with an idempotency key.
func (s *Store) SandboxRefund(ctx context.Context, idempotencyKey string) (SandboxRefund, error) {
	return first[SandboxRefund](s, s.query(ctx).Where("idempotency_key = ?", idempotencyKey))
}

// SandboxRefunded is how much of a payment was refunded, in cents, but by the refund with the given key.
func (s *Store) SandboxRefunded(ctx context.Context, paymentKey, except string) (int64, error) {
	var cents int64
	err := s.query(ctx).Raw(`SELECT CAST(COALESCE(sum(amount), 0) AS BIGINT) FROM sandbox_refunds WHERE payment_key = ? AND idempotency_key <> ?`,
		paymentKey, except).Row().Scan(&cents)
	return cents, err
}

// CreateSandboxRefund keeps a refund; a key that is there already is ErrDuplicate.
func (s *Store) CreateSandboxRefund(ctx context.Context, r *SandboxRefund) error {
	return s.wrap(s.tx(ctx).Create(r).Error)
}

// SandboxPaymentByKey returns the payment with the key of the sandbox.
func (s *Store) SandboxPaymentByKey(ctx context.Context, key string) (SandboxPayment, error) {
	return first[SandboxPayment](s, s.query(ctx).Where("payment_key = ?", key))
}

// SandboxPayment returns the payment with an idempotency key.
func (s *Store) SandboxPayment(ctx context.Context, idempotencyKey string) (SandboxPayment, error) {
	return first[SandboxPayment](s, s.query(ctx).Where("idempotency_key = ?", idempotencyKey))
}

// CreateSandboxPayment keeps a payment; a key that is there already is ErrDuplicate.
func (s *Store) CreateSandboxPayment(ctx context.Context, p *SandboxPayment) error {
	return s.wrap(s.tx(ctx).Create(p).Error)
}

// SandboxCard returns the card with a key.
func (s *Store) SandboxCard(ctx context.Context, key string) (SandboxCard, error) {
	return first[SandboxCard](s, s.query(ctx).Where("card_key = ?", key))
}

// CreateSandboxCard keeps a card.
func (s *Store) CreateSandboxCard(ctx context.Context, c *SandboxCard) error {
	return s.wrap(s.tx(ctx).Create(c).Error)
}

// DeleteSandboxCard forgets a card; one that is not there is forgotten already.
func (s *Store) DeleteSandboxCard(ctx context.Context, key string) error {
	return s.wrap(s.tx(ctx).Where("card_key = ?", key).Delete(&SandboxCard{}).Error)
}

// SandboxPayout is a payout that the sandbox processor was asked for, and made.
type SandboxPayout struct {
	IdempotencyKey string `gorm:"primaryKey"`
	PayoutKey      string
	DepositKey     string
	CreatedAt      time.Time
	Amount         int64
	Unit           string
}

// CreateSandboxPayout keeps a payout; a key that is there already is ErrDuplicate.
func (s *Store) CreateSandboxPayout(ctx context.Context, p *SandboxPayout) error {
	return s.wrap(s.tx(ctx).Create(p).Error)
}

// SandboxPayout returns the payout with an idempotency key.
func (s *Store) SandboxPayout(ctx context.Context, idempotencyKey string) (SandboxPayout, error) {
	return first[SandboxPayout](s, s.query(ctx).Where("idempotency_key = ?", idempotencyKey))
}

// SandboxPayouts lists the payouts to a deposit account after an instant, oldest first, the newest hundred at most.
func (s *Store) SandboxPayouts(ctx context.Context, depositKey string, after time.Time) ([]SandboxPayout, error) {
	var out []SandboxPayout
	err := s.query(ctx).Where("deposit_key = ? AND created_at > ?", depositKey, after.UTC()).Order("created_at DESC, payout_key").Limit(100).Find(&out).Error
	slices.Reverse(out)
	return out, s.wrap(err)
}

// SandboxPaidOut is what the sandbox paid out to a deposit account and is not in the ledger yet, by unit.
func (s *Store) SandboxPaidOut(ctx context.Context, depositKey string) ([]UnitSum, error) {
	return s.sumsOf(ctx, `SELECT 1 AS n, p.unit, p.amount AS cents FROM sandbox_payouts p WHERE p.deposit_key = ? AND NOT EXISTS (SELECT 1 FROM transactions t
		WHERE t.event_id = p.payout_key AND t.orig_account = 'Funds' AND t.dest_account = 'Withdraw')`, []any{depositKey})
}

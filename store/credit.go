package store

import (
	"context"
	"errors"
	"strings"
	"time"
)

// CreditRow is a subscription with credits and the UUID of its user.
type CreditRow struct {
	CreditSubscription
	UserUUID string `gorm:"column:user_uuid"`
}

const creditRows = `SELECT s.*, u.uuid AS user_uuid FROM credit_subscriptions s JOIN users u ON u.id = s.user_id` //nolint:gosec // credits, no credentials

// CreditSubscriptions lists subscriptions, the newest first, of one user or, with 0, of all, and how many there are. Both are one statement.
func (s *Store) CreditSubscriptions(ctx context.Context, userID, skip, limit int64) ([]CreditRow, int64, error) {
	var out []struct {
		CreditRow
		Total int64
	}
	where, args := "", []any{}
	if userID != 0 {
		where, args = " WHERE s.user_id = ?", []any{userID}
	}
	err := s.query(ctx).Raw(`SELECT n.total, x.* FROM (SELECT count(*) AS total FROM credit_subscriptions s`+where+`) n LEFT JOIN
		(`+creditRows+where+` ORDER BY s.created_at DESC, s.id DESC LIMIT ? OFFSET ?) x ON TRUE ORDER BY x.created_at DESC, x.id DESC`,
		append(append(append([]any{}, args...), args...), limit, skip)...).Scan(&out).Error
	if err != nil || len(out) == 0 {
		return nil, 0, s.wrap(err)
	}
	rows := make([]CreditRow, 0, len(out))
	for _, row := range out {
		if row.ID != 0 {
			rows = append(rows, row.CreditRow)
		}
	}
	return rows, out[0].Total, nil
}

//nolint:gosec // credits, no credentials
const creditColumns = `s.id, s.uuid, s.created_at, s.updated_at, s.user_id, s.service, s.tier, s.start_at, s.end_at, s.anchor_at, s.anchor_months, s.grace_days,
	s.credits_total, s.credits_used, s.base_price, s.actual_price, s.currency, s.payment, s.low_sent_for, s.grace_sent_for`

// creditReturned are the same columns where there is no alias: SQLite knows none in RETURNING.
var creditReturned = strings.ReplaceAll(creditColumns, "s.", "")

func (c *CreditSubscription) targets() []any {
	return []any{
		&c.ID, &c.UUID, &c.CreatedAt, &c.UpdatedAt, &c.UserID, &c.Service, &c.Tier, &c.StartAt, &c.EndAt, &c.AnchorAt, &c.AnchorMonths, &c.GraceDays,
		&c.CreditsTotal, &c.CreditsUsed, &c.BasePrice, &c.ActualPrice, &c.Currency, &c.Payment, &c.LowSentFor, &c.GraceSentFor,
	}
}

// CreditSubscription returns the subscription with a UUID.
func (s *Store) CreditSubscription(ctx context.Context, uuid string) (CreditRow, error) {
	var out CreditRow
	err := s.row(ctx, "SELECT "+creditColumns+", u.uuid FROM credit_subscriptions s JOIN users u ON u.id = s.user_id WHERE s.uuid = ?", strings.ToLower(uuid)).
		Scan(append(out.targets(), &out.UserUUID)...)
	return out, s.wrap(err)
}

// CreditSubscriptionForUpdate returns it and locks it until the transaction ends.
func (s *Store) CreditSubscriptionForUpdate(ctx context.Context, uuid string) (CreditRow, error) {
	var id int64
	if err := s.tx(ctx).Raw("SELECT id FROM credit_subscriptions WHERE uuid = ?"+s.dialect.forUpdate, strings.ToLower(uuid)).Row().Scan(&id); err != nil {
		return CreditRow{}, s.wrap(err)
	}
	var out CreditRow
	err := s.tx(ctx).Raw(creditRows+" WHERE s.id = ?", id).Take(&out).Error
	return out, s.wrap(err)
}

// ActiveCreditSubscription finds a subscription of a user to a service that may be active at a time: its grace has not ended and no payment
// failed. It is the one that ends last.
func (s *Store) ActiveCreditSubscription(ctx context.Context, userID int64, service string, except int64, at time.Time) (CreditSubscription, error) {
	var rows []CreditSubscription
	err := s.query(ctx).Where("user_id = ? AND service = ? AND id <> ? AND payment <> 'FAILED'", userID, service, except).Order("end_at DESC").Find(&rows).Error
	if err != nil {
		return CreditSubscription{}, s.wrap(err)
	}
	for _, row := range rows {
		if at.Before(row.EndAt.AddDate(0, 0, int(row.GraceDays))) {
			return row, nil
		}
	}
	return CreditSubscription{}, ErrNotFound
}

// CreditTiersInUse lists the pairs of service and tier that subscriptions have.
func (s *Store) CreditTiersInUse(ctx context.Context) ([][2]string, error) {
	var rows []struct{ Service, Tier string }
	err := s.query(ctx).Raw("SELECT DISTINCT service, tier FROM credit_subscriptions ORDER BY service, tier").Scan(&rows).Error
	out := make([][2]string, len(rows))
	for i, r := range rows {
		out[i] = [2]string{r.Service, r.Tier}
	}
	return out, s.wrap(err)
}

// CreateCreditSubscription writes a new subscription and sets its id.
func (s *Store) CreateCreditSubscription(ctx context.Context, c *CreditSubscription) error {
	return s.wrap(s.tx(ctx).Create(c).Error)
}

// SaveCreditSubscription writes a subscription that was changed.
func (s *Store) SaveCreditSubscription(ctx context.Context, c CreditSubscription) error {
	return s.wrap(s.tx(ctx).Save(&c).Error)
}

// CreditPayment returns what was answered to a payment.
func (s *Store) CreditPayment(ctx context.Context, purpose, payment string) (CreditPayment, error) {
	return first[CreditPayment](s, s.query(ctx).Where("purpose = ? AND payment = ?", purpose, payment))
}

// KeepCreditPayment writes what is answered to a payment.
func (s *Store) KeepCreditPayment(ctx context.Context, p *CreditPayment) error {
	return s.wrap(s.tx(ctx).Create(p).Error)
}

// UseCredits takes credits when there are enough, and tells whether it did. It returns the subscription as it is then.
func (s *Store) UseCredits(ctx context.Context, id, credits int64, at time.Time) (CreditSubscription, bool, error) {
	var out CreditSubscription
	err := s.wrap(s.tx(ctx).Raw(`UPDATE credit_subscriptions SET credits_used = credits_used + ?, updated_at = ?
		WHERE id = ? AND credits_total - credits_used >= ? RETURNING `+creditReturned, credits, at, id, credits).Row().Scan(out.targets()...))
	if errors.Is(err, ErrNotFound) {
		return out, false, nil
	}
	return out, err == nil, err
}

// CreditUsage returns the use that was recorded under an event.
func (s *Store) CreditUsage(ctx context.Context, subscriptionID int64, event string) (CreditUsage, error) {
	return first[CreditUsage](s, s.query(ctx).Where("subscription_id = ? AND event = ?", subscriptionID, event))
}

// CreateCreditUsage writes a new use. An event that is recorded already is ErrDuplicate.
func (s *Store) CreateCreditUsage(ctx context.Context, u *CreditUsage) error {
	return s.wrap(s.tx(ctx).Raw("INSERT INTO credit_usages (subscription_id, event, credits, remaining, created_at) VALUES (?, ?, ?, ?, ?) RETURNING id",
		u.SubscriptionID, u.Event, u.Credits, u.Remaining, u.CreatedAt).Row().Scan(&u.ID))
}

// CreditUsages lists the uses of a subscription, the newest first, and how many there are.
func (s *Store) CreditUsages(ctx context.Context, subscriptionID, skip, limit int64) ([]CreditUsage, int64, error) {
	var out []struct {
		CreditUsage
		Total int64
	}
	err := s.query(ctx).Raw(`SELECT n.total, x.* FROM (SELECT count(*) AS total FROM credit_usages WHERE subscription_id = ?) n LEFT JOIN
		(SELECT * FROM credit_usages WHERE subscription_id = ? ORDER BY id DESC LIMIT ? OFFSET ?) x ON TRUE ORDER BY x.id DESC`,
		subscriptionID, subscriptionID, limit, skip).Scan(&out).Error
	if err != nil || len(out) == 0 {
		return nil, 0, s.wrap(err)
	}
	rows := make([]CreditUsage, 0, len(out))
	for _, row := range out {
		if row.ID != 0 {
			rows = append(rows, row.CreditUsage)
		}
	}
	return rows, out[0].Total, nil
}

// CreditsInGrace lists up to n subscriptions whose period has ended and for whose end no event was sent, and locks them.
func (s *Store) CreditsInGrace(ctx context.Context, at time.Time, n int) ([]CreditSubscription, error) {
	var out []CreditSubscription
	err := s.tx(ctx).Raw(`SELECT * FROM credit_subscriptions WHERE end_at <= ? AND (grace_sent_for IS NULL OR grace_sent_for < end_at)
		ORDER BY end_at, id LIMIT ?`+s.dialect.skipLocked, at, n).Scan(&out).Error
	return out, s.wrap(err)
}

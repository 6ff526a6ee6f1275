package store

import (
	"context"
	"time"
)

// Renewal is an attempt to charge the card on file of a customer for what she owes; its states are those of a payment attempt. Amount is
// cents of Unit.
type Renewal struct {
	ID             int64
	IdempotencyKey string
	CustomerID     int64
	CardKey        *string
	Amount         int64
	Unit           string
	State          string
	CreatedAt      time.Time
	ClosedAt       *time.Time
}

// RenewalLine is an order row that a renewal pays.
type RenewalLine struct {
	ID         int64
	RenewalID  int64
	InvoicedID int64
}

// CreateRenewal opens a renewal that pays order rows, and sets its id. A customer who has an open one gets ErrDuplicate.
func (s *Store) CreateRenewal(ctx context.Context, r *Renewal, rows []int64) error {
	if err := s.tx(ctx).Create(r).Error; err != nil {
		return s.wrap(err)
	}
	lines := make([]RenewalLine, len(rows))
	for i, id := range rows {
		lines[i] = RenewalLine{RenewalID: r.ID, InvoicedID: id}
	}
	return s.wrap(s.tx(ctx).CreateInBatches(&lines, entryBatch).Error)
}

// RenewalLines lists the order rows that a renewal pays, in their order.
func (s *Store) RenewalLines(ctx context.Context, renewalID int64) ([]int64, error) {
	var out []int64
	err := s.query(ctx).Model(&RenewalLine{}).Where("renewal_id = ?", renewalID).Order("id").Pluck("invoiced_id", &out).Error
	return out, s.wrap(err)
}

// RenewalShares tells what a renewal pays to each provider, by id, in cents.
func (s *Store) RenewalShares(ctx context.Context, renewalID int64) (map[int64]int64, error) {
	var rows []struct{ ProviderID, Amount int64 }
	err := s.query(ctx).Raw(`SELECT t.orig_organization_id AS provider_id, CAST(sum(t.dest_amount) AS BIGINT) AS amount
		FROM renewal_lines l JOIN transactions t ON t.id = l.invoiced_id WHERE l.renewal_id = ? GROUP BY t.orig_organization_id`, renewalID).Scan(&rows).Error
	out := make(map[int64]int64, len(rows))
	for _, row := range rows {
		out[row.ProviderID] = row.Amount
	}
	return out, s.wrap(err)
}

// OpenRenewals lists the renewals that were opened before an instant and not closed, oldest first.
func (s *Store) OpenRenewals(ctx context.Context, before time.Time) ([]Renewal, error) {
	var out []Renewal
	err := s.query(ctx).Where("state = ? AND created_at < ?", AttemptOpen, before).Order("id").Limit(1000).Find(&out).Error
	return out, s.wrap(err)
}

// CloseRenewal moves an open renewal to a final state and tells whether this call did it: of two that try, one wins.
func (s *Store) CloseRenewal(ctx context.Context, id int64, state string, at time.Time) (bool, error) {
	db := s.tx(ctx).Model(&Renewal{}).Where("id = ? AND state = ?", id, AttemptOpen).Updates(map[string]any{"state": state, "closed_at": at})
	return db.RowsAffected == 1, s.wrap(db.Error)
}

// RenewalsSincePaid lists the renewals of a customer after the last one that paid, and after her last charge that succeeded otherwise, and tells
// how many there ever were.
func (s *Store) RenewalsSincePaid(ctx context.Context, customerID int64) (since []Renewal, count int64, err error) {
	if err := s.query(ctx).Model(&Renewal{}).Where("customer_id = ?", customerID).Count(&count).Error; err != nil {
		return nil, 0, s.wrap(err)
	}
	err = s.query(ctx).Where(`customer_id = ? AND id > (SELECT COALESCE(max(d.id), 0) FROM renewals d WHERE d.customer_id = ? AND d.state = 'done')
		AND NOT EXISTS (SELECT 1 FROM charges c WHERE c.customer_id = ? AND c.state = 1 AND c.created_at > renewals.created_at)`,
		customerID, customerID, customerID).Order("id").Find(&since).Error
	return since, count, s.wrap(err)
}

// Debtors lists the customers, after the one with an id, who owe something, a thousand at most.
func (s *Store) Debtors(ctx context.Context, after int64) ([]int64, error) {
	var out []int64
	err := s.query(ctx).Raw(`SELECT DISTINCT t.dest_organization_id FROM transactions t JOIN journals j ON j.id = t.journal_id
		WHERE t.dest_organization_id > ? AND `+unpaid+` ORDER BY t.dest_organization_id LIMIT 1000`, after).Scan(&out).Error
	return out, s.wrap(err)
}

// HasCreatedCharge tells whether the processor has not told the end of a charge of a customer.
func (s *Store) HasCreatedCharge(ctx context.Context, customerID int64) (bool, error) {
	return s.exists(ctx, "charges", "customer_id = ? AND state = 0", customerID)
}

// Renews tells whether a customer has a valid subscription that has not ended and renews itself.
func (s *Store) Renews(ctx context.Context, customerID int64, at time.Time) (bool, error) {
	return s.exists(ctx, "subscriptions", "organization_id = ? AND auto_renew AND COALESCE(grant_key, request_key) IS NULL AND ends_at >= ?", customerID, at.UTC())
}

// EndUnpaid ends the subscriptions of a customer that renew themselves and of which something is due, and tells how many there were. For what was
// not accepted yet nobody was charged.
func (s *Store) EndUnpaid(ctx context.Context, customerID int64, at time.Time) (int64, error) {
	db := s.tx(ctx).Exec(`UPDATE subscriptions SET ends_at = ?, auto_renew = FALSE WHERE organization_id = ? AND auto_renew AND ends_at > ? AND COALESCE(grant_key, request_key) IS NULL
		AND id IN (SELECT `+subscriptionIDOf+` FROM transactions t JOIN journals j ON j.id = t.journal_id
			WHERE t.dest_organization_id = ? AND `+unpaid+`)`, at.UTC(), customerID, at.UTC(), customerID)
	return db.RowsAffected, s.wrap(db.Error)
}

// Renewing is a subscription that is about to be extended, with its plan, and whether its subscriber is a personal profile.
type Renewing struct {
	Subscription
	Plan       Plan
	Subscriber Organization
	Personal   bool
}

// RenewingBefore lists the ids of the valid subscriptions that renew themselves and end between two instants, the soonest first. Those of
// profiles that were archived, and of providers that may not sell any more, are left alone.
func (s *Store) RenewingBefore(ctx context.Context, now, before time.Time) ([]int64, error) {
	var out []int64
	err := s.query(ctx).Raw(`SELECT s.id FROM subscriptions s JOIN organizations o ON o.id = s.organization_id
		JOIN plans p ON p.id = s.plan_id JOIN organizations v ON v.id = p.organization_id AND (v.is_provider OR v.is_broker)
		WHERE s.auto_renew AND s.ends_at > ? AND s.ends_at < ? AND s.created_at <= ? AND COALESCE(s.grant_key, s.request_key) IS NULL AND o.is_active
		ORDER BY s.ends_at, s.id`, now.UTC(), before.UTC(), now.UTC()).Scan(&out).Error
	return out, s.wrap(err)
}

// RenewingForUpdate returns a subscription with what its renewal needs, and locks first its subscriber, as a checkout does, and then itself.
func (s *Store) RenewingForUpdate(ctx context.Context, id int64) (Renewing, error) {
	var r Renewing
	found, err := first[Subscription](s, s.query(ctx).Where("id = ?", id))
	if err != nil {
		return r, err
	}
	if r.Subscriber, err = s.OrganizationForUpdate(ctx, found.OrganizationID); err != nil {
		return r, err
	}
	if r.Subscription, err = s.SubscriptionForUpdate(ctx, id); err != nil {
		return r, err
	}
	if r.Plan, err = first[Plan](s, s.query(ctx).Where("id = ?", r.PlanID)); err != nil {
		return r, err
	}
	r.Personal, err = s.exists(ctx, "users", "username = ?", r.Subscriber.Slug)
	return r, err
}

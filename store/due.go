package store

import (
	"context"
	"time"

	"tollkeeper/server/domain/ledger"
)

// unpaid is the condition of an order row t, of journal j, that its payer still owes: no charge that succeeded pays it, it was not paid
// outside the site, and it was not written off (billing-ledger.md 3.3). Payments are so attributed to the payer of the charge.
const unpaid = `t.orig_account = 'Receivable' AND t.dest_account = 'Payable' AND t.dest_amount > 0 AND t.event_id IS NOT NULL
	AND substr(j.journal_key, 1, 8) <> '` + ledger.OfflinePrefix + `'
	AND NOT EXISTS (SELECT 1 FROM charge_items i WHERE i.invoiced_id = t.id AND i.invoiced_distribute_id IS NOT NULL)
	AND NOT ` + writtenOff

// writtenOff is the condition of an order row t that was written off.
const writtenOff = `EXISTS (SELECT 1 FROM transactions w WHERE w.event_id = t.event_id AND w.dest_organization_id = t.dest_organization_id
	AND w.dest_account = 'Canceled' AND w.orig_account = 'Receivable' AND w.id > t.id)`

// beingPaid is the condition of an order row t that a charge, a renewal or a checkout under way pays.
const beingPaid = `(EXISTS (SELECT 1 FROM charge_items i JOIN charges c ON c.id = i.charge_id WHERE i.invoiced_id = t.id AND c.state = 0)
	OR EXISTS (SELECT 1 FROM renewal_lines l JOIN renewals r ON r.id = l.renewal_id WHERE l.invoiced_id = t.id AND r.state = 'open')
	OR EXISTS (SELECT 1 FROM attempt_lines l JOIN payment_attempts a ON a.id = l.attempt_id WHERE l.invoiced_id = t.id AND a.state = 'open'))`

// subscriptionIDOf is the id of the subscription of an order row t, null for a claim.
const subscriptionIDOf = `CASE WHEN t.event_id LIKE 'sub!_%/' ESCAPE '!' THEN CAST(substr(t.event_id, 5, length(t.event_id) - 5) AS BIGINT) END`

// Due is the balance due of a subscription, or of a claim, toward its provider, in cents of Unit (billing-ledger.md 3.3).
type Due struct {
	EventID    string
	ProviderID int64
	Unit       string
	Amount     int64
	// Pending is the part of Amount that a charge, a renewal or a checkout under way pays.
	Pending int64
	// LastRow is the id of the youngest order row that is due.
	LastRow int64
	// SubscriptionID is 0 for a claim, Name is "subscriber:plan".
	SubscriptionID int64
	Name           string
}

// Dues lists what a payer owes, by event. A positive balance makes a subscription locked; the sum of all is her statement balance
// (billing-ledger.md 3.3).
func (s *Store) Dues(ctx context.Context, payerID int64) ([]Due, error) {
	var out []Due
	err := s.query(ctx).Raw(`SELECT d.event_id, d.provider_id, d.unit, d.amount, d.pending, d.last_row, COALESCE(s.id, 0) AS subscription_id, COALESCE(o.slug || ':' || p.slug, '') AS name FROM (
			SELECT t.event_id, `+subscriptionIDOf+` AS subscription, t.orig_organization_id AS provider_id, t.dest_unit AS unit, CAST(sum(t.dest_amount) AS BIGINT) AS amount,
				CAST(sum(CASE WHEN `+beingPaid+` THEN t.dest_amount ELSE 0 END) AS BIGINT) AS pending, max(t.id) AS last_row
			FROM transactions t JOIN journals j ON j.id = t.journal_id WHERE t.dest_organization_id = ? AND `+unpaid+`
			GROUP BY t.event_id, t.orig_organization_id, t.dest_unit) d
		LEFT JOIN subscriptions s ON s.id = d.subscription
		LEFT JOIN organizations o ON o.id = s.organization_id LEFT JOIN plans p ON p.id = s.plan_id ORDER BY d.last_row`, payerID).Scan(&out).Error
	return out, s.wrap(err)
}

// DueRow is an order row that its payer still owes (billing-ledger.md 3.3).
type DueRow struct {
	ID      int64
	EventID string
	Amount  int64
	Unit    string
	// ProviderID is whom it is owed to.
	ProviderID int64
	// SubscriptionID is 0 for a claim; PlanSlug and PlanTitle, which is the slug of a plan without one, are empty then.
	SubscriptionID int64
	PlanSlug       string
	PlanTitle      string
	// Requested tells that the provider has not accepted the subscription yet, Orphaned that the provider's profile was deleted.
	Requested, Orphaned bool
}

// DueRows lists what a payer owes and nobody is paying right now, of orders placed until an instant, by unit and then in the order of placing.
func (s *Store) DueRows(ctx context.Context, payerID int64, until time.Time) ([]DueRow, error) {
	var out []DueRow
	err := s.query(ctx).Raw(`SELECT d.id, d.event_id, d.amount, d.unit, d.provider_id, COALESCE(s.id, 0) AS subscription_id,
			COALESCE(p.slug, '') AS plan_slug, COALESCE(p.title, p.slug, '') AS plan_title, s.request_key IS NOT NULL AS requested, NOT o.is_active AS orphaned
		FROM (SELECT t.id, t.event_id, t.dest_amount AS amount, t.dest_unit AS unit, t.orig_organization_id AS provider_id, `+subscriptionIDOf+` AS subscription
			FROM transactions t JOIN journals j ON j.id = t.journal_id
			WHERE t.dest_organization_id = ? AND t.created_at <= ? AND `+unpaid+` AND NOT `+beingPaid+`) d
		JOIN organizations o ON o.id = d.provider_id LEFT JOIN subscriptions s ON s.id = d.subscription LEFT JOIN plans p ON p.id = s.plan_id
		ORDER BY d.unit, d.id`, payerID, until.UTC()).Scan(&out).Error
	return out, s.wrap(err)
}

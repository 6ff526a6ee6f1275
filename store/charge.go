package store

import (
	"context"
)

// The states of a charge (billing-ledger.md 1.6).
const (
	ChargeCreated int64 = iota
	ChargeDone
	ChargeFailed
	ChargeDisputed
)

const chargeColumns = `c.id, c.created_at, c.created_by_id, c.amount, c.unit, c.customer_id, c.description, c.last4, c.exp_date, c.card_name,
	c.processor_id, c.processor_key, c.state`

func (c *Charge) targets() []any {
	return []any{
		&c.ID, &c.CreatedAt, &c.CreatedByID, &c.Amount, &c.Unit, &c.CustomerID, &c.Description, &c.Last4, &c.ExpDate, &c.CardName,
		&c.ProcessorID, &c.ProcessorKey, &c.State,
	}
}

// Charges lists all charges of the site; its total is the sum of their amounts (billing-ledger.md 7, billing_charges_list).
func (s *Store) Charges(ctx context.Context, ask Listing) (Rows[Charge], error) {
	return run(ctx, s, list{
		columns: chargeColumns, from: "charges c JOIN organizations o ON o.id = c.customer_id", countFrom: "charges c",
		tie: "c.id", dateColumn: "c.created_at", amount: "c.amount", unit: "c.unit",
		search: map[string]string{
			"description": "COALESCE(c.description, '')", "processor_key": "c.processor_key", "customer__full_name": "o.full_name", "Full name": "o.full_name",
		},
		searchDefault: []string{"description", "processor_key", "customer__full_name"},
		sort: map[string]string{
			"description": "c.description", "amount": "c.amount", "Full name": "o.full_name", "customer__full_name": "o.full_name",
			"created_at": "c.created_at", "date": "c.created_at",
		},
		sortDefault: []string{"created_at"},
	}, ask, func(r row, head ...any) (Charge, error) {
		var c Charge
		err := r.Scan(append(head, c.targets()...)...)
		return c, err
	})
}

// ChargeByKey returns the charge with the processor's key.
func (s *Store) ChargeByKey(ctx context.Context, key string) (Charge, error) {
	return first[Charge](s, s.query(ctx).Where("processor_key = ?", key))
}

// CreatedCharges lists the charges, after the one with an id, of which the processor has not told the end, oldest first, a thousand at most.
func (s *Store) CreatedCharges(ctx context.Context, after int64) ([]Charge, error) {
	var out []Charge
	err := s.query(ctx).Where("state = ? AND id > ?", ChargeCreated, after).Order("id").Limit(1000).Find(&out).Error
	return out, s.wrap(err)
}

// CreateCharge writes a new charge and sets its id.
func (s *Store) CreateCharge(ctx context.Context, c *Charge) error {
	return s.wrap(s.tx(ctx).Create(c).Error)
}

// MoveCharge changes the state of a charge from one to another and tells whether this call did it.
func (s *Store) MoveCharge(ctx context.Context, id, from, to int64) (bool, error) {
	db := s.tx(ctx).Model(&Charge{}).Where("id = ? AND state = ?", id, from).Update("state", to)
	return db.RowsAffected == 1, s.wrap(db.Error)
}

// CreateChargeItem writes a new line of a charge and sets its id.
func (s *Store) CreateChargeItem(ctx context.Context, i *ChargeItem) error {
	return s.wrap(s.tx(ctx).Create(i).Error)
}

// CreateChargeItems writes the lines of a charge, many in a statement, in the order given.
func (s *Store) CreateChargeItems(ctx context.Context, items []ChargeItem) error {
	return s.wrap(s.tx(ctx).CreateInBatches(&items, entryBatch).Error)
}

// SettleChargeItem records which ledger rows hold the fee, nil for none, and the distribution of a line.
func (s *Store) SettleChargeItem(ctx context.Context, id int64, fee *int64, distribution int64) error {
	return s.wrap(s.tx(ctx).Model(&ChargeItem{}).Where("id = ?", id).
		Updates(map[string]any{"invoiced_fee_id": fee, "invoiced_distribute_id": distribution}).Error)
}

// ChargeLine is a line of a charge with the order row that it pays.
type ChargeLine struct {
	ID         int64
	PayerID    int64
	ProviderID int64
	Amount     int64
	Event      string
	// Name is the event for a person: "subscriber:plan", "provider-coupon", or "None" (billing-ledger.md E3).
	Name string
}

// ChargeLines lists the lines of a charge, in their order.
func (s *Store) ChargeLines(ctx context.Context, chargeID int64) ([]ChargeLine, error) {
	var out []ChargeLine
	err := s.query(ctx).Raw(`SELECT i.id, t.dest_organization_id AS payer_id, t.orig_organization_id AS provider_id, t.dest_amount AS amount,
		COALESCE(t.event_id, '') AS event, COALESCE(
			(SELECT o.slug || ':' || p.slug FROM subscriptions s JOIN organizations o ON o.id = s.organization_id JOIN plans p ON p.id = s.plan_id
				WHERE t.event_id LIKE 'sub!_%/' ESCAPE '!' AND s.id = CAST(substr(t.event_id, 5, length(t.event_id) - 5) AS BIGINT)),
			(SELECT v.slug || '-' || k.code FROM coupons k JOIN organizations v ON v.id = k.organization_id WHERE k.code = t.event_id), 'None') AS name
		FROM charge_items i JOIN transactions t ON t.id = i.invoiced_id WHERE i.charge_id = ? ORDER BY i.id`, chargeID).Scan(&out).Error
	return out, s.wrap(err)
}

// ReceiptLine is a line of a charge as a receipt and a refund need it. Refunded is what of its Amount went back, by refunds and disputes, net
// of what was reverted, in cents of Unit.
type ReceiptLine struct {
	ID         int64
	PayerID    int64
	ProviderID int64
	// Descr is the description of the row as it is written, Shown with the names that it refers to.
	Descr, Shown string
	Event        string
	Amount       int64
	Unit         string
	Refunded     int64
	// Fee is what the fee row took, in cents of Unit, nil when the line has none. Distributed is what the provider got, in cents of DistUnit; 0
	// and Unit while the charge is not settled.
	Fee         *int64
	Distributed int64
	DistUnit    string
}

// ReceiptLines lists what a charge paid for, in the order of its lines.
func (s *Store) ReceiptLines(ctx context.Context, chargeID int64) ([]ReceiptLine, error) {
	var out []ReceiptLine
	err := s.query(ctx).Raw(`SELECT i.id, t.dest_organization_id AS payer_id, t.orig_organization_id AS provider_id, t.descr, `+entryDescr+` AS shown,
		COALESCE(t.event_id, '') AS event, t.dest_amount AS amount, t.dest_unit AS unit, f.orig_amount AS fee,
		COALESCE(d.dest_amount, 0) AS distributed, COALESCE(d.dest_unit, t.dest_unit) AS dist_unit,
		(SELECT CAST(COALESCE(sum(CASE WHEN r.orig_account = 'Refunded' THEN r.orig_amount WHEN r.dest_account = 'Refunded' THEN -r.dest_amount ELSE 0 END), 0)
			AS BIGINT) FROM transactions r WHERE r.event_id = 'cha_' || i.charge_id || '/' || i.id || '/') AS refunded
		FROM charge_items i JOIN transactions t ON t.id = i.invoiced_id LEFT JOIN transactions f ON f.id = i.invoiced_fee_id
		LEFT JOIN transactions d ON d.id = i.invoiced_distribute_id WHERE i.charge_id = ? ORDER BY i.id`, chargeID).Scan(&out).Error
	return out, s.wrap(err)
}

// SoldBy is the sum of the lines of a charge that were sold by profiles on which a user has a role.
func (s *Store) SoldBy(ctx context.Context, chargeID, userID int64) (int64, error) {
	var sum int64
	err := s.query(ctx).Raw(`SELECT CAST(COALESCE(sum(t.dest_amount), 0) AS BIGINT) FROM charge_items i JOIN transactions t ON t.id = i.invoiced_id
		WHERE i.charge_id = ? AND t.orig_organization_id IN (`+actsFor+`)`, chargeID, userID).Row().Scan(&sum)
	return sum, s.wrap(err)
}

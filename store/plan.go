package store

import (
	"context"
)

const planColumns = `p.id, p.slug, p.title, p.description, p.is_active, p.is_not_priced, p.created_at, p.organization_id, p.unit, p.setup_amount,
	p.period_amount, p.interval_code, p.period_length, p.advance_discount, p.renewal_type, p.skip_optin_on_grant, p.optin_on_request, p.extra`

// PlanOf is a plan with the slug of its provider and whether that is the broker.
type PlanOf struct {
	Plan
	Provider         string
	ProviderIsBroker bool
	// Sold tells that its provider may sell.
	Sold bool
}

func (p *PlanOf) targets() []any {
	return []any{
		&p.ID, &p.Slug, &p.Title, &p.Description, &p.IsActive, &p.IsNotPriced, &p.CreatedAt, &p.OrganizationID, &p.Unit, &p.SetupAmount,
		&p.PeriodAmount, &p.IntervalCode, &p.PeriodLength, &p.AdvanceDiscount, &p.RenewalType, &p.SkipOptinOnGrant, &p.OptinOnRequest, &p.Extra,
		&p.Provider, &p.ProviderIsBroker, &p.Sold,
	}
}

const (
	planOfColumns = planColumns + ", v.slug, v.is_broker, v.is_provider OR v.is_broker"
	planOfFrom    = "plans p JOIN organizations v ON v.id = p.organization_id"
)

// PlansOf lists the plans of a provider, active or not, in the order of their creation (profiles-subscriptions-roles.md 3.3).
func (s *Store) PlansOf(ctx context.Context, organizationID int64, ask Listing) (Rows[PlanOf], error) {
	return run(ctx, s, list{
		columns: planOfColumns, from: planOfFrom, countFrom: "plans p",
		where: "p.organization_id = ?", args: []any{organizationID}, tie: "p.id", dateColumn: "p.created_at",
		sort: map[string]string{"title": "p.title", "period_amount": "p.period_amount", "is_active": "p.is_active", "created_at": "p.created_at"},
	}, ask, func(r row, head ...any) (PlanOf, error) {
		var p PlanOf
		err := r.Scan(append(head, p.targets()...)...)
		return p, err
	})
}

// PlanOf returns the plan of a provider with a slug.
func (s *Store) PlanOf(ctx context.Context, organizationID int64, slug string) (PlanOf, error) {
	var p PlanOf
	err := s.query(ctx).Raw("SELECT "+planOfColumns+" FROM "+planOfFrom+" WHERE p.organization_id = ? AND lower(p.slug) = lower(?) ORDER BY CASE WHEN p.slug = ? THEN 0 ELSE 1 END LIMIT 1", organizationID, slug, slug).
		Row().Scan(p.targets()...)
	return p, s.wrap(err)
}

// PlanBySlug returns the plan with a slug, whoever owns it.
func (s *Store) PlanBySlug(ctx context.Context, slug string) (Plan, error) {
	return first[Plan](s, s.query(ctx).Where("lower(slug) = lower(?)", slug).Order(clauseFirst("slug", slug)))
}

// PlanForUpdate returns the plan with an id and locks it until the transaction ends.
func (s *Store) PlanForUpdate(ctx context.Context, id int64) (Plan, error) {
	var out Plan
	err := s.tx(ctx).Raw("SELECT * FROM plans WHERE id = ?"+s.dialect.forUpdate, id).Take(&out).Error
	return out, s.wrap(err)
}

// FirstPlanOf returns the oldest plan of a provider.
func (s *Store) FirstPlanOf(ctx context.Context, organizationID int64) (Plan, error) {
	return first[Plan](s, s.query(ctx).Where("organization_id = ?", organizationID).Order("id"))
}

// PlanSlugTaken tells whether a plan other than the one with the id has the slug.
func (s *Store) PlanSlugTaken(ctx context.Context, slug string, except int64) (bool, error) {
	return s.exists(ctx, "plans", "lower(slug) = lower(?) AND id <> ?", slug, except)
}

// PlanTitleTaken tells whether another plan of the provider has the title.
func (s *Store) PlanTitleTaken(ctx context.Context, organizationID int64, title string, except int64) (bool, error) {
	return s.exists(ctx, "plans", "organization_id = ? AND title = ? AND id <> ?", organizationID, title, except)
}

// PlanWasSubscribed tells whether a subscription to the plan exists, in any state (profiles-subscriptions-roles.md 1.2).
func (s *Store) PlanWasSubscribed(ctx context.Context, planID int64) (bool, error) {
	return s.exists(ctx, "subscriptions", "plan_id = ?", planID)
}

// PlanInCheckout tells whether a checkout that is under way buys the plan.
func (s *Store) PlanInCheckout(ctx context.Context, planID int64) (bool, error) {
	var n int64
	err := s.query(ctx).Raw(`SELECT count(*) FROM cart_items i JOIN payment_attempts a ON a.user_id = i.user_id AND a.state = 'open'
		WHERE i.plan_id = ? AND NOT i.recorded`, planID).Row().Scan(&n)
	return n > 0, err
}

func (s *Store) exists(ctx context.Context, table, where string, args ...any) (bool, error) {
	var n int64
	err := s.query(ctx).Table(table).Where(where, args...).Limit(1).Count(&n).Error
	return n > 0, err
}

// CreatePlan writes a new plan and sets its id.
func (s *Store) CreatePlan(ctx context.Context, p *Plan) error {
	return s.wrap(s.tx(ctx).Create(p).Error)
}

// UpdatePlan writes all columns of the plan.
func (s *Store) UpdatePlan(ctx context.Context, p *Plan) error {
	return s.wrap(s.tx(ctx).Model(p).Select("*").Omit("id", "created_at", "organization_id").Updates(p).Error)
}

// DeletePlan deletes a plan that nobody ever subscribed to, with the cart items and coupons restricted to it.
func (s *Store) DeletePlan(ctx context.Context, id int64) error {
	for _, statement := range []string{
		"DELETE FROM cart_items WHERE plan_id = ?",
		"UPDATE cart_items SET coupon_id = NULL WHERE coupon_id IN (SELECT id FROM coupons WHERE plan_id = ?)",
		"DELETE FROM coupons WHERE plan_id = ?",
		"DELETE FROM plans WHERE id = ?",
	} {
		if err := s.tx(ctx).Exec(statement, id).Error; err != nil {
			return s.wrap(err)
		}
	}
	return nil
}

// Sells tells whether a profile may sell plans.
func (s *Store) Sells(ctx context.Context, organizationID int64) (bool, error) {
	return s.exists(ctx, "organizations", "id = ? AND (is_provider OR is_broker)", organizationID)
}

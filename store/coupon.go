package store

import (
	"context"
	"strings"
	"time"
)

// CouponByCode finds a coupon of a provider, without regard to case.
func (s *Store) CouponByCode(ctx context.Context, organizationID int64, code string) (Coupon, error) {
	return first[Coupon](s, s.query(ctx).Where("organization_id = ? AND lower(code) = ?", organizationID, strings.ToLower(code)))
}

// Coupon returns the coupon with an id.
func (s *Store) Coupon(ctx context.Context, id int64) (Coupon, error) {
	return first[Coupon](s, s.query(ctx).Where("id = ?", id))
}

// CreateCoupon writes a new coupon and sets its id.
func (s *Store) CreateCoupon(ctx context.Context, c *Coupon) error {
	return s.wrap(s.tx(ctx).Create(c).Error)
}

// CountCouponAttempt takes one off the attempts of a coupon that has a limit and tells whether there was one left.
func (s *Store) CountCouponAttempt(ctx context.Context, id int64) (bool, error) {
	db := s.tx(ctx).Exec("UPDATE coupons SET nb_attempts = nb_attempts - 1 WHERE id = ? AND nb_attempts > 0", id)
	return db.RowsAffected == 1, s.wrap(db.Error)
}

// KeepRedeemed remembers a coupon for what the owner puts into the cart later; the last one of a provider counts.
func (s *Store) KeepRedeemed(ctx context.Context, owner CartOwner, c Coupon, at time.Time) error {
	column, id := owner.column()
	if err := s.tx(ctx).Where(column+" = ? AND organization_id = ?", id, c.OrganizationID).Delete(&RedeemedCoupon{}).Error; err != nil {
		return s.wrap(err)
	}
	record := RedeemedCoupon{OrganizationID: c.OrganizationID, CouponID: c.ID, CreatedAt: at}
	record.UserID, record.SessionID = owner.ids()
	return s.wrap(s.tx(ctx).Create(&record).Error)
}

// Redeemed returns the coupon that the owner redeemed earlier for what a provider sells.
func (s *Store) Redeemed(ctx context.Context, owner CartOwner, organizationID int64) (Coupon, error) {
	column, id := owner.column()
	return first[Coupon](s, s.query(ctx).
		Where("id IN (SELECT coupon_id FROM redeemed_coupons WHERE "+column+" = ? AND organization_id = ?)", id, organizationID))
}

// TakeOverRedeemed gives what was redeemed in a session to a user, but where she redeemed a coupon of the provider herself.
func (s *Store) TakeOverRedeemed(ctx context.Context, sessionID, userID int64) error {
	err := s.tx(ctx).Exec(`UPDATE redeemed_coupons SET user_id = ?, session_id = NULL WHERE session_id = ?
		AND organization_id NOT IN (SELECT h.organization_id FROM redeemed_coupons h WHERE h.user_id = ?)`, userID, sessionID, userID).Error
	if err != nil {
		return s.wrap(err)
	}
	return s.ForgetRedeemed(ctx, CartOwner{SessionID: sessionID})
}

// ForgetRedeemed forgets what the owner redeemed.
func (s *Store) ForgetRedeemed(ctx context.Context, owner CartOwner) error {
	column, id := owner.column()
	return s.wrap(s.tx(ctx).Where(column+" = ?", id).Delete(&RedeemedCoupon{}).Error)
}

const couponColumns = "k.id, k.code, k.percent, k.created_at, k.ends_at, k.description, k.organization_id, k.plan_id, k.nb_attempts, k.payer_id"

func (c *Coupon) targets() []any {
	return []any{
		&c.ID, &c.Code, &c.Percent, &c.CreatedAt, &c.EndsAt, &c.Description, &c.OrganizationID, &c.PlanID, &c.NbAttempts, &c.PayerID,
	}
}

// CouponsOf lists the coupons of a provider, ended ones too, in the order of their creation (billing-ledger.md 8, billing_coupons_list).
func (s *Store) CouponsOf(ctx context.Context, organizationID int64, ask Listing) (Rows[Coupon], error) {
	return run(ctx, s, list{
		columns: couponColumns, from: "coupons k JOIN organizations o ON o.id = k.organization_id", countFrom: "coupons k",
		where: "k.organization_id = ?", args: []any{organizationID}, tie: "k.id", dateColumn: "k.created_at",
		search: map[string]string{
			"code": "k.code", "description": "COALESCE(k.description, '')", "percent": "CAST(k.percent AS TEXT)", "organization__full_name": "o.full_name",
		},
		searchDefault: []string{"code", "description", "percent", "organization__full_name"},
		sort: map[string]string{
			"code": "k.code", "created_at": "k.created_at", "description": "k.description", "ends_at": "k.ends_at", "percent": "k.percent",
		},
		sortDefault: []string{"created_at"},
	}, ask, func(r row, head ...any) (Coupon, error) {
		var c Coupon
		err := r.Scan(append(head, c.targets()...)...)
		return c, err
	})
}

// CouponOf returns the coupon of a provider with exactly this code.
func (s *Store) CouponOf(ctx context.Context, organizationID int64, code string) (Coupon, error) {
	return first[Coupon](s, s.query(ctx).Where("organization_id = ? AND lower(code) = lower(?)", organizationID, code))
}

// CouponForUpdate is CouponOf, and locks the coupon until the transaction ends.
func (s *Store) CouponForUpdate(ctx context.Context, organizationID int64, code string) (Coupon, error) {
	var out Coupon
	err := s.tx(ctx).Raw("SELECT * FROM coupons WHERE organization_id = ? AND lower(code) = lower(?)"+s.dialect.forUpdate, organizationID, code).Take(&out).Error
	return out, s.wrap(err)
}

// UpdateCoupon writes what the provider may change of a coupon: code, percent, end and description.
func (s *Store) UpdateCoupon(ctx context.Context, c *Coupon) error {
	return s.wrap(s.tx(ctx).Model(c).Select("code", "percent", "ends_at", "description").Updates(c).Error)
}

// inCheckout is a condition on cart_items i: a checkout that is under way buys the item.
const inCheckout = "EXISTS (SELECT 1 FROM payment_attempts a WHERE a.user_id = i.user_id AND a.state = 'open')"

// CouponWasUsed tells whether an order, or a checkout that is under way, used the coupon.
func (s *Store) CouponWasUsed(ctx context.Context, id int64) (bool, error) {
	return s.exists(ctx, "cart_items i", "i.coupon_id = ? AND (i.recorded OR "+inCheckout+")", id)
}

// DetachCoupon takes a coupon out of the carts in which it waits, and forgets who redeemed it for later.
func (s *Store) DetachCoupon(ctx context.Context, id int64) error {
	err := s.tx(ctx).Exec("DELETE FROM redeemed_coupons WHERE coupon_id = ?", id).Error
	if err == nil {
		err = s.tx(ctx).Exec(`UPDATE cart_items SET coupon_id = NULL WHERE id IN
			(SELECT i.id FROM cart_items i WHERE i.coupon_id = ? AND NOT i.recorded AND NOT `+inCheckout+")", id).Error
	}
	return s.wrap(err)
}

// DeleteCoupon deletes a coupon that nobody used.
func (s *Store) DeleteCoupon(ctx context.Context, id int64) error {
	return s.wrap(s.tx(ctx).Delete(&Coupon{}, id).Error)
}

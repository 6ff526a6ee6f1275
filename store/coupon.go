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

// ForgetRedeemed forgets what the owner redeemed.
func (s *Store) ForgetRedeemed(ctx context.Context, owner CartOwner) error {
	column, id := owner.column()
	return s.wrap(s.tx(ctx).Where(column+" = ?", id).Delete(&RedeemedCoupon{}).Error)
}

package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"tollkeeper/server/domain/naming"
)

// CartOwner is whose cart is meant: a user's, or that of an anonymous session.
type CartOwner struct {
	UserID    int64
	SessionID int64
}

func (o CartOwner) column() (string, int64) {
	if o.UserID != 0 {
		return "user_id", o.UserID
	}
	return "session_id", o.SessionID
}

func (o CartOwner) ids() (userID, sessionID *int64) {
	if o.UserID != 0 {
		return &o.UserID, nil
	}
	return nil, &o.SessionID
}

// NewCartItem is an item in the owner's cart, not written yet.
func (o CartOwner) NewCartItem() CartItem {
	var item CartItem
	item.UserID, item.SessionID = o.ids()
	return item
}

// CartLine is an item of a cart with its plan and its coupon.
type CartLine struct {
	CartItem
	Plan   PlanOf
	Coupon *Coupon
}

// Cart lists what is in the owner's cart, ordered by plan, then by item: the order that a checkout counts in (billing-ledger.md 1.4).
func (s *Store) Cart(ctx context.Context, owner CartOwner) ([]CartLine, error) {
	column, id := owner.column()
	return s.cartLines(ctx, "i."+column+" = ? AND NOT i.recorded", id)
}

// VisibleCartItems returns the ids of what a checkout of a user would find: her items, those of an anonymous session (0 for none) and
// those that wait for a claim code ("" for none).
func (s *Store) VisibleCartItems(ctx context.Context, userID, sessionID int64, code string) ([]int64, error) {
	var ids []int64
	err := s.query(ctx).Raw(`SELECT id FROM cart_items WHERE NOT recorded AND (user_id = ? OR session_id = ? OR
		(claim_code = ? AND claim_code <> '' AND user_id IS NULL AND session_id IS NULL))`, userID, sessionID, code).Scan(&ids).Error
	return ids, err
}

// CartItems returns the items with the given ids, in the order of a cart.
func (s *Store) CartItems(ctx context.Context, ids []int64) ([]CartLine, error) {
	return s.cartLines(ctx, "i.id IN ?", ids)
}

func (s *Store) cartLines(ctx context.Context, where string, args ...any) ([]CartLine, error) {
	rows, err := s.query(ctx).Raw(`SELECT i.id, i.created_at, i.user_id, i.session_id, i.plan_id, i.coupon_id, i.option_index, i.full_name, i.sync_on,
		i.email, i.claim_code, i.recorded, `+planOfColumns+`
		FROM cart_items i JOIN plans p ON p.id = i.plan_id JOIN organizations v ON v.id = p.organization_id
		WHERE `+where+` ORDER BY i.plan_id, i.id`, args...).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // the error of reading is rows.Err
	var out []CartLine
	var couponIDs []int64
	for rows.Next() {
		var l CartLine
		i := &l.CartItem
		into := []any{
			&i.ID, &i.CreatedAt, &i.UserID, &i.SessionID, &i.PlanID, &i.CouponID, &i.OptionIndex, &i.FullName, &i.SyncOn,
			&i.Email, &i.ClaimCode, &i.Recorded,
		}
		if err := rows.Scan(append(into, l.Plan.targets()...)...); err != nil {
			return nil, err
		}
		if i.CouponID != nil && !slices.Contains(couponIDs, *i.CouponID) {
			couponIDs = append(couponIDs, *i.CouponID)
		}
		out = append(out, l)
	}
	if err := rows.Err(); err != nil || len(couponIDs) == 0 {
		return out, s.wrap(err)
	}
	return out, s.attachCoupons(ctx, out, couponIDs)
}

func (s *Store) attachCoupons(ctx context.Context, lines []CartLine, ids []int64) error {
	var coupons []Coupon
	if err := s.query(ctx).Where("id IN ?", ids).Find(&coupons).Error; err != nil {
		return err
	}
	byID := make(map[int64]*Coupon, len(coupons))
	for i := range coupons {
		byID[coupons[i].ID] = &coupons[i]
	}
	for i := range lines {
		if lines[i].CouponID != nil {
			lines[i].Coupon = byID[*lines[i].CouponID]
		}
	}
	return nil
}

// ItemsForPlan lists the owner's unrecorded items of a plan, those synced on somebody first (billing-ledger.md 4.1).
func (s *Store) ItemsForPlan(ctx context.Context, owner CartOwner, planID int64) ([]CartItem, error) {
	column, id := owner.column()
	var out []CartItem
	err := s.query(ctx).Where(column+" = ? AND NOT recorded AND plan_id = ?", id, planID).
		Order("COALESCE(sync_on, '') DESC, id").Find(&out).Error
	return out, s.wrap(err)
}

// CountCartItems is how many items are in the owner's cart.
func (s *Store) CountCartItems(ctx context.Context, owner CartOwner) (int64, error) {
	column, id := owner.column()
	var n int64
	err := s.query(ctx).Model(&CartItem{}).Where(column+" = ? AND NOT recorded", id).Count(&n).Error
	return n, s.wrap(err)
}

// DiscountCartItems gives items a coupon, many in a statement.
func (s *Store) DiscountCartItems(ctx context.Context, couponID int64, ids []int64) error {
	for some := range slices.Chunk(ids, 500) {
		if err := s.tx(ctx).Model(&CartItem{}).Where("id IN ?", some).Update("coupon_id", couponID).Error; err != nil {
			return s.wrap(err)
		}
	}
	return nil
}

// CreateCartItem writes a new item and sets its id.
func (s *Store) CreateCartItem(ctx context.Context, i *CartItem) error {
	return s.wrap(s.tx(ctx).Create(i).Error)
}

// CreateCartItems writes new items, many in a statement, and sets their ids, which count up in the order given.
func (s *Store) CreateCartItems(ctx context.Context, items []*CartItem) error {
	if len(items) == 0 {
		return nil
	}
	return s.wrap(s.tx(ctx).CreateInBatches(items, 500).Error)
}

// UpdateCartItem writes all columns of an item.
func (s *Store) UpdateCartItem(ctx context.Context, i *CartItem) error {
	return s.wrap(s.tx(ctx).Model(i).Select("*").Omit("id", "created_at").Updates(i).Error)
}

// DeleteCartItems empties the owner's cart, or takes out what is of a plan, for an e-mail, or both.
func (s *Store) DeleteCartItems(ctx context.Context, owner CartOwner, planSlug, email string) error {
	column, id := owner.column()
	db := s.tx(ctx).Where(column+" = ? AND NOT recorded", id)
	if planSlug != "" {
		db = db.Where("plan_id IN (SELECT id FROM plans WHERE lower(slug) = lower(?))", planSlug)
	}
	if email != "" {
		var typed []string
		if err := db.Session(&gorm.Session{}).Model(&CartItem{}).Distinct("email").Where("email IS NOT NULL").Pluck("email", &typed).Error; err != nil {
			return s.wrap(err)
		}
		db = db.Where("email IN ?", slices.DeleteFunc(typed, func(one string) bool { return !naming.SameEmail(one, email) }))
	}
	return s.wrap(db.Delete(&CartItem{}).Error)
}

// ClaimCartItems gives the items that wait for a claim code to a user.
func (s *Store) ClaimCartItems(ctx context.Context, code string, userID int64) error {
	return s.wrap(s.tx(ctx).Model(&CartItem{}).
		Where("claim_code = ? AND user_id IS NULL AND session_id IS NULL AND NOT recorded", code).Update("user_id", userID).Error)
}

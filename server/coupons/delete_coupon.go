package coupons

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// BillingCouponsDelete deletes a coupon that was never used in an order and ends one that was, for the sake of its metrics. Carts lose it.
func (r *Room) BillingCouponsDelete(ctx context.Context, req gen.BillingCouponsDeleteRequestObject) (gen.BillingCouponsDeleteResponseObject, error) {
	err := r.store.Do(ctx, func(tx *store.Store) error {
		// The lock keeps a cart from taking the coupon between the question and the deletion.
		c, err := tx.CouponForUpdate(ctx, access.ScopeOf(ctx).OrganizationID, req.Coupon)
		switch {
		case err != nil:
			return wire.Missing(err)
		case c.PayerID != nil:
			return fault.New(fault.Forbidden, "The coupon %s was paid for by a group buy and cannot be deleted.", c.Code)
		}
		used, err := tx.CouponWasUsed(ctx, c.ID)
		if err != nil {
			return err
		}
		if err := tx.DetachCoupon(ctx, c.ID); err != nil {
			return err
		}
		if !used {
			return tx.DeleteCoupon(ctx, c.ID)
		}
		if now := r.now(); c.EndsAt == nil || c.EndsAt.After(now) {
			c.EndsAt = &now
		}
		return tx.UpdateCoupon(ctx, &c)
	})
	if err != nil {
		return nil, err
	}
	return gen.BillingCouponsDelete204Response{}, nil
}

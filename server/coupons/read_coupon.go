package coupons

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/wire"
)

// BillingCouponsRead returns the coupon with exactly the code in the path.
func (r *Room) BillingCouponsRead(ctx context.Context, req gen.BillingCouponsReadRequestObject) (gen.BillingCouponsReadResponseObject, error) {
	c, err := r.store.CouponOf(ctx, access.ScopeOf(ctx).OrganizationID, req.Coupon)
	if err != nil {
		return nil, wire.Missing(err)
	}
	return gen.BillingCouponsRead200JSONResponse(toAPICoupon(c)), nil
}

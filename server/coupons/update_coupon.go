package coupons

import (
	"context"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/names"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// BillingCouponsUpdate replaces a coupon; left out, the end is never and the code stays.
func (r *Room) BillingCouponsUpdate(ctx context.Context, req gen.BillingCouponsUpdateRequestObject) (gen.BillingCouponsUpdateResponseObject, error) {
	in := *req.Body
	c, err := r.update(ctx, req.Coupon, func(c *store.Coupon) {
		c.Percent, c.Code = 0, valueOr(in.Code, c.Code)
		if in.Percent != nil {
			c.Percent = *in.Percent
		}
		ends, _ := wire.Given(in.EndsAt)
		c.EndsAt = utc(ends)
		c.Description, _ = wire.Given(in.Description)
	})
	if err != nil {
		return nil, err
	}
	return gen.BillingCouponsUpdate200JSONResponse(toAPICoupon(c)), nil
}

// BillingCouponsPartialUpdate changes what the body gives; an end of null is never.
func (r *Room) BillingCouponsPartialUpdate(ctx context.Context, req gen.BillingCouponsPartialUpdateRequestObject) (gen.BillingCouponsPartialUpdateResponseObject, error) {
	in := *req.Body
	c, err := r.update(ctx, req.Coupon, func(c *store.Coupon) {
		c.Percent, c.Code = valueOr(in.Percent, c.Percent), valueOr(in.Code, c.Code)
		if ends, given := wire.Given(in.EndsAt); given {
			c.EndsAt = utc(ends)
		}
		if description, given := wire.Given(in.Description); given {
			c.Description = description
		}
	})
	if err != nil {
		return nil, err
	}
	return gen.BillingCouponsPartialUpdate200JSONResponse(toAPICoupon(c)), nil
}

func valueOr[T any](given *T, otherwise T) T {
	if given != nil {
		return *given
	}
	return otherwise
}

func (r *Room) update(ctx context.Context, code string, change func(*store.Coupon)) (store.Coupon, error) {
	changed, err := store.InTx(ctx, r.store, func(tx *store.Store) (store.Coupon, error) {
		c, err := tx.CouponForUpdate(ctx, access.ScopeOf(ctx).OrganizationID, code)
		if err != nil {
			return c, wire.Missing(err)
		}
		before := c
		change(&c)
		if err := keepPromise(before, c); err != nil {
			return c, err
		}
		if why := names.Unfit(names.Coupon, c.Code); why != "" && c.Code != before.Code {
			return c, fault.Field("code", "%s", why)
		}
		return c, taken(tx.UpdateCoupon(ctx, &c), c.Code)
	})
	return changed, err
}

// keepPromise refuses to change a coupon that a group buy paid for, but for its description: the ledger knows it by its code, and what was
// paid in full stays free and never ends (billing-ledger.md E15 and 4.6, step 5).
func keepPromise(before, after store.Coupon) error {
	switch {
	case before.PayerID == nil:
		return nil
	case before.Code != after.Code:
		return fault.Field("code", "This coupon was paid for by a group buy and keeps its code.")
	case before.Percent != after.Percent:
		return fault.Field("percent", "This coupon was paid for by a group buy and stays at %d.", before.Percent)
	case !sameEnd(before.EndsAt, after.EndsAt):
		return fault.Field("ends_at", "This coupon was paid for by a group buy and never ends.")
	}
	return nil
}

func sameEnd(a, b *time.Time) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}

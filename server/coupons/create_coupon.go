package coupons

import (
	"context"
	"errors"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/coupon"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/names"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// BillingCouponsCreate creates a coupon of the provider; without an end it ends after coupon.Lifetime.
func (r *Room) BillingCouponsCreate(ctx context.Context, req gen.BillingCouponsCreateRequestObject) (gen.BillingCouponsCreateResponseObject, error) {
	in := *req.Body
	c := store.Coupon{Code: in.Code, CreatedAt: r.now(), OrganizationID: access.ScopeOf(ctx).OrganizationID}
	if in.Percent != nil {
		c.Percent = *in.Percent
	}
	c.Description, _ = wire.Given(in.Description)
	if c.EndsAt, _ = wire.Given(in.EndsAt); c.EndsAt == nil {
		end := c.CreatedAt.Add(coupon.Lifetime)
		c.EndsAt = &end
	}
	c.EndsAt = utc(c.EndsAt)
	if why := names.Unfit(names.Coupon, c.Code); why != "" {
		return nil, fault.Field("code", "%s", why)
	}
	err := r.store.Do(ctx, func(tx *store.Store) error { return tx.CreateCoupon(ctx, &c) })
	if err != nil {
		return nil, taken(err, c.Code)
	}
	return gen.BillingCouponsCreate201JSONResponse(toAPICoupon(c)), nil
}

// taken names the code that another coupon of the provider has, in whatever case; the database knows.
func taken(err error, code string) error {
	if errors.Is(err, store.ErrDuplicate) {
		return fault.Field("code", "There is a coupon with the code %q already.", code)
	}
	return err
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	at := t.UTC()
	return &at
}

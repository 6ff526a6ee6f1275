package coupons

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/wire"
)

// BillingCouponsList lists the coupons of a provider, ended ones too.
func (r *Room) BillingCouponsList(ctx context.Context, req gen.BillingCouponsListRequestObject) (gen.BillingCouponsListResponseObject, error) {
	p := req.Params
	ask := wire.Query{
		Page: p.Page, Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: wire.UntilNow(p.EndsAt, r.now()),
	}.Listing(wire.Sort(p.O))
	rows, err := r.store.CouponsOf(ctx, access.ScopeOf(ctx).OrganizationID, ask)
	if err != nil {
		return nil, wire.PageFault(err)
	}
	page := gen.CouponPage{Count: rows.Count, Results: make([]gen.Coupon, len(rows.Items))}
	page.Next, page.Previous = wire.Links(ctx, rows)
	for i, c := range rows.Items {
		page.Results[i] = toAPICoupon(c)
	}
	return gen.BillingCouponsList200JSONResponse(page), nil
}

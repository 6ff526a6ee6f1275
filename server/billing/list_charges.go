package billing

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/wire"
)

// BillingChargesList lists the charges of the site, as they are stored, with the sum of all pages.
func (r *Room) BillingChargesList(ctx context.Context, req gen.BillingChargesListRequestObject) (gen.BillingChargesListResponseObject, error) {
	p := req.Params
	ask := wire.Query{
		Page: p.Page, Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: wire.UntilNow(p.EndsAt, r.now()),
	}.Listing(wire.Sort(p.O))
	rows, err := r.store.Charges(ctx, ask)
	if err != nil {
		return nil, wire.PageFault(err)
	}
	page := gen.ChargePage{Count: rows.Count, Total: rows.Total.Cents, Unit: rows.Total.Unit, Results: make([]gen.Charge, len(rows.Items))}
	page.Next, page.Previous = wire.Links(ctx, rows)
	for i, c := range rows.Items {
		page.Results[i] = wire.Charge(c)
	}
	return gen.BillingChargesList200JSONResponse(page), nil
}

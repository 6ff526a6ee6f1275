package billing

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/wire"
)

// BillingChargesRead returns a charge as it is: settling it is the business of webhooks and of the reconciliation (design 4).
func (r *Room) BillingChargesRead(ctx context.Context, req gen.BillingChargesReadRequestObject) (gen.BillingChargesReadResponseObject, error) {
	c, err := r.store.ChargeByKey(ctx, req.Charge)
	if err != nil {
		return nil, wire.Missing(err)
	}
	out, err := r.shown(ctx, c)
	return gen.BillingChargesRead200JSONResponse(out), err
}

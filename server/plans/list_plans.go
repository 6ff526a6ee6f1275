package plans

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/wire"
)

// ProfilePlansList lists the plans of a provider, active or not.
func (r *Room) ProfilePlansList(ctx context.Context, req gen.ProfilePlansListRequestObject) (gen.ProfilePlansListResponseObject, error) {
	p := req.Params
	ask := wire.Query{
		Page: p.Page, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: wire.UntilNow(p.EndsAt, r.now()),
	}.Listing(wire.Sort(p.O))
	rows, err := r.store.PlansOf(ctx, access.ScopeOf(ctx).OrganizationID, ask)
	if err != nil {
		return nil, wire.PageFault(err)
	}
	page := gen.PlanPage{Count: rows.Count, Results: make([]gen.Plan, len(rows.Items))}
	page.Next, page.Previous = wire.Links(ctx, rows)
	for i, plan := range rows.Items {
		page.Results[i] = wire.Plan(ctx, plan)
	}
	return gen.ProfilePlansList200JSONResponse(page), nil
}

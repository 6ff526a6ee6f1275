package plans

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/wire"
)

// ProfilePlansRead returns a plan of the provider in the path.
func (r *Room) ProfilePlansRead(ctx context.Context, req gen.ProfilePlansReadRequestObject) (gen.ProfilePlansReadResponseObject, error) {
	plan, err := r.store.PlanOf(ctx, access.ScopeOf(ctx).OrganizationID, req.Plan)
	if err != nil {
		return nil, wire.Missing(err)
	}
	return gen.ProfilePlansRead200JSONResponse(wire.Plan(ctx, plan)), nil
}

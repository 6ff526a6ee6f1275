package plans

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfilePlansUpdate changes what the body gives; what it leaves out keeps its value.
func (r *Room) ProfilePlansUpdate(ctx context.Context, req gen.ProfilePlansUpdateRequestObject) (gen.ProfilePlansUpdateResponseObject, error) {
	plan, err := r.update(ctx, req.Plan, *req.Body)
	if err != nil {
		return nil, err
	}
	return gen.ProfilePlansUpdate200JSONResponse(wire.Plan(ctx, plan)), nil
}

// ProfilePlansPartialUpdate does the same as ProfilePlansUpdate: the document makes everything optional for both.
func (r *Room) ProfilePlansPartialUpdate(ctx context.Context, req gen.ProfilePlansPartialUpdateRequestObject) (gen.ProfilePlansPartialUpdateResponseObject, error) {
	plan, err := r.update(ctx, req.Plan, *req.Body)
	if err != nil {
		return nil, err
	}
	return gen.ProfilePlansPartialUpdate200JSONResponse(wire.Plan(ctx, plan)), nil
}

func (r *Room) update(ctx context.Context, slug string, in gen.PlanPatch) (store.PlanOf, error) {
	organizationID := access.ScopeOf(ctx).OrganizationID
	return store.InTx(ctx, r.store, func(tx *store.Store) (store.PlanOf, error) {
		if _, err := wire.Locked(ctx, tx, organizationID); err != nil {
			return store.PlanOf{}, err
		}
		found, err := tx.PlanOf(ctx, organizationID, slug)
		if err != nil {
			return found, wire.Missing(err)
		}
		plan, err := tx.PlanForUpdate(ctx, found.ID)
		if err != nil {
			return found, wire.Missing(err)
		}
		if err := apply(ctx, tx, &plan, in); err != nil {
			return found, err
		}
		if err := tx.UpdatePlan(ctx, &plan); err != nil {
			return found, err
		}
		return tx.PlanOf(ctx, organizationID, plan.Slug)
	})
}

// apply changes a plan; a new title makes a new slug as long as nobody ever subscribed (profiles-subscriptions-roles.md 1.2).
func apply(ctx context.Context, tx *store.Store, plan *store.Plan, in gen.PlanPatch) error {
	titled := in.Title != nil && (plan.Title == nil || *in.Title != *plan.Title)
	if err := change(plan, in); err != nil || !titled {
		return err
	}
	if err := refuseTitle(ctx, tx, *plan); err != nil {
		return err
	}
	frozen, err := tx.PlanWasSubscribed(ctx, plan.ID)
	if err != nil || frozen {
		return err
	}
	return chooseSlug(ctx, tx, plan)
}

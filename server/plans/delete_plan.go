package plans

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfilePlansDelete deletes a plan that nobody ever subscribed to.
func (r *Room) ProfilePlansDelete(ctx context.Context, req gen.ProfilePlansDeleteRequestObject) (gen.ProfilePlansDeleteResponseObject, error) {
	err := r.store.Do(ctx, func(tx *store.Store) error {
		found, err := tx.PlanOf(ctx, access.ScopeOf(ctx).OrganizationID, req.Plan)
		if err != nil {
			return wire.Missing(err)
		}
		// The lock keeps a checkout from subscribing somebody between the question and the deletion.
		if _, err := tx.PlanForUpdate(ctx, found.ID); err != nil {
			return wire.Missing(err)
		}
		subscribed, err := tx.PlanWasSubscribed(ctx, found.ID)
		if err == nil && subscribed {
			err = fault.New(fault.Forbidden, "The plan %s has subscriptions and cannot be deleted; deactivate it instead.", found.Slug)
		}
		if err != nil {
			return err
		}
		busy, err := tx.PlanInCheckout(ctx, found.ID)
		if err == nil && busy {
			err = fault.New(fault.Conflict, "The plan %s is being bought right now; try again in a moment.", found.Slug)
		}
		if err != nil {
			return err
		}
		return tx.DeletePlan(ctx, found.ID)
	})
	if err != nil {
		return nil, err
	}
	return gen.ProfilePlansDelete204Response{}, nil
}

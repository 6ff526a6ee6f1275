package billing

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/idempotency"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// BillingCardDelete forgets the card on file: first at the processor, so that what was interrupted can be done again. A request that comes again,
// since its answer was lost, does not forget the card that was put on file after it.
func (r *Room) BillingCardDelete(ctx context.Context, _ gen.BillingCardDeleteRequestObject) (gen.BillingCardDeleteResponseObject, error) {
	if done, err := idempotency.Done(ctx, r.store, r.now()); err != nil || done {
		return gen.BillingCardDelete204Response{}, err
	}
	customer, err := r.store.Organization(ctx, access.ScopeOf(ctx).OrganizationID)
	if err != nil {
		return nil, wire.Missing(err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), processorTimeout)
	defer cancel()
	gone := customer.ProcessorCardKey
	if gone != nil {
		if err := r.processor.DeleteCard(ctx, *gone); err != nil {
			return nil, silent(err)
		}
	}
	err = r.store.Do(ctx, func(tx *store.Store) error {
		if err := idempotency.Did(ctx, tx, r.now()); err != nil || gone == nil {
			return err
		}
		now, err := tx.OrganizationForUpdate(ctx, customer.ID)
		if err != nil || now.ProcessorCardKey == nil || *now.ProcessorCardKey != *gone {
			return err // somebody has put another card on file meanwhile
		}
		return tx.UpdateOrganization(ctx, customer.ID, map[string]any{"processor_card_key": nil})
	})
	if err != nil {
		return nil, err
	}
	return gen.BillingCardDelete204Response{}, nil
}

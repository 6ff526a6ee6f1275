package billing

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// BillingCardDelete forgets the card on file: first at the processor, so that what was interrupted can be done again.
func (r *Room) BillingCardDelete(ctx context.Context, _ gen.BillingCardDeleteRequestObject) (gen.BillingCardDeleteResponseObject, error) {
	customer, err := r.store.Organization(ctx, access.ScopeOf(ctx).OrganizationID)
	if err != nil {
		return nil, wire.Missing(err)
	}
	gone := customer.ProcessorCardKey
	if gone == nil {
		return gen.BillingCardDelete204Response{}, nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), processorTimeout)
	defer cancel()
	if err := r.processor.DeleteCard(ctx, *gone); err != nil {
		return nil, silent(err)
	}
	err = r.store.Do(ctx, func(tx *store.Store) error {
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

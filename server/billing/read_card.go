package billing

import (
	"context"
	"errors"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/payment"
	"tollkeeper/server/wire"
)

// BillingCardRead returns what may be shown of the card on file.
func (r *Room) BillingCardRead(ctx context.Context, _ gen.BillingCardReadRequestObject) (gen.BillingCardReadResponseObject, error) {
	customer, err := r.store.Organization(ctx, access.ScopeOf(ctx).OrganizationID)
	if err != nil {
		return nil, wire.Missing(err)
	}
	card, err := r.card(ctx, customer.ProcessorCardKey)
	return gen.BillingCardRead200JSONResponse(card), err
}

// card asks the processor about a card; nil and a card that it does not know are none.
func (r *Room) card(ctx context.Context, key *string) (gen.Card, error) {
	none := gen.Card{Last4: notAvailable, ExpDate: notAvailable}
	if key == nil || *key == "" {
		return none, nil
	}
	card, err := r.processor.Card(ctx, *key)
	switch {
	case errors.Is(err, payment.ErrUnknown):
		return none, nil
	case err != nil:
		return none, silent(err)
	}
	return gen.Card{Last4: card.Last4, ExpDate: card.ExpDate.Format("01/2006")}, nil
}

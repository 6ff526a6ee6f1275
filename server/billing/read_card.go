package billing

import (
	"context"

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
	return gen.BillingCardRead200JSONResponse(toAPICard(card)), err
}

// card asks the processor about a card.
func (r *Room) card(ctx context.Context, key *string) (payment.Card, error) {
	card, err := payment.CardOf(ctx, r.processor, key)
	if err != nil {
		return card, silent(err)
	}
	return card, nil
}

func toAPICard(c payment.Card) gen.Card {
	last4, expDate := c.Shown()
	return gen.Card{Last4: last4, ExpDate: expDate}
}

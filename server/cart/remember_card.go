package cart

import (
	"context"
	"log/slog"

	"tollkeeper/server/payment"
	"tollkeeper/store"
)

// rememberedCard is a card that paid an order and becomes the one on file; without a key there is none. It replaces old, unless somebody
// has put another one on file meanwhile; gone is the one that nothing refers to any more.
type rememberedCard struct {
	payment.Replacement
	old, gone *string
}

// remembered asks the processor what the card on file looks like that the one of an order is to replace, while no transaction is open. The
// money has moved: the order is written whether or not the mail can say what the old card was.
func (r *Room) remembered(ctx context.Context, o order, paid payment.Payment) *rememberedCard {
	if !o.Remember || paid.CardKey == "" {
		return &rememberedCard{}
	}
	card := &rememberedCard{Replacement: payment.Replacement{
		Key: paid.CardKey, UserID: o.UserID, After: payment.Card{Last4: paid.Last4, ExpDate: paid.ExpDate}, At: r.now(),
	}}
	customer, err := r.store.Organization(ctx, o.CustomerID)
	if err == nil {
		card.old = customer.ProcessorCardKey
		card.Before, err = payment.CardOf(ctx, r.processor, card.old)
	}
	if err != nil {
		r.log.LogAttrs(ctx, slog.LevelWarn, "the card that is replaced cannot be shown", slog.String("fault", err.Error()))
	}
	return card
}

// keep makes it the card on file.
func (c *rememberedCard) keep(ctx context.Context, tx *store.Store, customerID int64) error {
	if c.Key == "" {
		return nil
	}
	customer, err := tx.OrganizationForUpdate(ctx, customerID)
	if err != nil {
		return err
	}
	if value(customer.ProcessorCardKey) != value(c.old) {
		c.Before = payment.Card{}
	}
	c.gone, err = payment.KeepCard(ctx, tx, customer, c.Replacement)
	return err
}

// forget deletes a card at the processor that nothing refers to any more. When that fails nobody is harmed: it is logged.
func (r *Room) forget(ctx context.Context, key *string) {
	if key == nil {
		return
	}
	if err := r.processor.DeleteCard(ctx, *key); err != nil {
		r.log.LogAttrs(ctx, slog.LevelWarn, "a card stays at the processor", slog.String("fault", err.Error()))
	}
}

package billing

import (
	"context"
	"errors"
	"log/slog"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/notice"
	"tollkeeper/server/payment"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// BillingCardUpdate replaces the card on file.
func (r *Room) BillingCardUpdate(ctx context.Context, req gen.BillingCardUpdateRequestObject) (gen.BillingCardUpdateResponseObject, error) {
	card, err := r.replaceCard(ctx, req.Body.Token)
	return gen.BillingCardUpdate200JSONResponse(card), err
}

// BillingCardPartialUpdate does the same as BillingCardUpdate: a card has no parts.
func (r *Room) BillingCardPartialUpdate(ctx context.Context, req gen.BillingCardPartialUpdateRequestObject) (gen.BillingCardPartialUpdateResponseObject, error) {
	card, err := r.replaceCard(ctx, req.Body.Token)
	return gen.BillingCardPartialUpdate200JSONResponse(card), err
}

// replaceCard gives the processor the new card, with no transaction open, then writes it down, then has the old one forgotten: whatever
// happens in between, the card that is on file exists. Once the processor has the card the client may go: its end does not cancel the rest.
func (r *Room) replaceCard(ctx context.Context, token string) (gen.Card, error) {
	customer, err := r.store.Organization(ctx, access.ScopeOf(ctx).OrganizationID)
	if err != nil {
		return gen.Card{}, wire.Missing(err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), processorTimeout)
	defer cancel()
	before, err := r.card(ctx, customer.ProcessorCardKey)
	if err != nil {
		return gen.Card{}, err
	}
	key, err := r.processor.StoreCard(ctx, customer.Slug, token)
	if declined := new(payment.Declined); errors.As(err, &declined) {
		return gen.Card{}, fault.Field("token", "%s (%s)", declined.Message, declined.Code).Because(err)
	}
	if err != nil {
		return gen.Card{}, silent(err)
	}
	after, err := r.card(ctx, &key)
	var old *string
	if err == nil {
		old, err = store.InTx(ctx, r.store, func(tx *store.Store) (*string, error) { return r.keepCard(ctx, tx, customer.ID, key, before, after) })
	}
	if err != nil {
		if customer.ProcessorCardKey == nil || *customer.ProcessorCardKey != key {
			r.forget(ctx, &key)
		}
		return gen.Card{}, err
	}
	if old != nil && *old != key {
		r.forget(ctx, old)
	}
	return after, nil
}

// keepCard writes down the card of a customer and returns the one that it replaces, of which the managers hear.
func (r *Room) keepCard(ctx context.Context, tx *store.Store, customerID int64, key string, before, after gen.Card) (*string, error) {
	customer, err := tx.OrganizationForUpdate(ctx, customerID)
	if err != nil {
		return nil, wire.Missing(err)
	}
	old := customer.ProcessorCardKey
	if err := tx.UpdateOrganization(ctx, customer.ID, map[string]any{"processor_card_key": key}); err != nil || old == nil || *old == "" {
		return nil, err
	}
	user, err := tx.User(ctx, access.PrincipalOf(ctx).UserID)
	if err != nil {
		return nil, err
	}
	shown := func(c gen.Card) map[string]any { return map[string]any{"last4": c.Last4, "exp_date": c.ExpDate} }
	return old, notice.ManagersAndBroker(ctx, tx, notice.Notice{Template: "card_updated", At: r.now(), Data: map[string]any{
		"organization": notice.Organization(customer), "user": notice.User(user), "old_card": shown(before), "new_card": shown(after),
	}}, customer.ID, 0)
}

// forget deletes a card at the processor that nothing refers to any more. When that fails nobody is harmed: it is logged.
func (r *Room) forget(ctx context.Context, key *string) {
	if err := r.processor.DeleteCard(ctx, *key); err != nil {
		r.log.LogAttrs(ctx, slog.LevelWarn, "a card stays at the processor", slog.String("fault", err.Error()))
	}
}

package billing

import (
	"context"
	"errors"
	"log/slog"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/idempotency"
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
	// A request that comes again, since its answer was lost, does not put the card back on file that another has replaced meanwhile.
	if done, err := idempotency.Done(ctx, r.store, r.now()); err != nil || done {
		return toAPICard(before), err
	}
	key, err := r.processor.StoreCard(ctx, payment.Holder{Slug: customer.Slug, Email: customer.Email}, token)
	if declined := new(payment.Declined); errors.As(err, &declined) {
		return gen.Card{}, fault.Field("token", "%s (%s)", declined.Message, declined.Code).Because(err)
	}
	if err != nil {
		return gen.Card{}, silent(err)
	}
	after, err := r.card(ctx, &key)
	var old *string
	if err == nil {
		old, err = store.InTx(ctx, r.store, func(tx *store.Store) (*string, error) {
			now, err := tx.OrganizationForUpdate(ctx, customer.ID)
			if err != nil {
				return nil, wire.Missing(err)
			}
			if err := idempotency.Did(ctx, tx, r.now()); err != nil {
				return nil, err
			}
			return payment.KeepCard(ctx, tx, now, payment.Replacement{
				Key: key, UserID: access.PrincipalOf(ctx).UserID, Before: before, After: after, At: r.now(),
			})
		})
	}
	if err != nil {
		if customer.ProcessorCardKey == nil || *customer.ProcessorCardKey != key {
			r.forget(ctx, &key)
		}
		return gen.Card{}, err
	}
	if old != nil {
		r.forget(ctx, old)
	}
	return toAPICard(after), nil
}

// forget deletes a card at the processor that nothing refers to any more. When that fails nobody is harmed: it is logged.
func (r *Room) forget(ctx context.Context, key *string) {
	if err := r.processor.DeleteCard(ctx, *key); err != nil {
		r.log.LogAttrs(ctx, slog.LevelWarn, "a card stays at the processor", slog.String("fault", err.Error()))
	}
}

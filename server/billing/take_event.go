package billing

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/contract"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/payment"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// remembered is how long the id of an event is kept. Stripe posts an event for three days at most.
const remembered = 30 * 24 * time.Hour

// StripeWebhookCreate brings a charge and the ledger up to date with what Stripe reports (billing-ledger.md 5.3).
func (r *Room) StripeWebhookCreate(ctx context.Context, req gen.StripeWebhookCreateRequestObject) (gen.StripeWebhookCreateResponseObject, error) {
	poster, ok := r.processor.(payment.Poster)
	if !ok {
		return nil, fault.Missing()
	}
	event, err := poster.Event(contract.RawBody(ctx), req.Params.StripeSignature)
	if errors.Is(err, payment.ErrForged) {
		return nil, fault.Field("Stripe-Signature", "is not a recent signature of this body.").Because(err)
	}
	if err != nil {
		return nil, fault.New(fault.Invalid, "The body is not an event.").Because(err)
	}
	if err := r.take(ctx, event); err != nil {
		return nil, err
	}
	return gen.StripeWebhookCreate200JSONResponse("OK"), nil
}

// take writes what an event says, once.
func (r *Room) take(ctx context.Context, event payment.Event) error {
	if event.Report == nil && event.Captured == "" {
		r.log.LogAttrs(ctx, slog.LevelInfo, "event of the processor left alone", slog.String("event", event.ID), slog.String("type", event.Type))
		return nil
	}
	reports, err := r.lastWord(ctx, event.Report)
	if err != nil {
		return err
	}
	err = r.store.Within(ctx, func(ctx context.Context) error {
		fresh, err := r.store.RememberEvent(ctx, event.ID, r.now(), r.now().Add(-remembered))
		if err != nil || !fresh {
			return err
		}
		for _, report := range reports {
			if err := r.book.Apply(ctx, report); err != nil {
				return err
			}
		}
		if event.Captured != "" {
			return r.receipt(ctx, event.Captured)
		}
		return nil
	})
	switch {
	case errors.Is(err, payment.ErrUnknown):
		return fault.Missing()
	case errors.Is(err, payment.ErrUnderWay):
		f := fault.New(fault.Unavailable, "A refund of the charge is under way; post the event again.")
		f.RetryAfter = time.Minute
		return f.Because(err)
	}
	return err
}

// lastWord is what an event reports, of a charge that is under way with what the processor says when it is asked: that a payment failed is
// not the end of it as long as its payer may try again, and an event does not tell what the processor made of a payment that succeeded.
func (r *Room) lastWord(ctx context.Context, report *payment.Report) ([]payment.Report, error) {
	if report == nil {
		return nil, nil
	}
	charge, err := r.store.ChargeByKey(ctx, report.ChargeKey)
	if err != nil {
		return nil, wire.Missing(err)
	}
	if charge.State != store.ChargeCreated && report.Kind != payment.Failed {
		return []payment.Report{*report}, nil
	}
	reports, err := r.processor.Retrieve(ctx, report.ChargeKey)
	switch {
	case errors.Is(err, payment.ErrUnknown):
		return []payment.Report{*report}, nil
	case err != nil:
		return nil, silent(err)
	case report.Kind == payment.Failed:
		return reports, nil
	}
	return append(reports, *report), nil
}

// receipt sends the receipt of a charge that was captured.
func (r *Room) receipt(ctx context.Context, key string) error {
	return r.store.Do(ctx, func(tx *store.Store) error {
		c, err := tx.ChargeByKey(ctx, key)
		if err != nil {
			return wire.Missing(err)
		}
		return payment.SendReceipt(ctx, tx, c, "", r.now())
	})
}

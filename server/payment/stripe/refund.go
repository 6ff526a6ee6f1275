package stripe

import (
	"context"

	api "github.com/stripe/stripe-go/v85"

	"tollkeeper/server/payment"
)

// Refund implements payment.Processor. What a provider was transferred of the payment comes back from its account in proportion.
func (p *Processor) Refund(ctx context.Context, r payment.RefundRequest) error {
	id, account, err := intentOf(r.PaymentKey)
	if err != nil {
		return &payment.Declined{Code: "charge_unknown", Message: "The payment processor does not know the charge."}
	}
	amount, err := minor(r.Amount, r.Unit)
	if err != nil {
		return err
	}
	intent, err := p.client.V1PaymentIntents.Retrieve(ctx, id, &api.PaymentIntentRetrieveParams{Params: params(account, "")})
	if err != nil {
		return outcome(err)
	}
	refund := &api.RefundCreateParams{
		Params: params(account, r.IdempotencyKey), PaymentIntent: api.String(id), Amount: api.Int64(amount),
		Metadata: map[string]string{metadataKey: r.IdempotencyKey},
	}
	if intent.TransferData != nil {
		refund.ReverseTransfer = api.Bool(true)
	}
	made, err := p.client.V1Refunds.Create(ctx, refund)
	if err != nil {
		return outcome(err)
	}
	if !goes(made) {
		return &payment.Declined{Code: "refund_" + string(made.Status), Message: "The refund could not be made."}
	}
	return nil
}

// FindRefund implements payment.Processor.
func (p *Processor) FindRefund(ctx context.Context, r payment.RefundRequest) error {
	id, account, err := intentOf(r.PaymentKey)
	if err != nil {
		return err
	}
	refunds := p.client.V1Refunds.List(ctx, &api.RefundListParams{ListParams: listParams(account), PaymentIntent: api.String(id)})
	for refund, err := range refunds.All(ctx) {
		if gone(err) {
			return payment.ErrUnknown
		}
		if err != nil {
			return unanswered(err)
		}
		if refund.Metadata[metadataKey] == r.IdempotencyKey && goes(refund) {
			return nil
		}
	}
	return payment.ErrUnknown
}

// goes tells that the money of a refund is on its way.
func goes(r *api.Refund) bool {
	return r.Status != api.RefundStatusFailed && r.Status != api.RefundStatusCanceled
}

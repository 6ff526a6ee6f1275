package stripe

import (
	"context"
	"strings"
	"time"

	api "github.com/stripe/stripe-go/v85"

	"tollkeeper/server/payment"
)

// patience is how long a payer has to authenticate her payment.
const patience = 24 * time.Hour

// Retrieve implements payment.Processor. A payment that its payer did not authenticate, or in vain, is ended: what we call failed must not
// succeed later.
func (p *Processor) Retrieve(ctx context.Context, chargeKey string) ([]payment.Report, error) {
	id, account, err := intentOf(chargeKey)
	if err != nil {
		return nil, err
	}
	intent, err := p.client.V1PaymentIntents.Retrieve(ctx, id, &api.PaymentIntentRetrieveParams{
		Params: params(account, ""), Expand: expand(""),
	})
	if gone(err) {
		return nil, payment.ErrUnknown
	}
	if err != nil {
		return nil, unanswered(err)
	}
	inVain := intent.Status == api.PaymentIntentStatusRequiresPaymentMethod
	if waits(intent) && (inVain || p.now().Sub(time.Unix(intent.Created, 0)) > patience) {
		if intent, err = p.cancel(ctx, intent, account); err != nil {
			return nil, err
		}
	}
	switch intent.Status {
	case api.PaymentIntentStatusSucceeded:
		return p.paid(ctx, chargeKey, intent, account)
	case api.PaymentIntentStatusCanceled:
		return []payment.Report{{Kind: payment.Failed, ChargeKey: chargeKey}}, nil
	}
	return nil, nil
}

// paid is what became of a payment that succeeded.
func (p *Processor) paid(ctx context.Context, chargeKey string, intent *api.PaymentIntent, account string) ([]payment.Report, error) {
	reports := []payment.Report{{Kind: payment.Succeeded, ChargeKey: chargeKey, Distribution: distribution(intent)}}
	charge := intent.LatestCharge
	if charge == nil {
		return reports, nil
	}
	if charge.AmountRefunded > 0 {
		reports = append(reports, payment.Report{
			Kind: payment.Refunded, ChargeKey: chargeKey, Refunded: cents(charge.AmountRefunded, string(charge.Currency)),
		})
	}
	if !charge.Disputed {
		return reports, nil
	}
	disputes := p.client.V1Disputes.List(ctx, &api.DisputeListParams{ListParams: listParams(account), PaymentIntent: api.String(intent.ID)})
	for d, err := range disputes.All(ctx) {
		if err != nil {
			return nil, unanswered(err)
		}
		if kind := kindOf(string(d.Status)); kind != 0 {
			reports = append(reports, payment.Report{Kind: kind, ChargeKey: chargeKey, Dispute: d.ID})
		}
	}
	return reports, nil
}

// kindOf is what the state of a dispute means, 0 for an inquiry, which moves no money.
func kindOf(status string) payment.Kind {
	switch {
	case strings.HasPrefix(status, "warning_"):
		return 0
	case status == string(api.DisputeStatusWon):
		return payment.DisputeWon
	case status == string(api.DisputeStatusLost):
		return payment.DisputeLost
	}
	return payment.DisputeOpened
}

package stripe

import (
	"context"
	"errors"
	"strings"
	"time"

	api "github.com/stripe/stripe-go/v85"

	"tollkeeper/server/domain/pricing"
	"tollkeeper/server/domain/text"
	"tollkeeper/server/payment"
)

// Pay implements payment.Processor: a payment intent that is confirmed at once. One that the payer has to authenticate is under way, with
// the secret by which she does so; when she is not there Stripe declines it.
func (p *Processor) Pay(ctx context.Context, r payment.Request) (payment.Payment, error) {
	intent, account, err := p.intent(r)
	if err != nil {
		return payment.Payment{}, err
	}
	if err := p.source(ctx, r, account, intent); err != nil {
		return payment.Payment{}, err
	}
	made, err := p.client.V1PaymentIntents.Create(ctx, intent)
	if err != nil {
		return payment.Payment{}, outcome(err)
	}
	return paymentOf(made, account)
}

// intent is what is asked for but the card, and the account that makes the charge.
func (p *Processor) intent(r payment.Request) (*api.PaymentIntentCreateParams, string, error) {
	amount, err := minor(r.Amount, r.Unit)
	if err != nil {
		return nil, "", err
	}
	provider, err := p.provider(r)
	if err != nil {
		return nil, "", err
	}
	account := ""
	if p.cfg.Mode == Remote && !provider.Broker {
		account = provider.DepositKey
	}
	intent := &api.PaymentIntentCreateParams{
		Params: params(account, r.IdempotencyKey), Amount: api.Int64(amount), Currency: api.String(r.Unit), Confirm: api.Bool(true),
		PaymentMethodTypes: []*string{api.String("card")}, Description: api.String(r.Description),
		Metadata: map[string]string{metadataKey: r.IdempotencyKey, metadataCard: r.CardKey}, Expand: expand(""),
		// Not automatic_async, Stripe's default, which does not say at once in which currency it keeps the money.
		CaptureMethod: api.String(string(api.PaymentIntentCaptureMethodAutomatic)),
	}
	switch {
	case !r.Present:
		intent.OffSession = api.Bool(true)
	case r.CardKey != "":
		// While she is there she may as well allow the renewals.
		intent.SetupFutureUsage = api.String("off_session")
	}
	if suffix := statement(provider.Name); suffix != "" {
		intent.StatementDescriptorSuffix = api.String(suffix)
	}
	if p.cfg.Mode == Forward && !provider.Broker {
		// The provider gets what the ledger says is its part; the fee stays where Stripe takes it from.
		intent.TransferData = &api.PaymentIntentCreateTransferDataParams{
			Destination: api.String(provider.DepositKey), Amount: api.Int64(whole(r.Amount-pricing.ProcessorFee(r.Amount), r.Unit)),
		}
	}
	return intent, account, nil
}

// provider is for whom the money is. On the account of the site it does not matter. Otherwise there must be one, with an account: a charge
// has one destination.
func (p *Processor) provider(r payment.Request) (payment.Share, error) {
	switch {
	case p.cfg.Mode == Local && len(r.Shares) == 1:
		return r.Shares[0], nil
	case p.cfg.Mode == Local:
		return payment.Share{}, nil
	case len(r.Shares) == 0:
		return payment.Share{}, errors.New("stripe: a payment for nobody")
	case !r.Present && (len(r.Shares) > 1 || r.Shares[0].DepositKey == "" && !r.Shares[0].Broker):
		// It is not the card that is at fault: a renewal that is declined counts against its customer.
		return payment.Share{}, errors.New("stripe: a renewal for several providers, or for one that is not connected")
	case len(r.Shares) > 1:
		return payment.Share{}, &payment.Declined{Code: "several_providers", Message: "Plans of several providers cannot be paid together; check out those of one at a time."}
	case r.Shares[0].DepositKey == "" && !r.Shares[0].Broker:
		return payment.Share{}, &payment.Declined{Code: payment.AccountMissing, Message: r.Shares[0].Name + " is not connected to the payment processor yet."}
	}
	return r.Shares[0], nil
}

// source says with what the intent is paid. A card that the site keeps is lent to the account of the provider for one charge.
func (p *Processor) source(ctx context.Context, r payment.Request, account string, intent *api.PaymentIntentCreateParams) error {
	if r.CardKey == "" {
		method, err := p.method(ctx, account, r.IdempotencyKey, r.Token)
		intent.PaymentMethod = api.String(method)
		return err
	}
	method, err := p.stored(ctx, r.CardKey)
	if errors.Is(err, payment.ErrUnknown) {
		return &payment.Declined{Code: "missing_card", Message: "There is no such card."}
	}
	if err != nil {
		return err
	}
	if account == "" {
		intent.Customer, intent.PaymentMethod = api.String(r.CardKey), api.String(method.ID)
		return nil
	}
	lent, err := p.client.V1PaymentMethods.Create(ctx, &api.PaymentMethodCreateParams{
		Params: params(account, r.IdempotencyKey+"-method"), Customer: api.String(r.CardKey), PaymentMethod: api.String(method.ID),
	})
	if err != nil {
		return outcome(err)
	}
	intent.PaymentMethod = api.String(lent.ID)
	return nil
}

// statement is the end of the line on the statement of the card: the first 15 characters of the provider's name that may stand there.
func statement(name string) string {
	letters := 0
	var out strings.Builder
	for _, c := range name {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if out.Len() < 15 && (letter || c >= '0' && c <= '9' || strings.ContainsRune(" .,-&", c)) {
			out.WriteRune(c)
			if letter {
				letters++
			}
		}
	}
	if letters == 0 {
		return "" // Stripe wants a letter in it
	}
	return strings.TrimSpace(out.String())
}

// paymentOf is what a payment intent says that was confirmed.
func paymentOf(intent *api.PaymentIntent, account string) (payment.Payment, error) {
	out := payment.Payment{
		Key: keyOf(intent.ID, account), CreatedAt: time.Unix(intent.Created, 0).UTC(), CardKey: intent.Metadata[metadataCard],
	}
	switch intent.Status {
	case api.PaymentIntentStatusSucceeded:
		out.Succeeded, out.Distribution = true, distribution(intent)
	case api.PaymentIntentStatusProcessing:
	case api.PaymentIntentStatusRequiresAction:
		out.ClientSecret = intent.ClientSecret
	default:
		return payment.Payment{}, declined(intent)
	}
	method := intent.PaymentMethod
	if method == nil || method.Card == nil {
		return payment.Payment{}, errors.New("stripe: a payment without a card")
	}
	out.Last4, out.ExpDate, out.CardName = method.Card.Last4, expiry(method.Card), string(method.Card.Brand)
	if method.BillingDetails != nil && method.BillingDetails.Name != "" {
		out.CardName = text.Clean(method.BillingDetails.Name)
	}
	return out, nil
}

// declined is why a payment intent will not be paid.
func declined(intent *api.PaymentIntent) *payment.Declined {
	if e := intent.LastPaymentError; e != nil {
		return &payment.Declined{Code: codeOf(e), Message: e.Msg}
	}
	return &payment.Declined{Code: string(intent.Status), Message: "The payment was not completed."}
}

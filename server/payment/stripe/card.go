package stripe

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	api "github.com/stripe/stripe-go/v85"

	"tollkeeper/server/payment"
)

// reuses is how often a card may have been kept and forgotten again before; only the reusable tokens of a test account come that far.
const reuses = 100

// StoreCard implements payment.Processor: a customer of Stripe for each card that is kept, so that replacing a card is keeping the new one
// and forgetting the old one. The idempotency key is made of all that is asked for; Stripe takes the token once.
func (p *Processor) StoreCard(ctx context.Context, holder payment.Holder, token string) (string, error) {
	sum := sha256.Sum256([]byte(holder.Slug + "\x00" + holder.Email + "\x00" + token))
	key := "card-" + hex.EncodeToString(sum[:16])
	method, err := p.method(ctx, "", key, token)
	if err != nil {
		return "", err
	}
	for again := range reuses {
		customer := &api.CustomerCreateParams{
			Params: params("", fmt.Sprintf("%s-%d", key, again)), Description: api.String(holder.Slug), PaymentMethod: api.String(method),
			InvoiceSettings: &api.CustomerCreateInvoiceSettingsParams{DefaultPaymentMethod: api.String(method)},
		}
		if holder.Email != "" {
			customer.Email = api.String(holder.Email)
		}
		made, err := p.client.V1Customers.Create(ctx, customer)
		if err != nil {
			return "", outcome(err)
		}
		if made.LastResponse.Header.Get("Idempotent-Replayed") != "true" {
			return made.ID, nil
		}
		// Stripe remembers the answer, which may be about a customer that was forgotten since.
		_, err = p.Card(ctx, made.ID)
		if !errors.Is(err, payment.ErrUnknown) {
			return made.ID, err
		}
	}
	return "", &payment.Declined{Code: "token_already_used", Message: "This card was kept and forgotten too often."}
}

// method is the payment method behind what a client sends: the payment method itself, or a token that one is made of under the key.
func (p *Processor) method(ctx context.Context, account, key, token string) (string, error) {
	if !strings.HasPrefix(token, "tok_") {
		return token, nil
	}
	made, err := p.client.V1PaymentMethods.Create(ctx, &api.PaymentMethodCreateParams{
		Params: params(account, key+"-method"), Type: api.String("card"), Card: &api.PaymentMethodCreateCardParams{Token: api.String(token)},
	})
	if err != nil {
		return "", outcome(err)
	}
	return made.ID, nil
}

// DeleteCard implements payment.Processor.
func (p *Processor) DeleteCard(ctx context.Context, cardKey string) error {
	_, err := p.client.V1Customers.Delete(ctx, cardKey, &api.CustomerDeleteParams{})
	if err != nil && !gone(err) {
		return unanswered(err)
	}
	return nil
}

// Card implements payment.Processor.
func (p *Processor) Card(ctx context.Context, cardKey string) (payment.Card, error) {
	method, err := p.stored(ctx, cardKey)
	if err != nil {
		return payment.Card{}, err
	}
	return payment.Card{Last4: method.Card.Last4, ExpDate: expiry(method.Card)}, nil
}

// stored is the payment method of a card that is kept.
func (p *Processor) stored(ctx context.Context, cardKey string) (*api.PaymentMethod, error) {
	customer, err := p.client.V1Customers.Retrieve(ctx, cardKey, &api.CustomerRetrieveParams{
		Expand: []*string{api.String("invoice_settings.default_payment_method")},
	})
	if gone(err) {
		return nil, payment.ErrUnknown
	}
	if err != nil {
		return nil, unanswered(err)
	}
	if customer.Deleted || customer.InvoiceSettings == nil || customer.InvoiceSettings.DefaultPaymentMethod == nil ||
		customer.InvoiceSettings.DefaultPaymentMethod.Card == nil {
		return nil, payment.ErrUnknown
	}
	return customer.InvoiceSettings.DefaultPaymentMethod, nil
}

// expiry is the first day of the month in which a card expires.
func expiry(c *api.PaymentMethodCard) time.Time {
	return time.Date(int(c.ExpYear), time.Month(c.ExpMonth), 1, 0, 0, 0, 0, time.UTC)
}

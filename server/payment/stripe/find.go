package stripe

import (
	"context"
	"fmt"
	"time"

	api "github.com/stripe/stripe-go/v85"

	"tollkeeper/server/payment"
)

// searchLag is how far back payments are listed one by one: Stripe's search may not know them yet. By its documentation that takes a minute,
// and longer when something is wrong there.
const searchLag = 24 * time.Hour

// Find implements payment.Processor. A payment that waits for somebody to authenticate it is given up: who asks here never heard of it, so
// that nobody could.
func (p *Processor) Find(ctx context.Context, idempotencyKey string) (payment.Payment, error) {
	accounts := []string{""}
	if p.cfg.Mode == Remote {
		for account, err := range p.client.V1Accounts.List(ctx, &api.AccountListParams{ListParams: listParams("")}).All(ctx) {
			if err != nil {
				return payment.Payment{}, unanswered(err)
			}
			accounts = append(accounts, account.ID)
		}
	}
	for _, account := range accounts {
		intent, err := p.find(ctx, account, idempotencyKey)
		if err != nil {
			return payment.Payment{}, err
		}
		if intent == nil {
			continue
		}
		if waits(intent) {
			if intent, err = p.cancel(ctx, intent, account); err != nil {
				return payment.Payment{}, err
			}
		}
		return paymentOf(intent, account)
	}
	return payment.Payment{}, payment.ErrUnknown
}

// find looks for a payment intent by the key it carries, nil when there is none: among the recent ones, then in Stripe's search.
func (p *Processor) find(ctx context.Context, account, key string) (*api.PaymentIntent, error) {
	recent := p.client.V1PaymentIntents.List(ctx, &api.PaymentIntentListParams{
		ListParams: listParams(account), CreatedRange: &api.RangeQueryParams{GreaterThanOrEqual: p.now().Add(-searchLag).Unix()},
		Expand: expand("data."),
	})
	for intent, err := range recent.All(ctx) {
		if err != nil {
			return nil, unanswered(err)
		}
		if intent.Metadata[metadataKey] == key {
			return intent, nil
		}
	}
	search := api.SearchParams{Query: fmt.Sprintf("metadata[%q]:%q", metadataKey, key)}
	if account != "" {
		search.StripeAccount = api.String(account)
	}
	found := p.client.V1PaymentIntents.Search(ctx, &api.PaymentIntentSearchParams{
		SearchParams: search, Expand: expand("data."),
	})
	for intent, err := range found.All(ctx) {
		if err != nil {
			return nil, unanswered(err)
		}
		if intent.Metadata[metadataKey] == key {
			return intent, nil
		}
	}
	return nil, nil //nolint:nilnil // there is none
}

// waits tells that a payment goes on only when its payer does something.
func waits(intent *api.PaymentIntent) bool {
	switch intent.Status {
	case api.PaymentIntentStatusRequiresAction, api.PaymentIntentStatusRequiresConfirmation, api.PaymentIntentStatusRequiresPaymentMethod:
		return true
	}
	return false
}

// cancel ends a payment that waits, so that it cannot succeed after we have called it failed.
func (p *Processor) cancel(ctx context.Context, intent *api.PaymentIntent, account string) (*api.PaymentIntent, error) {
	canceled, err := p.client.V1PaymentIntents.Cancel(ctx, intent.ID, &api.PaymentIntentCancelParams{Params: params(account, intent.ID+"-cancel")})
	if err != nil {
		return nil, unanswered(err) // among others, it went on meanwhile
	}
	return canceled, nil
}

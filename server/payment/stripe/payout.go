package stripe

import (
	"context"
	"fmt"
	"time"

	api "github.com/stripe/stripe-go/v85"

	"tollkeeper/server/domain/text"
	"tollkeeper/server/payment"
)

// holds is the account that holds the money of a provider: its own, or that of the site when all charges are made on it.
func (p *Processor) holds(depositKey string) string {
	if p.cfg.Mode == Local {
		return ""
	}
	return depositKey
}

// Bank implements payment.Processor.
func (p *Processor) Bank(ctx context.Context, depositKey string) (payment.Bank, error) {
	balance, err := p.client.V1Balance.Retrieve(ctx, &api.BalanceRetrieveParams{Params: params(p.holds(depositKey), "")})
	if gone(err) {
		return payment.Bank{}, payment.ErrUnknown
	}
	if err != nil {
		return payment.Bank{}, unanswered(err)
	}
	bank := payment.Bank{Name: "Stripe", Last4: "***-" + depositKey[max(0, len(depositKey)-4):]}
	if len(balance.Available) > 0 {
		first := balance.Available[0]
		bank.Unit = string(first.Currency)
		bank.Available = cents(first.Amount, bank.Unit)
	}
	return bank, nil
}

// PayOut implements payment.Processor: Stripe sends the money to the bank that the account names for its currency.
func (p *Processor) PayOut(ctx context.Context, r payment.PayoutRequest) (payment.AskedPayout, error) {
	amount, err := minor(r.Amount, r.Unit)
	if err != nil {
		return payment.AskedPayout{}, err
	}
	made, err := p.client.V1Payouts.Create(ctx, &api.PayoutCreateParams{
		Params: params(p.holds(r.DepositKey), r.IdempotencyKey), Amount: api.Int64(amount), Currency: api.String(r.Unit),
		Description: api.String(r.Description), Metadata: map[string]string{metadataKey: r.IdempotencyKey},
	})
	if err != nil {
		return payment.AskedPayout{}, outcome(err)
	}
	out, err := askedOf(made)
	if err == nil && out.State == payment.PayoutFailed {
		err = &payment.Declined{Code: "payout_" + string(made.Status), Message: "The payout could not be made."}
	}
	return out, err
}

// askedSkew is how far the clock of Stripe, by which payouts are listed, may be behind ours.
const askedSkew = time.Hour

// FindPayout implements payment.Processor. Stripe cannot search payouts: without its key one is looked for among those since it was asked for.
func (p *Processor) FindPayout(ctx context.Context, r payment.PayoutRequest) (payment.AskedPayout, error) {
	account := p.holds(r.DepositKey)
	if r.PayoutKey != "" {
		found, err := p.client.V1Payouts.Retrieve(ctx, r.PayoutKey, &api.PayoutRetrieveParams{Params: params(account, "")})
		if gone(err) {
			return payment.AskedPayout{}, payment.ErrUnknown
		}
		if err != nil {
			return payment.AskedPayout{}, unanswered(err)
		}
		return askedOf(found)
	}
	since := p.client.V1Payouts.List(ctx, &api.PayoutListParams{
		ListParams: listParams(account), CreatedRange: &api.RangeQueryParams{GreaterThanOrEqual: r.At.Add(-askedSkew).Unix()},
	})
	for found, err := range since.All(ctx) {
		if err != nil {
			return payment.AskedPayout{}, unanswered(err)
		}
		if found.Metadata[metadataKey] == r.IdempotencyKey {
			return askedOf(found)
		}
	}
	return payment.AskedPayout{}, payment.ErrUnknown
}

// Payouts implements payment.Processor: what Stripe paid out to the bank of a provider, one page. What it pays out of the account of the site
// is the broker's business, but for what somebody here asked for, who finds it.
func (p *Processor) Payouts(ctx context.Context, depositKey string, after time.Time) ([]payment.Payout, error) {
	if p.cfg.Mode == Local {
		return nil, nil
	}
	list := listParams(depositKey)
	list.Single = true
	paid := p.client.V1Payouts.List(ctx, &api.PayoutListParams{
		ListParams: list, Status: api.String(string(api.PayoutStatusPaid)), CreatedRange: &api.RangeQueryParams{GreaterThan: after.Unix()},
	})
	if err := paid.Err(); err != nil {
		return nil, unanswered(err)
	}
	found := paid.Data()
	out := make([]payment.Payout, len(found))
	for i, one := range found {
		out[len(found)-1-i] = payoutOf(one) // Stripe lists the newest first
	}
	return out, nil
}

func payoutOf(one *api.Payout) payment.Payout {
	unit := string(one.Currency)
	return payment.Payout{
		Key: one.ID, IdempotencyKey: one.Metadata[metadataKey], At: time.Unix(one.Created, 0).UTC(), Amount: cents(one.Amount, unit), Unit: unit,
		Description: text.Clean(one.Description),
	}
}

// askedOf is a payout that was asked for, as Stripe has it.
func askedOf(one *api.Payout) (payment.AskedPayout, error) {
	out := payment.AskedPayout{Payout: payoutOf(one), State: payment.PayoutPending}
	switch one.Status {
	case api.PayoutStatusPending, api.PayoutStatusInTransit:
	case api.PayoutStatusPaid:
		out.State = payment.PayoutPaid
	case api.PayoutStatusFailed, api.PayoutStatusCanceled:
		out.State = payment.PayoutFailed
	default:
		return out, fmt.Errorf("stripe: a payout is %s", one.Status)
	}
	return out, nil
}

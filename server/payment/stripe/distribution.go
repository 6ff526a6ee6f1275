package stripe

import (
	api "github.com/stripe/stripe-go/v85"

	"tollkeeper/server/domain/ledger"
)

// expand is what is wanted of a payment intent beside itself.
func expand(prefix string) []*string {
	return []*string{api.String(prefix + "payment_method"), api.String(prefix + "latest_charge.balance_transaction")}
}

// distribution is what Stripe made of a payment that succeeded, nil when it keeps the money in the currency in which it was paid
// (billing-ledger.md E3). A provider with an account of its own got its part in the currency of the payment already.
func distribution(intent *api.PaymentIntent) *ledger.Distribution {
	if intent.TransferData != nil || intent.LatestCharge == nil || intent.LatestCharge.BalanceTransaction == nil {
		return nil
	}
	kept := intent.LatestCharge.BalanceTransaction
	if kept.Currency == "" || kept.Currency == intent.Currency {
		return nil
	}
	unit := string(kept.Currency)
	amount := cents(kept.Amount, unit)
	fee := min(cents(kept.Fee, unit), amount)
	return &ledger.Distribution{Distribute: amount - fee, Fee: fee, Unit: unit}
}

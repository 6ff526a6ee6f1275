package billing

import (
	"context"
	"errors"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/money"
	"tollkeeper/server/payment"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// BillingBankRead returns the deposit account of a provider and what could be paid out to it: the smaller one of its funds and of what the
// processor has. A payout costs nothing (billing-ledger.md 5.2, prorate_transfer).
func (r *Room) BillingBankRead(ctx context.Context, _ gen.BillingBankReadRequestObject) (gen.BillingBankReadResponseObject, error) {
	provider, err := r.store.Organization(ctx, access.ScopeOf(ctx).OrganizationID)
	if err != nil {
		return nil, wire.Missing(err)
	}
	none := gen.BillingBankRead200JSONResponse{BankName: payment.NotAvailable, Last4: payment.NotAvailable, BalanceUnit: money.DefaultUnit}
	if provider.ProcessorDepositKey == nil || *provider.ProcessorDepositKey == "" {
		return none, nil
	}
	bank, err := r.processor.Bank(ctx, *provider.ProcessorDepositKey)
	switch {
	case errors.Is(err, payment.ErrUnknown):
		return none, nil
	case err != nil:
		return nil, silent(err)
	}
	sums, err := r.store.FundsOf(ctx, provider.ID, r.now())
	if err != nil {
		return nil, err
	}
	funds := fundsIn(sums, bank.Unit)
	if bank.Unit != "" {
		funds.Cents = min(funds.Cents, bank.Available)
	}
	return gen.BillingBankRead200JSONResponse{
		BankName: bank.Name, Last4: bank.Last4, BalanceAmount: max(0, funds.Cents), BalanceUnit: funds.Unit,
	}, nil
}

// fundsIn picks the sum in a unit; without one the default unit when it occurs, else the first (billing-ledger.md 3.4).
func fundsIn(sums []store.UnitSum, unit string) store.UnitSum {
	want := unit
	if want == "" {
		want = money.DefaultUnit
	}
	for _, sum := range sums {
		if sum.Unit == want {
			return sum
		}
	}
	if unit == "" && len(sums) > 0 {
		return sums[0]
	}
	return store.UnitSum{Unit: want}
}

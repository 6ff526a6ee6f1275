package billing

import (
	"context"
	"errors"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/money"
	"tollkeeper/server/payment"
	"tollkeeper/server/wire"
)

// BillingBankRead returns the deposit account of a provider and what could be paid out to it.
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
	funds, err := r.available(ctx, r.store, provider.ID, bank)
	if err != nil {
		return nil, err
	}
	return gen.BillingBankRead200JSONResponse{
		BankName: bank.Name, Last4: bank.Last4, BalanceAmount: funds.Cents, BalanceUnit: funds.Unit,
	}, nil
}

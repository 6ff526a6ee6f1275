package wire

import (
	"tollkeeper/gen"
	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/domain/money"
	"tollkeeper/store"
)

// Transaction is a row of the ledger as an organization sees it, 0 for nobody: what leaves its funds is a debit, in parentheses
// (billing-ledger.md 3.5).
func Transaction(e store.Entry, perspective int64) gen.Transaction {
	debit := perspective != 0 && e.OrigOrganizationID == perspective &&
		(e.DestAccount == string(ledger.Funds) || e.OrigAccount == string(ledger.Funds))
	amount := money.Amount{Cents: e.DestAmount, Unit: e.DestUnit}.String()
	if debit {
		amount = money.Amount{Cents: e.OrigAmount, Unit: e.OrigUnit}.Debit()
	}
	return gen.Transaction{
		CreatedAt: e.CreatedAt, Description: e.Descr, Amount: amount, IsDebit: debit,
		OrigAccount: gen.LedgerAccount(e.OrigAccount), OrigOrganization: e.OrigOrganization, OrigAmount: e.OrigAmount, OrigUnit: e.OrigUnit,
		DestAccount: gen.LedgerAccount(e.DestAccount), DestOrganization: e.DestOrganization, DestAmount: e.DestAmount, DestUnit: e.DestUnit,
	}
}

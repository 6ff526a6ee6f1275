package billing

import (
	"context"
	"time"

	"github.com/oapi-codegen/nullable"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ask reads the parameters that the four lists of the ledger share; without `ends_at` they end now (billing-ledger.md 8).
func (r *Room) ask(q wire.Query, o *gen.TransactionSort) store.Listing {
	q.EndsAt = wire.UntilNow(q.EndsAt, r.now())
	return q.Listing(wire.Sort(o))
}

func toAPITransactions(entries []store.Entry, perspective int64) []gen.Transaction {
	out := make([]gen.Transaction, len(entries))
	for i, e := range entries {
		out[i] = wire.Transaction(e, perspective)
	}
	return out
}

func startAt(t *time.Time) nullable.Nullable[time.Time] {
	if t == nil {
		return nullable.NewNullNullable[time.Time]()
	}
	return nullable.NewNullableWithValue(t.UTC())
}

// BillingTransactionsList lists the whole ledger, or what touches the selected accounts.
func (r *Room) BillingTransactionsList(ctx context.Context, req gen.BillingTransactionsListRequestObject) (gen.BillingTransactionsListResponseObject, error) {
	p := req.Params
	ask := r.ask(wire.Query{Page: p.Page, Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: p.EndsAt}, p.O)
	selector := ""
	if p.Selector != nil {
		selector = *p.Selector
	}
	rows, err := r.store.Ledger(ctx, selector, ask)
	if err != nil {
		return nil, wire.PageFault(err)
	}
	sums, err := r.store.LedgerBalance(ctx, selector, ask)
	if err != nil {
		return nil, err
	}
	balance := store.SumIn(sums, "")
	page := gen.TransactionPage{
		StartAt: startAt(ask.StartAt), EndsAt: ask.EndsAt.UTC(), Balance: balance.Cents, Unit: balance.Unit, Count: rows.Count,
		Results: toAPITransactions(rows.Items, 0),
	}
	page.Next, page.Previous = wire.Links(ctx, rows)
	return gen.BillingTransactionsList200JSONResponse(page), nil
}

// BillingHistoryList lists what a profile ordered and paid, with what it owes now; a provider sees the rows between the profile and itself.
func (r *Room) BillingHistoryList(ctx context.Context, req gen.BillingHistoryListRequestObject) (gen.BillingHistoryListResponseObject, error) {
	p, id := req.Params, access.ScopeOf(ctx).OrganizationID
	ask := r.ask(wire.Query{Page: p.Page, Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: p.EndsAt}, p.O)
	// Who acts neither for the profile nor for the broker sees what it takes part in.
	of := int64(0)
	if rel := access.ScopeOf(ctx).Relation; max(rel.Broker, rel.Direct) < access.Contributor {
		of = access.PrincipalOf(ctx).UserID
	}
	rows, err := r.store.History(ctx, id, of, ask)
	if err != nil {
		return nil, wire.PageFault(err)
	}
	sums, err := r.statement(ctx, id, of)
	if err != nil {
		return nil, err
	}
	balance := store.SumIn(sums, "")
	page := gen.TransactionPage{
		StartAt: startAt(ask.StartAt), EndsAt: ask.EndsAt.UTC(), Balance: balance.Cents, Unit: balance.Unit, Count: rows.Count,
		Results: toAPITransactions(rows.Items, id),
	}
	page.Next, page.Previous = wire.Links(ctx, rows)
	return gen.BillingHistoryList200JSONResponse(page), nil
}

// statement is what a customer owes now, to the profiles of a user alone when there is one.
func (r *Room) statement(ctx context.Context, customer, userID int64) ([]store.UnitSum, error) {
	if userID == 0 {
		return r.store.Statement(ctx, customer, r.now())
	}
	return r.store.StatementWith(ctx, customer, userID, r.now())
}

// BillingReceivablesList lists what a provider sold, paid or not, with the sum of all pages.
func (r *Room) BillingReceivablesList(ctx context.Context, req gen.BillingReceivablesListRequestObject) (gen.BillingReceivablesListResponseObject, error) {
	p, id := req.Params, access.ScopeOf(ctx).OrganizationID
	ask := r.ask(wire.Query{Page: p.Page, Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: p.EndsAt}, p.O)
	rows, err := r.store.Receivables(ctx, id, ask)
	if err != nil {
		return nil, wire.PageFault(err)
	}
	page := gen.ReceivablePage{
		StartAt: startAt(ask.StartAt), EndsAt: ask.EndsAt.UTC(), Total: rows.Total.Cents, Unit: rows.Total.Unit, Count: rows.Count,
		Results: toAPITransactions(rows.Items, id),
	}
	page.Next, page.Previous = wire.Links(ctx, rows)
	return gen.BillingReceivablesList200JSONResponse(page), nil
}

// BillingTransfersList lists what moved on the funds of a provider. `force` has no effect: listing never asks the processor.
func (r *Room) BillingTransfersList(ctx context.Context, req gen.BillingTransfersListRequestObject) (gen.BillingTransfersListResponseObject, error) {
	p, id := req.Params, access.ScopeOf(ctx).OrganizationID
	ask := r.ask(wire.Query{Page: p.Page, Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: p.EndsAt}, p.O)
	rows, err := r.store.Transfers(ctx, id, ask)
	if err != nil {
		return nil, wire.PageFault(err)
	}
	page := gen.TransferPage{Count: rows.Count, Results: toAPITransactions(rows.Items, id)}
	page.Next, page.Previous = wire.Links(ctx, rows)
	return gen.BillingTransfersList200JSONResponse(page), nil
}

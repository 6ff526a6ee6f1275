package cart

import (
	"context"
	"slices"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/ledger"
	"tollkeeper/store"
)

// oldDue is an order row from before that the customer still owes and pays along with an order (issue 4, "balance due added"; billing-ledger.md E19).
type oldDue struct {
	RowID          int64  `json:"row_id"`
	Event          string `json:"event"`
	SubscriptionID int64  `json:"subscription_id"`
	ProviderID     int64  `json:"provider_id"`
	// Plan is the slug of the plan.
	Plan   string `json:"plan"`
	Amount int64  `json:"amount"`
}

// oldDues lists what a customer owes, in a currency, to those whom she is about to pay something: a charge has one currency, and a provider is
// no business of another. Whatever is being paid right now is left out, and so are claims of a group buy, which have no subscription to name.
func oldDues(ctx context.Context, tx *store.Store, customerID int64, now time.Time, unit string, paid map[int64]int64) ([]oldDue, error) {
	rows, err := tx.DueRows(ctx, customerID, now)
	var out []oldDue
	for _, r := range rows {
		if r.Unit == unit && r.SubscriptionID != 0 && paid[r.ProviderID] > 0 {
			out = append(out, oldDue{
				RowID: r.ID, Event: r.EventID, SubscriptionID: r.SubscriptionID, ProviderID: r.ProviderID, Plan: r.PlanSlug, Amount: r.Amount,
			})
		}
	}
	return out, err
}

// oldBalance is what the customer owes for one subscription.
type oldBalance struct {
	ledger.Due
	subscriptionID int64
	plan           string
}

// balancesOf adds up dues by subscription, in the order of their first rows.
func balancesOf(dues []oldDue, customerID int64, unit string) []oldBalance {
	var out []oldBalance
	for _, d := range dues {
		i := slices.IndexFunc(out, func(b oldBalance) bool { return b.subscriptionID == d.SubscriptionID })
		if i < 0 {
			i = len(out)
			out = append(out, oldBalance{
				Due:            ledger.Due{Payer: customerID, Provider: d.ProviderID, Unit: unit, Event: d.Event},
				subscriptionID: d.SubscriptionID, plan: d.Plan,
			})
		}
		out[i].Amount, out[i].LastRow = out[i].Amount+d.Amount, d.RowID
	}
	return out
}

// toAPIBalances shows what a checkout of priced items would pay along, behind them, so that their positions stay.
func (r *Room) toAPIBalances(ctx context.Context, customer store.Organization, priced []quote, who reader, now time.Time) ([]gen.Invoicable, error) {
	unit, paid := "", map[int64]int64{}
	for _, q := range priced {
		for _, l := range slices.Concat(q.lines, q.options) {
			if unit == "" {
				unit = l.Unit
			}
			paid[q.item.Plan.OrganizationID] += l.Amount
		}
	}
	dues, err := oldDues(ctx, r.store, customer.ID, now, unit, paid)
	if err != nil {
		return nil, err
	}
	var out []gen.Invoicable
	for _, b := range balancesOf(dues, customer.ID, unit) {
		s, err := r.store.SubscriptionWithID(ctx, b.subscriptionID, store.Reader{At: now})
		if err != nil {
			return nil, err
		}
		shown, err := r.toAPIInvoicable(ctx, quote{
			item: store.CartLine{Plan: s.Plan}, customer: customer, subscriber: s.Subscriber.Organization, subscription: s.Subscription,
			lines: []line{{Description: ledger.DescribeBalance(b.plan), Amount: b.Amount, Unit: b.Unit, settles: true}},
		}, who, now)
		if err != nil {
			return nil, err
		}
		out = append(out, shown)
	}
	return out, nil
}

// oldBalances writes what of the order was owed before.
func (w *recorder) oldBalances(ctx context.Context, key string) error {
	for _, b := range balancesOf(w.order.OldDues, w.customer.ID, w.order.Unit) {
		journal, err := ledger.OldBalance("balance:"+key+":"+b.Event, w.order.PlacedAt, b.Due, b.plan)
		if err != nil {
			return err
		}
		if _, err := w.tx.AppendJournal(ctx, journal); err != nil {
			return err
		}
	}
	return nil
}

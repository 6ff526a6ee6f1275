package store_test

import (
	"errors"
	"fmt"
	"testing"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// The lists of the ledger: whose rows they hold, and totals over all pages.
func TestLedgerLists(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		payer, provider := fill(t, s)
		lines := make([]ledger.OrderLine, 30)
		var total int64
		for i := range lines {
			lines[i] = ledger.OrderLine{
				Payer: payer, Provider: provider, Amount: int64(i), Unit: "usd", Event: fmt.Sprintf("sub_%d/", i), Description: fmt.Sprintf("100%% of line %02d", i),
			}
			total += int64(i)
		}
		j, err := ledger.Orders("k", at, lines)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := appendJournal(t, s, j); err != nil {
			t.Fatal(err)
		}
		ctx, page2 := t.Context(), store.Listing{Page: 2}
		// An order of nothing is no receivable (billing-ledger.md 7, billing_receivables_list).
		sold, err := s.Receivables(ctx, provider, page2)
		if err != nil || sold.Count != 29 || len(sold.Items) != 4 || sold.Total != (store.UnitSum{Unit: "usd", Cents: total}) {
			t.Errorf("receivables: %d of %d, %+v, %v", len(sold.Items), sold.Count, sold.Total, err)
		}
		bought, err := s.History(ctx, payer, 0, store.Listing{Page: 1, Sort: []string{"-amount"}})
		if err != nil || bought.Count != 30 || len(bought.Items) != 25 || bought.Items[0].DestAmount != 29 || bought.Items[0].DestOrganization != "maya" {
			t.Errorf("history: %d of %d, %v", len(bought.Items), bought.Count, err)
		}
		for name, rows := range map[string]func() (store.Rows[store.Entry], error){
			"receivables of a payer": func() (store.Rows[store.Entry], error) { return s.Receivables(ctx, payer, store.Listing{Page: 1}) },
			"history of a provider":  func() (store.Rows[store.Entry], error) { return s.History(ctx, provider, 0, store.Listing{Page: 1}) },
			"transfers":              func() (store.Rows[store.Entry], error) { return s.Transfers(ctx, provider, store.Listing{Page: 1}) },
			"a literal selector":     func() (store.Rows[store.Entry], error) { return s.Ledger(ctx, "%", store.Listing{Page: 1}) },
			"a literal term": func() (store.Rows[store.Entry], error) {
				return s.Ledger(ctx, "", store.Listing{Page: 1, Query: "100_"})
			},
		} {
			if got, err := rows(); err != nil || got.Count != 0 || got.Total != (store.UnitSum{Unit: "usd"}) {
				t.Errorf("%s: %d, %+v, %v", name, got.Count, got.Total, err)
			}
		}
		for selector, want := range map[string]int64{"": 30, "rECEIV": 30, "Payable": 30, "Funds": 0} {
			if got, err := s.Ledger(ctx, selector, store.Listing{Page: 1}); err != nil || got.Count != want {
				t.Errorf("accounts like %q: %d, want %d, %v", selector, got.Count, want, err)
			}
		}
		if got, err := s.Ledger(ctx, "", store.Listing{Page: 1, Query: "100% 07"}); err != nil || got.Count != 1 || got.Items[0].DestAmount != 7 {
			t.Errorf("100%% 07: %d, %v", got.Count, err)
		}
		if _, err := s.Ledger(ctx, "", store.Listing{Page: 3}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("page 3 of 2: %v", err)
		}
		for selector, want := range map[string]int64{"Payable": total, "Receivable": -total} {
			if got, err := s.LedgerBalance(ctx, selector, store.Listing{}); err != nil || len(got) != 1 || got[0].Cents != want {
				t.Errorf("balance of %s: %v, want %d, %v", selector, got, want, err)
			}
		}
	})
}

package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// However the ledger grows, with rows of the past, of now and of the future, and whenever the balances are carried: each account has what its
// rows add up to.
func TestBalancesAreTheSumsOfTheirRows(t *testing.T) {
	const insert = `INSERT INTO transactions (journal_id, created_at, descr, periods, orig_account, orig_organization_id, orig_amount, orig_unit,
		dest_account, dest_organization_id, dest_amount, dest_unit) VALUES ((SELECT min(id) FROM journals), ?, 'x', 0, ?, ?, ?, ?, ?, ?, ?, ?)`
	accounts, units := []string{"Funds", "Payable", "Liability", "Receivable", "Refunded", "Canceled"}, []string{"eur", "usd"}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		payer, provider := fill(t, s)
		if err := s.Exec(t.Context(), "INSERT INTO journals (journal_key, inputs_hash, created_at) VALUES ('j', ?, ?)", strings.Repeat("0", 64), at); err != nil {
			t.Fatal(err)
		}
		random := rand.New(rand.NewPCG(1, 2))
		pick := func(of []string) string { return of[random.IntN(len(of))] }
		sums := map[string]int64{}
		var carried int64
		for i := range 200 {
			when, amount, unit := at.Add(time.Duration(random.IntN(21)-10)*time.Hour), random.Int64N(1000), pick(units)
			orig, dest := pick(accounts), pick(accounts)
			if random.IntN(5) == 0 {
				amount = 0
			}
			from, to := payer, provider
			switch random.IntN(5) {
			case 0, 1:
				from, to = to, from
			case 2:
				from = to
			}
			if err := s.Exec(t.Context(), insert, when.UTC(), orig, from, amount, unit, dest, to, amount, unit); err != nil {
				t.Fatal(err)
			}
			for _, moment := range []string{"<", "<="} {
				if when.Before(at) || moment == "<=" && when.Equal(at) {
					sums[fmt.Sprint(moment, from, orig, unit)] -= amount
					sums[fmt.Sprint(moment, to, dest, unit)] += amount
				}
			}
			if i == 150 || random.IntN(30) == 0 {
				n, err := s.CarryBalances(t.Context(), 5)
				if err != nil {
					t.Fatal(err)
				}
				carried += n
			}
			for _, organization := range []int64{payer, provider} {
				funds, err := s.FundsOf(t.Context(), organization, at)
				for _, sum := range funds {
					if sum.Cents != sums[fmt.Sprint("<=", organization, "Funds", sum.Unit)] || err != nil {
						t.Fatalf("row %d: funds %v, %v", i, funds, err)
					}
				}
				owed, err := s.Statement(t.Context(), organization, at)
				for _, sum := range owed {
					if want := sums[fmt.Sprint("<", organization, "Payable", sum.Unit)] + sums[fmt.Sprint("<", organization, "Liability", sum.Unit)]; sum.Cents != want || err != nil {
						t.Fatalf("row %d: statement %v, want %d, %v", i, owed, want, err)
					}
				}
			}
			if i%20 == 0 {
				sameWithoutTallies(t, s, payer, provider)
			}
		}
		if carried < 150 {
			t.Errorf("%d rows were carried", carried)
		}
		sound, _, err := verify(t, s)
		if err != nil || sound != "" {
			t.Errorf("%s, %v", sound, err)
		}
		for _, column := range []string{"entries", "orig_amount", "dest_amount"} {
			tally := " WHERE organization_id = 0 AND orig_account = 'Funds' AND dest_account = 'Payable' AND orig_unit = 'eur' AND NOT is_free"
			for _, step := range []string{"+ 1", "- 1"} {
				if err := s.Exec(t.Context(), "UPDATE ledger_tallies SET "+column+" = "+column+step+tally); err != nil {
					t.Fatal(err)
				}
				if found, n, err := verify(t, s); step == "+ 1" && (n != 1 || !strings.Contains(found, "the running balance of all:Funds-Payable in eur is wrong")) || step == "- 1" && n != 0 || err != nil {
					t.Errorf("%s %s: %q, %v", column, step, found, err)
				}
			}
		}
	})
}

// sameWithoutTallies checks that what is answered from tallies is what all rows say: to ask for rows since long ago is the same list, and no
// tally can answer it; nor can it when a word is looked for that all have, and then the parts of a list are not read by themselves either.
func sameWithoutTallies(t *testing.T, s *store.Store, organizations ...int64) {
	t.Helper()
	ever, ctx := at.AddDate(-10, 0, 0), t.Context()
	sorts := [][]string{nil, {"-amount"}, {"orig_organization", "created_at"}, {"dest_account", "-created_at"}, {"-dest_organization", "orig_account"}}
	lists := map[string]func(store.Listing) (store.Rows[store.Entry], error){}
	for _, id := range organizations {
		lists[fmt.Sprint("history ", id)] = func(ask store.Listing) (store.Rows[store.Entry], error) { return s.History(ctx, id, 0, ask) }
		lists[fmt.Sprint("receivables ", id)] = func(ask store.Listing) (store.Rows[store.Entry], error) { return s.Receivables(ctx, id, ask) }
		lists[fmt.Sprint("transfers ", id)] = func(ask store.Listing) (store.Rows[store.Entry], error) { return s.Transfers(ctx, id, ask) }
	}
	for _, selector := range []string{"", "fund"} {
		lists["ledger "+selector] = func(ask store.Listing) (store.Rows[store.Entry], error) { return s.Ledger(ctx, selector, ask) }
	}
	for _, ends := range []time.Time{at.Add(-5 * time.Hour), at, at.Add(20 * time.Hour)} {
		for _, page := range []int{1, 2, store.LastPage} {
			for name, list := range lists {
				ask := store.Listing{Page: page, EndsAt: &ends, Descending: page == 2, Sort: sorts[(page+len(name))%len(sorts)]}
				got, err := list(ask)
				if unbounded := ask; ends.After(at.Add(10*time.Hour)) && err == nil {
					if unbounded.EndsAt = nil; !reflect.DeepEqual(first(list(unbounded)), got) {
						t.Errorf("%s: differs without an end", name)
					}
				}
				since, with := ask, ask
				since.StartAt, with.Query = &ever, "x"
				for way, ask := range map[string]store.Listing{"since long ago": since, "with x": with} {
					want, wantErr := list(ask)
					if !reflect.DeepEqual(got, want) || !errors.Is(err, wantErr) {
						t.Errorf("%s, page %d before %s: %d rows of %d, total %v, %v; %s %d of %d, %v, %v", name, page, ends,
							len(got.Items), got.Count, got.Total, err, way, len(want.Items), want.Count, want.Total, wantErr)
					}
				}
			}
		}
		for _, selector := range []string{"", "FUND", "able", "none"} {
			ask := store.Listing{EndsAt: &ends}
			got, err := s.LedgerBalance(ctx, selector, ask)
			ask.StartAt = &ever
			if want, wantErr := s.LedgerBalance(ctx, selector, ask); !reflect.DeepEqual(got, want) || err != nil || wantErr != nil {
				t.Errorf("balance of %q before %s: %v, want %v, %v, %v", selector, ends, got, want, err, wantErr)
			}
		}
	}
}

func first(rows store.Rows[store.Entry], _ error) store.Rows[store.Entry] { return rows }

// verify returns what is wrong with the balances.
func verify(t *testing.T, s *store.Store) (text string, n int, err error) {
	t.Helper()
	_, faults, err := s.VerifyLedger(t.Context())
	for _, f := range faults {
		if strings.Contains(f.What, "balance") {
			text, n = text+f.What+"\n", n+1
		}
	}
	return text, n, err
}

// Those who write while balances are carried are in them or after them, never lost: a row may be numbered long before it is committed.
func TestBalancesAreCarriedUnderWrites(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		payer, provider := fill(t, s)
		if _, err := appendJournal(t, s, order(t, payer, provider, 2000)); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for range 25 {
					err := s.Do(t.Context(), func(tx *store.Store) error {
						for range 2 {
							if err := tx.Exec(t.Context(), `INSERT INTO transactions (journal_id, created_at, descr, periods, orig_account, orig_organization_id, orig_amount,
								orig_unit, dest_account, dest_organization_id, dest_amount, dest_unit)
								VALUES ((SELECT min(id) FROM journals), ?, 'x', 0, 'Funds', ?, 1, 'usd', 'Funds', ?, 1, 'usd')`, at, payer, provider); err != nil {
								return err
							}
						}
						return nil
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
			wg.Go(func() {
				for range 5 {
					if _, err := s.CarryBalances(t.Context(), 1); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if _, err := s.CarryBalances(t.Context(), 1); err != nil {
			t.Error(err)
		}
		funds, err := s.FundsOf(t.Context(), provider, at)
		if err != nil || len(funds) != 1 || funds[0].Cents != 200 {
			t.Errorf("%v, %v", funds, err)
		}
		if found, _, err := verify(t, s); found != "" || err != nil {
			t.Errorf("%s, %v", found, err)
		}
	})
}

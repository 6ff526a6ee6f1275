package store_test

import (
	"fmt"
	"math/rand/v2"
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
	accounts, units := []string{"Funds", "Payable", "Liability", "Income"}, []string{"eur", "usd"}
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
			from, to := payer, provider
			if random.IntN(2) == 0 {
				from, to = to, from
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
		}
		if carried < 150 {
			t.Errorf("%d rows were carried", carried)
		}
		sound, _, err := verify(t, s)
		if err != nil || sound != "" {
			t.Errorf("%s, %v", sound, err)
		}
		if err := s.Exec(t.Context(), "UPDATE balances SET cents = cents + 1 WHERE account = 'Income' AND unit = 'eur' AND organization_id = ?", payer); err != nil {
			t.Fatal(err)
		}
		if found, n, err := verify(t, s); n != 1 || !strings.Contains(found, "the running balance of maya:Income in eur is wrong") || err != nil {
			t.Errorf("%q, %v", found, err)
		}
	})
}

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

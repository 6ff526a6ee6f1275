package store_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// treasury is two providers and a user who asks for their payouts.
func treasury(t *testing.T, s *store.Store) (create func(providerID int64, amount int64, unit string) (store.Payout, error), one, two int64) {
	t.Helper()
	one, two = fill(t, s)
	u := user("bob", "bob@x.example")
	if err := s.Do(t.Context(), func(tx *store.Store) error { return tx.CreateUser(t.Context(), &u) }); err != nil {
		t.Fatal(err)
	}
	asked := 0
	return func(providerID, amount int64, unit string) (store.Payout, error) {
		asked++
		p := store.Payout{
			IdempotencyKey: fmt.Sprintf("payout-%d", asked), ProviderID: providerID, UserID: u.ID, DepositKey: "acct_1", Amount: amount, Unit: unit, Descr: "d",
			State: store.AttemptOpen, CreatedAt: at,
		}
		err := s.Do(t.Context(), func(tx *store.Store) error { return tx.CreatePayout(t.Context(), &p) })
		return p, err
	}, one, two
}

// A provider has one open payout at most, and what is not in the ledger yet is reserved, in its unit.
func TestOpenPayouts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		create, one, two := treasury(t, s)
		reserved := func(providerID int64, want string) {
			t.Helper()
			if got, err := s.ReservedFunds(t.Context(), providerID); err != nil || fmt.Sprint(got) != want {
				t.Errorf("%v reserved, want %s: %v", got, want, err)
			}
		}
		move := func(change func(tx *store.Store) (bool, error), want bool) {
			t.Helper()
			if did, err := store.InTx(t.Context(), s, change); err != nil || did != want {
				t.Errorf("moved: %t, %v", did, err)
			}
		}
		first, err := create(one, 1500, "usd")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := create(one, 1, "usd"); !errors.Is(err, store.ErrDuplicate) {
			t.Errorf("a second open payout of one provider: %v", err)
		}
		if _, err := create(two, 7, "usd"); err != nil {
			t.Errorf("an open payout of another provider: %v", err)
		}
		reserved(one, "[{usd 1500}]")
		move(func(tx *store.Store) (bool, error) { return tx.TakePayout(t.Context(), first.ID, "po_1") }, true)
		move(func(tx *store.Store) (bool, error) { return tx.TakePayout(t.Context(), first.ID, "po_1") }, false)
		second, err := create(one, 200, "eur")
		if err != nil {
			t.Errorf("an open payout beside one that is on its way: %v", err)
		}
		reserved(one, "[{eur 200} {usd 1500}]")
		reserved(two, "[{usd 7}]")
		move(func(tx *store.Store) (bool, error) {
			return tx.CancelPayout(t.Context(), second.ID, store.AttemptDeclined, at)
		}, true)
		reserved(one, "[{usd 1500}]")
		waiting, err := s.UnbookedPayouts(t.Context(), 0, at.Add(time.Second))
		if err != nil || len(waiting) != 2 || waiting[0].ID != first.ID || *waiting[0].PayoutKey != "po_1" {
			t.Errorf("%+v %v", waiting, err)
		}
		if waiting, err := s.UnbookedPayouts(t.Context(), 0, at); err != nil || len(waiting) != 1 {
			t.Errorf("too young to be looked after: %+v %v", waiting, err)
		}
		move(func(tx *store.Store) (bool, error) { return tx.PayPayout(t.Context(), first.ID, "po_1", at) }, true)
		move(func(tx *store.Store) (bool, error) {
			return tx.CancelPayout(t.Context(), first.ID, store.PayoutFailed, at)
		}, false)
		reserved(one, "[]")
		if err := s.Do(t.Context(), func(tx *store.Store) error {
			return tx.Exec(t.Context(), "UPDATE payouts SET payout_key = NULL WHERE state = 'done'")
		}); err == nil {
			t.Error("a payout is done under no key")
		}
	})
}

// Of many who move a payout at once, one does.
func TestPayoutIsMovedOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		create, one, _ := treasury(t, s)
		p, err := create(one, 1500, "usd")
		if err != nil {
			t.Fatal(err)
		}
		for _, change := range []func(tx *store.Store) (bool, error){
			func(tx *store.Store) (bool, error) { return tx.TakePayout(t.Context(), p.ID, "po_1") },
			func(tx *store.Store) (bool, error) { return tx.PayPayout(t.Context(), p.ID, "po_1", at) },
		} {
			var won atomic.Int64
			var wg sync.WaitGroup
			for range 8 {
				wg.Go(func() {
					did, err := store.InTx(t.Context(), s, change)
					if err != nil {
						t.Error(err)
					}
					if did {
						won.Add(1)
					}
				})
			}
			wg.Wait()
			if won.Load() != 1 {
				t.Errorf("%d won, want 1", won.Load())
			}
		}
	})
}

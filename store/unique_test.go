package store_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

func user(name, email string) store.User {
	return store.User{UUID: (name + "00000000-0000-0000-0000-000000000000")[:36], Username: name, Email: email, PasswordHash: "!", CredentialVersion: 1, IsActive: true, CreatedAt: at}
}

// Usernames, addresses and codes are unique without regard to case, in the database.
func TestUniquenessIgnoresCase(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		_, provider := fill(t, s)
		create := func(u store.User) error {
			return s.Do(t.Context(), func(tx *store.Store) error { return tx.CreateUser(t.Context(), &u) })
		}
		if err := create(user("bob", "bob@x.example")); err != nil {
			t.Fatal(err)
		}
		for _, u := range []store.User{user("BOB", "other@x.example"), user("rob", "Bob@X.example")} {
			if err := create(u); !errors.Is(err, store.ErrDuplicate) {
				t.Errorf("%s %s: %v", u.Username, u.Email, err)
			}
		}
		coupon := func(code string) error {
			return s.Do(t.Context(), func(tx *store.Store) error {
				return tx.CreateCoupon(t.Context(), &store.Coupon{Code: code, CreatedAt: at, OrganizationID: provider})
			})
		}
		if err := errors.Join(coupon("HALF"), coupon("WHOLE")); err != nil {
			t.Fatal(err)
		}
		if err := coupon("half"); !errors.Is(err, store.ErrDuplicate) {
			t.Errorf("half beside HALF: %v", err)
		}
		if found, err := s.CouponByCode(t.Context(), provider, "hAlF"); err != nil || found.Code != "HALF" {
			t.Errorf("%+v, %v", found, err)
		}
	})
}

// Of many who change the same state at once, one does.
func TestOneOfManyWins(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		payer, provider := fill(t, s)
		u, once := user("bob", "bob@x.example"), int64(1)
		attempt := store.PaymentAttempt{IdempotencyKey: "k", CustomerID: payer, Amount: 1, Unit: "usd", OrderJSON: "{}", State: store.AttemptOpen, CreatedAt: at}
		coupon := store.Coupon{Code: "ONCE", CreatedAt: at, OrganizationID: provider, NbAttempts: &once}
		charge := store.Charge{CreatedAt: at, Amount: 1, Unit: "usd", CustomerID: payer, Last4: "1234", ExpDate: at, ProcessorID: provider, ProcessorKey: "c"}
		err := s.Do(t.Context(), func(tx *store.Store) error {
			if err := tx.CreateUser(t.Context(), &u); err != nil {
				return err
			}
			attempt.UserID = u.ID
			return errors.Join(tx.CreateAttempt(t.Context(), &attempt, nil), tx.CreateCoupon(t.Context(), &coupon), tx.CreateCharge(t.Context(), &charge))
		})
		if err != nil {
			t.Fatal(err)
		}
		second := attempt
		second.ID, second.IdempotencyKey = 0, "other"
		err = s.Do(t.Context(), func(tx *store.Store) error { return tx.CreateAttempt(t.Context(), &second, nil) })
		if !errors.Is(err, store.ErrDuplicate) {
			t.Errorf("a second open attempt of one user: %v", err)
		}
		for name, change := range map[string]func(tx *store.Store) (bool, error){
			"attempt": func(tx *store.Store) (bool, error) {
				return tx.PayAttempt(t.Context(), attempt.ID, "fake_1", at)
			},
			"charge": func(tx *store.Store) (bool, error) {
				return tx.MoveCharge(t.Context(), charge.ID, store.ChargeCreated, store.ChargeDone)
			},
			"coupon": func(tx *store.Store) (bool, error) { return tx.CountCouponAttempt(t.Context(), coupon.ID) },
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
				t.Errorf("%s: %d won, want 1", name, won.Load())
			}
		}
	})
}

// A transaction that fails or panics leaves nothing; one inside another joins it.
func TestInTx(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		failed := errors.New("failed")
		write := func(tx *store.Store, slug string) error {
			return tx.CreateOrganization(t.Context(), &store.Organization{Slug: slug, CreatedAt: at, IsActive: true, Email: "x@y.example", DefaultTimezone: "UTC"})
		}
		err := s.Do(t.Context(), func(tx *store.Store) error {
			err := tx.Do(t.Context(), func(inner *store.Store) error { return write(inner, "inner") })
			return errors.Join(err, failed)
		})
		if !errors.Is(err, failed) {
			t.Errorf("%v", err)
		}
		func() {
			defer func() { _ = recover() }()
			_ = s.Do(t.Context(), func(tx *store.Store) error {
				if err := write(tx, "panicked"); err != nil {
					return err
				}
				panic("on purpose")
			})
		}()
		for _, slug := range []string{"inner", "panicked"} {
			if taken, err := s.SlugTaken(t.Context(), slug); taken || err != nil {
				t.Errorf("%s was written: %v, %v", slug, taken, err)
			}
		}
		if err := s.Do(t.Context(), func(tx *store.Store) error { return write(tx, "kept") }); err != nil {
			t.Fatal(err)
		}
		if taken, err := s.SlugTaken(t.Context(), "kept"); !taken || err != nil {
			t.Errorf("kept: %v, %v", taken, err)
		}
	})
}

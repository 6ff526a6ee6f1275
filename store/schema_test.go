package store_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// The schema goes all the way up, down and up again, and an older program refuses a newer one.
func TestMigrations(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		if err := s.CheckSchema(ctx); err != nil {
			t.Fatal(err)
		}
		for {
			version, err := s.MigrateDown(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if version == 0 {
				break
			}
		}
		if err := s.CheckSchema(ctx); err == nil || !strings.Contains(err.Error(), "0001_people.sql") {
			t.Errorf("an empty database: %v", err)
		}
		applied, err := s.MigrateUp(ctx)
		files, globbed := filepath.Glob("migrations/" + s.Engine() + "/*.sql")
		if err != nil || globbed != nil || len(applied) != len(files)+1 || // and the one in Go
			len(files) == 0 {
			t.Errorf("applied %v, %v", applied, err)
		}
		if err := s.Exec(ctx, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, TRUE)"); err != nil {
			t.Fatal(err)
		}
		if err := s.CheckSchema(ctx); err == nil || !strings.Contains(err.Error(), "newer program") {
			t.Errorf("a newer schema: %v", err)
		}
		if _, err := s.MigrateUp(ctx); err == nil {
			t.Error("a newer schema was migrated")
		}
	})
}

// A database that has a later migration and lacks an earlier one, which landed after it, gets the earlier one.
func TestMigrationsThatLandLate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		for {
			version, err := s.MigrateDown(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if version == 0 {
				break
			}
		}
		all, err := s.Migrations(ctx)
		if err != nil {
			t.Fatal(err)
		}
		const late = 29
		for _, m := range all {
			if m.Version == late {
				continue
			}
			if err := s.MigrateOne(ctx, m.Version); err != nil {
				t.Fatal(err)
			}
		}
		if applied, err := s.MigrateUp(ctx); err != nil || !slices.Equal(applied, []int64{late}) {
			t.Errorf("applied %v, %v, want %d", applied, err, late)
		}
		if err := s.CheckSchema(ctx); err != nil {
			t.Error(err)
		}
	})
}

// Records and tables have the same columns, both ways.
func TestRecordsMirrorTables(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, record := range []any{
			&store.Organization{}, &store.User{}, &store.Contact{}, &store.APIKey{}, &store.Session{}, &store.Agreement{}, &store.Signature{},
			&store.RoleDescription{}, &store.Role{}, &store.Plan{}, &store.Subscription{}, &store.Coupon{}, &store.CartItem{},
			&store.RedeemedCoupon{}, &store.PaymentAttempt{}, &store.Charge{}, &store.ChargeItem{}, &store.Journal{}, &store.Transaction{},
			&store.OutboxMail{}, &store.Throttle{}, &store.CreditSubscription{}, &store.CreditPayment{}, &store.CreditUsage{}, &store.WebhookEvent{}, &store.Activity{}, &store.NotificationOptOut{}, &store.OTPSecret{}, &store.RecoveryCode{}, &store.KeptAnswer{}, &store.SandboxCard{}, &store.SandboxPayment{},
			&store.Refund{}, &store.RefundLine{}, &store.SandboxRefund{}, &store.Dispute{}, &store.Renewal{}, &store.RenewalLine{}, &store.AttemptLine{},
			&store.LedgerName{}, &store.Payout{}, &store.SandboxPayout{}, &store.LedgerTally{}, &store.BalanceCheckpoint{}, &store.PendingRegistration{}, &store.FormerAddress{}, &store.FormerName{}, &store.AddressConfirmation{}, &store.DoneRequest{}, &store.EndedSignIn{}, &store.KnownPlace{}, &store.MailedCode{},
		} {
			table, columns, err := s.Columns(record)
			if err != nil {
				t.Fatal(err)
			}
			have, err := s.TableColumns(table)
			if err != nil {
				t.Fatalf("%s: %v", table, err)
			}
			slices.Sort(columns)
			slices.Sort(have)
			if !slices.Equal(columns, have) {
				t.Errorf("%s: record %v, table %v", table, columns, have)
			}
		}
	})
}

func TestOpenRefusesWhatIsNoDatabase(t *testing.T) {
	for _, url := range []string{"", "mysql://x", "sqlite:", "sqlite::memory:", "postgres://user:hush@%zz/"} {
		if _, err := store.Open(context.Background(), url, store.Options{}); err == nil || strings.Contains(err.Error(), "hush") {
			t.Errorf("%q: %v", url, err)
		}
	}
}

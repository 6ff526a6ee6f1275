package store_test

import (
	"strings"
	"testing"
	"time"

	"tollkeeper/server/domain/access"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// crowd makes a database of the size at which a sequential scan would be felt: 100,000 subscriptions and as many rows of the ledger, of
// 5,000 subscribers.
var crowd = []string{
	"SET LOCAL statement_timeout = 0", // the machine may be busy
	`INSERT INTO organizations (slug, created_at, is_active, is_broker, is_processor, is_provider, is_bulk_buyer, full_name, email, phone,
		street_address, locality, region, postal_code, country, default_timezone)
		SELECT 'o' || i, now(), TRUE, FALSE, FALSE, FALSE, FALSE, 'O ' || i, 'o' || i || '@x.example', '', '', '', '', '', '', 'UTC' FROM generate_series(1, 5000) i`,
	`INSERT INTO users (uuid, username, email, email_key, first_name, last_name, password_hash, credential_version, is_active, created_at)
		SELECT lpad(i::text, 36, '0'), 'o' || i, 'o' || i || '@x.example', 'o' || i || '@x.example', '', '', '!', 1, TRUE, now() FROM generate_series(1, 5000) i`,
	`INSERT INTO subscriptions (created_at, ends_at, anchor_at, anchor_intervals, auto_renew, organization_id, plan_id)
		SELECT now() - i * interval '1 second', now() + i * interval '1 second', now(), 1, TRUE, (SELECT min(id) FROM organizations WHERE slug = 'o1') + i % 5000, (SELECT min(id) FROM plans)
		FROM generate_series(1, 100000) i`,
	`INSERT INTO journals (journal_key, inputs_hash, created_at) SELECT 'j', repeat('0', 64), now()`,
	`INSERT INTO transactions (journal_id, created_at, descr, periods, event_id, orig_account, orig_organization_id, orig_amount, orig_unit,
		dest_account, dest_organization_id, dest_amount, dest_unit)
		SELECT (SELECT min(id) FROM journals), now() - i * interval '1 minute', 'd', 1, 'sub_' || i || '/', 'Receivable', (SELECT id FROM organizations WHERE slug = 'provider'), 1, 'usd',
		'Payable', (SELECT min(id) FROM organizations WHERE slug = 'o1') + i % 5000, 1, 'usd' FROM generate_series(1, 100000) i`,
	`ANALYZE`,
}

// planOf returns how PostgreSQL runs a query, which is one statement.
func planOf(t *testing.T, s *store.Store, query func(*store.Store) error) string {
	t.Helper()
	spied, statements := s.Spy()
	if err := query(spied); err != nil {
		t.Fatal(err)
	}
	if n := len(statements()); n != 1 {
		t.Fatalf("%d statements, want 1: %v", n, statements())
	}
	plan, err := s.Query(t.Context(), "EXPLAIN "+statements()[0])
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(plan, "\n")
}

// sortsOfSubscriptions checks that of 100,000 subscriptions to one plan a page is found through an index by every sort that the contract
// publishes: none reads them all and sorts them (profiles-subscriptions-roles.md 4).
func sortsOfSubscriptions(t *testing.T, s *store.Store, w society) {
	plan, provider := w.plan.ID, w.organizations["provider"].ID
	one, err := s.Beneficiary(t.Context(), "o7")
	if err != nil {
		t.Fatal(err)
	}
	ask := func(sort string) store.Listing { return store.Listing{Page: 1, Sort: []string{sort}} }
	check := func(name string, query func(*store.Store) error) {
		t.Helper()
		// An incremental sort orders what an index has ordered by its first column. The count, whose tables are called _1, has to read all.
		text := strings.ReplaceAll(planOf(t, s, query), "Incremental Sort", "")
		if strings.Contains(text, "Sort  (") || strings.Contains(text, "Seq Scan on subscriptions s ") {
			t.Errorf("%s:\n%s", name, text)
		}
	}
	for _, name := range []string{"organization", "organization__full_name", "plan", "plan__title", "created_at", "ends_at"} {
		for _, direction := range []string{"", "-"} {
			check("subscriptions to a plan by "+direction+name, func(s *store.Store) error {
				_, err := s.SubscriptionsTo(t.Context(), plan, store.Reader{UserID: 1, At: time.Now()}, ask(direction+name))
				return err
			})
		}
	}
	for _, name := range []string{"full_name", "created_at", "-full_name", "-created_at"} {
		check("subscribers by "+name, func(s *store.Store) error {
			_, err := s.SubscribersOf(t.Context(), provider, store.Reader{UserID: 1, At: time.Now()}, ask(name))
			return err
		})
	}
	// A subscriber has few: they are found by an index, and sorted.
	for _, name := range []string{"organization", "plan", "created_at", "ends_at"} {
		text := planOf(t, s, func(s *store.Store) error {
			_, err := s.SubscriptionsOf(t.Context(), one.ID, store.Reader{UserID: 1, At: time.Now()}, store.SubscriptionAsk{}, ask(name))
			return err
		})
		if !strings.Contains(text, "subscriptions_organization") || strings.Contains(text, "Seq Scan on subscriptions") {
			t.Errorf("subscriptions of a profile by %s:\n%s", name, text)
		}
	}
}

// The hot queries are index scans on 100,000 rows (design 5), and each list is one statement with its count.
func TestHotQueriesUseIndexes(t *testing.T) {
	if !storetest.Has("postgres") {
		t.Log("TEST_ENGINES leaves PostgreSQL out; its plans are not looked at")
		return
	}
	s := storetest.Open(t, "postgres")
	w := found(t, s)
	err := s.Do(t.Context(), func(tx *store.Store) error {
		for _, statement := range crowd {
			if err := tx.Exec(t.Context(), statement); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	one, err := s.Beneficiary(t.Context(), "o7")
	if err != nil {
		t.Fatal(err)
	}
	ask := store.Listing{Page: 1}
	for name, query := range map[string]func(*store.Store) error{
		"subscriptions of a profile": func(s *store.Store) error {
			_, err := s.SubscriptionsOf(t.Context(), one.ID, store.Reader{UserID: 1, At: time.Now()}, store.SubscriptionAsk{}, ask)
			return err
		},
		"history of a profile": func(s *store.Store) error { _, err := s.History(t.Context(), one.ID, 0, ask); return err },
		"receivables of a profile": func(s *store.Store) error {
			_, err := s.Receivables(t.Context(), one.ID, ask)
			return err
		},
		"transfers of a profile": func(s *store.Store) error { _, err := s.Transfers(t.Context(), one.ID, ask); return err },
		"payable of an event":    func(s *store.Store) error { _, err := s.PayableOf(t.Context(), one.ID, "sub_7/"); return err },
		"dues of a profile":      func(s *store.Store) error { _, err := s.Dues(t.Context(), one.ID); return err },
		"caller": func(s *store.Store) error {
			_, err := s.Caller(t.Context(), store.Credential{UserID: w.users["manager"].ID}, access.Rule{Level: access.TakesPart, Of: "organization", At: time.Now()}, "o7")
			return err
		},
		"sign-in": func(s *store.Store) error { _, err := s.UserByLogin(t.Context(), "o7@x.example"); return err },
	} {
		t.Run(name, func(t *testing.T) {
			text := planOf(t, s, query)
			for _, table := range []string{"subscriptions", "transactions", "users", "organizations"} {
				if strings.Contains(text, "Seq Scan on "+table+" ") {
					t.Errorf("a sequential scan of %s:\n%s", table, text)
				}
			}
		})
	}
	t.Run("sorts of subscriptions", func(t *testing.T) { sortsOfSubscriptions(t, s, w) })
}

package store_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

var at = time.Date(2019, 6, 24, 10, 0, 0, 123456000, time.UTC)

// fill writes two organizations and returns their ids.
func fill(t *testing.T, s *store.Store) (payer, provider int64) {
	t.Helper()
	err := s.Do(t.Context(), func(tx *store.Store) error {
		for slug, id := range map[string]*int64{"maya": &payer, "lumen": &provider} {
			o := store.Organization{Slug: slug, CreatedAt: at, IsActive: true, FullName: slug, Email: slug + "@x.example", DefaultTimezone: "UTC"}
			if err := tx.CreateOrganization(t.Context(), &o); err != nil {
				return err
			}
			*id = o.ID
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return payer, provider
}

func order(t *testing.T, payer, provider, amount int64) ledger.Journal {
	t.Helper()
	j, err := ledger.Orders("order:1", at, []ledger.OrderLine{
		{Payer: payer, Provider: provider, Amount: amount, Unit: "usd", Event: "sub_1/", Description: "one", Periods: 1},
		{Payer: payer, Provider: provider, Amount: amount, Unit: "usd", Event: "sub_2/", Description: "two", Periods: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func appendJournal(t *testing.T, s *store.Store, j ledger.Journal) ([]int64, error) {
	t.Helper()
	return store.InTx(t.Context(), s, func(tx *store.Store) ([]int64, error) { return tx.AppendJournal(t.Context(), j) })
}

// The database itself refuses entries that are unbalanced, changed or deleted, whoever asks (design 4).
func TestDatabaseKeepsTheLedger(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		payer, provider := fill(t, s)
		if _, err := appendJournal(t, s, order(t, payer, provider, 2000)); err != nil {
			t.Fatal(err)
		}
		const insert = `INSERT INTO transactions (journal_id, created_at, descr, periods, orig_account, orig_organization_id, orig_amount, orig_unit,
			dest_account, dest_organization_id, dest_amount, dest_unit) VALUES ((SELECT min(id) FROM journals), ?, 'x', 0, 'Receivable', ?, ?, ?, 'Payable', ?, ?, ?)`
		if err := s.Exec(t.Context(), insert, at, provider, 5, "usd", payer, 5, "usd"); err != nil {
			t.Fatalf("a balanced entry: %v", err)
		}
		refused := map[string][]any{
			"unbalanced":      {insert, at, provider, 5, "usd", payer, 4, "usd"},
			"negative":        {insert, at, provider, -5, "usd", payer, -5, "usd"},
			"no currency":     {insert, at, provider, 5, "", payer, 5, ""},
			"nobody":          {insert, at, 999, 5, "usd", payer, 5, "usd"},
			"changed amount":  {"UPDATE transactions SET orig_amount = 1, dest_amount = 1"},
			"changed text":    {"UPDATE transactions SET descr = 'y'"},
			"deleted":         {"DELETE FROM transactions"},
			"changed journal": {"UPDATE journals SET journal_key = 'y'"},
			"deleted journal": {"DELETE FROM journals"},
		}
		if s.Engine() == "postgres" {
			refused["truncated"] = []any{"TRUNCATE transactions CASCADE"}
			refused["truncated journal"] = []any{"TRUNCATE journals CASCADE"}
		} else {
			refused["replaced"] = []any{"INSERT OR REPLACE INTO transactions SELECT * FROM transactions"}
			refused["replaced journal"] = []any{"INSERT OR REPLACE INTO journals (journal_key, inputs_hash, created_at) SELECT journal_key, inputs_hash, created_at FROM journals"}
		}
		for name, statement := range refused {
			if err := s.Exec(t.Context(), statement[0].(string), statement[1:]...); err == nil {
				t.Errorf("%s: the database accepted it", name)
			}
		}
		// The entry that was smuggled into the journal above is balanced, but the journal's hash tells.
		rows, faults, err := s.VerifyLedger(t.Context())
		if rows != 3 || len(faults) != 1 || !strings.Contains(faults[0].What, "order:1") || err != nil {
			t.Errorf("%d rows, %v, %v", rows, faults, err)
		}
	})
}

// The same event twice is the same as once; with other inputs it is refused; many at once make one (design 4).
func TestAppendJournalIsIdempotent(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		payer, provider := fill(t, s)
		first, err := appendJournal(t, s, order(t, payer, provider, 2000))
		if err != nil || len(first) != 2 {
			t.Fatalf("%v, %v", first, err)
		}
		again, err := appendJournal(t, s, order(t, payer, provider, 2000))
		if err != nil || len(again) != 2 || again[0] != first[0] || again[1] != first[1] {
			t.Errorf("again %v, first %v, %v", again, first, err)
		}
		if _, err := appendJournal(t, s, order(t, payer, provider, 2001)); !errors.Is(err, store.ErrOtherInputs) {
			t.Errorf("other inputs: %v", err)
		}
		failed := errors.New("failed")
		j, err := ledger.Orders("order:2", at, []ledger.OrderLine{{Payer: payer, Provider: provider, Amount: 1, Unit: "usd", Event: "sub_1/", Description: "d"}})
		if err != nil {
			t.Fatal(err)
		}
		err = s.Do(t.Context(), func(tx *store.Store) error {
			if _, err := tx.AppendJournal(t.Context(), j); err != nil {
				return err
			}
			return failed
		})
		if !errors.Is(err, failed) {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		got := make([][]int64, 8)
		for i := range got {
			wg.Go(func() {
				var err error
				if got[i], err = appendJournal(t, s, j); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		for i := range got {
			if len(got[i]) != 1 || got[i][0] != got[0][0] {
				t.Errorf("ids of the same journal: %v and %v", got[0], got[i])
			}
		}
		if rows, _, err := s.VerifyLedger(t.Context()); rows != 3 || err != nil {
			t.Errorf("%d rows, want 3: what failed must leave nothing, what was repeated one; %v", rows, err)
		}
	})
}

func TestPayableAndStatement(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		payer, provider := fill(t, s)
		if _, err := appendJournal(t, s, order(t, payer, provider, 2000)); err != nil {
			t.Fatal(err)
		}
		if cents, err := s.PayableOf(t.Context(), payer, "sub_1/"); cents != 2000 || err != nil {
			t.Errorf("payable %d, %v", cents, err)
		}
		for when, want := range map[time.Time]int64{at: 0, at.Add(time.Microsecond): 4000} {
			sums, err := s.Statement(t.Context(), payer, when)
			var got int64
			for _, sum := range sums {
				got += sum.Cents
			}
			if got != want || err != nil {
				t.Errorf("at %s: %d, want %d, %v", when, got, want, err)
			}
		}
	})
}

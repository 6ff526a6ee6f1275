package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Whoever gets past the triggers leaves rows that balance, but not the rows that were written.
func TestVerifyLedgerFindsForgeries(t *testing.T) {
	forgeries := map[string]string{
		"amount":  "UPDATE transactions SET orig_amount = 1, dest_amount = 1 WHERE event_id = 'sub_1/'",
		"text":    "UPDATE transactions SET descr = 'other' WHERE event_id = 'sub_1/'",
		"event":   "UPDATE transactions SET event_id = NULL WHERE event_id = 'sub_1/'",
		"account": "UPDATE transactions SET dest_account = 'Funds' WHERE event_id = 'sub_1/'",
		"periods": "UPDATE transactions SET periods = 2 WHERE event_id = 'sub_1/'",
		"deleted": "DELETE FROM transactions WHERE event_id = 'sub_2/'",
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		payer, provider := fill(t, s)
		if _, err := appendJournal(t, s, order(t, payer, provider, 2000)); err != nil {
			t.Fatal(err)
		}
		if rows, faults, err := s.VerifyLedger(t.Context()); rows != 2 || len(faults) > 0 || err != nil {
			t.Fatalf("a sound ledger: %d rows, %v, %v", rows, faults, err)
		}
		switchOff := []string{"ALTER TABLE transactions DISABLE TRIGGER USER"}
		if s.Engine() == "sqlite" {
			switchOff = []string{"DROP TRIGGER transactions_no_update", "DROP TRIGGER transactions_no_delete"}
		}
		undo := errors.New("undo")
		for name, forgery := range forgeries {
			err := s.Do(t.Context(), func(tx *store.Store) error {
				for _, statement := range append(slices.Clone(switchOff), forgery) {
					if err := tx.Exec(t.Context(), statement); err != nil {
						return err
					}
				}
				ids, err := tx.Query(t.Context(), "SELECT CAST(id AS TEXT) FROM transactions ORDER BY id")
				if err != nil {
					return err
				}
				_, faults, err := tx.VerifyLedger(t.Context())
				if len(faults) != 1 || !strings.HasPrefix(faults[0].What, "journal order:1 does not hold the entries that it was made of: they are ["+ids[0]) {
					t.Errorf("%s: %v", name, faults)
				}
				return errors.Join(err, undo)
			})
			if !errors.Is(err, undo) || err.Error() != undo.Error() {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// A ledger of any length is read in batches, to its end.
func TestVerifyLedgerReadsEveryJournal(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		payer, provider := fill(t, s)
		const (
			journals = `INSERT INTO journals (journal_key, inputs_hash, created_at)
				WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) SELECT 'k' || i, ?, ? FROM n`
			entries = `INSERT INTO transactions (journal_id, created_at, descr, periods, orig_account, orig_organization_id, orig_amount, orig_unit,
				dest_account, dest_organization_id, dest_amount, dest_unit)
				SELECT id, created_at, 'd', 0, 'Receivable', ?, 5, 'usd', 'Payable', ?, 5, 'usd' FROM journals`
		)
		hash := ledger.HashOf([]ledger.Entry{{
			CreatedAt: at, Description: "d", Orig: ledger.Side{Organization: provider, Account: ledger.Receivable, Amount: 5, Unit: "usd"},
			Dest: ledger.Side{Organization: payer, Account: ledger.Payable, Amount: 5, Unit: "usd"},
		}})
		err := errors.Join(
			s.Exec(t.Context(), journals, hash, at),
			s.Exec(t.Context(), "INSERT INTO journals (journal_key, inputs_hash, created_at) VALUES ('last', ?, ?)", strings.Repeat("0", 64), at),
			s.Exec(t.Context(), entries, provider, payer),
		)
		if err != nil {
			t.Fatal(err)
		}
		rows, faults, err := s.VerifyLedger(t.Context())
		if rows != 2501 || len(faults) != 1 || !strings.Contains(faults[0].What, "journal last does not hold") || err != nil {
			t.Errorf("%d rows, %v, %v", rows, faults, err)
		}
	})
}

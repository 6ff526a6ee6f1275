package main_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"tollkeeper/store/storetest"
)

// A ledger that somebody changed past the triggers is told by the exit status, with the rows that it is about.
func TestLedgerVerifyTellsWhatWasChanged(t *testing.T) {
	binary := build(t)
	for _, engine := range storetest.Engines() {
		t.Run(engine, func(t *testing.T) {
			s := installation{T: t, binary: binary, url: storetest.URL(t, engine), dir: t.TempDir()}
			verify := func(sound bool) string {
				t.Helper()
				out, err := s.command("ledger", "verify").CombinedOutput()
				var failed *exec.ExitError
				if sound != (err == nil) || err != nil && (!errors.As(err, &failed) || failed.ExitCode() != 1) {
					t.Fatalf("%v: %s", err, out)
				}
				return string(out)
			}
			if out, err := s.command("demo", "load").CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if said := verify(true); !strings.Contains(said, "rows verified") {
				t.Errorf("a sound ledger: %s", said)
			}
			driver, source, off := "pgx", s.url, "ALTER TABLE transactions DISABLE TRIGGER USER"
			if engine == "sqlite" {
				driver, source, off = "sqlite", strings.TrimPrefix(s.url, "sqlite:"), "DROP TRIGGER transactions_no_update"
			}
			db, err := sql.Open(driver, source)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close() //nolint:errcheck // the changes are made or the test fails
			if _, err := db.ExecContext(t.Context(), off); err != nil {
				t.Fatal(err)
			}
			var id int64
			var key, charge string
			if err := db.QueryRowContext(t.Context(), `SELECT t.id, j.journal_key, c.processor_key FROM transactions t JOIN journals j ON j.id = t.journal_id
				JOIN charges c ON t.event_id = 'cha_' || c.id || '/' WHERE t.orig_account = 'Liability' ORDER BY t.id LIMIT 1`).Scan(&id, &key, &charge); err != nil {
				t.Fatal(err)
			}
			// It still balances: a payment of a cent more.
			if _, err := db.ExecContext(t.Context(), fmt.Sprintf("UPDATE transactions SET orig_amount = orig_amount + 1, dest_amount = dest_amount + 1 WHERE id = %d", id)); err != nil {
				t.Fatal(err)
			}
			said := verify(false)
			for _, want := range []string{"journal " + key + " does not hold the entries that it was made of: they are [" + fmt.Sprint(id), "charge " + charge + " is paid but not in the funds"} {
				if !strings.Contains(said, want) {
					t.Errorf("%s\nlacks %s", said, want)
				}
			}
		})
	}
}

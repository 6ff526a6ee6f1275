package store

import (
	"context"
	"fmt"

	"tollkeeper/server/domain/ledger"
)

// LedgerFault is something that `tollkeeper ledger verify` found wrong.
type LedgerFault struct {
	What string
}

// ledgerChecks find what breaks an invariant of the ledger (billing-ledger.md 1.10), each row being what to name.
var ledgerChecks = []struct{ what, query string }{
	{"the unit %s does not sum to zero", `SELECT unit FROM (
		SELECT dest_unit AS unit, dest_amount AS cents FROM transactions UNION ALL SELECT orig_unit, -orig_amount FROM transactions) x
		GROUP BY unit HAVING sum(cents) <> 0 AND NOT EXISTS (SELECT 1 FROM transactions m WHERE m.orig_unit <> m.dest_unit)`},
	{"entry %s is not balanced", `SELECT CAST(id AS TEXT) FROM transactions WHERE orig_unit = dest_unit AND orig_amount <> dest_amount`},
	{"charge %s differs from the sum of its lines", `SELECT c.processor_key FROM charges c JOIN charge_items i ON i.charge_id = c.id
		JOIN transactions t ON t.id = i.invoiced_id GROUP BY c.id, c.processor_key, c.amount HAVING sum(t.dest_amount) <> c.amount`},
	{"charge %s is done but a line has no distribution", `SELECT DISTINCT c.processor_key FROM charges c JOIN charge_items i ON i.charge_id = c.id
		WHERE c.state = 1 AND i.invoiced_distribute_id IS NULL`},
	{"journal %s has no entries", `SELECT j.journal_key FROM journals j LEFT JOIN transactions t ON t.journal_id = j.id WHERE t.id IS NULL`},
}

// VerifyLedger re-proves the whole ledger and returns how many rows it has: each unit sums to zero, each row is balanced, each journal
// has the very entries that its hash was made of, and each charge is the sum of its lines.
func (s *Store) VerifyLedger(ctx context.Context) (rows int64, faults []LedgerFault, err error) {
	for _, check := range ledgerChecks {
		var found []string
		if err = s.query(ctx).Raw(check.query).Scan(&found).Error; err != nil {
			return 0, nil, err
		}
		for _, f := range found {
			faults = append(faults, LedgerFault{What: fmt.Sprintf(check.what, f)})
		}
	}
	rows, changed, err := s.verifyHashes(ctx)
	return rows, append(faults, changed...), err
}

// verifyHashes reads every journal once, in order, and compares its entries with its hash.
func (s *Store) verifyHashes(ctx context.Context) (count int64, faults []LedgerFault, err error) {
	rows, err := s.query(ctx).Raw(`SELECT j.journal_key, j.inputs_hash, t.created_at, t.descr, COALESCE(t.event_id, ''), t.periods,
		t.orig_organization_id, t.orig_account, t.orig_amount, t.orig_unit, t.dest_organization_id, t.dest_account, t.dest_amount, t.dest_unit
		FROM transactions t JOIN journals j ON j.id = t.journal_id ORDER BY t.journal_id, t.id`).Rows()
	if err != nil {
		return 0, nil, err
	}
	defer rows.Close() //nolint:errcheck // the error of reading is rows.Err
	var key, hash string
	var entries []ledger.Entry
	compare := func() {
		if len(entries) > 0 && ledger.HashOf(entries) != hash {
			faults = append(faults, LedgerFault{What: "journal " + key + " does not hold the entries that it was made of"})
		}
		entries = entries[:0]
	}
	for rows.Next() {
		var nextKey, nextHash string
		var e ledger.Entry
		if err := rows.Scan(&nextKey, &nextHash, &e.CreatedAt, &e.Description, &e.Event, &e.Periods, &e.Orig.Organization, &e.Orig.Account,
			&e.Orig.Amount, &e.Orig.Unit, &e.Dest.Organization, &e.Dest.Account, &e.Dest.Amount, &e.Dest.Unit); err != nil {
			return count, faults, err
		}
		if nextKey != key {
			compare()
			key, hash = nextKey, nextHash
		}
		e.CreatedAt = e.CreatedAt.UTC()
		entries = append(entries, e)
		count++
	}
	compare()
	return count, faults, rows.Err()
}

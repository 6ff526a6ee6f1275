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
		SELECT dest_unit AS unit, dest_amount AS cents FROM transactions WHERE orig_unit = dest_unit
		UNION ALL SELECT orig_unit, -orig_amount FROM transactions WHERE orig_unit = dest_unit) x GROUP BY unit HAVING sum(cents) <> 0`},
	{"entry %s is not balanced", `SELECT CAST(id AS TEXT) FROM transactions WHERE orig_unit = dest_unit AND orig_amount <> dest_amount`},
	{"charge %s differs from the sum of its lines", `SELECT c.processor_key FROM charges c LEFT JOIN charge_items i ON i.charge_id = c.id
		LEFT JOIN transactions t ON t.id = i.invoiced_id GROUP BY c.id, c.processor_key, c.amount HAVING COALESCE(sum(t.dest_amount), 0) <> c.amount`},
	{"order row %s was paid twice", `SELECT CAST(invoiced_id AS TEXT) FROM charge_items WHERE invoiced_distribute_id IS NOT NULL
		GROUP BY invoiced_id HAVING count(*) > 1`},
	{"renewal %s is done, but no charge has its lines", `SELECT DISTINCT r.idempotency_key FROM renewals r JOIN renewal_lines l ON l.renewal_id = r.id
		WHERE r.state = 'done' AND NOT EXISTS (SELECT 1 FROM charge_items i WHERE i.invoiced_id = l.invoiced_id)`},
	{"charge %s is done but a line has no distribution", `SELECT DISTINCT c.processor_key FROM charges c JOIN charge_items i ON i.charge_id = c.id
		WHERE c.state = 1 AND i.invoiced_distribute_id IS NULL`},
	{"refund %s differs from its rows", `SELECT r.idempotency_key FROM refunds r WHERE (CASE WHEN r.state = 'done' THEN r.amount ELSE 0 END) <>
		(SELECT COALESCE(sum(t.orig_amount), 0) FROM journals j JOIN transactions t ON t.journal_id = j.id
			WHERE j.journal_key = 'refund:' || r.idempotency_key AND t.orig_account = 'Refunded')`},
	{"line %s was refunded beyond its amount", `SELECT 'cha_' || i.charge_id || '/' || i.id || '/' FROM charge_items i JOIN transactions o ON o.id = i.invoiced_id
		JOIN transactions t ON t.event_id = 'cha_' || i.charge_id || '/' || i.id || '/'
		GROUP BY i.charge_id, i.id, o.dest_amount
		HAVING sum(CASE WHEN t.orig_account = 'Refunded' THEN t.orig_amount WHEN t.dest_account = 'Refunded' THEN -t.dest_amount ELSE 0 END) > o.dest_amount`},
	{"dispute %s is not explained by its rows", `SELECT d.dispute_key FROM disputes d
		LEFT JOIN journals b ON b.journal_key = 'chargeback:' || d.dispute_key LEFT JOIN journals r ON r.journal_key = 'reverted:' || d.dispute_key
		WHERE CASE WHEN d.state = 'won' THEN (b.id IS NULL) <> (r.id IS NULL) ELSE b.id IS NULL OR r.id IS NOT NULL END`},
	{"the running balance of %s is wrong", `SELECT o.slug || ':' || x.account || ' in ' || x.unit FROM (
			SELECT organization_id, account, unit, -cents AS cents FROM balances
			UNION ALL SELECT organization_id, account, unit, cents FROM (` + ledgerSides + `) sides WHERE id <= ` + through + `) x
		JOIN organizations o ON o.id = x.organization_id GROUP BY o.slug, x.account, x.unit HAVING sum(x.cents) <> 0`},
	{"charge %s is paid but not in the funds of the processor", `SELECT c.processor_key FROM charges c WHERE c.state IN (1, 3)
		AND NOT EXISTS (SELECT 1 FROM transactions t WHERE t.event_id = 'cha_' || c.id || '/' AND t.dest_organization_id = c.processor_id
			AND t.dest_account = 'Funds' AND t.orig_account = 'Liability' AND t.orig_organization_id = c.customer_id AND t.orig_amount = c.amount)`},
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

// verifyBatch is the number of journals that are read at a time: no statement, and no memory, grows with the ledger.
const verifyBatch = 1000

// verifyHashes reads every journal once, in order, and compares its entries with its hash.
func (s *Store) verifyHashes(ctx context.Context) (count int64, faults []LedgerFault, err error) {
	for after := int64(0); ; {
		var journals []Journal
		if err := s.query(ctx).Where("id > ?", after).Order("id").Limit(verifyBatch).Find(&journals).Error; err != nil {
			return count, nil, err
		}
		if len(journals) == 0 {
			return count, faults, nil
		}
		last := journals[len(journals)-1].ID
		var rows []Transaction
		if err := s.query(ctx).Where("journal_id > ? AND journal_id <= ?", after, last).Order("journal_id, id").Find(&rows).Error; err != nil {
			return count, nil, err
		}
		count, after = count+int64(len(rows)), last
		entries := make(map[int64][]ledger.Entry, len(journals))
		for _, row := range rows {
			entries[row.JournalID] = append(entries[row.JournalID], entryOf(row))
		}
		for _, j := range journals {
			if of := entries[j.ID]; len(of) > 0 && ledger.HashOf(of) != j.InputsHash {
				faults = append(faults, LedgerFault{What: "journal " + j.JournalKey + " does not hold the entries that it was made of"})
			}
		}
	}
}

// entryOf is transactionOf the other way round.
func entryOf(t Transaction) ledger.Entry {
	e := ledger.Entry{
		CreatedAt: t.CreatedAt, Description: t.Descr, Periods: int(t.Periods),
		Orig: ledger.Side{Organization: t.OrigOrganizationID, Account: ledger.Account(t.OrigAccount), Amount: t.OrigAmount, Unit: t.OrigUnit},
		Dest: ledger.Side{Organization: t.DestOrganizationID, Account: ledger.Account(t.DestAccount), Amount: t.DestAmount, Unit: t.DestUnit},
	}
	if t.EventID != nil {
		e.Event = *t.EventID
	}
	return e
}

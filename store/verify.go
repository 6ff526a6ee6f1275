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
	{"the unit %s does not sum to zero", `SELECT dest_unit FROM transactions WHERE orig_unit = dest_unit
		GROUP BY dest_unit HAVING sum(dest_amount - orig_amount) <> 0`},
	{"entry %s is not balanced", `SELECT CAST(id AS TEXT) FROM transactions WHERE orig_unit = dest_unit AND orig_amount <> dest_amount`},
	{"charge %s differs from the sum of its lines", `SELECT c.processor_key FROM charges c LEFT JOIN charge_items i ON i.charge_id = c.id
		LEFT JOIN transactions t ON t.id = i.invoiced_id GROUP BY c.id, c.processor_key, c.amount HAVING COALESCE(sum(t.dest_amount), 0) <> c.amount`},
	{"order row %s was paid twice", `SELECT CAST(invoiced_id AS TEXT) FROM charge_items WHERE invoiced_distribute_id IS NOT NULL
		GROUP BY invoiced_id HAVING count(*) > 1`},
	{"renewal %s is done, but no charge has its lines", `SELECT DISTINCT r.idempotency_key FROM renewals r JOIN renewal_lines l ON l.renewal_id = r.id
		WHERE r.state = 'done' AND NOT EXISTS (SELECT 1 FROM charge_items i WHERE i.invoiced_id = l.invoiced_id)`},
	{"attempt %s is done, but no charge has the old order rows that it paid", `SELECT DISTINCT a.idempotency_key FROM payment_attempts a
		JOIN attempt_lines l ON l.attempt_id = a.id WHERE a.state = 'done' AND NOT EXISTS (SELECT 1 FROM charge_items i WHERE i.invoiced_id = l.invoiced_id)`},
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
	{"the running balance of %s is wrong", `SELECT COALESCE(o.slug, 'all') || ':' || x.orig_account || '-' || x.dest_account || ' in ' || x.dest_unit FROM (
			SELECT ` + tallyKey + `, -entries AS entries, -orig_amount AS orig_amount, -dest_amount AS dest_amount FROM ledger_tallies
			UNION ALL SELECT * FROM (` + tallyRows("id <= "+through) + `) y) x
		LEFT JOIN organizations o ON o.id = x.organization_id
		GROUP BY o.slug, ` + tallyKey + ` HAVING sum(x.entries) <> 0 OR sum(x.orig_amount) <> 0 OR sum(x.dest_amount) <> 0`},
	// The + keeps SQLite from looking for the event among all that ever came to the processor.
	{"charge %s is paid but not in the funds of the processor, or more than once", `SELECT c.processor_key FROM charges c WHERE c.state IN (1, 3)
		AND c.amount <> (SELECT COALESCE(sum(t.orig_amount), 0) FROM transactions t WHERE t.event_id = 'cha_' || c.id || '/'
			AND +t.dest_organization_id = c.processor_id AND t.dest_account = 'Funds' AND t.orig_account = 'Liability' AND +t.orig_organization_id = c.customer_id)`},
	{"charge %s is not paid, but has rows", `SELECT c.processor_key FROM charges c
		WHERE (c.state = 0 OR c.state = 2 AND NOT EXISTS (SELECT 1 FROM disputes d WHERE d.charge_id = c.id AND d.state = 'lost'))
			AND EXISTS (SELECT 1 FROM transactions t WHERE t.event_id = 'cha_' || c.id || '/')`},
	{"entry %s pays a charge that there is not", `SELECT CAST(t.id AS TEXT) FROM transactions t WHERE t.orig_account = 'Liability' AND t.dest_account = 'Funds'
		AND t.event_id LIKE 'cha!_%/' ESCAPE '!'
		AND NOT EXISTS (SELECT 1 FROM charges c WHERE c.id = CAST(substr(t.event_id, 5, length(t.event_id) - 5) AS BIGINT))`},
	{"line %s is not the sum of its fee and its distribution", `SELECT 'cha_' || i.charge_id || '/' || i.id || '/' FROM charge_items i
		JOIN transactions o ON o.id = i.invoiced_id JOIN transactions d ON d.id = i.invoiced_distribute_id
		LEFT JOIN transactions f ON f.id = i.invoiced_fee_id
		WHERE COALESCE(f.orig_amount, 0) + d.orig_amount <> o.dest_amount OR d.dest_account <> 'Funds' OR d.event_id <> 'cha_' || i.charge_id || '/'
			OR f.dest_account <> 'Expenses' OR f.event_id <> 'cha_' || i.charge_id || '/'`},
	{"journal %s is of no refund that was made", `SELECT j.journal_key FROM journals j WHERE substr(j.journal_key, 1, 7) = 'refund:'
		AND substr(j.journal_key, 1, 15) <> 'refund:outside-'
		AND NOT EXISTS (SELECT 1 FROM refunds r WHERE r.idempotency_key = substr(j.journal_key, 8) AND r.state = 'done')`},
	{"attempt %s is done, but no order has its rows", `SELECT a.idempotency_key FROM payment_attempts a WHERE a.state = 'done'
		AND NOT EXISTS (SELECT 1 FROM journals j WHERE j.journal_key = 'order:' || a.idempotency_key)`},
	{"attempt %s differs from its order and the old order rows that it paid", `SELECT a.idempotency_key FROM payment_attempts a WHERE a.state = 'done'
		AND a.amount <> (SELECT COALESCE(sum(t.dest_amount), 0) FROM journals j JOIN transactions t ON t.journal_id = j.id
				WHERE j.journal_key = 'order:' || a.idempotency_key)
			+ (SELECT COALESCE(sum(t.dest_amount), 0) FROM attempt_lines l JOIN transactions t ON t.id = l.invoiced_id WHERE l.attempt_id = a.id)`},
	{"renewal %s differs from the order rows that it paid", `SELECT r.idempotency_key FROM renewals r WHERE r.state = 'done'
		AND r.amount <> (SELECT COALESCE(sum(t.dest_amount), 0) FROM renewal_lines l JOIN transactions t ON t.id = l.invoiced_id WHERE l.renewal_id = r.id)`},
	{"payout %s is paid, but differs from its row", `SELECT p.idempotency_key FROM payouts p WHERE p.state = 'done'
		AND NOT EXISTS (SELECT 1 FROM journals j JOIN transactions t ON t.journal_id = j.id
			WHERE j.journal_key = 'payout:' || p.provider_id || ':' || p.payout_key AND t.event_id = p.payout_key AND t.descr = p.descr
				AND t.orig_organization_id = p.provider_id AND t.orig_account = 'Funds' AND t.orig_amount = p.amount AND t.orig_unit = p.unit
				AND t.dest_account = 'Withdraw')`},
	{"payout %s is not paid, but has rows, or more than one", `SELECT p.idempotency_key FROM payouts p
		WHERE (SELECT count(*) FROM transactions t WHERE t.event_id = p.payout_key AND t.dest_account = 'Withdraw') > CASE WHEN p.state = 'done' THEN 1 ELSE 0 END`},
	{"entry %s is a payout that is not in the journal of one", `SELECT CAST(t.id AS TEXT) FROM transactions t JOIN journals j ON j.id = t.journal_id
		WHERE 'Withdraw' IN (t.orig_account, t.dest_account) AND j.journal_key <> 'payout:' ||
			CASE WHEN t.dest_account = 'Withdraw' THEN t.orig_organization_id ELSE t.dest_organization_id END || ':' || COALESCE(t.event_id, '')`},
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
const verifyBatch = 2000

// verifyHashes reads every journal once, in order, and compares its entries with its hash.
func (s *Store) verifyHashes(ctx context.Context) (count int64, faults []LedgerFault, err error) {
	var newest int64
	if err := s.row(ctx, "SELECT COALESCE(max(id), 0) FROM journals").Scan(&newest); err != nil {
		return 0, nil, s.wrap(err)
	}
	for after := int64(0); after < newest; after += verifyBatch {
		n, found, err := s.verifyJournals(ctx, after, after+verifyBatch)
		if err != nil {
			return count, nil, s.wrap(err)
		}
		count, faults = count+n, append(faults, found...)
	}
	return count, faults, nil
}

// verifyJournals compares the journals whose numbers are above one and up to another, and returns how many entries they have.
func (s *Store) verifyJournals(ctx context.Context, above, upTo int64) (count int64, faults []LedgerFault, err error) {
	rows, err := s.rows(ctx, `SELECT j.id, j.journal_key, j.inputs_hash, t.id, t.created_at, t.descr, t.event_id, t.periods,
			t.orig_account, t.orig_organization_id, t.orig_amount, t.orig_unit, t.dest_account, t.dest_organization_id, t.dest_amount, t.dest_unit
		FROM journals j JOIN transactions t ON t.journal_id = j.id WHERE j.id > ? AND j.id <= ? ORDER BY j.id, t.id`, above, upTo)
	if err != nil {
		return 0, nil, err
	}
	defer rows.Close()
	var journal, next Journal
	var entries []ledger.Entry
	var ids []int64
	check := func() {
		if len(entries) > 0 && ledger.HashOf(entries) != journal.InputsHash {
			faults = append(faults, LedgerFault{What: fmt.Sprintf("journal %s does not hold the entries that it was made of: they are %v now", journal.JournalKey, ids)})
		}
	}
	for ; rows.Next(); count++ {
		var t Transaction
		if err := rows.Scan(&next.ID, &next.JournalKey, &next.InputsHash, &t.ID, &t.CreatedAt, &t.Descr, &t.EventID, &t.Periods,
			&t.OrigAccount, &t.OrigOrganizationID, &t.OrigAmount, &t.OrigUnit, &t.DestAccount, &t.DestOrganizationID, &t.DestAmount, &t.DestUnit); err != nil {
			return 0, nil, err
		}
		if next.ID != journal.ID {
			check()
			journal, entries, ids = next, entries[:0], ids[:0]
		}
		entries, ids = append(entries, entryOf(t)), append(ids, t.ID)
	}
	check()
	return count, faults, rows.Err()
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

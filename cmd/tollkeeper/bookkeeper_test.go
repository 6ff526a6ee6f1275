package main_test

import (
	"database/sql"
	"strconv"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // reads what the killed server left
	_ "modernc.org/sqlite"             // so does this
)

// bookkeeper compares what the processor remembers with what the ledger says.
type bookkeeper struct {
	installation
	driver, source string
	// first is the first charge that the load made.
	first int64
	// cut counts the payments, refunds and payouts that a kill left half done.
	cut int64
}

func (s installation) open() *bookkeeper {
	s.Helper()
	b := &bookkeeper{installation: s, driver: "pgx", source: s.url}
	if path, ok := strings.CutPrefix(s.url, "sqlite:"); ok {
		b.driver, b.source = "sqlite", path
	}
	b.first = b.number("SELECT COALESCE(max(id), 0) + 1 FROM charges")
	return b
}

func (b *bookkeeper) number(query string) int64 {
	b.Helper()
	db, err := sql.Open(b.driver, b.source)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // only read
	var n int64
	if err := db.QueryRowContext(b.Context(), query).Scan(&n); err != nil {
		b.Fatalf("%s: %v", query, err)
	}
	return n
}

// halfDone counts what was begun and is not known the end of.
const halfDone = `SELECT (SELECT count(*) FROM payment_attempts WHERE state = 'open') + (SELECT count(*) FROM refunds WHERE state = 'open')
	+ (SELECT count(*) FROM payouts WHERE state = 'open')`

// count looks at what the kill left open.
func (b *bookkeeper) count() {
	b.Helper()
	b.cut += b.number(halfDone)
}

func (b *bookkeeper) compare() {
	b.Helper()
	first := strconv.FormatInt(b.first, 10)
	for what, query := range map[string]string{
		"attempts, refunds or payouts are still open": halfDone,
		"payments were charged and lost": `SELECT count(*) FROM sandbox_payments p WHERE p.decline_code = ''
			AND NOT EXISTS (SELECT 1 FROM charges c WHERE c.processor_key = p.payment_key AND c.amount = p.amount AND c.state = 1)`,
		"charges were never paid": `SELECT count(*) FROM charges c WHERE c.id >= ` + first + `
			AND NOT EXISTS (SELECT 1 FROM sandbox_payments p WHERE p.payment_key = c.processor_key AND p.decline_code = '')`,
		"orders were paid twice": `SELECT count(*) FROM (SELECT invoiced_id FROM charge_items GROUP BY invoiced_id HAVING count(*) > 1) x`,
		"things in carts were paid twice": `SELECT max(0, paid - bought) FROM (SELECT
			(SELECT count(*) FROM sandbox_payments WHERE decline_code = '') AS paid, (SELECT count(*) FROM cart_items WHERE recorded) AS bought) x`,
		"refunds were made and lost": `SELECT count(*) FROM sandbox_refunds s
			WHERE NOT EXISTS (SELECT 1 FROM refunds r WHERE r.idempotency_key = s.idempotency_key AND r.amount = s.amount AND r.state = 'done')`,
		"refunds were never made": `SELECT count(*) FROM refunds r WHERE r.state = 'done'
			AND NOT EXISTS (SELECT 1 FROM sandbox_refunds s WHERE s.idempotency_key = r.idempotency_key AND s.amount = r.amount)`,
		"payouts were made and lost": `SELECT count(*) FROM sandbox_payouts s
			WHERE NOT EXISTS (SELECT 1 FROM payouts p WHERE p.idempotency_key = s.idempotency_key AND p.payout_key = s.payout_key AND p.amount = s.amount AND p.state = 'done')`,
		"payouts were never made": `SELECT count(*) FROM payouts p WHERE p.state IN ('made', 'done')
			AND NOT EXISTS (SELECT 1 FROM sandbox_payouts s WHERE s.idempotency_key = p.idempotency_key AND s.amount = p.amount)`,
		"payouts are not in the ledger, or more than once": `SELECT count(*) FROM sandbox_payouts s WHERE 1 <> (SELECT count(*) FROM transactions t
			WHERE t.event_id = s.payout_key AND t.dest_account = 'Withdraw' AND t.orig_account = 'Funds' AND t.orig_amount = s.amount)`,
		"cents were paid out that nobody earned": `SELECT max(0, taken - earned) FROM (SELECT
			(SELECT COALESCE(sum(t.dest_amount), 0) FROM transactions t JOIN organizations o ON o.id = t.dest_organization_id WHERE o.slug = 'cowork' AND t.dest_account = 'Funds') AS earned,
			(SELECT COALESCE(sum(t.orig_amount), 0) FROM transactions t JOIN organizations o ON o.id = t.orig_organization_id WHERE o.slug = 'cowork' AND t.orig_account = 'Funds') AS taken) x`,
	} {
		if b.driver == "pgx" {
			query = strings.ReplaceAll(query, "max(0,", "greatest(0,")
		}
		if n := b.number(query); n != 0 {
			b.Errorf("%d %s", n, what)
		}
	}
	if out, err := b.command("ledger", "verify").CombinedOutput(); err != nil {
		b.Errorf("ledger verify: %v\n%s", err, out)
	}
	if b.Failed() {
		b.FailNow()
	}
}

// report says how much the test has proven: a load that no kill ever cut in two would have proven nothing.
func (b *bookkeeper) report() {
	b.Helper()
	payments, refunds := b.number("SELECT count(*) FROM sandbox_payments WHERE decline_code = ''"), b.number("SELECT count(*) FROM sandbox_refunds")
	payouts, tooLate := b.number("SELECT count(*) FROM sandbox_payouts"), b.number("SELECT count(*) FROM payouts WHERE state NOT IN ('made', 'done')")
	b.Logf("%d payments, %d refunds and %d payouts, and %d that were not made; %d were cut in two and finished by reconciliation", payments, refunds, payouts, tooLate, b.cut)
	if payments == 0 || refunds == 0 || payouts == 0 || b.cut == 0 {
		b.Error("the load was too light to prove anything")
	}
}

package bench

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// book is a database whose ledger has a number of rows, made by the same events as a real one: orders, nine in ten of one busy provider and
// one in ten by one bulk buyer, their charges, and refunds. Each of the other customers and providers has as many rows however long the ledger is.
type book struct {
	url   string
	store *store.Store
}

const (
	busyProvider  = "cowork"
	smallProvider = "provider-0"
	bulkBuyer     = "bulk"
	smallCustomer = "customer-0"
	// rowsOfOne are the rows that there are for each customer and for each small provider.
	rowsOfOne = 100
)

// newBook fills a new database on an engine. The same number of rows gives the same rows each time.
func newBook(b *testing.B, engine string, rows int) book {
	b.Helper()
	ctx, out := context.Background(), book{url: storetest.URL(b, engine)}
	var err error
	if out.store, err = store.Open(ctx, out.url, store.Options{}); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = out.store.Close() })
	servertest.Demo(b, out.store)
	w := &writer{b: b, store: out.store, url: out.url, random: rand.New(rand.NewPCG(1, uint64(rows))), subscriptions: map[[2]int64]int64{}}
	w.open(rows)
	for i := 0; w.rows < rows; i++ {
		w.order(i)
		if i%5000 == 4999 {
			w.flush()
		}
	}
	w.flush()
	w.close()
	return out
}

// tables are those that are filled, each after those to which it refers, with their columns.
var tables = []struct{ name, columns string }{
	{"organizations", "id, slug, created_at, is_active, is_broker, is_processor, is_provider, is_bulk_buyer, full_name, email, phone, street_address, locality, region, postal_code, country, default_timezone"},
	{"plans", "id, slug, title, description, is_active, is_not_priced, created_at, organization_id, unit, setup_amount, period_amount, interval_code, period_length, advance_discount, renewal_type, skip_optin_on_grant, optin_on_request"},
	{"subscriptions", "id, created_at, ends_at, anchor_at, anchor_intervals, auto_renew, organization_id, plan_id"},
	{"charges", "id, created_at, amount, unit, customer_id, description, last4, exp_date, card_name, processor_id, processor_key, state"},
	{"journals", "id, journal_key, inputs_hash, created_at"},
	{"transactions", "id, journal_id, created_at, descr, event_id, periods, orig_account, orig_organization_id, orig_amount, orig_unit, dest_account, dest_organization_id, dest_amount, dest_unit"},
	{"charge_items", "id, charge_id, invoiced_id, invoiced_fee_id, invoiced_distribute_id"},
	{"refunds", "id, idempotency_key, charge_id, user_id, amount, unit, state, created_at, closed_at"},
	{"refund_lines", "id, refund_id, charge_item_id, provider_id, amount, fee_back, dist_back, dist_unit"},
}

// writer makes the rows, and writes them many at a time.
type writer struct {
	b       *testing.B
	store   *store.Store
	url     string
	random  *rand.Rand
	pending map[string][][]any
	// last is the newest id of each table.
	last map[string]int64
	// rows are those of the ledger, the demo data included.
	rows, orders int

	processor, user      int64
	busy, bulk           int64
	busyPlan             int64
	providers, customers []int64
	plans                map[int64]int64
	subscriptions        map[[2]int64]int64
}

func (w *writer) number(query string) (n int64) {
	w.b.Helper()
	if err := w.store.Pools()["read"].QueryRowContext(context.Background(), query).Scan(&n); err != nil {
		w.b.Fatalf("%s: %v", query, err)
	}
	return n
}

// open makes who sells and who buys.
func (w *writer) open(rows int) {
	w.pending, w.last, w.plans = map[string][][]any{}, map[string]int64{}, map[int64]int64{}
	for _, table := range tables {
		w.last[table.name] = w.number("SELECT COALESCE(max(id), 0) FROM " + table.name)
	}
	w.rows, w.orders = int(w.number("SELECT count(*) FROM transactions")), rows/6
	w.processor, w.user = w.number("SELECT id FROM organizations WHERE is_processor"), w.number("SELECT id FROM users WHERE username = 'donny'")
	w.busy, w.busyPlan = w.number("SELECT id FROM organizations WHERE slug = '"+busyProvider+"'"), w.number("SELECT id FROM plans WHERE slug = 'open-space'")
	w.bulk = w.organization(bulkBuyer, false)
	for i := range max(1, rows/10/rowsOfOne) {
		provider := w.organization(fmt.Sprint("provider-", i), true)
		w.providers = append(w.providers, provider)
		w.plans[provider] = w.add("plans", fmt.Sprint("plan-", i), "Plan", "", true, false, founded(), provider, "usd", 0, 2000, 4, 1, 0, 1, false, false)
	}
	for i := range max(1, rows/rowsOfOne) {
		w.customers = append(w.customers, w.organization(fmt.Sprint("customer-", i), false))
	}
}

// founded is before every row.
func founded() time.Time { return servertest.Start.AddDate(-2, 0, 0) }

func (w *writer) organization(slug string, sells bool) int64 {
	return w.add("organizations", slug, founded(), true, false, false, sells, false, slug, slug+"@example.com", "", "", "", "", "", "", "UTC")
}

// add keeps a row for the next flush and returns its id.
func (w *writer) add(table string, values ...any) int64 {
	w.last[table]++
	w.pending[table] = append(w.pending[table], append([]any{w.last[table]}, values...))
	return w.last[table]
}

// journal adds a journal with its entries and returns the ids of these.
func (w *writer) journal(j ledger.Journal, err error) []int64 {
	if err != nil {
		w.b.Fatal(err)
	}
	entries := j.Entries()
	id, ids := w.add("journals", j.Key(), j.Hash(), entries[0].CreatedAt), make([]int64, len(entries))
	for i, e := range entries {
		ids[i] = w.add("transactions", id, e.CreatedAt, e.Description, e.Event, e.Periods, string(e.Orig.Account), e.Orig.Organization, e.Orig.Amount, e.Orig.Unit,
			string(e.Dest.Account), e.Dest.Organization, e.Dest.Amount, e.Dest.Unit)
	}
	w.rows += len(entries)
	return ids
}

// order places an order and, but for one in fifty, pays it; one in twenty is refunded in part.
func (w *writer) order(i int) {
	customer, provider, plan := w.customers[w.random.IntN(len(w.customers))], w.busy, w.busyPlan
	if w.random.IntN(10) == 0 {
		customer = w.bulk // of the busy provider only: who may see her rows depends on how many sell to her
	}
	if w.random.IntN(10) == 0 && customer != w.bulk {
		provider = w.providers[w.random.IntN(len(w.providers))]
		plan = w.plans[provider]
	}
	at := founded().Add(time.Duration(float64(servertest.Start.Sub(founded())) * float64(i) / float64(w.orders+1000))).Truncate(time.Microsecond)
	subscription := w.subscriptions[[2]int64{customer, plan}]
	if subscription == 0 {
		subscription = w.add("subscriptions", at, at.AddDate(0, 1, 0), at, 1, true, customer, plan)
		w.subscriptions[[2]int64{customer, plan}] = subscription
	}
	event, amount := ledger.SubscriptionEvent(subscription), 500+w.random.Int64N(20000)
	descr := "Subscription to open-space until " + at.AddDate(0, 1, 0).Format("2006/01/02") + " (1 month)"
	row := w.journal(ledger.Orders(fmt.Sprint("order:bench-", i), at, []ledger.OrderLine{{
		Payer: customer, Provider: provider, Amount: amount, Unit: "usd", Event: event, Description: descr, Periods: 1,
	}}))[0]
	if w.random.IntN(50) == 0 {
		return
	}
	w.charge(i, at, row, ledger.ChargeLine{Payer: customer, Provider: provider, Amount: amount, Event: event, Name: fmt.Sprint("customer:plan-", plan)}, descr)
}

func (w *writer) charge(i int, at time.Time, row int64, line ledger.ChargeLine, descr string) {
	key := fmt.Sprintf("fake_%040d", i)
	c := ledger.Charge{
		ID: w.last["charges"] + 1, Key: key, CreatedAt: at, Customer: line.Payer, Processor: w.processor, Unit: "usd",
		Lines: []ledger.ChargeLine{line}, Payable: map[string]int64{line.Event: line.Amount},
	}
	w.add("charges", at, line.Amount, "usd", line.Payer, "Charge "+key+" on credit card of Joe Test", "1234", at.AddDate(1, 0, 0).Truncate(24*time.Hour), "Joe Test", w.processor, key, store.ChargeDone)
	settled, err := ledger.Settle(c)
	ids := w.journal(settled.Journal, err)
	item := w.add("charge_items", c.ID, row, ids[settled.Fee[0]], ids[settled.Distribution[0]])
	if w.random.IntN(20) > 0 {
		return
	}
	part := 1 + w.random.Int64N(line.Amount)
	back := ledger.PaidLine{Amount: line.Amount, DistUnit: "usd"}.GiveBack(line.Amount, 0, part, "usd")
	at = at.Add(time.Hour)
	refund := ledger.Refunding{Key: "refund-" + key, At: at, ChargeID: c.ID, ChargeKey: key, Processor: w.processor, Unit: "usd", Lines: []ledger.RefundLine{{
		ItemID: item, Payer: line.Payer, Provider: line.Provider, Amount: part, Back: back, HasFee: true, Event: line.Event, Description: descr,
	}}}
	w.journal(ledger.Refunds(refund))
	id := w.add("refunds", refund.Key, c.ID, w.user, part, "usd", "done", at, at)
	w.add("refund_lines", id, item, line.Provider, part, back.FeeBack, back.DistBack, "usd")
}

// flush writes what was added, by COPY on PostgreSQL and by INSERT of many rows on SQLite.
func (w *writer) flush() {
	w.b.Helper()
	ctx := context.Background()
	write := w.insert
	if w.store.Engine() == "postgres" {
		conn, err := pgx.Connect(ctx, w.url)
		if err != nil {
			w.b.Fatal(err)
		}
		defer conn.Close(ctx) //nolint:errcheck // what counts is written
		write = func(table string, columns []string, rows [][]any) error {
			_, err := conn.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(rows))
			return err
		}
	}
	for _, table := range tables {
		rows := w.pending[table.name]
		if len(rows) == 0 {
			continue
		}
		if err := write(table.name, strings.Split(table.columns, ", "), rows); err != nil {
			w.b.Fatalf("%s: %v", table.name, err)
		}
	}
	w.pending = map[string][][]any{}
}

func (w *writer) insert(table string, columns []string, rows [][]any) error {
	const many = 50
	ctx := context.Background()
	tx, err := w.store.Pools()["write"].BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	text := func(n int) string {
		row := ", (" + strings.Repeat("?, ", len(columns)-1) + "?)"
		return "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES " + strings.Repeat(row, n)[2:]
	}
	statement, err := tx.PrepareContext(ctx, text(many))
	if err != nil {
		return err
	}
	defer statement.Close() //nolint:errcheck // ends with the transaction
	for len(rows) > 0 {
		n := min(many, len(rows))
		args := make([]any, 0, n*len(columns))
		for _, row := range rows[:n] {
			args = append(args, row...)
		}
		if n == many {
			_, err = statement.ExecContext(ctx, args...)
		} else {
			_, err = tx.ExecContext(ctx, text(n), args...)
		}
		if err != nil {
			return err
		}
		rows = rows[n:]
	}
	return tx.Commit()
}

// close lets PostgreSQL know what it has, as it would learn by itself in time: where the ids go on, and the statistics. SQLite is never
// told to analyze by the server, so neither here.
func (w *writer) close() {
	w.b.Helper()
	if w.store.Engine() != "postgres" {
		return
	}
	db, err := sql.Open("pgx", w.url)
	if err != nil {
		w.b.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // what counts is done
	statements := []string{"VACUUM ANALYZE"}
	for _, table := range tables {
		statements = append(statements, fmt.Sprintf("SELECT setval(pg_get_serial_sequence('%s', 'id'), %d)", table.name, w.last[table.name]))
	}
	for _, statement := range statements {
		if _, err := db.ExecContext(context.Background(), statement); err != nil {
			w.b.Fatalf("%s: %v", statement, err)
		}
	}
}

package billing_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tollkeeper/server/payment"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// `tollkeeper ledger verify` names an order row that two charges paid, and a charge that pays nothing.
func TestVerifyFindsPaymentsThatNobodyOwed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := stage(t, s)
		p.step(`maya POST /cart/ {"plan": "starter"} -> 201`)
		p.step(`maya POST /billing/maya/checkout/ {"processor_token": "tok_visa"} -> 201`)
		p.verify()
		var row int64
		for _, e := range p.rows() {
			if e.EventID != nil && *e.EventID == "sub_11/" && e.DestAccount == "Payable" {
				row = e.ID
			}
		}
		err := s.Do(t.Context(), func(tx *store.Store) error {
			again, err := tx.ChargeByKey(t.Context(), "fake_ab12")
			if err != nil {
				return err
			}
			again.ID, again.ProcessorKey, again.State = 0, "fake_twice", store.ChargeCreated
			if err := tx.CreateCharge(t.Context(), &again); err != nil {
				return err
			}
			if err := tx.CreateChargeItem(t.Context(), &store.ChargeItem{ChargeID: again.ID, InvoicedID: row}); err != nil {
				return err
			}
			if _, err := payment.Record(t.Context(), tx, again, nil); err != nil {
				return err
			}
			again.ID, again.ProcessorKey = 0, "fake_empty"
			return tx.CreateCharge(t.Context(), &again)
		})
		if err != nil {
			t.Fatal(err)
		}
		_, faults, err := s.VerifyLedger(t.Context())
		want := fmt.Sprintf("[{charge fake_empty differs from the sum of its lines} {order row %d was paid twice}]", row)
		if got := fmt.Sprint(faults); got != want || err != nil {
			t.Errorf("%s, %v", got, err)
		}
	})
}

// eventful is a ledger with an order of everything that `tollkeeper ledger verify` looks at: paid, refunded, disputed and won, renewed, paid along,
// free, and under way; and a payout of each kind.
const eventful = `
maya POST /cart/ {"plan": "starter"} -> 201
maya POST /billing/maya/checkout/ {"processor_token": "tok_visa", "remember_card": true} -> 201
omar POST /cart/ {"plan": "freebie"} -> 201
omar POST /billing/omar/checkout/ {} -> 200
ana POST /billing/charges/fake_ab12/refund/ {"lines": [{"num": 0, "refunded_amount": 500}]} -> 200
report dispute-opened fake_ab12 dp_1
report dispute-won fake_ab12 dp_1
at 2019-07-23T12:00:00Z
job all
charge fake_ab13 done
at 2019-08-23T12:00:00Z
card is declined
job all
card succeeds
maya POST /cart/ {"plan": "studio", "option": 1} -> 201
maya POST /billing/maya/checkout/ {} -> 201
due maya
charge fake_ab14 done
card pends
maya POST /cart/ {"plan": "annual"} -> 201
maya POST /billing/maya/checkout/ {} -> 201
charge fake_ab15 created
connect lumen
ana POST /billing/lumen/transfers/ {"amount": 1500} -> 201
bank pays po_1
ana POST /billing/lumen/transfers/ {"amount": 100, "descr": "Rent of June"} -> 201
bank fails po_2
deposit lumen po_9 50
job reconcile
ana POST /billing/lumen/transfers/ {"amount": 200} -> 201
balance pay:Withdraw 1550
verify
`

// forgery is what somebody does who gets past the triggers: a column set to something in some rows, or rows copied.
type forgery struct{ table, column, value, where string }

// forge does it and returns what undoes it.
func forge(t *testing.T, db *sql.DB, f forgery) (undo func()) {
	t.Helper()
	run := func(statement string) {
		t.Helper()
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	run("CREATE TABLE before_it AS SELECT * FROM " + f.table)
	statement := "UPDATE " + f.table + " SET " + f.column + " = " + f.value + " WHERE " + f.where
	if f.value == "" {
		statement = "INSERT INTO " + f.table + " (" + f.column + ") SELECT " + f.column + " FROM " + f.table + " WHERE " + f.where
	}
	run(statement)
	return func() {
		if f.value == "" {
			run("DELETE FROM " + f.table + " WHERE id NOT IN (SELECT id FROM before_it)")
		} else {
			run("UPDATE " + f.table + " SET " + f.column + " = (SELECT b." + f.column + " FROM before_it b WHERE b.id = " + f.table + ".id)")
		}
		run("DROP TABLE before_it")
	}
}

// What does not explain each other is named, whichever side of it was changed.
func TestVerifyExplainsOrdersChargesAndRefunds(t *testing.T) {
	const (
		freeOrder = "(SELECT min(id) FROM transactions WHERE dest_account = 'Payable' AND dest_amount = 0)"
		first     = "id = (SELECT min(id) FROM payment_attempts)"
		paid      = "event_id = 'cha_5/' AND orig_account = 'Liability'"
		columns   = "journal_id, created_at, descr, event_id, periods, orig_account, orig_organization_id, orig_amount, orig_unit, dest_account, " +
			"dest_organization_id, dest_amount, dest_unit"
	)
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := stage(t, s)
		p.read(strings.NewReader(eventful))
		db := s.Pools()["write"]
		one := func(query string) (out string) {
			t.Helper()
			if err := db.QueryRowContext(t.Context(), query).Scan(&out); err != nil {
				t.Fatalf("%s: %v", query, err)
			}
			return out
		}
		attempt := "attempt " + one("SELECT idempotency_key FROM payment_attempts WHERE "+first)
		along := "attempt " + one("SELECT a.idempotency_key FROM payment_attempts a JOIN attempt_lines l ON l.attempt_id = a.id")
		renewal := "renewal " + one("SELECT idempotency_key FROM renewals WHERE state = 'done'")
		entry := "entry " + one("SELECT CAST(id AS TEXT) FROM transactions WHERE "+paid)
		payout := "payout " + one("SELECT idempotency_key FROM payouts WHERE state = 'done'")
		pending := "payout " + one("SELECT idempotency_key FROM payouts WHERE state = 'made'")
		lumen := one("SELECT CAST(id AS TEXT) FROM organizations WHERE slug = 'lumen'")
		other := "entry " + one("SELECT CAST(id AS TEXT) FROM transactions WHERE event_id = 'po_9'")
		const differs, unexplained = " is paid, but differs from its row", " is a payout that is not in the journal of one"
		const paidOut = "event_id = 'po_1' AND dest_account = 'Withdraw'"
		withdrawal := "entry " + one("SELECT CAST(id AS TEXT) FROM transactions WHERE "+paidOut)
		switchOff := []string{"ALTER TABLE transactions DISABLE TRIGGER USER"}
		if s.Engine() == "sqlite" {
			switchOff = []string{"DROP TRIGGER transactions_no_update", "DROP TRIGGER transactions_no_delete"}
		}
		for _, statement := range switchOff {
			if _, err := db.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		const lost = "is paid but not in the funds of the processor, or more than once"
		const refund, refundJournal = "refund refund-fake_ab12-1 differs from its rows", "journal refund:refund-fake_ab12-1 is of no refund that was made"
		for _, c := range []struct {
			forgery
			want []string
		}{
			{forgery{"charges", "amount", "amount + 1", "processor_key = 'fake_ab13'"}, []string{"charge fake_ab13 differs from the sum of its lines", "charge fake_ab13 " + lost}},
			{forgery{"charges", "state", "0", "processor_key = 'fake_ab12'"}, []string{"charge fake_ab12 is not paid, but has rows"}},
			{forgery{"charges", "state", "2", "processor_key = 'fake_ab13'"}, []string{"charge fake_ab13 is not paid, but has rows"}},
			{forgery{"charges", "state", "1", "processor_key = 'fake_ab15'"}, []string{"charge fake_ab15 is done but a line has no distribution", "charge fake_ab15 " + lost}},
			{forgery{"charge_items", "invoiced_distribute_id", "invoiced_fee_id", "charge_id = 5"}, []string{"line cha_5/8/ is not the sum of its fee and its distribution"}},
			{forgery{"charge_items", "invoiced_fee_id", "NULL", "charge_id = 5"}, []string{"line cha_5/8/ is not the sum of its fee and its distribution"}},
			{forgery{"transactions", "event_id", "'cha_99/'", paid}, []string{entry + " pays a charge that there is not", "charge fake_ab12 " + lost}},
			{forgery{"transactions", columns, "", paid}, []string{"charge fake_ab12 " + lost, "journal settle:cha_5/ does not hold the entries"}},
			{forgery{"transactions", "descr", "'other'", paid}, []string{"journal settle:cha_5/ does not hold the entries"}},
			{forgery{"refunds", "amount", "amount + 1", "state = 'done'"}, []string{refund}},
			{forgery{"refunds", "state", "'abandoned'", "state = 'done'"}, []string{refund, refundJournal}},
			{forgery{"refunds", "idempotency_key", "'refund-no'", "state = 'done'"}, []string{"refund refund-no differs from its rows", refundJournal}},
			{forgery{"transactions", "orig_account", "'Refunded'", "event_id = 'cha_5/8/' AND orig_account = 'Funds'"}, []string{"line cha_5/8/ was refunded beyond its amount", refund}},
			{forgery{"disputes", "state", "'lost'", "state = 'won'"}, []string{"dispute dp_1 is not explained by its rows"}},
			{forgery{"payment_attempts", "amount", "amount + 1", first}, []string{attempt + " differs from its order and the old order rows that it paid"}},
			{forgery{"payment_attempts", "idempotency_key", "'gone'", first}, []string{"attempt gone is done, but no order has its rows"}},
			{forgery{"attempt_lines", "invoiced_id", freeOrder, "TRUE"}, []string{
				along + " is done, but no charge has the old order rows that it paid", along + " differs from its order and the old order rows that it paid",
			}},
			{forgery{"payouts", "amount", "amount + 1", "state = 'done'"}, []string{payout + differs}},
			{forgery{"payouts", "descr", "'Rent of June'", "state = 'done'"}, []string{payout + differs}},
			{forgery{"payouts", "payout_key", "'po_99'", "state = 'done'"}, []string{payout + differs}},
			{forgery{"payouts", "state", "'failed'", "state = 'done'"}, []string{payout + " is not paid, but has rows, or more than one"}},
			{forgery{"payouts", "state", "'done'", "state = 'made'"}, []string{pending + differs}},
			{forgery{"transactions", columns, "", paidOut}, []string{payout + " is not paid, but has rows, or more than one"}},
			{forgery{"transactions", "event_id", "'po_77'", paidOut}, []string{payout + differs, withdrawal + unexplained}},
			{forgery{"transactions", "journal_id", "1", "event_id = 'po_9'"}, []string{"journal payout:" + lumen + ":po_9 has no entries", other + unexplained}},
			{forgery{"renewals", "amount", "amount + 1", "state = 'done'"}, []string{renewal + " differs from the order rows that it paid"}},
			{forgery{"renewal_lines", "invoiced_id", freeOrder, "TRUE"}, []string{renewal + " is done, but no charge has its lines"}},
		} {
			undo := forge(t, db, c.forgery)
			_, faults, err := s.VerifyLedger(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range c.want {
				if !slices.ContainsFunc(faults, func(f store.LedgerFault) bool { return strings.HasPrefix(f.What, text) }) {
					t.Errorf("%+v: %q is not among %q", c.forgery, text, faults)
				}
			}
			undo()
		}
		p.verify()
	})
}

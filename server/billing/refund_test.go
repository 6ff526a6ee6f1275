package billing_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server"
	"tollkeeper/server/payment"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

func refund(f *servertest.Fixture, as, charge, lines string, status int) *client.BillingChargesRefundCreateResponse {
	f.Helper()
	return refundUnder(f, "", as, charge, lines, status)
}

// refundUnder is refund under an Idempotency-Key, unless it is "".
func refundUnder(f *servertest.Fixture, key, as, charge, lines string, status int) *client.BillingChargesRefundCreateResponse {
	f.Helper()
	return servertest.Must[*client.BillingChargesRefundCreateResponse](f.T, status)(
		f.Client(as).BillingChargesRefundCreateWithBodyWithResponse(f.Context(), charge, jsonType, strings.NewReader(`{"lines": `+lines+`}`), withKey(key)))
}

// refundRows are the rows that refunds of a charge made, as billing-ledger.md writes them, without the key of the charge.
func refundRows(f *servertest.Fixture, charge string) []string {
	f.Helper()
	q := url.Values{"q": {"refund " + charge}, "ends_at": {f.Clock.Now().Add(time.Second).Format(time.RFC3339)}}
	page := get[client.TransactionPage](f, "donny", "transactions/?"+q.Encode(), 200)
	rows := make([]string, len(page.Results))
	for i, r := range page.Results {
		rows[i] = fmt.Sprintf("%s:%s <- %s:%s %d %q", r.DestOrganization, r.DestAccount, r.OrigOrganization, r.OrigAccount, r.DestAmount,
			strings.ReplaceAll(r.Description, charge, "K"))
	}
	return rows
}

func expectRows(f *servertest.Fixture, charge string, want ...string) {
	f.Helper()
	got := refundRows(f, charge)
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		f.Errorf("rows\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	_, faults, err := f.Store.VerifyLedger(f.Context())
	if err != nil || len(faults) > 0 {
		f.Errorf("ledger: %v %v", faults, err)
	}
}

// three are the rows of a refund of a line of cowork, sold to sam (billing-ledger.md E6).
func three(event, order string, amount, fee int64) []string {
	text := fmt.Sprintf("%q", "Charge K refund for "+order)
	return []string{
		fmt.Sprintf("cowork:Refund <- sam:Refunded %d %s", amount, text),
		fmt.Sprintf("stripe:Refund <- stripe:Funds %d %q", fee, "Charge K refund processor fee for "+event),
		fmt.Sprintf("stripe:Refund <- cowork:Funds %d %s", amount-fee, text),
	}
}

const basicOrder = "Subscription to basic until 2019/07/24 (1 month)"

// eventOf is the event of what sam bought of a plan.
func eventOf(f *servertest.Fixture, plan string) string {
	f.Helper()
	sam, err := f.Store.Beneficiary(f.Context(), "sam")
	if err != nil {
		f.Fatal(err)
	}
	p, err := f.Store.PlanBySlug(f.Context(), plan)
	if err != nil {
		f.Fatal(err)
	}
	err = f.Store.Do(f.Context(), func(tx *store.Store) error {
		sub, err := tx.Running(f.Context(), sam.ID, p.ID, f.Clock.Now())
		plan = fmt.Sprintf("sub_%d/", sub.ID)
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	return plan
}

// The worked examples of billing-ledger.md E6, on the charge of 2000.
func TestRefundInParts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		charge := buy(f, "sam", "basic").ProcessorKey
		event := eventOf(f, "basic")
		if c := refund(f, "alice", charge, `[]`, 200).JSON200; c.ProcessorKey != charge {
			t.Errorf("%+v", c)
		}
		expectRows(f, charge)
		c := refund(f, "alice", charge, `[{"num": 0, "refunded_amount": 500}]`, 200).JSON200
		if c.State != "done" || c.Amount != 2000 {
			t.Errorf("the charge changed: %+v", c)
		}
		want := three(event, basicOrder, 500, 14)
		expectRows(f, charge, want...)
		if p := refund(f, "alice", charge, `[{"num": 0, "refunded_amount": 1501}]`, 400).JSON400; !strings.Contains(p.Detail, "$15.01") || !strings.Contains(p.Detail, "$15.00") {
			t.Errorf("%+v", p)
		}
		f.Clock.Advance(time.Minute)
		refund(f, "alice", charge, `[{"num": 0}]`, 200)
		want = append(want, three(event, basicOrder, 1500, 74)...)
		expectRows(f, charge, want...)
		refund(f, "alice", charge, `[{"num": 0}]`, 400)
		refund(f, "alice", charge, `[{"num": 0, "refunded_amount": 1}]`, 400)
		expectRows(f, charge, want...)
		// A refund changes neither the statement nor the subscription (E6).
		history := get[client.TransactionPage](f, "sam", "sam/history/?start_at=2019-06-24&ends_at=2019-06-25", 200)
		if history.Balance != 0 || history.Count != 4 {
			t.Errorf("balance %d, %d rows", history.Balance, history.Count)
		}
		receipts := mails(f, "charge_receipt")
		if last := receipts[len(receipts)-1]; !strings.Contains(last, `"refunded":true`) || !strings.Contains(last, `"amount":"$0.00"`) || !strings.Contains(last, `"refunded":"$20.00"`) {
			t.Errorf("receipt: %s", last)
		}
		if len(receipts) != 6 { // the payment and two refunds, each to sam and to donny
			t.Errorf("%d receipts", len(receipts))
		}
	})
}

// The example of two lines, 2000 and 5000: 58 and 1942 for the first, 175 and 4825 for the second, in one call or in two.
func TestRefundOfTwoLines(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		servertest.Must[*client.ProfilePlansCreateResponse](t, 201)(f.Client("alice").ProfilePlansCreateWithBodyWithResponse(t.Context(), "cowork",
			jsonType, strings.NewReader(`{"title": "Studio", "period_amount": 5000, "interval": "monthly", "is_active": true}`)))
		at := buy(f, "sam", "basic", "studio").ProcessorKey
		want := append(three(eventOf(f, "basic"), basicOrder, 2000, 58),
			three(eventOf(f, "studio"), strings.Replace(basicOrder, "basic", "studio", 1), 5000, 175)...)
		refund(f, "donny", at, `[{"num": 0}, {"num": 1, "refunded_amount": 5001}]`, 400) // all of them or none
		expectRows(f, at)
		refund(f, "donny", at, `[{"num": 0}, {"num": 1}]`, 200)
		expectRows(f, at, want...)
	})
}

func TestRefundRefusals(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		servertest.Must[*client.ProfilePlansCreateResponse](t, 201)(f.Client("donny").ProfilePlansCreateWithBodyWithResponse(t.Context(), "djaoapp",
			jsonType, strings.NewReader(`{"title": "Hosting", "period_amount": 3000, "interval": "monthly", "is_active": true}`)))
		charge := buy(f, "sam", "basic", "hosting").ProcessorKey
		refund(f, "sam", charge, `[{"num": 0}]`, 403) // never the customer itself
		refund(f, "joe", charge, `[{"num": 0}]`, 403)
		refund(f, "", charge, `[{"num": 0}]`, 401)
		refund(f, "donny", "fake_0", `[{"num": 0}]`, 404)
		for _, lines := range []string{
			`[{"num": 2}]`, `[{"num": -1}]`, `[{}]`, `[{"num": 0, "refunded_amount": 0}]`, `[{"num": 0, "refunded_amount": -5}]`,
			`[{"num": 0, "refunded_amount": 2001}]`, `[{"num": 0}, {"num": 0}]`, `null`, `[{"num": 0, "refunded_amount": 9223372036854775807}]`,
		} {
			refund(f, "alice", charge, lines, 400)
		}
		// A provider refunds her own lines only.
		refund(f, "alice", charge, `[{"num": 1}]`, 403)
		refund(f, "alice", charge, `[{"num": 0, "refunded_amount": 100}, {"num": 1}]`, 403)
		expectRows(f, charge)
		for state, word := range map[int64]string{store.ChargeCreated: "pending", store.ChargeFailed: "failed", store.ChargeDisputed: "disputed"} {
			moveCharge(f, charge, store.ChargeDone, state)
			if p := refund(f, "donny", charge, `[{"num": 0}]`, 400).JSON400; !strings.Contains(p.Detail, word) {
				t.Errorf("%+v", p)
			}
			moveCharge(f, charge, state, store.ChargeDone)
		}
		// The broker has funds of this one line: 5000 cost 175, of which 105 are of the line of 3000, 2895 are left; 3000 back cost 2913.
		p := refund(f, "donny", charge, `[{"num": 1}]`, 400).JSON400
		if !strings.Contains(p.Detail, "$28.95") || !strings.Contains(p.Detail, "$29.13") {
			t.Errorf("%+v", p)
		}
		expectRows(f, charge)
		refund(f, "donny", charge, `[{"num": 1, "refunded_amount": 2900}]`, 200)
		refund(f, "alice", charge, `[{"num": 0}]`, 200)
	})
}

// Many who refund the same at once get it once.
func TestRefundAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		charge := buy(f, "sam", "basic").ProcessorKey
		event := eventOf(f, "basic")
		alice := f.Client("alice")
		var wg sync.WaitGroup
		statuses := make([]int, 8)
		for i := range statuses {
			wg.Go(func() {
				r, err := alice.BillingChargesRefundCreateWithBodyWithResponse(t.Context(), charge, jsonType, strings.NewReader(`{"lines": [{"num": 0}]}`))
				if err == nil {
					statuses[i] = r.StatusCode()
				}
			})
		}
		wg.Wait()
		done := 0
		for _, status := range statuses {
			switch status {
			case 200:
				done++
			case 400, 409:
			default:
				t.Errorf("statuses %v", statuses)
			}
		}
		if done != 1 {
			t.Errorf("%d were refunded: %v", done, statuses)
		}
		expectRows(f, charge, three(event, basicOrder, 2000, 88)...)
	})
}

// shaky is a processor whose refunds go wrong: fault is what a client hears, made tells whether the refund is made all the same.
type shaky struct {
	payment.Processor
	fault error
	made  bool
}

func (p *shaky) Refund(ctx context.Context, r payment.RefundRequest) error {
	if p.made || p.fault == nil {
		if err := p.Processor.Refund(ctx, r); err != nil {
			return err
		}
	}
	return p.fault
}

// Whatever is lost between processor and ledger is found again (design 4).
func TestReconcileRefunds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		processor := &shaky{}
		f := servertest.New(t, s, server.WithProcessor(processor))
		processor.Processor = payment.NewSandbox(s, f.Clock.Now)
		charge := buy(f, "sam", "basic").ProcessorKey
		event := eventOf(f, "basic")
		reconcile := func(want int) {
			t.Helper()
			if n, err := f.Server.Reconcile(t.Context()); n != want || err != nil {
				t.Errorf("reconciled %d, %v, want %d", n, err, want)
			}
		}
		processor.fault, processor.made = errors.New("the line is dead"), false
		refund(f, "alice", charge, `[{"num": 0}]`, 503)
		refund(f, "alice", charge, `[{"num": 0}]`, 409)
		reconcile(0) // it might still be under way
		f.Clock.Advance(5 * time.Minute)
		reconcile(1)
		expectRows(f, charge)

		processor.made = true
		refund(f, "alice", charge, `[{"num": 0, "refunded_amount": 500}]`, 503)
		f.Clock.Advance(5 * time.Minute)
		reconcile(1)
		want := three(event, basicOrder, 500, 14)
		expectRows(f, charge, want...)
		reconcile(0)
		expectRows(f, charge, want...)

		processor.fault, processor.made = &payment.Declined{Code: "charge_expired", Message: "The charge is too old."}, false
		if p := refund(f, "alice", charge, `[{"num": 0}]`, 400).JSON400; !strings.Contains(p.Detail, "too old") {
			t.Errorf("%+v", p)
		}
		processor.fault = nil
		refund(f, "alice", charge, `[{"num": 0}]`, 200)
		if got := refundRows(f, charge); len(got) != 6 {
			t.Errorf("rows %v", got)
		}
		refunded, err := f.Store.SandboxRefunded(t.Context(), charge, "")
		if err != nil || refunded != 2000 {
			t.Errorf("the processor paid back %d, %v", refunded, err)
		}
	})
}

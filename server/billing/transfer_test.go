package billing_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
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

// payOut asks for a payout of a provider, under an Idempotency-Key unless it is "".
func payOut(f *servertest.Fixture, as, provider, key, body string, status int) *client.BillingTransfersCreateResponse {
	f.Helper()
	return servertest.Must[*client.BillingTransfersCreateResponse](f.T, status)(
		f.Client(as).BillingTransfersCreateWithBodyWithResponse(f.Context(), provider, jsonType, strings.NewReader(body), withKey(key)))
}

func withKey(key string) client.RequestEditorFn {
	return func(_ context.Context, r *http.Request) error {
		if key != "" {
			r.Header.Set("Idempotency-Key", key)
		}
		return nil
	}
}

// withdrawals are the payouts in the ledger.
func withdrawals(f *servertest.Fixture) []string {
	f.Helper()
	q := url.Values{"selector": {"Withdraw"}, "ends_at": {f.Clock.Now().Add(time.Second).Format(time.RFC3339)}}
	var rows []string
	for _, r := range get[client.TransactionPage](f, manager(f), "transactions/?"+q.Encode(), 200).Results {
		rows = append(rows, fmt.Sprintf("%s:%s <- %s:%s %d %q", r.DestOrganization, r.DestAccount, r.OrigOrganization, r.OrigAccount, r.DestAmount, r.Description))
	}
	if _, faults, err := f.Store.VerifyLedger(f.Context()); err != nil || len(faults) > 0 {
		f.Errorf("ledger: %v %v", faults, err)
	}
	return rows
}

// manager is who manages the broker, in the demo data or in the cast.
func manager(f *servertest.Fixture) string {
	f.Helper()
	if _, err := f.Store.UserByName(f.Context(), "tess"); err == nil {
		return "tess"
	}
	return "donny"
}

func reconciled(f *servertest.Fixture, want int) {
	f.Helper()
	if n, err := f.Server.Reconcile(f.Context()); n != want || err != nil {
		f.Errorf("reconciled %d, %v, want %d", n, err, want)
	}
}

// earned is a scene in which lumen has a deposit account and earned 1912.
func earned(t *testing.T, s *store.Store) *scene {
	t.Helper()
	p := stage(t, s)
	p.step("connect lumen")
	p.step(`maya POST /cart/ {"plan": "starter"} -> 201`)
	p.step(`maya POST /billing/maya/checkout/ {"processor_token": "tok_visa"} -> 201`)
	return p
}

func (p *scene) fundsAtTheBank(want int64) {
	p.Helper()
	if b := get[client.Bank](p.Fixture, "ana", "lumen/bank/", 200); b.BalanceAmount != want || b.BalanceUnit != "usd" {
		p.Errorf("%d %s at the bank, want %d", b.BalanceAmount, b.BalanceUnit, want)
	}
}

// The figures of billing-ledger.md E13: 1500 out of 1912, 412 left.
func TestBillingTransfersCreate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := earned(t, s)
		p.fundsAtTheBank(1912)
		at := p.Clock.Now()
		got := payOut(p.Fixture, "ana", "lumen", "", `{"amount": 1500}`, 201).JSON201
		want := client.Payout{ProcessorKey: "po_1", Amount: 1500, Unit: "usd", CreatedAt: at, Descr: "withdraw from Lumen (ana)", State: client.Pending}
		if !got.CreatedAt.Equal(at) || got.ProcessorKey != want.ProcessorKey || got.Amount != want.Amount || got.Unit != want.Unit || got.Descr != want.Descr || got.State != want.State {
			t.Errorf("%+v, want %+v", *got, want)
		}
		if r := p.bank.asked[0]; r.Amount != 1500 || r.Unit != "usd" || r.account != "acct_lumen" || r.Description != "withdraw from Lumen (ana)" {
			t.Errorf("the processor was asked for %+v", r)
		}
		p.step("balance lumen:Funds 1912")
		p.fundsAtTheBank(412)
		p.step("bank pays po_1")
		reconciled(p.Fixture, 1)
		reconciled(p.Fixture, 0)
		if got := withdrawals(p.Fixture); !slices.Equal(got, []string{`pay:Withdraw <- lumen:Funds 1500 "withdraw from Lumen (ana)"`}) {
			t.Errorf("rows %q", got)
		}
		p.step("balance lumen:Funds 412")
		p.fundsAtTheBank(412)
		// As lumen sees it (3.5): money that left.
		list := get[client.TransferPage](p.Fixture, "ana", "lumen/transfers/?q=withdraw&ends_at=2100-01-01", 200)
		if list.Count != 1 || !list.Results[0].IsDebit || list.Results[0].Amount != "($15.00)" {
			t.Errorf("%+v", list.Results)
		}
		if got := payOut(p.Fixture, "tess", "lumen", "", `{"amount": 12, "descr": "Rent of June"}`, 201).JSON201; got.Descr != "Rent of June" || got.ProcessorKey != "po_2" {
			t.Errorf("%+v", got)
		}
		p.fundsAtTheBank(400)
	})
}

func TestTransferRefusals(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := earned(t, s)
		ask := func(as, body string, status int) *client.BillingTransfersCreateResponse {
			t.Helper()
			return payOut(p.Fixture, as, "lumen", "", body, status)
		}
		ask("", `{"amount": 1}`, 401)
		ask("maya", `{"amount": 1}`, 403) // a customer
		payOut(p.Fixture, "ana", "terra", "", `{"amount": 1}`, 403)
		payOut(p.Fixture, "ana", "nowhere", "", `{"amount": 1}`, 404)
		for _, body := range []string{
			`{}`, `{"amount": 0}`, `{"amount": -5}`, `{"amount": 1.5}`, `{"amount": null}`, `{"amount": 100000000000000}`, `{"amount": 9223372036854775808}`,
			`{"amount": 1, "descr": ""}`, `{"amount": 1, "descr": "on credit card of {card holder}"}`, `{"amount": 1, "descr": "` + strings.Repeat("x", 501) + `"}`,
		} {
			ask("ana", body, 400)
		}
		if e := ask("ana", `{"amount": 1913}`, 400).JSON400; len(e.Errors["amount"]) != 1 || !strings.Contains(e.Detail, "$19.13") || !strings.Contains(e.Detail, "$19.12") {
			t.Errorf("%+v", e)
		}
		p.step("card is declined")
		if e := ask("ana", `{"amount": 1912}`, 400).JSON400; e.Detail != "There is not enough. (balance_insufficient)" {
			t.Errorf("%+v", e)
		}
		p.step("card succeeds")
		set(p.Fixture, "lumen", "processor_deposit_key", nil)
		if e := ask("ana", `{"amount": 1}`, 400).JSON400; !strings.Contains(e.Detail, "Lumen has no deposit account") {
			t.Errorf("%+v", e)
		}
		p.step("connect lumen")
		if len(p.bank.asked) != 0 {
			t.Errorf("the processor was asked: %+v", p.bank.asked)
		}
		// What was declined is free again, under another key.
		ask("ana", `{"amount": 1912}`, 201)
		// A silent processor leaves the outcome open: nobody asks for more, and the refusal of a client's mistake is the same.
		p.bank.states["po_1"] = payment.PayoutFailed
		reconciled(p.Fixture, 1)
		p.step("card is lost")
		if e := ask("ana", `{"amount": 1000}`, 503); e.HTTPResponse.Header.Get("Retry-After") != "60" {
			t.Errorf("%v", e.HTTPResponse.Header)
		}
		p.step("card succeeds")
		ask("ana", `{"amount": 1}`, 409)
		ask("tess", `{"amount": 1912}`, 409)
		p.fundsAtTheBank(912)
		if got := withdrawals(p.Fixture); len(got) != 0 {
			t.Errorf("rows %q", got)
		}
	})
}

// A processor that cannot be asked what it has is no refusal, and one that does not know the account is.
func TestTransferWithoutBank(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s, server.WithProcessor(mute{}))
		payOut(f, "alice", "cowork", "", `{"amount": 1}`, 503)
		f = servertest.Configured(t, s, servertest.Config(), server.WithProcessor(strange{}))
		if e := payOut(f, "alice", "cowork", "", `{"amount": 1}`, 400).JSON400; !strings.Contains(e.Detail, "does not know the deposit account of ABC Corp.") {
			t.Errorf("%+v", e)
		}
		// What the processor has counts when it is less than the funds.
		f = servertest.Configured(t, s, servertest.Config(), server.WithProcessor(poor{}))
		if e := payOut(f, "alice", "cowork", "", `{"amount": 501}`, 400).JSON400; !strings.Contains(e.Detail, "$5.01") || !strings.Contains(e.Detail, "$5.00") {
			t.Errorf("%+v", e)
		}
	})
}

// strange is a processor that knows no account.
type strange struct{ payment.Processor }

func (strange) Bank(context.Context, string) (payment.Bank, error) {
	return payment.Bank{}, payment.ErrUnknown
}

// The sandbox keeps a record of its own of what it was asked; its balance falls, and what was asked is paid by the time somebody looks.
func TestTransferBySandbox(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		sandbox := payment.NewSandbox(s, f.Clock.Now)
		available := func() int64 {
			t.Helper()
			bank, err := sandbox.Bank(t.Context(), "acct_cowork4242")
			if err != nil || bank.Unit != "usd" {
				t.Errorf("%+v %v", bank, err)
			}
			if shown := get[client.Bank](f, "alice", "cowork/bank/", 200); shown.BalanceAmount != bank.Available {
				t.Errorf("the sandbox has %d, shown are %d", bank.Available, shown.BalanceAmount)
			}
			return bank.Available
		}
		before := available()
		made := payOut(f, "alice", "cowork", "", `{"amount": 1500}`, 201).JSON201
		if left := available(); left != before-1500 {
			t.Errorf("%d of %d are left", left, before)
		}
		request := payment.PayoutRequest{IdempotencyKey: idempotencyKeyOf(f, made.ProcessorKey), DepositKey: "acct_cowork4242", Amount: 1500, Unit: "usd"}
		again, err := sandbox.PayOut(t.Context(), request)
		if err != nil || again.Key != made.ProcessorKey {
			t.Errorf("%+v %v", again, err)
		}
		listed, err := sandbox.Payouts(t.Context(), "acct_cowork4242", f.Clock.Now().Add(-time.Hour))
		if err != nil || len(listed) != 1 || listed[0].Key != made.ProcessorKey || listed[0].Amount != 1500 || listed[0].Unit != "usd" {
			t.Errorf("%+v %v", listed, err)
		}
		if listed, err := sandbox.Payouts(t.Context(), "acct_other", time.Time{}); err != nil || len(listed) != 0 {
			t.Errorf("%+v %v", listed, err)
		}
		if _, err := sandbox.FindPayout(t.Context(), payment.PayoutRequest{IdempotencyKey: "payout-0-1"}); !errors.Is(err, payment.ErrUnknown) {
			t.Errorf("%v", err)
		}
		reconciled(f, 1)
		if left := available(); left != before-1500 {
			t.Errorf("%d of %d are left when it is booked", left, before)
		}
		if got := withdrawals(f); !slices.Equal(got, []string{`stripe:Withdraw <- cowork:Funds 1500 "withdraw from ABC Corp. (alice)"`}) {
			t.Errorf("rows %q", got)
		}
	})
}

func idempotencyKeyOf(f *servertest.Fixture, payoutKey string) string {
	f.Helper()
	o, err := f.Store.Beneficiary(f.Context(), "cowork")
	if err != nil {
		f.Fatal(err)
	}
	p, err := f.Store.PayoutAsked(f.Context(), o.ID, payoutKey, "")
	if err != nil {
		f.Fatal(err)
	}
	return p.IdempotencyKey
}

// Many who ask at once never get more than there is.
func TestTransfersAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := earned(t, s)
		clients := []*client.ClientWithResponses{p.Client("ana"), p.Client("tess")}
		var wg sync.WaitGroup
		var mu sync.Mutex
		statuses := map[int]int{}
		for i := range 12 {
			wg.Go(func() {
				r, err := clients[i%2].BillingTransfersCreateWithBodyWithResponse(t.Context(), "lumen", jsonType, strings.NewReader(`{"amount": 1000}`))
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				defer mu.Unlock()
				statuses[r.StatusCode()]++
			})
		}
		wg.Wait()
		if statuses[201] != 1 || statuses[400]+statuses[409] != 11 || len(p.bank.asked) != 1 {
			t.Errorf("statuses %v, asked %+v", statuses, p.bank.asked)
		}
		// It is booked by several jobs at once, while others read what is left.
		p.step("bank pays po_1")
		for range 4 {
			wg.Go(func() {
				if err := p.job("reconcile"); err != nil && !strings.Contains(err.Error(), "busy") {
					t.Error(err)
				}
			})
			wg.Go(func() {
				if b := get[client.Bank](p.Fixture, "ana", "lumen/bank/", 200); b.BalanceAmount > 912 {
					t.Errorf("%d are left", b.BalanceAmount)
				}
			})
		}
		wg.Wait()
		if err := p.job("reconcile"); err != nil {
			t.Error(err)
		}
		if got := withdrawals(p.Fixture); len(got) != 1 {
			t.Errorf("rows %q", got)
		}
		p.fundsAtTheBank(912)
	})
}

// A payout and a refund that come at once do not count on the same funds.
func TestTransferAndRefundAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := earned(t, s)
		got := p.AtOnce(
			servertest.Request{As: "ana", Method: "POST", Path: "/billing/lumen/transfers/", Body: `{"amount": 1912}`},
			servertest.Request{As: "tess", Method: "POST", Path: "/billing/charges/fake_ab12/refund/", Body: `{"lines": [{"num": 0}]}`},
		)
		if got[400] != 1 || got[200]+got[201] != 1 || got[201] != len(p.bank.asked) || got[200] != len(p.bank.refunds) {
			t.Errorf("%v: %d payouts, %d refunds", got, len(p.bank.asked), len(p.bank.refunds))
		}
		p.fundsAtTheBank(0)
	})
}

// A request that comes again has one effect and one answer, also when its answer was lost on the way (issue 5, safe writes).
func TestTransferReplayed(t *testing.T) {
	const key = "5bd1d6f7-2b0f-4f0e-9a0e-0d6f2f5b7c31"
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := earned(t, s)
		ask := func(key, body string, status int) *client.BillingTransfersCreateResponse {
			t.Helper()
			return payOut(p.Fixture, "ana", "lumen", key, body, status)
		}
		first := ask(key, `{"amount": 500}`, 201)
		again := ask(key, `{"amount": 500}`, 201)
		if string(again.Body) != string(first.Body) || again.HTTPResponse.Header.Get("Idempotency-Replayed") != "true" || len(p.bank.asked) != 1 {
			t.Errorf("%s, then %s, asked %d", first.Body, again.Body, len(p.bank.asked))
		}
		ask(key, `{"amount": 501}`, 422)
		if got := ask("", `{"amount": 500}`, 201).JSON201; got.ProcessorKey != "po_2" {
			t.Errorf("%+v", got)
		}
		// The answer of this one is lost; by the time the key is free again the payout is known, and later paid.
		const lost = key + "-lost"
		p.step("card is lost")
		ask(lost, `{"amount": 400}`, 503)
		p.step("card succeeds")
		ask(lost, `{"amount": 400}`, 409) // the claim of the key stands
		p.Clock.Advance(10 * time.Minute)
		ask(lost, `{"amount": 400}`, 409) // the payout is open
		reconciled(p.Fixture, 1)
		if got := ask(lost, `{"amount": 400}`, 201).JSON201; got.ProcessorKey != "po_3" || got.State != client.Pending || got.Amount != 400 || got.Descr != "withdraw from Lumen (ana)" {
			t.Errorf("%+v", got)
		}
		// One that never came to anything is asked for again under its key.
		const never = key + "-never"
		p.step("card times out")
		ask(never, `{"amount": 300}`, 503)
		p.step("card succeeds")
		p.Clock.Advance(10 * time.Minute)
		reconciled(p.Fixture, 1)
		if got := ask(never, `{"amount": 300}`, 201).JSON201; got.ProcessorKey != "po_4" {
			t.Errorf("%+v", got)
		}
		// One that was paid before its answer was asked for again says so.
		const paid = key + "-paid"
		p.step("card is lost")
		p.step("bank pays po_5")
		ask(paid, `{"amount": 200}`, 503)
		p.step("card succeeds")
		p.Clock.Advance(10 * time.Minute)
		reconciled(p.Fixture, 1)
		if got := ask(paid, `{"amount": 200}`, 201).JSON201; got.ProcessorKey != "po_5" || got.State != client.Paid {
			t.Errorf("%+v", got)
		}
		if len(p.bank.asked) != 5 {
			t.Errorf("%d payouts", len(p.bank.asked))
		}
		p.fundsAtTheBank(12) // 1912 less 500, 500, 400, 300 and 200
	})
}

// Fifty repetitions at once are one payout.
func TestTransferReplayedAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := earned(t, s)
		ana := p.Client("ana")
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() {
				r, err := ana.BillingTransfersCreateWithBodyWithResponse(t.Context(), "lumen", jsonType, strings.NewReader(`{"amount": 10}`), withKey("the-same-key-for-all"))
				if err != nil || r.StatusCode() != 201 && r.StatusCode() != 409 {
					t.Errorf("%v %v", r, err)
				}
			})
		}
		wg.Wait()
		if len(p.bank.asked) != 1 {
			t.Errorf("%d payouts", len(p.bank.asked))
		}
		p.fundsAtTheBank(1902)
	})
}

// What the processor executed after we gave it up is booked all the same, under the name that was given, once.
func TestTransferPaidAfterAll(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := earned(t, s)
		p.step("card times out")
		payOut(p.Fixture, "ana", "lumen", "", `{"amount": 1500}`, 503)
		p.step("card succeeds")
		p.Clock.Advance(5 * time.Minute)
		reconciled(p.Fixture, 1)
		p.fundsAtTheBank(1912)
		late := payment.Payout{Key: "po_late", IdempotencyKey: fmt.Sprintf("payout-%d-1", p.organization("lumen").ID), At: p.Clock.Now(), Amount: 1500, Unit: "usd", Description: "other words"}
		for range 2 {
			if _, err := p.book.RecordPayout(t.Context(), p.organization("lumen").ID, late); err != nil {
				t.Fatal(err)
			}
			late.Description = "and others still"
		}
		if got := withdrawals(p.Fixture); !slices.Equal(got, []string{`pay:Withdraw <- lumen:Funds 1500 "withdraw from Lumen (ana)"`}) {
			t.Errorf("rows %q", got)
		}
		p.fundsAtTheBank(412)
	})
}

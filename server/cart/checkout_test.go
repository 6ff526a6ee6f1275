package cart_test

import (
	"context"
	"errors"
	"net/http"
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

func ptr[T any](v T) *T { return &v }

// shopper does what a customer does, and fails the test when the server does not answer as expected.
type shopper struct {
	*servertest.Fixture
	*client.ClientWithResponses
}

func as(f *servertest.Fixture, username string) shopper {
	return shopper{Fixture: f, ClientWithResponses: f.Client(username)}
}

func (s shopper) add(body string, status int) *client.CartCreateResponse {
	s.Helper()
	return servertest.Must[*client.CartCreateResponse](s.T, status)(
		s.CartCreateWithBodyWithResponse(s.Context(), "application/json", strings.NewReader(body)),
	)
}

func (s shopper) redeem(code string, status int) *client.CartRedeemCreateResponse {
	s.Helper()
	return servertest.Must[*client.CartRedeemCreateResponse](s.T, status)(
		s.CartRedeemCreateWithResponse(s.Context(), client.RedeemCoupon{Code: code}),
	)
}

func (s shopper) quote(organization string) []client.Invoicable {
	s.Helper()
	return servertest.Must[*client.BillingCheckoutReadResponse](s.T, 200)(
		s.BillingCheckoutReadWithResponse(s.Context(), organization, nil),
	).JSON200.Items
}

func (s shopper) pay(organization, token string, status int, options ...int64) *client.BillingCheckoutCreateResponse {
	s.Helper()
	return s.payUnder("", organization, token, status, options...)
}

// payUnder is pay under an Idempotency-Key, unless it is "".
func (s shopper) payUnder(key, organization, token string, status int, options ...int64) *client.BillingCheckoutCreateResponse {
	s.Helper()
	body := client.Checkout{}
	if token != "" {
		body.ProcessorToken = &token
	}
	if len(options) > 0 {
		items := make([]client.CheckoutItem, len(options))
		for i, option := range options {
			items[i].Option.Set(option)
		}
		body.Items = &items
	}
	return servertest.Must[*client.BillingCheckoutCreateResponse](s.T, status)(
		s.BillingCheckoutCreateWithResponse(s.Context(), organization, nil, body, func(_ context.Context, r *http.Request) error {
			if key != "" {
				r.Header.Set("Idempotency-Key", key)
			}
			return nil
		}),
	)
}

// row is what a test compares of a ledger row.
type row struct {
	description, amount string
	debit               bool
}

func (s shopper) history(organization string) (rows []row, balance int64) {
	s.Helper()
	page := servertest.Must[*client.BillingHistoryListResponse](s.T, 200)(s.BillingHistoryListWithResponse(s.Context(), organization,
		&client.BillingHistoryListParams{StartAt: ptr(servertest.Start), EndsAt: ptr(s.Clock.Now().Add(time.Second))})).JSON200
	for _, r := range page.Results {
		rows = append(rows, row{r.Description, r.Amount, r.IsDebit})
	}
	return rows, page.Balance
}

func expect(t testing.TB, what string, got, want []row) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d rows, want %d: %+v", what, len(got), len(want), got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s, row %d:\n got %+v\nwant %+v", what, i, got[i], want[i])
		}
	}
}

// verify re-proves the whole ledger.
func verify(f *servertest.Fixture) {
	f.Helper()
	_, faults, err := f.Store.VerifyLedger(f.Context())
	if err != nil || len(faults) > 0 {
		f.Errorf("ledger: %v %v", faults, err)
	}
}

// TestFirstOrder is the main job: a plan in the cart, a coupon, a price, a payment, the rows of the ledger (billing-ledger.md E1, E3,
// 3.8 and 4).
func TestFirstOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		xia := as(f, "xia")
		xia.add(`{"plan": "open-space"}`, 201)
		xia.add(`{"plan": "open-space"}`, 200)
		if got := xia.redeem("dis50", 200).JSON200.Detail; got != "Coupon 'dis50' was successfully applied." {
			t.Errorf("redeem says %q", got)
		}
		quote := xia.quote("xia")
		if len(quote) != 1 || len(quote[0].Lines) != 1 || len(quote[0].Options) != 0 {
			t.Fatalf("quote: %+v", quote)
		}
		const order = "Subscription to open-space until 2019/08/14 (1 month) - a 50% discount (code: DIS50)"
		if line := quote[0].Lines[0]; line.Description != order || line.DestAmount != 8999 || line.Amount != "$89.99" {
			t.Errorf("line: %+v", line)
		}
		charge := xia.pay("xia", "tok_visa", 201).JSON201
		if charge.State != "done" || charge.Amount != 8999 || charge.ReadableAmount != "$89.99" || charge.Last4 != "1234" {
			t.Errorf("charge: %+v", charge)
		}
		if got := charge.Description.MustGet(); got != "Charge "+charge.ProcessorKey+" on credit card of Joe Test (xia)" {
			t.Errorf("charge is described as %q", got)
		}
		rows, balance := xia.history("xia")
		expect(t, "history of xia", rows, []row{
			{order, "$89.99", false},
			{"Charge " + charge.ProcessorKey + " on credit card of Joe Test (xia)", "($89.99)", true},
		})
		if balance != 0 {
			t.Errorf("xia owes %d", balance)
		}
		alice := as(f, "alice")
		transfers := servertest.Must[*client.BillingTransfersListResponse](t, 200)(alice.BillingTransfersListWithResponse(t.Context(), "cowork",
			&client.BillingTransfersListParams{StartAt: ptr(servertest.Start), EndsAt: ptr(f.Clock.Now().Add(time.Second))})).JSON200
		// The fee of 8999 is floor((8999*290+5000)/10000)+30 = 291.
		if len(transfers.Results) != 1 || transfers.Results[0].Amount != "$87.08" || transfers.Results[0].IsDebit ||
			transfers.Results[0].Description != "Charge "+charge.ProcessorKey+" distribution for xia:open-space" {
			t.Errorf("transfers of cowork: %+v", transfers.Results)
		}
		sub := servertest.Must[*client.ProfileSubscriptionsReadResponse](t, 200)(
			xia.ProfileSubscriptionsReadWithResponse(t.Context(), "xia", "open-space"),
		).JSON200
		if want := time.Date(2019, 8, 14, 10, 0, 0, 0, time.UTC); !sub.EndsAt.Equal(want) {
			t.Errorf("runs until %s, want %s", sub.EndsAt, want)
		}
		if len(xia.quote("xia")) != 0 {
			t.Error("the cart is not empty after the order")
		}
		xia.pay("xia", "tok_visa", 200)
		verify(f)
	})
}

// A declined card leaves nothing behind, and the same cart can be paid with another (billing-ledger.md E4 and 4.7).
func TestDeclinedCardLeavesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		xia := as(f, "xia")
		xia.add(`{"plan": "basic"}`, 201)
		before := rowCount(f)
		for _, remember := range []bool{false, true} {
			response := servertest.Must[*client.BillingCheckoutCreateResponse](t, 400)(xia.BillingCheckoutCreateWithResponse(t.Context(), "xia", nil,
				client.Checkout{ProcessorToken: ptr("tok_chargeDeclined"), RememberCard: &remember}))
			if !strings.Contains(response.JSON400.Detail, "declined") || response.JSON400.Errors["processor_token"] == nil {
				t.Errorf("the refusal says %+v", response.JSON400)
			}
		}
		if rowCount(f) != before {
			t.Error("a declined checkout wrote ledger rows")
		}
		o, err := s.Organization(t.Context(), mustScope(f, "xia"))
		if err != nil || o.ProcessorCardKey != nil {
			t.Errorf("a declined card was kept: %v, %v", o.ProcessorCardKey, err)
		}
		if _, err := s.PlanBySlug(t.Context(), "basic"); err != nil {
			t.Fatal(err)
		}
		missing := servertest.Must[*client.ProfileSubscriptionsReadResponse](t, 404)(
			xia.ProfileSubscriptionsReadWithResponse(t.Context(), "xia", "basic"),
		)
		_ = missing
		if len(xia.quote("xia")) != 1 {
			t.Error("the cart did not survive")
		}
		xia.pay("xia", "tok_visa", 201)
		verify(f)
	})
}

func rowCount(f *servertest.Fixture) int64 {
	f.Helper()
	rows, _, err := f.Store.VerifyLedger(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	return rows
}

func mustScope(f *servertest.Fixture, slug string) int64 {
	f.Helper()
	o, err := f.Store.Beneficiary(f.Context(), slug)
	if err != nil {
		f.Fatal(err)
	}
	return o.ID
}

// unconnected is a processor to which no provider is connected.
type unconnected struct{ payment.Processor }

func (unconnected) Pay(context.Context, payment.Request) (payment.Payment, error) {
	return payment.Payment{}, &payment.Declined{Code: payment.AccountMissing, Message: "ABC Corp. is not connected to the payment processor yet."}
}

// A provider who cannot be paid hears of it, one who can does not (metrics-jobs-notifications.md 6.3).
func TestProviderWithoutAnAccountIsTold(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s, server.WithProcessor(unconnected{}))
		xia := as(f, "xia")
		xia.add(`{"plan": "basic"}`, 201)
		told := func(key any, want int) {
			t.Helper()
			err := s.Do(t.Context(), func(tx *store.Store) error {
				return tx.UpdateOrganization(t.Context(), mustScope(f, "cowork"), map[string]any{"processor_deposit_key": key})
			})
			if err != nil {
				t.Fatal(err)
			}
			if p := xia.pay("xia", "tok_visa", 400).JSON400; !strings.Contains(p.Detail, "not connected") {
				t.Errorf("%+v", p)
			}
			n := 0
			for _, m := range f.Mails() {
				if m == "processor_setup_error alice@localhost.localdomain" {
					n++
				}
			}
			if n != want {
				t.Errorf("%d mails, want %d", n, want)
			}
		}
		told(nil, 1)
		told("acct_1", 1)
	})
}

// Checking out many times at once charges once (billing-ledger.md 4.7).
func TestCheckoutAtOnceChargesOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		xia := as(f, "xia")
		xia.add(`{"plan": "basic"}`, 201)
		var wg sync.WaitGroup
		statuses := make([]int, 12)
		for i := range statuses {
			wg.Go(func() {
				response, err := xia.BillingCheckoutCreateWithResponse(context.Background(), "xia", nil, client.Checkout{ProcessorToken: ptr("tok_visa")})
				if err != nil {
					t.Error(err)
					return
				}
				statuses[i] = response.StatusCode()
			})
		}
		wg.Wait()
		charged := 0
		for _, status := range statuses {
			switch status {
			case 201:
				charged++
			case 200, 409: // an empty cart, or the other checkout is under way
			default:
				t.Errorf("status %d", status)
			}
		}
		if charged != 1 {
			t.Errorf("charged %d times: %v", charged, statuses)
		}
		if rows, _ := xia.history("xia"); len(rows) != 2 {
			t.Errorf("history: %+v", rows)
		}
		verify(f)
	})
}

// lossy is a processor that takes the money and does not live to tell.
type lossy struct {
	payment.Processor
	fail bool
}

func (l *lossy) Pay(ctx context.Context, r payment.Request) (payment.Payment, error) {
	paid, err := l.Processor.Pay(ctx, r)
	if l.fail && err == nil {
		return payment.Payment{}, errors.New("the line is dead")
	}
	return paid, err
}

// A crash between the payment and its rows is finished by reconciliation with the amounts that were paid (design 4).
func TestReconcileFinishesAPayment(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		processor := &lossy{fail: true}
		f := servertest.New(t, s, server.WithProcessor(processor))
		processor.Processor = payment.NewSandbox(s, f.Clock.Now)
		xia := as(f, "xia")
		xia.add(`{"plan": "basic"}`, 201)
		xia.pay("xia", "tok_visa", 503)
		xia.add(`{"plan": "private"}`, 409) // the cart is locked until it is known what happened
		xia.pay("xia", "tok_visa", 409)
		if closed, err := f.Server.Reconcile(t.Context()); closed != 0 || err != nil {
			t.Errorf("a checkout under way was reconciled: %d, %v", closed, err)
		}
		f.Clock.Advance(5 * time.Minute)
		if closed, err := f.Server.Reconcile(t.Context()); closed != 1 || err != nil {
			t.Errorf("reconciled %d, %v, want 1", closed, err)
		}
		rows, balance := xia.history("xia")
		if len(rows) != 2 || balance != 0 {
			t.Errorf("history %+v, balance %d", rows, balance)
		}
		if closed, err := f.Server.Reconcile(t.Context()); closed != 0 || err != nil {
			t.Errorf("reconciled again: %d, %v", closed, err)
		}
		xia.add(`{"plan": "private"}`, 201)
		verify(f)
	})
}

// An attempt that never reached the processor is given up, and the cart is free again.
func TestReconcileGivesUpWhatNeverWasPaid(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s, server.WithProcessor(deaf{}))
		xia := as(f, "xia")
		xia.add(`{"plan": "basic"}`, 201)
		xia.pay("xia", "tok_visa", 503)
		f.Clock.Advance(5 * time.Minute)
		if closed, err := f.Server.Reconcile(t.Context()); closed != 1 || err != nil {
			t.Errorf("reconciled %d, %v, want 1", closed, err)
		}
		if rows, _ := xia.history("xia"); len(rows) != 0 {
			t.Errorf("history: %+v", rows)
		}
		if len(xia.quote("xia")) != 1 {
			t.Error("the cart is gone")
		}
	})
}

// deaf is a processor that cannot be reached.
type deaf struct{ payment.Processor }

func (deaf) Pay(context.Context, payment.Request) (payment.Payment, error) {
	return payment.Payment{}, errors.New("no route")
}

func (deaf) Payouts(context.Context, string, time.Time) ([]payment.Payout, error) { return nil, nil }

func (deaf) Find(context.Context, string) (payment.Payment, error) {
	return payment.Payment{}, payment.ErrUnknown
}

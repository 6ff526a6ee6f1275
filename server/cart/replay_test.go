package cart_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server"
	"tollkeeper/server/payment"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

const checkoutKey = "7e6a1c52-6f0e-4a1d-8a53-3f1e0a7b9d24"

// inCart are the plans in the cart.
func (s shopper) inCart() []string {
	s.Helper()
	var plans []string
	for _, item := range s.quote("xia") {
		plans = append(plans, item.Subscription.Plan.Slug)
	}
	return plans
}

// paid compares what xia was charged, in the ledger.
func (s shopper) paid(want ...string) {
	s.Helper()
	var amounts []string
	rows, balance := s.history("xia")
	for _, r := range rows {
		if r.debit {
			amounts = append(amounts, r.amount)
		}
	}
	if !slices.Equal(amounts, want) || balance != 0 {
		s.Errorf("xia was charged %v and owes %d, want %v", amounts, balance, want)
	}
	verify(s.Fixture)
}

// A checkout that comes again is the same order, also when its answer was lost on the way, and whatever is in the cart by then (issue 5, safe
// writes).
func TestCheckoutReplayed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		processor := &lossy{}
		f := servertest.New(t, s, server.WithProcessor(processor))
		processor.Processor = payment.NewSandbox(s, f.Clock.Now)
		xia := as(f, "xia")
		ask := func(key string, status int) *client.BillingCheckoutCreateResponse {
			t.Helper()
			return xia.payUnder(key, "xia", "tok_visa", status)
		}
		// The processor takes the money and does not say so; by the time the key is free again the payment is known.
		processor.fail = true
		xia.add(`{"plan": "basic"}`, 201)
		ask(checkoutKey, 503)
		processor.fail = false
		ask(checkoutKey, 409) // the claim of the key stands
		f.Clock.Advance(10 * time.Minute)
		ask(checkoutKey, 409) // the payment is open
		if closed, err := f.Server.Reconcile(t.Context()); closed != 1 || err != nil {
			t.Errorf("reconciled %d, %v, want 1", closed, err)
		}
		xia.add(`{"plan": "open-space"}`, 201)
		first := ask(checkoutKey, 201)
		if c := first.JSON201; c.State != "done" || c.Amount != 2000 {
			t.Errorf("%+v", c)
		}
		if again := ask(checkoutKey, 201); string(again.Body) != string(first.Body) || again.HTTPResponse.Header.Get("Idempotency-Replayed") != "true" {
			t.Errorf("%s, then %s", first.Body, again.Body)
		}
		xia.paid("($20.00)")
		f.LoseAnswers()
		if c := ask(checkoutKey, 201).JSON201; c.ProcessorKey != first.JSON201.ProcessorKey {
			t.Errorf("%+v, want %+v", c, first.JSON201)
		}
		xia.paid("($20.00)")
		if plans := xia.inCart(); !slices.Equal(plans, []string{"open-space"}) {
			t.Errorf("in the cart: %v", plans)
		}
		// Another key is another order, and so is this one a day later.
		second := ask(checkoutKey+"-other", 201).JSON201
		if second.ProcessorKey == first.JSON201.ProcessorKey || second.Amount != 17999 {
			t.Errorf("%+v", second)
		}
		xia.paid("($20.00)", "($179.99)")
		xia.add(`{"plan": "basic"}`, 201)
		f.Clock.Advance(24*time.Hour + time.Second)
		if third := ask(checkoutKey, 201).JSON201; third.Amount != 2000 || third.ProcessorKey == first.JSON201.ProcessorKey {
			t.Errorf("%+v", third)
		}
	})
}

var errLost = errors.New("the line is dead")

// flaky is a processor that does not pay, for one reason after the other, and then does.
type flaky struct {
	payment.Processor
	answers []error
}

func (p *flaky) Pay(ctx context.Context, r payment.Request) (payment.Payment, error) {
	if len(p.answers) == 0 {
		return p.Processor.Pay(ctx, r)
	}
	err := p.answers[0]
	p.answers = p.answers[1:]
	return payment.Payment{}, err
}

// A checkout that came to nothing, declined or never paid, is tried anew under its key.
func TestCheckoutRetriedUnderItsKey(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		processor := &flaky{answers: []error{&payment.Declined{Code: "card_declined", Message: "No."}, errLost}}
		f := servertest.New(t, s, server.WithProcessor(processor))
		processor.Processor = payment.NewSandbox(s, f.Clock.Now)
		xia := as(f, "xia")
		xia.add(`{"plan": "basic"}`, 201)
		xia.payUnder(checkoutKey, "xia", "tok_visa", 400)
		xia.payUnder(checkoutKey, "xia", "tok_visa", 503)
		f.Clock.Advance(10 * time.Minute)
		if closed, err := f.Server.Reconcile(t.Context()); closed != 1 || err != nil {
			t.Errorf("reconciled %d, %v, want 1", closed, err)
		}
		xia.payUnder(checkoutKey, "xia", "tok_visa", 201)
		xia.paid("($20.00)")
	})
}

// An order that costs nothing, and an empty cart, are answered once too: what is put in the cart afterwards is not bought by a repetition.
func TestFreeCheckoutReplayed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		xia := as(f, "xia")
		xia.add(`{"plan": "private"}`, 201)
		xia.redeem("DIS100", 200)
		xia.payUnder(checkoutKey, "xia", "tok_visa", 200)
		xia.payUnder(checkoutKey+"-empty", "xia", "tok_visa", 200)
		f.LoseAnswers()
		xia.add(`{"plan": "basic"}`, 201)
		xia.payUnder(checkoutKey, "xia", "tok_visa", 200)
		xia.payUnder(checkoutKey+"-empty", "xia", "tok_visa", 200)
		xia.paid()
		if plans := xia.inCart(); !slices.Equal(plans, []string{"basic"}) {
			t.Errorf("in the cart: %v", plans)
		}
		xia.payUnder(checkoutKey+"-new", "xia", "tok_visa", 201)
		xia.paid("($20.00)")
	})
}

package stripe_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"tollkeeper/server/payment"
	"tollkeeper/server/payment/stripe"
)

func TestBankAndPayouts(t *testing.T) {
	answers := map[string][]answer{
		"GET balance": ok(`{"object": "balance", "available": [{"amount": 1500, "currency": "jpy"}, {"amount": 7, "currency": "usd"}]}`),
		"GET payouts": ok(`{"object": "list", "data": [{"id": "po_2", "object": "payout", "amount": -200, "currency": "usd", "created": 1561377700}, {"id": "po_1", "object": "payout", "amount": 1500, "currency": "usd", "created": 1561377600, "description": "withdraw from Lumen (ana)", "metadata": {"tollkeeper_key": "payout-7-1"}}]}`),
	}
	m := newMocked(t, stripe.Forward, answers)
	bank, err := m.Bank(t.Context(), cowork.DepositKey)
	if want := (payment.Bank{Name: "Stripe", Last4: "***-lo2C", Available: 150000, Unit: "jpy"}); err != nil || bank != want {
		t.Errorf("%+v %v", bank, err)
	}
	got, err := m.Payouts(t.Context(), cowork.DepositKey, noon.Add(-time.Hour))
	want := []payment.Payout{
		{Key: "po_1", IdempotencyKey: "payout-7-1", At: noon, Amount: 1500, Unit: "usd", Description: "withdraw from Lumen (ana)"},
		{Key: "po_2", At: noon.Add(100 * time.Second), Amount: -200, Unit: "usd"},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v %v", got, err)
	}
	if asked := m.only(t, "GET payouts"); asked.form() != "created[gt]=1561374000 limit=100 status=paid" || asked.Account != cowork.DepositKey {
		t.Errorf("%+v", asked)
	}
	m = newMocked(t, stripe.Local, answers)
	if _, err := m.Bank(t.Context(), cowork.DepositKey); err != nil || m.calls[0].Account != "" {
		t.Errorf("%+v %v", m.calls, err)
	}
	if got, err := m.Payouts(t.Context(), cowork.DepositKey, noon); err != nil || got != nil || len(m.calls) > 1 {
		t.Errorf("%+v %v", got, err)
	}
}

// payout is one of Stripe's that was asked for.
func payout(key, status string) string {
	return `{"id": "po_1", "object": "payout", "amount": 1500, "currency": "usd", "created": 1561377600, "description": "withdraw from Lumen (ana)", "status": "` + status +
		`", "metadata": {"tollkeeper_key": "` + key + `"}}`
}

var askedOfStripe = payment.PayoutRequest{
	IdempotencyKey: "payout-7-1", DepositKey: cowork.DepositKey, Amount: 1500, Unit: "usd", Description: "withdraw from Lumen (ana)", At: noon.Add(5 * time.Minute),
}

func standing(state payment.PayoutState) payment.AskedPayout {
	return payment.AskedPayout{State: state, Payout: payment.Payout{
		Key: "po_1", IdempotencyKey: "payout-7-1", At: noon, Amount: 1500, Unit: "usd", Description: "withdraw from Lumen (ana)",
	}}
}

// What a payout asks for, on the account that holds the money in each mode, under the key of the attempt.
func TestPayOut(t *testing.T) {
	for mode, account := range map[stripe.Mode]string{stripe.Local: "", stripe.Forward: cowork.DepositKey, stripe.Remote: cowork.DepositKey} {
		t.Run(string(mode), func(t *testing.T) {
			// The first answer is lost: it is asked for again under the same key.
			m := newMocked(t, mode, map[string][]answer{"POST payouts": {{}, {status: 200, body: payout("payout-7-1", "pending")}}})
			got, err := m.PayOut(t.Context(), askedOfStripe)
			if want := standing(payment.PayoutPending); err != nil || got != want {
				t.Errorf("%+v %v, want %+v", got, err, want)
			}
			if len(m.calls) != 2 {
				t.Fatalf("%+v", m.calls)
			}
			for _, made := range m.calls {
				if made.form() != "amount=1500 currency=usd description=withdraw from Lumen (ana)" || made.Account != account || made.Key != "payout-7-1" ||
					made.Form.Get("metadata[tollkeeper_key]") != "payout-7-1" {
					t.Errorf("%+v", made)
				}
			}
		})
	}
	m := newMocked(t, stripe.Forward, map[string][]answer{"POST payouts": ok(strings.ReplaceAll(payout("payout-7-1", "in_transit"), "usd", "jpy"))})
	yen := askedOfStripe
	yen.Amount, yen.Unit = 150000, "jpy"
	if got, err := m.PayOut(t.Context(), yen); err != nil || got.Amount != 150000 || got.State != payment.PayoutPending || m.calls[0].Form.Get("amount") != "1500" {
		t.Errorf("%+v %v %+v", got, err, m.calls)
	}
}

// What comes back instead of a payout, and which of it is certain.
func TestPayOutRefused(t *testing.T) {
	silent := errors.New("not known")
	for name, c := range map[string]struct {
		edit   func(*payment.PayoutRequest)
		answer answer
		want   error
	}{
		"too much":          {answer: answer{status: 400, body: `{"error": {"type": "invalid_request_error", "code": "balance_insufficient", "message": "sk_test_1"}}`}, want: &payment.Declined{Code: "balance_insufficient", Message: "The payment processor refused the request."}},
		"failed at once":    {answer: answer{status: 200, body: payout("payout-7-1", "failed")}, want: &payment.Declined{Code: "payout_failed", Message: "The payout could not be made."}},
		"canceled at once":  {answer: answer{status: 200, body: payout("payout-7-1", "canceled")}, want: &payment.Declined{Code: "payout_canceled", Message: "The payout could not be made."}},
		"half a yen":        {edit: func(r *payment.PayoutRequest) { r.Amount, r.Unit = 1050, "jpy" }, want: &payment.Declined{Code: "invalid_amount", Message: "The payment processor takes whole units of this currency only."}},
		"another body":      {answer: answer{status: 400, body: `{"error": {"type": "idempotency_error", "message": "Keys for idempotent requests"}}`}, want: silent},
		"a bad key":         {answer: answer{status: 401, body: `{"error": {"type": "invalid_request_error", "message": "Invalid API Key provided: sk_test_the_secret_of_the_test"}}`}, want: silent},
		"broken":            {answer: answer{status: 500, body: `{"error": {"type": "api_error", "message": "sorry"}}`}, want: silent},
		"in an unknown way": {answer: answer{status: 200, body: payout("payout-7-1", "enchanted")}, want: silent},
	} {
		t.Run(name, func(t *testing.T) {
			r := askedOfStripe
			if c.edit != nil {
				c.edit(&r)
			}
			c.answer.header = map[string]string{"Stripe-Should-Retry": "false"}
			m := newMocked(t, stripe.Forward, map[string][]answer{"POST payouts": {c.answer}})
			_, err := m.PayOut(t.Context(), r)
			declined := new(payment.Declined)
			switch {
			case err == nil:
				t.Fatal("paid")
			case errors.Is(c.want, silent) && errors.As(err, &declined):
				t.Errorf("%v is certain", err)
			case !errors.Is(c.want, silent) && !reflect.DeepEqual(err, c.want):
				t.Errorf("%#v, want %#v", err, c.want)
			}
			if strings.Contains(err.Error(), "sk_test") {
				t.Errorf("a secret in %q", err)
			}
		})
	}
}

// A payout is found again by its key, or by what it carries among those since it was asked for.
func TestFindPayout(t *testing.T) {
	list := func(payouts ...string) []answer {
		return ok(`{"object": "list", "data": [` + strings.Join(payouts, ",") + `], "has_more": false}`)
	}
	for status, state := range map[string]payment.PayoutState{
		"pending": payment.PayoutPending, "in_transit": payment.PayoutPending, "paid": payment.PayoutPaid, "failed": payment.PayoutFailed, "canceled": payment.PayoutFailed,
	} {
		for mode, account := range map[stripe.Mode]string{stripe.Local: "", stripe.Forward: cowork.DepositKey, stripe.Remote: cowork.DepositKey} {
			m := newMocked(t, mode, map[string][]answer{
				"GET payouts": list(payout("payout-7-2", "paid"), payout("payout-7-1", status)), "GET payouts/po_1": ok(payout("payout-7-1", status)),
			})
			known := askedOfStripe
			known.PayoutKey = "po_1"
			for _, r := range []payment.PayoutRequest{askedOfStripe, known} {
				if got, err := m.FindPayout(t.Context(), r); err != nil || got != standing(state) {
					t.Errorf("%s %s: %+v %v", mode, status, got, err)
				}
			}
			if asked := m.only(t, "GET payouts"); asked.form() != "created[gte]=1561374300 limit=100" || asked.Account != account {
				t.Errorf("%+v", asked)
			}
			if asked := m.only(t, "GET payouts/po_1"); asked.Account != account {
				t.Errorf("%+v", asked)
			}
		}
	}
	m := newMocked(t, stripe.Forward, map[string][]answer{
		"GET payouts": list(payout("payout-7-2", "paid")), "GET payouts/po_1": {{status: 404, body: `{"error": {"type": "invalid_request_error", "code": "resource_missing"}}`}},
	})
	known := askedOfStripe
	known.PayoutKey = "po_1"
	for _, r := range []payment.PayoutRequest{askedOfStripe, known} {
		if got, err := m.FindPayout(t.Context(), r); !errors.Is(err, payment.ErrUnknown) {
			t.Errorf("%+v %v", got, err)
		}
	}
	broken := []answer{{status: 500, body: `{"error": {"type": "api_error"}}`, header: map[string]string{"Stripe-Should-Retry": "false"}}}
	m = newMocked(t, stripe.Forward, map[string][]answer{"GET payouts": broken, "GET payouts/po_1": broken})
	for _, r := range []payment.PayoutRequest{askedOfStripe, known} {
		if got, err := m.FindPayout(t.Context(), r); err == nil || errors.Is(err, payment.ErrUnknown) {
			t.Errorf("%+v %v", got, err)
		}
	}
}

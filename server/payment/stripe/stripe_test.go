package stripe_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/payment"
	"tollkeeper/server/payment/stripe"
)

const (
	webhookSecret = "whsec_of_the_test"
	card          = `{"id": "pm_1", "object": "payment_method", "type": "card", "card": {"last4": "4242", "exp_month": 12, "exp_year": 2030, "brand": "visa"}, "billing_details": {"name": "Joe Test"}}`
	storedCard    = `{"id": "cus_1", "object": "customer", "invoice_settings": {"default_payment_method": ` + card + `}}`
)

// intent is a payment intent in a state.
func intent(status, more string) string {
	return `{"id": "pi_1", "object": "payment_intent", "created": 1561377600, "amount": 2000, "currency": "usd", "status": "` + status +
		`", "client_secret": "pi_1_secret_2", "metadata": {"tollkeeper_key": "checkout-1", "tollkeeper_card": "cus_1"}` + more + `}`
}

const withCard = `, "payment_method": ` + card

func ok(body string) []answer { return []answer{{status: 200, body: body}} }

func shares(one ...payment.Share) []payment.Share { return one }

var cowork = payment.Share{Amount: 2000, Name: "ABC Corp. <\"Ünited\">", DepositKey: "acct_1032D82eZvKYlo2C"}

func request(edit func(*payment.Request)) payment.Request {
	r := payment.Request{
		IdempotencyKey: "checkout-1", CardKey: "cus_1", Amount: 2000, Unit: "usd", Description: "Order of xia", Present: true, Shares: shares(cowork),
	}
	if edit != nil {
		edit(&r)
	}
	return r
}

// What a payment asks for, in every mode and with every kind of card.
func TestPay(t *testing.T) {
	const common = "amount=2000 capture_method=automatic confirm=true currency=usd "
	for name, c := range map[string]struct {
		mode    stripe.Mode
		edit    func(*payment.Request)
		form    string
		account string
		key     string
	}{
		"on the account of the site": {
			mode: stripe.Local, key: "pi_1",
			form: common + "customer=cus_1 description=Order of xia payment_method=pm_1 payment_method_types[0]=card setup_future_usage=off_session statement_descriptor_suffix=ABC Corp. nited",
		},
		"without the payer": {
			mode: stripe.Local, key: "pi_1", edit: func(r *payment.Request) { r.Present, r.Shares = false, nil },
			form: common + "customer=cus_1 description=Order of xia off_session=true payment_method=pm_1 payment_method_types[0]=card",
		},
		"forwarded": { // the fee of 2000 is 88
			mode: stripe.Forward, key: "pi_1",
			form: common + "customer=cus_1 description=Order of xia payment_method=pm_1 payment_method_types[0]=card setup_future_usage=off_session statement_descriptor_suffix=ABC Corp. nited transfer_data[amount]=1912 transfer_data[destination]=acct_1032D82eZvKYlo2C",
		},
		"forwarded to the broker": {
			mode: stripe.Forward, key: "pi_1", edit: func(r *payment.Request) { r.Shares = shares(payment.Share{Amount: 2000, Broker: true}) },
			form: common + "customer=cus_1 description=Order of xia payment_method=pm_1 payment_method_types[0]=card setup_future_usage=off_session",
		},
		"on the account of the provider": {
			mode: stripe.Remote, key: "pi_1-1032D82eZvKYlo2C", account: cowork.DepositKey,
			edit: func(r *payment.Request) { r.CardKey, r.Token = "", "pm_7" },
			form: common + "description=Order of xia payment_method=pm_7 payment_method_types[0]=card statement_descriptor_suffix=ABC Corp. nited",
		},
		"in yen": {
			mode: stripe.Forward, key: "pi_1", edit: func(r *payment.Request) { r.Amount, r.Unit, r.CardKey, r.Token = 150000, "jpy", "", "pm_7" },
			form: "amount=1500 capture_method=automatic confirm=true currency=jpy description=Order of xia payment_method=pm_7 payment_method_types[0]=card statement_descriptor_suffix=ABC Corp. nited transfer_data[amount]=1456 transfer_data[destination]=acct_1032D82eZvKYlo2C",
		},
		"in Kuwaiti dinars": {
			mode: stripe.Local, key: "pi_1", edit: func(r *payment.Request) { r.Unit, r.CardKey, r.Token, r.Shares = "kwd", "", "pm_7", nil },
			form: "amount=20000 capture_method=automatic confirm=true currency=kwd description=Order of xia payment_method=pm_7 payment_method_types[0]=card",
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMocked(t, c.mode, map[string][]answer{
				"GET customers/cus_1": ok(storedCard), "POST payment_intents": ok(intent("succeeded", withCard)),
			})
			paid, err := m.Pay(t.Context(), request(c.edit))
			if err != nil {
				t.Fatal(err)
			}
			want := payment.Payment{
				Key: c.key, CreatedAt: noon, Succeeded: true, Last4: "4242", ExpDate: time.Date(2030, 12, 1, 0, 0, 0, 0, time.UTC), CardName: "Joe Test", CardKey: "cus_1",
			}
			if paid != want {
				t.Errorf("%+v, want %+v", paid, want)
			}
			made := m.only(t, "POST payment_intents")
			if made.form() != c.form || made.Account != c.account || made.Key != "checkout-1" || made.Form.Get("metadata[tollkeeper_key]") != "checkout-1" {
				t.Errorf("asked for\n%s\non %q under %q with %v, want\n%s", made.form(), made.Account, made.Key, made.Form, c.form)
			}
		})
	}
}

// A one-time token of the old kind becomes a payment method; a stored card is lent to the account of the provider. All under keys of the operation.
func TestPaymentMethods(t *testing.T) {
	answers := map[string][]answer{
		"GET customers/cus_1": ok(storedCard), "POST payment_intents": ok(intent("succeeded", withCard)), "POST payment_methods": ok(strings.Replace(card, "pm_1", "pm_9", 1)),
	}
	m := newMocked(t, stripe.Local, answers)
	if _, err := m.Pay(t.Context(), request(func(r *payment.Request) { r.CardKey, r.Token = "", "tok_visa" })); err != nil {
		t.Fatal(err)
	}
	if made := m.only(t, "POST payment_methods"); made.form() != "card[token]=tok_visa type=card" || made.Key != "checkout-1-method" {
		t.Errorf("%+v", made)
	}
	if made := m.only(t, "POST payment_intents"); made.Form.Get("payment_method") != "pm_9" {
		t.Errorf("%+v", made)
	}
	m = newMocked(t, stripe.Remote, answers)
	if _, err := m.Pay(t.Context(), request(nil)); err != nil {
		t.Fatal(err)
	}
	if made := m.only(t, "POST payment_methods"); made.form() != "customer=cus_1 payment_method=pm_1" || made.Key != "checkout-1-method" || made.Account != cowork.DepositKey {
		t.Errorf("%+v", made)
	}
	if made := m.only(t, "POST payment_intents"); made.Form.Get("payment_method") != "pm_9" || made.Form.Has("customer") || made.Account != cowork.DepositKey {
		t.Errorf("%+v", made)
	}
}

// What comes back instead of a payment, and which of it is certain.
func TestPayRefused(t *testing.T) {
	const cardError = `{"error": {"type": "card_error", "code": "card_declined", "decline_code": "insufficient_funds", "message": "Your card has insufficient funds."}}`
	silent := errors.New("not known")
	for name, c := range map[string]struct {
		mode   stripe.Mode
		edit   func(*payment.Request)
		answer answer
		want   error
	}{
		"declined":               {answer: answer{status: 402, body: cardError}, want: &payment.Declined{Code: "card_declined", Message: "Your card has insufficient funds."}},
		"no such token":          {answer: answer{status: 400, body: `{"error": {"type": "invalid_request_error", "code": "resource_missing", "message": "No such PaymentMethod; sk_test_1"}}`}, want: &payment.Declined{Code: "resource_missing", Message: "The payment processor refused the request."}},
		"failed without a fault": {answer: answer{status: 200, body: intent("requires_payment_method", "")}, want: &payment.Declined{Code: "requires_payment_method", Message: "The payment was not completed."}},
		"another body":           {answer: answer{status: 400, body: `{"error": {"type": "idempotency_error", "message": "Keys for idempotent requests"}}`}, want: silent},
		"at the same time":       {answer: answer{status: 409, body: `{"error": {"type": "invalid_request_error", "code": "lock_timeout", "message": "…"}}`}, want: silent},
		"a bad key":              {answer: answer{status: 401, body: `{"error": {"type": "invalid_request_error", "message": "Invalid API Key provided: sk_test_the_secret_of_the_test"}}`}, want: silent},
		"broken":                 {answer: answer{status: 500, body: `{"error": {"type": "api_error", "message": "sorry"}}`}, want: silent},
		"no JSON":                {answer: answer{status: 502, body: `<html>`}, want: silent},
		"half a yen":             {edit: func(r *payment.Request) { r.Amount, r.Unit = 1050, "jpy" }, want: &payment.Declined{Code: "invalid_amount", Message: "The payment processor takes whole units of this currency only."}},
		"for nobody":             {mode: stripe.Forward, edit: func(r *payment.Request) { r.Shares = nil }, want: silent},
		"no account":             {mode: stripe.Remote, edit: func(r *payment.Request) { r.Shares = shares(payment.Share{Name: "ABC Corp."}) }, want: &payment.Declined{Code: "account_missing", Message: "ABC Corp. is not connected to the payment processor yet."}},
		"several providers":      {mode: stripe.Forward, edit: func(r *payment.Request) { r.Shares = shares(cowork, cowork) }, want: &payment.Declined{Code: "several_providers", Message: "Plans of several providers cannot be paid together; check out those of one at a time."}},
	} {
		t.Run(name, func(t *testing.T) {
			if c.mode == "" {
				c.mode = stripe.Local
			}
			c.answer.header = map[string]string{"Stripe-Should-Retry": "false"}
			m := newMocked(t, c.mode, map[string][]answer{"GET customers/cus_1": ok(storedCard), "POST payment_intents": {c.answer}})
			_, err := m.Pay(t.Context(), request(c.edit))
			declined := new(payment.Declined)
			switch {
			case err == nil:
				t.Fatal("paid")
			case errors.Is(c.want, silent) && errors.As(err, &declined):
				t.Errorf("%v is certain", err)
			case !errors.Is(c.want, silent) && !reflect.DeepEqual(err, c.want):
				t.Errorf("%#v, want %#v", err, c.want)
			}
			if strings.Contains(err.Error(), "sk_test") || strings.Contains(m.logged.String(), "sk_test") {
				t.Errorf("a secret in %q or %q", err, m.logged.String())
			}
		})
	}
}

// An answer that is lost is asked for again under the same key, and a payment that has to be authenticated says how.
func TestPayAgain(t *testing.T) {
	m := newMocked(t, stripe.Local, map[string][]answer{"GET customers/cus_1": ok(storedCard), "POST payment_intents": {
		{}, {status: 200, body: intent("requires_action", withCard)},
	}})
	paid, err := m.Pay(t.Context(), request(nil))
	if err != nil || paid.Succeeded || paid.ClientSecret != "pi_1_secret_2" || paid.Key != "pi_1" || paid.Last4 != "4242" {
		t.Errorf("%+v %v", paid, err)
	}
	if got := m.names(); !reflect.DeepEqual(got, []string{"GET customers/cus_1", "POST payment_intents", "POST payment_intents"}) || m.calls[1].Key != "checkout-1" || m.calls[2].Key != "checkout-1" {
		t.Errorf("%+v", m.calls)
	}
}

func TestFind(t *testing.T) {
	page := func(objects ...string) string {
		return `{"object": "list", "data": [` + strings.Join(objects, ",") + `], "has_more": false}`
	}
	found := func(objects ...string) string {
		return `{"object": "search_result", "data": [` + strings.Join(objects, ",") + `], "has_more": false}`
	}
	other := strings.ReplaceAll(intent("succeeded", withCard), "checkout-1", "checkout-2")
	for name, c := range map[string]struct {
		mode           stripe.Mode
		listed, search string
		key            string
		declined       string
		calls          string
	}{
		"recent":              {listed: page(other, intent("succeeded", withCard)), search: found(), key: "pi_1", calls: "GET payment_intents"},
		"old":                 {listed: page(other), search: found(intent("succeeded", withCard)), key: "pi_1", calls: "GET payment_intents, GET payment_intents/search"},
		"never asked for":     {listed: page(other), search: found(), calls: "GET payment_intents, GET payment_intents/search"},
		"to be authenticated": {listed: page(intent("requires_action", withCard)), search: found(), declined: "canceled", calls: "GET payment_intents, POST payment_intents/pi_1/cancel"},
		"declined": {
			listed: page(intent("canceled", `, "last_payment_error": {"type": "card_error", "code": "card_declined", "message": "No."}`)), search: found(),
			declined: "card_declined", calls: "GET payment_intents",
		},
		"with a provider": {
			mode: stripe.Remote, listed: page(intent("succeeded", withCard)), search: found(), key: "pi_1", calls: "GET accounts, GET payment_intents",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if c.mode == "" {
				c.mode = stripe.Local
			}
			m := newMocked(t, c.mode, map[string][]answer{
				"GET payment_intents": ok(c.listed), "GET payment_intents/search": ok(c.search), "POST payment_intents/pi_1/cancel": ok(intent("canceled", "")),
			})
			paid, err := m.Find(t.Context(), "checkout-1")
			declined := new(payment.Declined)
			switch {
			case c.declined != "":
				if !errors.As(err, &declined) || declined.Code != c.declined {
					t.Errorf("%+v %v", paid, err)
				}
			case c.key == "":
				if !errors.Is(err, payment.ErrUnknown) {
					t.Errorf("%+v %v", paid, err)
				}
			case err != nil || paid.Key != c.key || paid.CardKey != "cus_1":
				t.Errorf("%+v %v", paid, err)
			}
			if got := strings.Join(m.names(), ", "); got != c.calls {
				t.Errorf("asked %s, want %s", got, c.calls)
			}
		})
	}
}

func TestRefund(t *testing.T) {
	r := payment.RefundRequest{IdempotencyKey: "refund-1", PaymentKey: "pi_1-1032D82eZvKYlo2C", Amount: 50000, Unit: "jpy"}
	m := newMocked(t, stripe.Forward, map[string][]answer{
		"GET payment_intents/pi_1": ok(intent("succeeded", `, "transfer_data": {"destination": "acct_1"}`)),
		"GET refunds":              ok(`{"object": "list", "data": [{"id": "re_1", "object": "refund", "status": "failed", "metadata": {"tollkeeper_key": "refund-2"}}, {"id": "re_2", "object": "refund", "status": "succeeded", "metadata": {"tollkeeper_key": "refund-1"}}]}`),
	})
	if err := m.Refund(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	made := m.only(t, "POST refunds")
	if made.form() != "amount=500 payment_intent=pi_1 reverse_transfer=true" || made.Key != "refund-1" || made.Account != "acct_1032D82eZvKYlo2C" {
		t.Errorf("%+v", made)
	}
	if err := m.FindRefund(t.Context(), r); err != nil {
		t.Error(err)
	}
	for _, key := range []string{"refund-2", "refund-3"} {
		r.IdempotencyKey = key
		if err := m.FindRefund(t.Context(), r); !errors.Is(err, payment.ErrUnknown) {
			t.Errorf("%s: %v", key, err)
		}
	}
	m = newMocked(t, stripe.Local, map[string][]answer{
		"GET payment_intents/pi_1": ok(intent("succeeded", "")),
		"POST refunds":             {{status: 400, body: `{"error": {"type": "invalid_request_error", "code": "charge_already_refunded", "message": "…"}}`}},
	})
	declined := new(payment.Declined)
	if err := m.Refund(t.Context(), payment.RefundRequest{IdempotencyKey: "refund-1", PaymentKey: "pi_1", Amount: 500, Unit: "usd"}); !errors.As(err, &declined) || declined.Code != "charge_already_refunded" {
		t.Errorf("%v", err)
	}
	if made := m.only(t, "POST refunds"); made.form() != "amount=500 payment_intent=pi_1" {
		t.Errorf("%+v", made)
	}
	if err := m.Refund(t.Context(), payment.RefundRequest{PaymentKey: "fake_1"}); !errors.As(err, &declined) {
		t.Errorf("%v", err)
	}
}

func TestCards(t *testing.T) {
	customer := func(id, replayed string) answer {
		return answer{status: 200, body: strings.Replace(storedCard, "cus_1", id, 1), header: map[string]string{"Idempotent-Replayed": replayed}}
	}
	m := newMocked(t, stripe.Local, map[string][]answer{
		"POST customers": {customer("cus_1", "true"), customer("cus_2", "")}, "GET customers/cus_1": ok(`{"id": "cus_1", "object": "customer", "deleted": true}`),
		"GET customers/cus_2": ok(strings.Replace(storedCard, "cus_1", "cus_2", 1)),
	})
	key, err := m.StoreCard(t.Context(), payment.Holder{Slug: "xia", Email: "xia@example.com"}, "pm_1")
	if err != nil || key != "cus_2" {
		t.Fatalf("%s %v", key, err)
	}
	first, second := m.calls[0], m.calls[2]
	if first.form() != "description=xia email=xia@example.com invoice_settings[default_payment_method]=pm_1 payment_method=pm_1" || !strings.HasSuffix(first.Key, "-0") ||
		second.Key != strings.TrimSuffix(first.Key, "0")+"1" {
		t.Errorf("%+v", m.calls)
	}
	got, err := m.Card(t.Context(), "cus_2")
	if want := (payment.Card{Last4: "4242", ExpDate: time.Date(2030, 12, 1, 0, 0, 0, 0, time.UTC)}); err != nil || got != want {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := m.Card(t.Context(), "cus_1"); !errors.Is(err, payment.ErrUnknown) {
		t.Errorf("a deleted card: %v", err)
	}
	if err := m.DeleteCard(t.Context(), "cus_2"); err != nil {
		t.Error(err)
	}
	m.answers["DELETE customers/cus_2"] = []answer{{status: 404, body: `{"error": {"type": "invalid_request_error", "code": "resource_missing"}}`}}
	if err := m.DeleteCard(t.Context(), "cus_2"); err != nil {
		t.Errorf("what is gone already: %v", err)
	}
}

// What Stripe keeps in another currency than was paid is distributed in that one; a part that a connected account got is not exchanged.
func TestDistribution(t *testing.T) {
	charge := func(balance string) string {
		return withCard + `, "latest_charge": {"id": "ch_1", "object": "charge", "currency": "usd", "balance_transaction": ` + balance + `}`
	}
	kept := func(amount, fee int, unit string) string {
		return fmt.Sprintf(`{"id": "txn_1", "object": "balance_transaction", "amount": %d, "fee": %d, "net": %d, "currency": %q}`, amount, fee, amount-fee, unit)
	}
	for name, c := range map[string]struct {
		intent string
		want   *ledger.Distribution
	}{
		"another currency": {intent: charge(kept(1830, 83, "eur")), want: &ledger.Distribution{Distribute: 1747, Fee: 83, Unit: "eur"}},
		"yen":              {intent: charge(kept(3000, 120, "jpy")), want: &ledger.Distribution{Distribute: 288000, Fee: 12000, Unit: "jpy"}},
		"eaten by the fee": {intent: charge(kept(20, 35, "eur")), want: &ledger.Distribution{Fee: 20, Unit: "eur"}},
		"the same":         {intent: charge(kept(2000, 88, "usd"))},
		"not known":        {intent: charge("null")},
		"forwarded":        {intent: charge(kept(1830, 83, "eur")) + `, "transfer_data": {"destination": "acct_1", "amount": 1912}`},
	} {
		t.Run(name, func(t *testing.T) {
			said := ok(intent("succeeded", c.intent))
			m := newMocked(t, stripe.Local, map[string][]answer{
				"GET customers/cus_1": ok(storedCard), "POST payment_intents": said, "GET payment_intents/pi_1": said,
				"GET payment_intents": ok(`{"object": "list", "data": [` + said[0].body + `]}`),
			})
			paid, err := m.Pay(t.Context(), request(nil))
			if err != nil || !reflect.DeepEqual(paid.Distribution, c.want) {
				t.Errorf("paid: %+v %v", paid.Distribution, err)
			}
			found, err := m.Find(t.Context(), "checkout-1")
			if err != nil || !reflect.DeepEqual(found.Distribution, c.want) {
				t.Errorf("found: %+v %v", found.Distribution, err)
			}
			reports, err := m.Retrieve(t.Context(), "pi_1")
			if err != nil || len(reports) != 1 || !reflect.DeepEqual(reports[0].Distribution, c.want) {
				t.Errorf("retrieved: %+v %v", reports, err)
			}
		})
	}
}

func TestRetrieve(t *testing.T) {
	const charge = `, "latest_charge": {"id": "ch_1", "object": "charge", "currency": "usd", "amount_refunded": 500, "disputed": true}`
	dispute := func(id, status string) string {
		return `{"id": "` + id + `", "object": "dispute", "status": "` + status + `"}`
	}
	all := []payment.Report{
		{Kind: payment.Succeeded, ChargeKey: "pi_1"},
		{Kind: payment.Refunded, ChargeKey: "pi_1", Refunded: 500},
		{Kind: payment.DisputeOpened, ChargeKey: "pi_1", Dispute: "du_1"},
		{Kind: payment.DisputeWon, ChargeKey: "pi_1", Dispute: "du_2"},
		{Kind: payment.DisputeLost, ChargeKey: "pi_1", Dispute: "du_3"},
	}
	failed := []payment.Report{{Kind: payment.Failed, ChargeKey: "pi_1"}}
	longAgo := func(s string) string { return strings.Replace(s, "1561377600", "1561200000", 1) }
	for name, c := range map[string]struct {
		intent   string
		want     []payment.Report
		canceled bool
	}{
		"paid":                         {intent: intent("succeeded", ""), want: all[:1]},
		"refunded and disputed":        {intent: intent("succeeded", charge), want: all},
		"under way":                    {intent: intent("processing", "")},
		"to be authenticated":          {intent: intent("requires_action", "")},
		"to be authenticated for days": {intent: longAgo(intent("requires_action", "")), want: failed, canceled: true},
		"authenticated in vain":        {intent: intent("requires_payment_method", ""), want: failed, canceled: true},
		"canceled":                     {intent: intent("canceled", ""), want: failed},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMocked(t, stripe.Local, map[string][]answer{
				"GET payment_intents/pi_1": ok(c.intent), "POST payment_intents/pi_1/cancel": ok(intent("canceled", "")),
				"GET disputes": ok(`{"object": "list", "data": [` + strings.Join([]string{dispute("du_1", "needs_response"), dispute("du_2", "won"), dispute("du_3", "lost"), dispute("du_4", "warning_closed")}, ",") + `]}`),
			})
			got, err := m.Retrieve(t.Context(), "pi_1")
			if err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("%+v %v", got, err)
			}
			if canceled := strings.Contains(strings.Join(m.names(), " "), "cancel"); canceled != c.canceled {
				t.Errorf("canceled: %t", canceled)
			}
		})
	}
	m := newMocked(t, stripe.Local, nil)
	if _, err := m.Retrieve(t.Context(), "fake_1"); !errors.Is(err, payment.ErrUnknown) || len(m.names()) > 0 {
		t.Errorf("a charge of the sandbox: %v, asked %v", err, m.names())
	}
}

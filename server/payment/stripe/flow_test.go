package stripe_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Numbers of cards that do what their names say.
const (
	visa         = "4242424242424242"
	another      = "4000056655665556"
	declines     = "4000000000000341"
	authenticate = "4000002500003155"
)

// site is the real server that is paid by localstripe.
type site struct {
	*servertest.Fixture
	gate *gate
}

func newSite(t *testing.T, s *store.Store) *site {
	t.Helper()
	g := newGate(t)
	cfg := servertest.Config()
	cfg.Processor, cfg.StripeSecretKey, cfg.StripeWebhookSecret, cfg.StripeMode, cfg.StripeURL = "stripe", secretKey, webhookSecret, "local", g.URL
	servertest.Demo(t, s)
	f := servertest.Configured(t, s, cfg)
	f.Clock.Advance(time.Since(servertest.Start)) // localstripe has no other clock
	return &site{Fixture: f, gate: g}
}

// order puts a plan of 179.99 into the cart of xia.
func (s *site) order() {
	s.Helper()
	s.Call("xia", "POST", "/cart/", `{"plan": "open-space"}`, 201, nil)
}

// charge is what the API says of one.
type charge struct {
	Key    string  `json:"processor_key"`
	State  string  `json:"state"`
	Amount int64   `json:"amount"`
	Last4  string  `json:"last4"`
	Expiry string  `json:"exp_date"`
	Text   string  `json:"description"`
	Secret *string `json:"payment_intent_client_secret"`
}

func (s *site) pay(body string) (c charge) {
	s.Helper()
	s.Call("xia", "POST", "/billing/xia/checkout/", body, 201, &c)
	return c
}

func (s *site) read(key string) (c charge) {
	s.Helper()
	s.Call("xia", "GET", "/billing/charges/"+key+"/", "", 200, &c)
	return c
}

// balance is what xia owes, as her statement says a moment later: the clock of localstripe runs.
func (s *site) balance() int64 {
	s.Helper()
	s.Clock.Advance(10 * time.Second)
	var page struct {
		Balance int64 `json:"balance"`
	}
	s.Call("xia", "GET", "/billing/xia/history/", "", 200, &page)
	return page.Balance
}

// Checkout, refund and replacing a card, through the API, by localstripe.
func TestFlow(t *testing.T) {
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := newSite(t, st)
		owed := s.balance()
		t.Run("a new card to remember", func(t *testing.T) {
			s.order()
			paid := s.pay(`{"remember_card": true, "processor_token": "` + s.gate.card(visa) + `"}`)
			want := charge{Key: paid.Key, State: "done", Amount: 17999, Last4: "4242", Expiry: "2030-12-01", Text: "Charge " + paid.Key + " on credit card of Joe Test (xia)"}
			if paid != want || !strings.HasPrefix(paid.Key, "pi_") || s.balance() != owed {
				t.Errorf("%+v, balance %d, before %d", paid, s.balance(), owed)
			}
			if got := s.gate.intents(paid.Key); !reflect.DeepEqual(got, []string{"17999 succeeded"}) {
				t.Errorf("localstripe has %v", got)
			}
			refunded := s.Call("alice", "POST", "/billing/charges/"+paid.Key+"/refund/", `{"lines": [{"num": 0, "refunded_amount": 500}]}`, 200, nil)
			if got := s.gate.refunds(paid.Key); !reflect.DeepEqual(got, []float64{500}) {
				t.Errorf("localstripe refunded %v: %s", got, refunded)
			}
		})
		t.Run("the card on file and its successor", func(t *testing.T) {
			s.order()
			if paid := s.pay(`{}`); paid.State != "done" || paid.Last4 != "4242" {
				t.Errorf("%+v", paid)
			}
			before := s.cardKey()
			var card struct{ Last4, Exp_date string }
			s.Call("xia", "PUT", "/billing/xia/card/", `{"token": "`+s.gate.card(another)+`"}`, 200, &card)
			if card.Last4 != "5556" || card.Exp_date != "12/2030" {
				t.Errorf("%+v", card)
			}
			if said := s.gate.forward("GET", "/v1/customers/"+before, nil, nil); said.status != 404 {
				t.Errorf("the old card is still there: %d", said.status)
			}
			s.order()
			if paid := s.pay(`{}`); paid.Last4 != "5556" {
				t.Errorf("%+v", paid)
			}
			s.Call("xia", "PUT", "/billing/xia/card/", `{"token": "pm_nobody"}`, 400, nil)
			s.Call("xia", "DELETE", "/billing/xia/card/", "", 204, nil)
			s.Call("xia", "GET", "/billing/xia/card/", "", 200, &card)
			if card.Last4 != "N/A" {
				t.Errorf("%+v", card)
			}
		})
		t.Run("a card that declines", func(t *testing.T) {
			s.order()
			for _, body := range []string{`{"processor_token": "%"}`, `{"remember_card": true, "processor_token": "%"}`} {
				text := s.Call("xia", "POST", "/billing/xia/checkout/", strings.Replace(body, "%", s.gate.card(declines), 1), 400, nil)
				if !strings.Contains(text, "Your card was declined. (card_declined)") {
					t.Error(text)
				}
			}
			if s.balance() != owed || s.cardKey() != "" {
				t.Errorf("balance %d, before %d, card %q", s.balance(), owed, s.cardKey())
			}
			if paid := s.pay(`{"processor_token": "` + s.gate.card(visa) + `"}`); paid.State != "done" || s.cardKey() != "" {
				t.Errorf("%+v, card %q", paid, s.cardKey())
			}
		})
	})
}

// What is asked for and never answered is found again, and neither asked for twice nor given up.
func TestLostAnswers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := newSite(t, st)
		owed := s.balance()
		s.order()
		s.gate.lose("POST /v1/payment_intents")
		s.Call("xia", "POST", "/billing/xia/checkout/", `{"processor_token": "`+s.gate.card(visa)+`"}`, 503, nil)
		s.Call("xia", "POST", "/billing/xia/checkout/", `{"processor_token": "`+s.gate.card(visa)+`"}`, 409, nil) // the cart is locked
		var charges struct{ Results []charge }
		s.gate.lose("")
		s.reconcile(t, 1)
		s.Call("donny", "GET", "/billing/charges/?o=-created_at", "", 200, &charges)
		paid := charges.Results[0]
		if paid.State != "done" || paid.Amount != 17999 || paid.Last4 != "4242" || s.gate.count("payment_intents") != 1 || s.balance() != owed {
			t.Fatalf("%+v, %d payments, balance %d, before %d", paid, s.gate.count("payment_intents"), s.balance(), owed)
		}
		if got := s.gate.intents(paid.Key); !reflect.DeepEqual(got, []string{"17999 succeeded"}) {
			t.Errorf("localstripe has %v", got)
		}
		if text := s.Call("xia", "POST", "/billing/xia/checkout/", `{"processor_token": "pm_1"}`, 200, nil); strings.TrimSpace(text) != "{}" {
			t.Error(text)
		}
		s.gate.lose("POST /v1/refunds")
		s.Call("alice", "POST", "/billing/charges/"+paid.Key+"/refund/", `{"lines": [{"num": 0, "refunded_amount": 700}]}`, 503, nil)
		s.gate.lose("")
		s.reconcile(t, 1)
		if got := s.gate.refunds(paid.Key); !reflect.DeepEqual(got, []float64{700}) {
			t.Errorf("localstripe refunded %v", got)
		}
		text := s.Call("alice", "POST", "/billing/charges/"+paid.Key+"/refund/", `{"lines": [{"num": 0, "refunded_amount": 17300}]}`, 400, nil)
		if !strings.Contains(text, "172.99") {
			t.Errorf("the ledger does not know of the refund: %s", text)
		}
	})
}

// Payouts that are asked for, through the API, by localstripe, which pays out euros only: 1500 of 1912, one whose answer is lost, and one that fails
// (billing-ledger.md E13).
func TestPayoutFlow(t *testing.T) {
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := newSite(t, st)
		s.Call("alice", "POST", "/profile/cowork/plans/", `{"title": "Europe", "period_amount": 2000, "unit": "eur", "interval": "monthly", "is_active": true}`, 201, nil)
		s.Call("xia", "POST", "/cart/", `{"plan": "europe"}`, 201, nil)
		s.pay(`{"processor_token": "` + s.gate.card(visa) + `"}`)
		bank := func(want int64) {
			t.Helper()
			s.Clock.Advance(10 * time.Second) // the clock of localstripe runs
			var shown struct {
				Amount int64  `json:"balance_amount"`
				Unit   string `json:"balance_unit"`
			}
			s.Call("alice", "GET", "/billing/cowork/bank/", "", 200, &shown)
			if shown.Amount != want || shown.Unit != "eur" {
				t.Errorf("%+v at the bank, want %d", shown, want)
			}
		}
		bank(1912)
		s.Call("alice", "POST", "/billing/cowork/transfers/", `{"amount": 1913}`, 400, nil)
		var made struct {
			Key   string `json:"processor_key"`
			State string `json:"state"`
		}
		s.Call("alice", "POST", "/billing/cowork/transfers/", `{"amount": 1500}`, 201, &made)
		if said := s.gate.ask("GET", "/v1/payouts/"+made.Key); said["amount"] != 1500. || said["currency"] != "eur" || said["description"] != "withdraw from ABC Corp. (alice)" || made.State != "pending" {
			t.Errorf("%+v, localstripe has %v", made, said)
		}
		bank(412)
		s.reconcile(t, 0)
		s.gate.ask("POST", "/v1/payouts/"+made.Key, "status", "paid")
		s.reconcile(t, 1)
		bank(412)
		var page struct {
			Results []struct{ Description, Amount string }
		}
		s.Call("alice", "GET", "/billing/cowork/transfers/?q=withdraw", "", 200, &page)
		if len(page.Results) != 1 || page.Results[0].Description != "withdraw from ABC Corp. (alice)" || page.Results[0].Amount != "(€15.00)" {
			t.Errorf("%+v", page)
		}
		s.gate.lose("POST /v1/payouts")
		s.Call("alice", "POST", "/billing/cowork/transfers/", `{"amount": 412}`, 503, nil)
		s.gate.lose("")
		s.reconcile(t, 1)
		if n := s.gate.count("payouts"); n != 2 {
			t.Errorf("%d payouts", n)
		}
		bank(0)
		for _, one := range s.gate.ask("GET", "/v1/payouts?limit=10")["data"].([]any) {
			if payout := one.(map[string]any); payout["status"] == "pending" {
				s.gate.ask("POST", "/v1/payouts/"+payout["id"].(string)+"/cancel")
			}
		}
		s.reconcile(t, 1)
		bank(412)
		if _, faults, err := s.Store.VerifyLedger(t.Context()); err != nil || len(faults) > 0 {
			t.Errorf("%v %v", faults, err)
		}
	})
}

// A payment whose payer never heard that she should authenticate it is given up; one that she authenticates is done, or failed.
func TestAuthentication(t *testing.T) {
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := newSite(t, st)
		owed := s.balance()
		s.order()
		s.gate.lose("POST /v1/payment_intents")
		s.Call("xia", "POST", "/billing/xia/checkout/", `{"processor_token": "`+s.gate.card(authenticate)+`"}`, 503, nil)
		s.gate.lose("")
		s.reconcile(t, 1)
		if s.balance() != owed {
			t.Errorf("balance %d, before %d", s.balance(), owed)
		}
		for _, c := range []struct{ success, state, intent string }{{"true", "done", "succeeded"}, {"false", "failed", "canceled"}} {
			placed := s.pay(`{"processor_token": "` + s.gate.card(authenticate) + `"}`)
			if placed.State != "created" || placed.Secret == nil || s.read(placed.Key).Secret != nil {
				t.Fatalf("%+v", placed)
			}
			s.settle(t)
			if got := s.read(placed.Key); got.State != "created" {
				t.Errorf("%+v before she authenticates", got)
			}
			s.gate.ask("POST", "/v1/payment_intents/"+placed.Key+"/_authenticate", "client_secret", *placed.Secret, "success", c.success)
			s.settle(t)
			if got := s.read(placed.Key); got.State != c.state || !reflect.DeepEqual(s.gate.intents(placed.Key), []string{"17999 " + c.intent}) {
				t.Errorf("%+v, localstripe has %v", got, s.gate.intents(placed.Key))
			}
			s.order()
		}
		if due := s.balance() - owed; due != 17999 {
			t.Errorf("%d are due", due)
		}
	})
}

// reconcile runs the job when nobody works any more on what is open.
func (s *site) reconcile(t *testing.T, want int) {
	t.Helper()
	s.Clock.Advance(2 * time.Minute)
	if closed, err := s.Server.Reconcile(t.Context()); err != nil || closed != want {
		t.Fatalf("%d closed, want %d: %v", closed, want, err)
	}
}

func (s *site) settle(t *testing.T) {
	t.Helper()
	if err := s.Server.RunJobs(t.Context(), "settle", func(string) {}); err != nil {
		t.Fatal(err)
	}
}

// cardKey is that of the card on file, "" for none.
func (s *site) cardKey() string {
	s.Helper()
	o, err := s.Store.OrganizationBySlug(s.Context(), "xia")
	if err != nil {
		s.Fatal(err)
	}
	if o.ProcessorCardKey == nil {
		return ""
	}
	return *o.ProcessorCardKey
}

func (g *gate) refunds(intent string) []float64 {
	g.Helper()
	var out []float64
	for _, one := range g.ask("GET", "/v1/refunds?limit=100")["data"].([]any) {
		if refund := one.(map[string]any); refund["payment_intent"] == intent {
			out = append(out, refund["amount"].(float64))
		}
	}
	return out
}

func (g *gate) count(what string) int {
	g.Helper()
	return int(g.ask("GET", "/v1/"+what)["total_count"].(float64))
}

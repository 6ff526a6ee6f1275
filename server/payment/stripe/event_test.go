package stripe_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// signed is the header that Stripe sends with a body.
func signed(secret, body string, at time.Time) string {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = fmt.Fprintf(mac, "%d.%s", at.Unix(), body)
	return fmt.Sprintf("t=%d,v1=%s,v0=00", at.Unix(), hex.EncodeToString(mac.Sum(nil)))
}

// post sends an event to a site and returns the status.
func post(t *testing.T, url, body, signature string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/api/stripe/postevent", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("Stripe-Signature", signature)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode == 200 && strings.TrimSpace(string(text)) != `"OK"` {
		t.Errorf("answered %s", text)
	}
	return response.StatusCode
}

// event writes an event, with blanks: the signature is that of the very bytes.
func event(id, kind, object string) string {
	return fmt.Sprintf("{\n  \"id\": %q, \"object\": \"event\",\n  \"livemode\": false, \"type\": %q, \"data\": {\"object\": {%s}}\n}", id, kind, object)
}

func (s *site) post(body string, status int) {
	s.Helper()
	if got := post(s.T, s.URL, body, signed(webhookSecret, body, s.Clock.Now())); got != status {
		s.Errorf("%s: status %d, want %d", body, got, status)
	}
}

// paid is the key of a charge that is done.
func (s *site) paid() string {
	s.Helper()
	s.order()
	return s.pay(`{"processor_token": "` + s.gate.card(visa) + `"}`).Key
}

// rows lists what the ledger got since a number of rows, the youngest instant first, without the key of the charge.
func (s *site) rows(after int, charge string) []string {
	s.Helper()
	var page struct {
		Count   int
		Results []struct {
			Description  string `json:"description"`
			DestAccount  string `json:"dest_account"`
			Dest         string `json:"dest_organization"`
			OrigAccount  string `json:"orig_account"`
			Orig         string `json:"orig_organization"`
			Amount       int64  `json:"dest_amount"`
			Organization string `json:"organization"`
		}
	}
	s.Clock.Advance(10 * time.Second)
	s.Call("donny", "GET", "/billing/transactions/?o=-created_at", "", 200, &page)
	if after < 0 {
		return make([]string, page.Count)
	}
	out := make([]string, 0, page.Count-after)
	for _, r := range page.Results[:min(page.Count-after, len(page.Results))] {
		out = append(out, fmt.Sprintf("%s:%s <- %s:%s %d %s", r.Dest, r.DestAccount, r.Orig, r.OrigAccount, r.Amount, strings.ReplaceAll(r.Description, charge, "K")))
	}
	return out
}

func (s *site) count() int {
	s.Helper()
	return len(s.rows(-1, ""))
}

// Who did not sign the very body lately is not believed, and nothing happens.
func TestForgedEvents(t *testing.T) {
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := newSite(t, st)
		key := s.paid()
		body := event("evt_1", "charge.dispute.created", `"id": "du_1", "payment_intent": "`+key+`", "status": "needs_response"`)
		now := s.Clock.Now()
		for name, signature := range map[string]string{
			"another secret":   signed("whsec_other", body, now),
			"another body":     signed(webhookSecret, strings.Replace(body, "du_1", "du_2", 1), now),
			"another time":     strings.Replace(signed(webhookSecret, body, now.Add(-time.Hour)), fmt.Sprint(now.Add(-time.Hour).Unix()), fmt.Sprint(now.Unix()), 1),
			"six minutes old":  signed(webhookSecret, body, now.Add(-6*time.Minute)),
			"from the future":  signed(webhookSecret, body, now.Add(6*time.Minute)),
			"two times":        signed(webhookSecret, body, now.Add(-time.Hour)) + fmt.Sprintf(",t=%d", now.Unix()),
			"no signature":     fmt.Sprintf("t=%d", now.Unix()),
			"no time":          "v1=00",
			"nothing at all":   "x",
			"an old scheme":    strings.Replace(signed(webhookSecret, body, now), "v1=", "v0=", 1),
			"half a signature": signed(webhookSecret, body, now)[:40],
		} {
			if got := post(t, s.URL, body, signature); got != 400 {
				t.Errorf("%s: status %d", name, got)
			}
		}
		for _, bad := range []string{`{"object": "event"}`, `[]`, `{"id": "evt_2", "type": "charge.failed", "data": 1}`, `{`} {
			s.post(bad, 400)
		}
		if got := s.read(key); got.State != "done" {
			t.Errorf("%+v", got)
		}
		if post(t, s.URL, body, signed("whsec_old", body, now)+","+strings.Split(signed(webhookSecret, body, now), ",")[1]) != 200 {
			t.Error("a secret that is being replaced is refused")
		}
		if got := s.read(key); got.State != "disputed" {
			t.Errorf("%+v", got)
		}
	})
}

// What Stripe reports of a charge comes into the ledger, once, whatever the order.
func TestEvents(t *testing.T) {
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := newSite(t, st)
		key := s.paid()
		of := `"payment_intent": "` + key + `", "currency": "usd", `
		s.post(event("evt_1", "charge.succeeded", `"id": "ch_none"`), 404)
		s.post(event("evt_2", "charge.failed", `"id": "ch_1", "payment_intent": "pi_none"`), 404)
		s.post(event("evt_3", "customer.created", `"id": "cus_1"`), 200)
		before := s.count()
		s.post(event("evt_4", "charge.succeeded", of+`"id": "ch_1"`), 200) // settled before
		s.post(event("evt_5", "charge.failed", of+`"id": "ch_0"`), 200)    // a try that failed before
		s.post(event("evt_6", "charge.dispute.created", of+`"id": "du_0", "status": "warning_needs_response"`), 200)
		if got := s.rows(before, key); len(got) != 0 || s.read(key).State != "done" {
			t.Errorf("%v", got)
		}

		s.post(event("evt_7", "charge.refunded", of+`"id": "ch_1", "amount_refunded": 500`), 200)
		want := []string{ // f(17999) is 552, f(17499) is 537
			"cowork:Refund <- xia:Refunded 500 Charge K refund for ", "stripe:Refund <- stripe:Funds 15 Charge K refund processor fee for ", "stripe:Refund <- cowork:Funds 485 Charge K refund for ",
		}
		if got := s.rows(before, key); !begin(got, want) {
			t.Errorf("a refund: %q", got)
		}
		// The same event again is not looked at, and an older one says less than what is known.
		s.post(event("evt_7", "charge.refunded", of+`"id": "ch_1", "amount_refunded": 900`), 200)
		s.post(event("evt_8", "charge.refunded", of+`"id": "ch_1", "amount_refunded": 300`), 200)
		if got := s.rows(before, key); len(got) != 3 {
			t.Errorf("again: %q", got)
		}

		before = s.count()
		s.post(event("evt_9", "charge.dispute.created", of+`"id": "du_1", "status": "needs_response"`), 200)
		s.post(event("evt_10", "charge.dispute.updated", of+`"id": "du_1", "status": "under_review"`), 200)
		if got := s.rows(before, key); len(got) != 4 || s.read(key).State != "disputed" || !strings.HasPrefix(got[0], "stripe:Chargeback <- cowork:Funds 1500 Processor fee for cha_") {
			t.Errorf("a dispute: %q", got)
		}
		s.post(event("evt_11", "charge.dispute.closed", of+`"id": "du_1", "status": "won"`), 200)
		if s.count() != before+8 || s.read(key).State != "done" {
			t.Errorf("won: %d rows more, %+v", s.count()-before, s.read(key))
		}
		// Lost, in the wrong order.
		s.post(event("evt_13", "charge.dispute.closed", of+`"id": "du_2", "status": "lost"`), 200)
		s.post(event("evt_12", "charge.dispute.created", of+`"id": "du_2", "status": "needs_response"`), 200)
		if s.count() != before+12 || s.read(key).State != "failed" {
			t.Errorf("lost: %d rows more, %+v", s.count()-before, s.read(key))
		}
	})
}

func begin(got, want []string) bool {
	if len(got) != len(want) {
		return false
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			return false
		}
	}
	return true
}

// A charge that waits for its payer is settled or ended by events; that a try failed is not the end while she may try again.
func TestEventsOfChargesUnderWay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := newSite(t, st)
		place := func() charge {
			s.order()
			return s.pay(`{"processor_token": "` + s.gate.card(authenticate) + `"}`)
		}
		failed := func(id, key string) string {
			return event(id, "charge.failed", `"id": "ch_1", "payment_intent": "`+key+`", "status": "failed"`)
		}
		c := place()
		s.post(failed("evt_1", c.Key), 200)
		if got := s.read(c.Key); got.State != "created" {
			t.Errorf("she may still authenticate: %+v", got)
		}
		s.gate.ask("POST", "/v1/payment_intents/"+c.Key+"/_authenticate", "client_secret", *c.Secret, "success", "true")
		s.post(failed("evt_2", c.Key), 200)
		if got := s.read(c.Key); got.State != "done" {
			t.Errorf("she did meanwhile: %+v", got)
		}
		c = place()
		mails := len(s.Mails())
		s.post(event("evt_3", "charge.succeeded", `"id": "ch_1", "payment_intent": "`+c.Key+`"`), 200)
		s.post(event("evt_4", "charge.captured", `"id": "ch_1", "payment_intent": "`+c.Key+`"`), 200)
		s.post(event("evt_4", "charge.captured", `"id": "ch_1", "payment_intent": "`+c.Key+`"`), 200)
		if got := s.Mails()[mails:]; s.read(c.Key).State != "done" || strings.Count(strings.Join(got, "\n"), "charge_receipt xia@") != 2 {
			t.Errorf("%+v, mails %v", s.read(c.Key), got)
		}
		c = place()
		s.gate.ask("POST", "/v1/payment_intents/"+c.Key+"/_authenticate", "client_secret", *c.Secret, "success", "false")
		s.gate.lose("GET /v1/payment_intents/" + c.Key)
		s.post(failed("evt_5", c.Key), 503)
		s.gate.lose("")
		s.post(failed("evt_5", c.Key), 200) // which was not taken the first time
		if got := s.read(c.Key); got.State != "failed" || !reflect.DeepEqual(s.gate.intents(c.Key), []string{"17999 canceled"}) {
			t.Errorf("%+v, localstripe has %v", got, s.gate.intents(c.Key))
		}
	})
}

// An event as localstripe signs it itself.
func TestEventOfLocalstripe(t *testing.T) {
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := newSite(t, st)
		s.order()
		c := s.pay(`{"processor_token": "` + s.gate.card(authenticate) + `"}`)
		statuses := make(chan int, 1)
		relay := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				t.Error(err)
			}
			status := post(t, s.URL, string(body), r.Header.Get("Stripe-Signature"))
			w.WriteHeader(status)
			statuses <- status
		}))
		t.Cleanup(relay.Close)
		s.gate.ask("POST", "/_config/webhooks/test", "url", relay.URL, "secret", webhookSecret, "events[]", "payment_intent.succeeded")
		s.gate.ask("POST", "/v1/payment_intents/"+c.Key+"/_authenticate", "client_secret", *c.Secret, "success", "true")
		select {
		case status := <-statuses:
			if got := s.read(c.Key); status != 200 || got.State != "done" {
				t.Errorf("status %d, %+v", status, got)
			}
		case <-t.Context().Done():
			t.Fatal("no event")
		}
	})
}

// A site that Stripe does not serve takes no events.
func TestNoEventsOfTheSandbox(t *testing.T) {
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		f := servertest.New(t, st)
		body := event("evt_1", "charge.succeeded", `"id": "ch_1"`)
		if got := post(t, f.URL, body, signed("", body, f.Clock.Now())); got != 404 {
			t.Errorf("status %d", got)
		}
	})
}

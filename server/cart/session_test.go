package cart_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// browser keeps the cookies of somebody who may sign in later.
type browser struct {
	*servertest.Fixture
	http.Client
}

func browse(f *servertest.Fixture) *browser {
	f.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		f.Fatal(err)
	}
	return &browser{f, http.Client{Jar: jar}}
}

// ask sends a request, signed in as somebody or as nobody, and reads the answer into out.
func (b *browser) ask(user, method, path, body string, status int, out any) {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), method, b.URL+"/api"+path, strings.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if user != "" {
		r.Header.Set("Authorization", "Bearer "+b.Token(user))
	}
	response, err := b.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	text, _ := io.ReadAll(response.Body)
	if response.StatusCode != status {
		b.Fatalf("%s: %d, want %d: %s", path, response.StatusCode, status, text)
	}
	if out != nil {
		if err := json.Unmarshal(text, out); err != nil {
			b.Fatalf("%s: %v: %s", path, err, text)
		}
	}
}

func (b *browser) post(path, user, body string, status int) {
	b.Helper()
	b.ask(user, http.MethodPost, path, body, status, nil)
}

// An anonymous cart comes along when its owner signs in (billing-ledger.md 4.2).
func TestAnonymousCartMovesToTheUser(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		b := browse(f)
		b.post("/cart/redeem/", "", `{"code": "DIS50"}`, 400)
		b.post("/cart/", "", `{"plan": "open-space"}`, 201)
		b.post("/cart/", "", `{"plan": "open-space"}`, 200)
		b.post("/cart/redeem/", "", `{"code": "DIS50"}`, 200)
		b.post("/billing/xia/checkout/", "xia", `{"processor_token": "tok_visa"}`, 201)
		rows, _ := as(f, "xia").history("xia")
		if len(rows) != 2 || rows[0].amount != "$89.99" {
			t.Errorf("%+v", rows)
		}
		b.post("/cart/redeem/", "", `{"code": "DIS50"}`, 400)
	})
}

// Signed in, what is like an item in her cart fills the blanks of that one, and the price that she reads first is the one that she pays.
func TestAnonymousCartMergesWithThatOfTheUser(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		xia, b := as(f, "xia"), browse(f)
		b.post("/cart/", "", `[{"plan": "open-plus", "option": 2}, {"plan": "premium", "sync_on": "Joe", "full_name": "Joe"}, {"plan": "basic"}]`, 201)
		xia.add(`[{"plan": "open-plus"}, {"plan": "premium", "sync_on": "joe", "full_name": "Joe", "option": 1}, {"plan": "basic", "sync_on": "sam"}]`, 201)
		b.post("/cart/redeem/", "", `{"code": "DIS50"}`, 200)
		var cart client.OrganizationCart
		b.ask("xia", http.MethodGet, "/billing/xia/checkout/", "", 200, &cart)
		var want int64
		var plans []string
		for _, item := range cart.Items {
			plans = append(plans, item.Subscription.Plan.Slug+" of "+item.Subscription.Organization.Slug)
			for _, l := range item.Lines {
				want += l.DestAmount
			}
		}
		// Basic of sam is hers, without a coupon; of herself it is the session's, at half the price; the others are one of both: three months
		// of open-plus in advance, a year of premium at half the price.
		if got := strings.Join(plans, ", "); got != "basic of sam, basic of xia, open-plus of xia, premium of joe" || want != 2000+1000+67500+360000 {
			t.Errorf("%s for %d", got, want)
		}
		var paid client.Charge
		b.ask("xia", http.MethodPost, "/billing/xia/checkout/", `{"processor_token": "tok_visa"}`, 201, &paid)
		if paid.Amount != want {
			t.Errorf("read %d, paid %d", want, paid.Amount)
		}
		verify(f)
	})
}

// A coupon that was redeemed before signing in counts for what comes into the cart afterwards (billing-ledger.md 4.1 and 7, cart_redeem_create).
func TestCouponRedeemedBeforeSigningIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		b := browse(f)
		b.post("/cart/", "", `{"plan": "basic"}`, 201)
		b.post("/cart/redeem/", "", `{"code": "DIS50"}`, 200)
		b.post("/cart/", "xia", `{"plan": "open-space"}`, 201)
		for i, want := range []int64{1000, 8999} {
			if l := as(f, "xia").quote("xia")[i].Lines; len(l) != 1 || l[0].DestAmount != want {
				t.Errorf("%+v, want %d", l, want)
			}
		}
		// What she redeemed herself counts more.
		other := browse(f)
		other.post("/cart/", "", `{"plan": "basic"}`, 201)
		other.post("/cart/redeem/", "", `{"code": "DIS100"}`, 200)
		other.post("/cart/", "xia", `{"plan": "private"}`, 201)
		if l := as(f, "xia").quote("xia")[2].Lines; l[0].DestAmount != 32500 {
			t.Errorf("%+v", l)
		}
	})
}

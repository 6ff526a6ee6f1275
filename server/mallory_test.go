package server_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// market serves the demo data of a site where everybody may sell, and mallory, who registered a moment ago and sells the free plan trial.
func market(t *testing.T, s *store.Store) *servertest.Fixture {
	t.Helper()
	cfg := servertest.Config()
	cfg.Sellers = "open"
	f := servertest.Configured(t, s, cfg)
	servertest.Demo(t, s)
	f.Call("", "POST", "/auth/register/", `{"email": "mallory@x.example", "full_name": "Mallory", "username": "mallory", "password": "yoyoyoyoyo", "phone": "1"}`, 201, nil)
	f.Call("mallory", "PATCH", "/profile/mallory/", `{"is_provider": true}`, 200, nil)
	f.Call("mallory", "POST", "/profile/mallory/plans/", `{"title": "Trial", "is_active": true, "interval": "monthly"}`, 201, nil)
	return f
}

// takings is what somebody who owns a profile would do with it; nobody else may.
func takings(profile string) []servertest.Request {
	of := func(method, path, body string) servertest.Request {
		return servertest.Request{Method: method, Path: strings.ReplaceAll(path, "{p}", profile), Body: body}
	}
	return []servertest.Request{
		of("POST", "/profile/{p}/roles/manager/", `{"slug": "mallory"}`), of("GET", "/profile/{p}/roles/", ""), of("GET", "/profile/{p}/roles/manager/", ""),
		of("DELETE", "/profile/{p}/roles/manager/{p}/", ""), of("POST", "/profile/{p}/roles/manager/{p}/", ""),
		of("PATCH", "/profile/{p}/", `{"slug": "mine"}`), of("PUT", "/profile/{p}/", `{"full_name": "Mine", "email": "mallory@x.example"}`), of("DELETE", "/profile/{p}/", ""),
		of("GET", "/billing/{p}/checkout/", ""), of("POST", "/billing/{p}/checkout/", `{}`), of("POST", "/billing/{p}/checkout/", `{"processor_token": "tok_visa"}`),
		of("GET", "/billing/{p}/card/", ""), of("PUT", "/billing/{p}/card/", `{"token": "tok_visa"}`), of("PATCH", "/billing/{p}/card/", `{"token": "tok_visa"}`),
		of("DELETE", "/billing/{p}/card/", ""), of("POST", "/profile/{p}/subscriptions/", `{"plan": "trial"}`), of("GET", "/profile/{p}/plans/", ""),
		of("GET", "/billing/{p}/bank/", ""), of("GET", "/billing/{p}/receivables/", ""),
	}
}

func refused(f *servertest.Fixture, as string, requests []servertest.Request) {
	f.Helper()
	for _, r := range requests {
		f.Call(as, r.Method, r.Path, r.Body, 403, nil)
	}
}

// Nobody is a provider of the broker: neither who offered a plan that was accepted by one click, nor of whom the broker once bought something.
func TestNobodyProvidesTheBroker(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := market(t, s)
		var offer client.Subscription
		f.Call("mallory", "POST", "/profile/mallory/plans/trial/subscriptions/", `{"organization": {"slug": "djaoapp"}}`, 201, &offer)
		f.Call("donny", "POST", "/profile/djaoapp/subscriptions/accept/"+offer.GrantKey.MustGet()+"/", "", 200, nil)
		f.Call("donny", "POST", "/profile/djaoapp/subscriptions/", `{"plan": "basic"}`, 201, nil)
		for _, as := range []string{"mallory", "alice"} {
			refused(f, as, takings("djaoapp"))
			refused(f, as, []servertest.Request{
				{Method: "GET", Path: "/profile/djaoapp/"}, {Method: "GET", Path: "/profile/djaoapp/subscriptions/"}, {Method: "GET", Path: "/billing/djaoapp/history/"},
				{Method: "GET", Path: "/profile/djaoapp/subscriptions/trial/"}, {Method: "DELETE", Path: "/billing/djaoapp/balance/cancel/"},
			})
		}
		var sub client.Subscription
		f.Call("mallory", "GET", "/profile/mallory/plans/trial/subscriptions/djaoapp/", "", 200, &sub)
		if sub.Organization.Email != "" || sub.Organization.PrintableName != "DjaoApp" {
			t.Errorf("%+v", sub.Organization)
		}
	})
}

// Who tries a plan shows herself as a customer for as long as it lasts, and gives nothing else; who tried one gives nothing any more.
func TestTryingAPlan(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := market(t, s)
		f.Call("xia", "PUT", "/billing/xia/card/", `{"token": "tok_visa"}`, 200, nil)
		f.Call("xia", "PATCH", "/profile/xia/", `{"phone": "555-1", "street_address": "9 Elm", "extra": "hers"}`, 200, nil)
		known := func(text string) bool {
			return strings.Contains(text, "xia@localhost") || strings.Contains(text, "555-1") || strings.Contains(text, "9 Elm")
		}

		// An offer that nobody accepted shows nothing and opens nothing, and neither does one that the broker accepted.
		for _, victim := range []string{"xia", "joe"} {
			var offer client.Subscription
			if text := f.Call("mallory", "POST", "/profile/mallory/plans/trial/subscriptions/", `{"organization": {"slug": "`+victim+`"}}`, 201, &offer); known(text) {
				t.Errorf("offered: %s", text)
			}
			if victim == "joe" {
				f.Call("donny", "POST", "/profile/joe/subscriptions/accept/"+offer.GrantKey.MustGet()+"/", "", 200, nil)
			}
			for _, path := range []string{"/profile/mallory/subscribers/?q=555-1", "/profile/mallory/plans/trial/subscriptions/?q=555-1", "/profile/mallory/subscribers/?q=localhost"} {
				if text := f.Call("mallory", "GET", path, "", 200, nil); !strings.Contains(text, `"count":0`) {
					t.Errorf("%s finds %s", path, text)
				}
			}
			refused(f, "mallory", takings(victim))
			refused(f, "mallory", []servertest.Request{{Method: "GET", Path: "/profile/" + victim + "/"}, {Method: "GET", Path: "/profile/" + victim + "/subscriptions/"}})
			f.Call("mallory", "DELETE", "/profile/mallory/plans/trial/subscriptions/"+victim+"/", "", 204, nil)
		}
		f.Clock.Advance(time.Second)

		// While she tries it she is a customer.
		f.Call("xia", "POST", "/profile/xia/subscriptions/", `{"plan": "trial"}`, 201, nil)
		var card client.OrganizationWithSubscriptions
		f.Call("mallory", "GET", "/profile/xia/", "", 200, &card)
		if card.Email != "xia@localhost.localdomain" || card.StreetAddress != "9 Elm" || !card.Extra.IsNull() || len(card.Subscriptions) != 2 {
			t.Errorf("a customer: %+v", card)
		}
		for _, one := range card.Subscriptions {
			if one.Plan != "trial" {
				t.Errorf("of another provider: %+v", one)
			}
		}
		own := func(want string) {
			t.Helper()
			var subscriptions client.SubscriptionPage
			f.Call("mallory", "GET", "/profile/xia/subscriptions/", "", 200, &subscriptions)
			for _, one := range subscriptions.Results {
				if one.Plan.Slug != "trial" || one.Organization.Email != want {
					t.Errorf("%+v", one)
				}
			}
			if subscriptions.Count != 2 {
				t.Errorf("%d of mallory's own", subscriptions.Count)
			}
			f.Call("mallory", "GET", "/profile/xia/subscriptions/open-space/", "", 404, nil)
			f.Call("mallory", "GET", "/profile/xia/subscriptions/trial/", "", 200, nil)
			var history client.TransactionPage
			if f.Call("mallory", "GET", "/billing/xia/history/", "", 200, &history); history.Count != 0 || history.Balance != 0 {
				t.Errorf("a ledger of others: %+v", history)
			}
		}
		own("xia@localhost.localdomain")
		refused(f, "mallory", takings("xia"))
		for _, body := range []string{`{"auto_renew": false}`, `{"ends_at": "2030-01-01T00:00:00Z"}`} {
			f.Call("mallory", "PATCH", "/profile/xia/subscriptions/open-space/", body, 404, nil)
		}
		f.Call("mallory", "DELETE", "/profile/xia/subscriptions/open-space/", "", 404, nil)
		f.Call("mallory", "PATCH", "/profile/xia/subscriptions/trial/", `{"description": "Enjoy"}`, 200, nil)
		f.Call("mallory", "GET", "/billing/charges/fake_5f1d7a84db00d2fce00b31a7fc73224f20129096/", "", 403, nil)

		// She cancels at once.
		f.Call("xia", "DELETE", "/profile/xia/subscriptions/trial/", "", 204, nil)
		f.Clock.Advance(time.Second)
		gone := func() {
			t.Helper()
			refused(f, "mallory", takings("xia"))
			refused(f, "mallory", []servertest.Request{
				{Method: "GET", Path: "/profile/xia/"}, {Method: "PATCH", Path: "/profile/xia/subscriptions/trial/", Body: `{"ends_at": "2031-01-01T00:00:00Z"}`},
				{Method: "GET", Path: "/users/xia/"}, {Method: "PATCH", Path: "/users/xia/", Body: `{"full_name": "Mine"}`}, {Method: "DELETE", Path: "/users/xia/"},
				{Method: "GET", Path: "/users/xia/accessibles/"}, {Method: "PUT", Path: "/users/xia/notifications/", Body: `{"notifications": []}`},
			})
			own("")
			for _, path := range []string{"/profile/mallory/subscribers/", "/profile/mallory/plans/trial/subscriptions/", "/profile/mallory/plans/trial/subscriptions/xia/"} {
				if text := f.Call("mallory", "GET", path, "", 200, nil); known(text) {
					t.Errorf("%s: %s", path, text)
				}
			}
		}
		gone()
		// Giving it to her once more, and longer, changes nothing.
		f.Call("mallory", "PATCH", "/profile/mallory/plans/trial/subscriptions/xia/", `{"ends_at": "2031-01-01T00:00:00Z"}`, 200, nil)
		gone()
	})
}

// A card on file is charged for its own profile alone, and by itself for what that agreed to.
func TestStoredCards(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := market(t, s)
		f.Call("xia", "PUT", "/billing/xia/card/", `{"token": "tok_visa"}`, 200, nil)
		charges := func() (n int64) {
			t.Helper()
			var page client.ChargePage
			f.Call("donny", "GET", "/billing/charges/?ends_at=2031-01-01", "", 200, &page)
			return page.Count
		}
		before := charges()
		// The broker pays for her with another card, as a present.
		f.Call("donny", "POST", "/cart/", `{"plan": "basic", "option": 1}`, 201, nil)
		if text := f.Call("donny", "POST", "/billing/xia/checkout/", `{}`, 403, nil); !strings.Contains(text, "Only managers of Xia Lee") {
			t.Errorf("%s", text)
		}
		if n := charges(); n != before {
			t.Errorf("%d charges", n-before)
		}
		f.Call("donny", "POST", "/billing/xia/checkout/", `{"processor_token": "tok_visa"}`, 201, nil)
		var sub client.Subscription
		if f.Call("xia", "GET", "/profile/xia/subscriptions/basic/", "", 200, &sub); sub.AutoRenew {
			t.Errorf("renewed at her cost: %+v", sub)
		}
		// What she tries costs nothing, then a lot: that she did not agree to.
		f.Call("xia", "POST", "/profile/xia/subscriptions/", `{"plan": "trial"}`, 201, &sub)
		if !sub.AutoRenew {
			t.Fatalf("%+v", sub)
		}
		f.Call("mallory", "PATCH", "/profile/mallory/plans/trial/", `{"period_amount": 500000}`, 200, nil)
		end := sub.EndsAt
		f.Clock.Advance(end.Sub(f.Clock.Now()) - time.Hour)
		extend := func() time.Time {
			t.Helper()
			if err := f.Server.RunJobs(t.Context(), "renew", func(string) {}); err != nil {
				t.Fatal(err)
			}
			f.Call("xia", "GET", "/profile/xia/subscriptions/trial/", "", 200, &sub)
			return sub.EndsAt
		}
		if got := extend(); !got.Equal(end) {
			t.Errorf("renewed at another price until %s", got)
		}
		// She agrees by saying so.
		f.Call("xia", "PATCH", "/profile/xia/subscriptions/trial/", `{"auto_renew": true}`, 200, nil)
		if got := extend(); !got.After(end) {
			t.Errorf("not renewed: %s", got)
		}
		f.Clock.Advance(time.Second)
		var history client.TransactionPage
		f.Call("mallory", "GET", "/billing/xia/history/?ends_at=2031-01-01", "", 200, &history)
		if history.Balance != 500000 || history.Count != 1 {
			data, _ := json.Marshal(history)
			t.Errorf("what mallory sold: %s", data)
		}
	})
}

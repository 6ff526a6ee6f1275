package cart_test

import (
	"strings"
	"testing"

	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// A subscription is bought until its end would not be storable; then the order is refused, nothing is charged, and everything can still be read.
func TestNoSubscriptionEndsAfterTheYear8999(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("alice", "POST", "/profile/cowork/plans/",
			`{"title": "Ages", "period_amount": 1000, "unit": "usd", "period_length": 1000, "interval_code": "yearly", "is_active": true}`, 201, nil)
		for range 6 { // from 2019 to 8019
			f.Call("xia", "POST", "/cart/", `{"plan": "ages"}`, 201, nil)
			f.Call("xia", "POST", "/billing/xia/checkout/", `{"processor_token": "tok_visa"}`, 201, nil)
		}
		f.Call("xia", "POST", "/cart/", `{"plan": "ages"}`, 201, nil)
		f.Call("xia", "GET", "/billing/xia/checkout/", "", 200, nil)
		status, text := f.Try("xia", "POST", "/billing/xia/checkout/", `{"processor_token": "tok_visa"}`)
		if status != 400 || !strings.Contains(text, "ages would end after the year 8999") || !strings.Contains(text, `"items.0.plan"`) {
			t.Errorf("%d %s", status, text)
		}
		var page struct {
			Results []struct {
				EndsAt string `json:"ends_at"`
				Plan   struct {
					Slug string `json:"slug"`
				} `json:"plan"`
			} `json:"results"`
		}
		f.Call("xia", "GET", "/profile/xia/subscriptions/", "", 200, &page)
		for _, one := range page.Results {
			if one.Plan.Slug == "ages" && !strings.HasPrefix(one.EndsAt, "8019-") {
				t.Errorf("ends %s, want 8019", one.EndsAt)
			}
		}
		f.Call("xia", "GET", "/billing/xia/history/", "", 200, nil)
	})
}

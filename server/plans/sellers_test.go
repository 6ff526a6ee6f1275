package plans_test

import (
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Selling is a right, which the managers of the broker give, and those of each profile where the site is open to sellers.
func TestWhoMaySell(t *testing.T) {
	for setting, open := range map[string]bool{"approved": false, "open": true} {
		t.Run(setting, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				cfg := servertest.Config()
				cfg.Sellers = setting
				f := servertest.Configured(t, s, cfg)
				servertest.Demo(t, s)
				const plan = `{"title": "Lunch", "is_active": true}`
				for _, as := range []string{"joe", "donny"} {
					if text := f.Call(as, "POST", "/profile/joe/plans/", plan, 403, nil); !strings.Contains(text, "Joe Smith may not sell plans") || !strings.Contains(text, "djaoapp") {
						t.Errorf("%s", text)
					}
				}
				status := 403
				if open {
					status = 200
				}
				var p client.OrganizationWithSubscriptions
				f.Call("joe", "PATCH", "/profile/joe/", `{"is_provider": false}`, 200, nil) // as it is
				f.Call("joe", "PATCH", "/profile/joe/", `{"is_provider": true}`, status, nil)
				f.Call("joe", "PUT", "/profile/joe/", `{"full_name": "Joe Smith", "email": "joe@localhost.localdomain", "is_provider": true}`, status, nil)
				f.Call("xia", "PATCH", "/profile/joe/", `{"is_provider": true}`, 403, nil)
				if f.Call("donny", "PATCH", "/profile/joe/", `{"is_provider": true}`, 200, &p); !p.IsProvider {
					t.Errorf("%+v", p)
				}
				f.Call("joe", "POST", "/profile/joe/plans/", plan, 201, nil)
				// The broker always sells, and what the broker creates sells when it says so.
				f.Call("donny", "PATCH", "/profile/djaoapp/", `{"is_provider": false}`, 400, nil)
				f.Call("donny", "POST", "/profile/djaoapp/plans/", `{"title": "Site"}`, 201, nil)
				f.Call("donny", "POST", "/profile/", `{"slug": "shop", "full_name": "Shop", "email": "shop@x.example", "is_provider": true}`, 201, nil)
				f.Call("donny", "POST", "/profile/shop/plans/", `{"title": "Shopping"}`, 201, nil)
			})
		})
	}
}

// Who may sell no more gets no new orders, by whatever way; what runs goes to its end and is not renewed.
func TestNoSellerAnyMore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		var offered, asked client.Subscription
		f.Call("alice", "POST", "/profile/cowork/plans/basic/subscriptions/", `{"organization": {"slug": "mark"}}`, 201, &offered)
		f.Call("alice", "PATCH", "/profile/cowork/plans/premium/", `{"optin_on_request": true}`, 200, nil)
		f.Call("mark", "POST", "/profile/mark/subscriptions/", `{"plan": "premium"}`, 201, &asked)
		f.Call("xia", "POST", "/cart/", `{"plan": "private", "option": 1}`, 201, nil)
		var before client.Subscription
		f.Call("xia", "GET", "/profile/xia/subscriptions/open-space/", "", 200, &before)

		f.Call("donny", "PATCH", "/profile/cowork/", `{"is_provider": false}`, 200, nil)
		f.Call("xia", "POST", "/billing/xia/checkout/", `{"processor_token": "tok_visa"}`, 409, nil)
		f.Call("joe", "POST", "/cart/", `{"plan": "private"}`, 400, nil)
		f.Call("sam", "POST", "/profile/sam/subscriptions/", `{"plan": "private"}`, 400, nil)
		for _, as := range []string{"alice", "donny"} {
			f.Call(as, "POST", "/profile/cowork/plans/private/subscriptions/", `{"organization": {"slug": "sam"}}`, 403, nil)
			f.Call(as, "POST", "/profile/cowork/plans/", `{"title": "More"}`, 403, nil)
		}
		f.Call("mark", "POST", "/profile/mark/subscriptions/accept/"+offered.GrantKey.MustGet()+"/", "", 409, nil)
		f.Call("alice", "PUT", "/profile/cowork/subscribers/accept/"+asked.RequestKey.MustGet()+"/", "", 409, nil)
		f.Clock.Advance(before.EndsAt.Sub(f.Clock.Now()) - time.Hour)
		if err := f.Server.RunJobs(t.Context(), "renew", func(string) {}); err != nil {
			t.Fatal(err)
		}
		var after client.Subscription
		if f.Call("xia", "GET", "/profile/xia/subscriptions/open-space/", "", 200, &after); !after.EndsAt.Equal(before.EndsAt) {
			t.Errorf("renewed until %s", after.EndsAt)
		}
		f.Call("alice", "GET", "/profile/xia/", "", 200, nil)
		// What is let again goes on.
		f.Call("donny", "PATCH", "/profile/cowork/", `{"is_provider": true}`, 200, nil)
		if err := f.Server.RunJobs(t.Context(), "renew", func(string) {}); err != nil {
			t.Fatal(err)
		}
		if f.Call("xia", "GET", "/profile/xia/subscriptions/open-space/", "", 200, &after); !after.EndsAt.After(before.EndsAt) {
			t.Errorf("not renewed: %s", after.EndsAt)
		}
	})
}

package subscriptions_test

import (
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Whoever has a plan can give it to anybody, for nothing if she likes. That opens nothing of the subscriber to her, and costs the subscriber nothing,
// until she takes the gift over (profiles-subscriptions-roles.md 1.6, "Security note").
func TestGifts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("joe", "POST", "/users/joe/accessibles/?force=true", `{"slug": "trap", "email": "joe@localhost.localdomain"}`, 201, nil)
		f.Call("donny", "PATCH", "/profile/trap/", `{"is_provider": true}`, 200, nil)
		f.Call("joe", "POST", "/profile/trap/plans/", `{"title": "Trap", "is_active": true, "interval": "monthly"}`, 201, nil)
		for _, victim := range []string{"djaoapp", "mark"} {
			f.Call("joe", "POST", "/cart/", `{"plan": "trap", "sync_on": "`+victim+`", "full_name": "x"}`, 201, nil)
		}
		f.Call("joe", "POST", "/billing/trap/checkout/", `{}`, 200, nil)
		f.Call("joe", "GET", "/profile/djaoapp/", "", 403, nil)
		f.Call("joe", "POST", "/profile/djaoapp/roles/manager/", `{"slug": "joe"}`, 403, nil)
		f.Call("joe", "GET", "/users/mark/accessibles/", "", 403, nil)
		f.Call("joe", "DELETE", "/users/mark/accessibles/manager/mark/", "", 403, nil)

		// It is there, and live, but does not renew, and nobody but mark can let it.
		const asProvider, asMark = "/profile/trap/plans/trap/subscriptions/mark/", "/profile/mark/subscriptions/trap/"
		var sub client.Subscription
		f.Call("mark", "GET", asMark, "", 200, &sub)
		if sub.AutoRenew || !sub.GrantKey.IsNull() || !sub.RequestKey.IsNull() || !sub.EndsAt.Equal(servertest.Start.AddDate(0, 1, 0)) {
			t.Errorf("%+v", sub)
		}
		for _, as := range []string{"joe", "donny"} {
			f.Call(as, "PATCH", asProvider, `{"auto_renew": true}`, 400, nil)
		}
		f.Call("joe", "PATCH", asProvider, `{"auto_renew": false, "description": "Enjoy"}`, 200, nil)
		f.Call("joe", "GET", "/profile/mark/", "", 403, nil)
		f.Call("mark", "PATCH", asMark, `{"auto_renew": true}`, 200, &sub)
		if !sub.AutoRenew {
			t.Errorf("%+v", sub)
		}
		f.Call("joe", "GET", "/profile/mark/", "", 200, nil)
	})
}

// A gift that its subscriber orders more of is hers; what she gives to a profile that she manages is none.
func TestGiftsTakenOver(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		gifted := func(slug string) bool {
			t.Helper()
			sub, err := s.SubscriptionOf(t.Context(), mustID(f, slug), store.Reader{}, "private")
			if err != nil {
				t.Fatal(err)
			}
			return sub.Gifted
		}
		buy := func(as, payer, item string) {
			t.Helper()
			f.Clock.Advance(time.Minute)
			f.Call(as, "POST", "/cart/", item, 201, nil)
			f.Call(as, "POST", "/billing/"+payer+"/checkout/", `{"processor_token": "tok_visa"}`, 201, nil)
		}
		buy("sam", "sam", `{"plan": "private", "sync_on": "mark", "full_name": "Mark"}`)
		if !gifted("mark") {
			t.Error("sam gives mark nothing")
		}
		buy("mark", "mark", `{"plan": "private"}`)
		if gifted("mark") {
			t.Error("what mark pays for is a gift still")
		}
		f.Call("sam", "POST", "/users/sam/accessibles/?force=true", `{"slug": "desk", "email": "sam@localhost.localdomain"}`, 201, nil)
		buy("sam", "sam", `{"plan": "private", "sync_on": "desk", "full_name": "Desk"}`)
		if gifted("desk") {
			t.Error("sam speaks for desk")
		}
	})
}

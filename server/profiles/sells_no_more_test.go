package profiles_test

import (
	"testing"

	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// A plan of who sells no more is neither accepted, ordered, nor renewed by hand; who sells again finds nothing agreed in between.
func TestNothingIsAcceptedOfWhoSellsNoMore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		var offer struct {
			GrantKey string `json:"grant_key"`
		}
		f.Call("alice", "POST", "/profile/cowork/plans/basic/subscriptions/", `{"organization": {"slug": "mark"}}`, 201, &offer)
		f.Call("mark", "POST", "/cart/", `{"plan": "open-space"}`, 201, nil)
		f.Call("alice", "PATCH", "/profile/cowork/", `{"is_provider": false}`, 403, nil)
		f.Call("donny", "PATCH", "/profile/cowork/", `{"is_provider": false}`, 200, nil)
		for _, body := range []string{`{"is_provider": true}`, `{"is_provider": true, "full_name": "ABC"}`} {
			f.Call("alice", "PATCH", "/profile/cowork/", body, 403, nil)
		}
		f.Call("alice", "PUT", "/profile/cowork/", `{"is_provider": true, "full_name": "ABC", "email": "support@localhost.localdomain"}`, 403, nil)
		for _, try := range [][2]string{
			{"/profile/mark/subscriptions/accept/" + offer.GrantKey + "/", ""},
			{"/billing/mark/checkout/", `{"processor_token": "tok_visa"}`},
			{"/profile/mark/subscriptions/", `{"plan": "basic"}`},
			{"/cart/", `{"plan": "basic"}`},
		} {
			if status, text := f.Try("mark", "POST", try[0], try[1]); status < 400 || status >= 500 {
				t.Errorf("%s: %d %s", try[0], status, text)
			}
		}
		f.Call("alice", "POST", "/profile/cowork/plans/basic/subscriptions/", `{"organization": {"slug": "joe"}}`, 403, nil)
		f.Call("donny", "PATCH", "/profile/cowork/", `{"is_provider": true}`, 200, nil)
		f.Call("mark", "POST", "/profile/mark/subscriptions/accept/"+offer.GrantKey+"/", "", 200, nil)
	})
}

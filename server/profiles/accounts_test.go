package profiles_test

import (
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Whom one deals with is found, by everybody who is signed in: neither what was deleted nor the processor (profiles-subscriptions-roles.md 3.1).
func TestAccountsLeaveOut(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("donny", "DELETE", "/profile/mark/", "", 204, nil)
		for _, path := range []string{"/accounts/", "/accounts/profiles/"} {
			for query, want := range map[string]int64{"?q=stripe": 0, "?q=archive": 0, "?q=abc": 1, "?q=mark": 0, "?q=localhost": 0} {
				page := servertest.GetJSON[client.AccountList](f, "joe", f.URL+"/api"+path+query, 200)
				if page.Count != want || int64(len(page.Results)) != want {
					t.Errorf("%s%s: %+v, want %d", path, query, page, want)
				}
			}
		}
		f.Call("", "GET", "/accounts/", "", 401, nil)
	})
}

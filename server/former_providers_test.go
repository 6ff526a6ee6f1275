package server_test

import (
	"testing"
	"time"

	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// A former provider keeps access to its subscribers unless the site wants it otherwise (profiles-subscriptions-roles.md 2.2). erin's subscriptions to
// cowork, which alice manages, have ended; xia's has not, until the clock says so.
func TestFormerProviders(t *testing.T) {
	requests := []servertest.Request{
		{Method: "GET", Path: "/profile/erin/"},
		{Method: "PATCH", Path: "/profile/erin/", Body: `{}`},
		{Method: "GET", Path: "/profile/erin/subscriptions/"},
		{Method: "GET", Path: "/users/erin/accessibles/"},
		{Method: "DELETE", Path: "/users/erin/accessibles/manager/cowork/"},
	}
	for setting, want := range map[string]int{"on": 200, "off": 403} {
		t.Run(setting, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				cfg := servertest.Config()
				cfg.FormerProviders = setting
				f := servertest.Configured(t, s, cfg)
				servertest.Demo(t, s)
				f.Call("erin", "DELETE", "/profile/erin/subscriptions/open-space/", "", 204, nil)
				f.Clock.Advance(time.Second)
				for _, r := range requests {
					status, text := f.Try("alice", r.Method, r.Path, r.Body)
					if allowed := status == 200 || status == 204; allowed != (want == 200) || !allowed && status != want {
						t.Errorf("%s %s: %d, want %d: %s", r.Method, r.Path, status, want, text)
					}
				}
				f.Call("alice", "GET", "/profile/xia/", "", 200, nil)
				f.Call("donny", "GET", "/profile/erin/", "", 200, nil)
				f.Call("erin", "GET", "/profile/erin/", "", 200, nil)
				// Who provides one profile of a user may not act on another one that was provided once.
				f.Call("donny", "POST", "/profile/erin/roles/contributor/", `{"slug": "xia"}`, 201, nil)
				status, text := f.Try("alice", "DELETE", "/users/xia/accessibles/contributor/erin/", "")
				if allowed := status == 204; allowed != (want == 200) {
					t.Errorf("%d %s", status, text)
				}
				f.Clock.Advance(60 * 24 * time.Hour)
				f.Call("alice", "GET", "/profile/xia/", "", want, nil)
			})
		})
	}
}

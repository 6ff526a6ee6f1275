package server_test

import (
	"strings"
	"testing"
	"time"

	"tollkeeper/server/auth"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// A name that a profile or a user had is nobody else's for a year; who follows a link under it is told where it went, and nothing else.
func TestFormerNames(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("xia", "PATCH", "/profile/xia/", `{"slug": "xia-lee"}`, 200, nil)
		f.Call("alice", "PATCH", "/profile/cowork/", `{"slug": "together"}`, 200, nil)
		f.Call("mark", "DELETE", "/users/mark/", "", 204, nil)
		for path, where := range map[string]string{
			"/profile/xia/": "xia-lee", "/users/XIA/": "xia-lee", "/profile/cowork/plans/": "together", "/profile/Cowork/roles/": "together",
			"/billing/cowork/coupons/": "together", "/users/mark/": "was deleted",
		} {
			// A stranger is told the name, and what he might not read under it he may not read.
			if text := f.Call("joe", "GET", path, "", 404, nil); !strings.Contains(text, where) || strings.Contains(text, "@") {
				t.Errorf("%s: %s", path, text)
			}
			f.Call("", "GET", path, "", 401, nil)
		}
		if text := f.Call("joe", "GET", "/profile/nobody/", "", 404, nil); !strings.Contains(text, "Not found.") {
			t.Errorf("%s", text)
		}
		register := func(name string, status int) {
			t.Helper()
			f.Call("", "POST", "/auth/register/", `{"username": "`+name+`", "email": "m@evil.example", "full_name": "Mallory", "password": "yoyo"}`, status, nil)
		}
		for _, name := range []string{"xia", "XIA", "cowork", "mark"} {
			register(name, 400)
			f.Call("joe", "PATCH", "/profile/joe/", `{"slug": "`+name+`"}`, 400, nil)
			f.Call("donny", "POST", "/profile/", `{"slug": "`+name+`", "full_name": "U", "email": "m@evil.example"}`, 400, nil)
			if name == "mark" {
				continue // whose profile goes on
			}
			f.Call("alice", "POST", "/profile/together/plans/basic/subscriptions/?force=true", `{"organization": {"slug": "`+name+`", "email": "m@evil.example"}}`, 400, nil)
		}
		// Whose it was takes it back, and leaves the one in between.
		f.Call("alice", "PATCH", "/profile/together/", `{"slug": "Cowork"}`, 200, nil)
		f.Call("alice", "GET", "/profile/cowork/", "", 200, nil)
		register("together", 400)
		// Chains lead to the end.
		f.Call("xia-lee", "PATCH", "/profile/xia-lee/", `{"slug": "xia-anna"}`, 200, nil)
		if text := f.Call("joe", "GET", "/profile/xia/", "", 404, nil); !strings.Contains(text, "xia-anna") {
			t.Errorf("%s", text)
		}
		// For a year.
		sweep := func() {
			t.Helper()
			if _, err := auth.New(s, f.Clock.Now, nil, nil, nil, nil, auth.Config{}).Sweep(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		f.Clock.Advance(365*24*time.Hour - time.Minute)
		sweep()
		register("xia", 400)
		f.Clock.Advance(time.Minute)
		sweep()
		register("xia", 201)
	})
}

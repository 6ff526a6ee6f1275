package roles_test

import (
	"strings"
	"testing"

	"tollkeeper/gen/client"
)

// The profiles of a user come by their names; they are searched, sorted and narrowed as the roles of a profile are
// (profiles-subscriptions-roles.md 3.8 and 4).
func TestAccessibles(t *testing.T) {
	each(t, func(s site) {
		for _, name := range []string{"Zebra", "Beta", "Middle"} {
			s.call("mark", "POST", "/users/mark/accessibles/?force=true", `{"slug": "`+name+`", "email": "mark@localhost.localdomain"}`, 201, nil)
		}
		s.call("mark", "POST", "/users/mark/accessibles/contributor/", `{"slug": "cowork"}`, 201, nil)
		s.call("donny", "POST", "/profile/djaoapp/roles/contributor/", `{"slug": "mark"}`, 201, nil)
		s.roles("donny", "/profile/djaoapp/roles/") // a second later
		list := func(query, want string, invited, requested int64) {
			t.Helper()
			var page client.AccessiblePage
			s.call("mark", "GET", "/users/mark/accessibles/"+query, "", 200, &page)
			var names []string
			for _, one := range page.Results {
				names = append(names, one.Slug)
			}
			if got := strings.Join(names, " "); got != want || int(page.Count) != len(names) || page.InvitedCount != invited || page.RequestedCount != requested {
				t.Errorf("%s: %q of %d, want %q; counters %d, %d", query, got, page.Count, want, page.InvitedCount, page.RequestedCount)
			}
		}
		var all client.AccessiblePage
		s.call("mark", "GET", "/users/mark/accessibles/", "", 200, &all)
		list("", "cowork Beta djaoapp mark Middle Zebra", 1, 1)
		list("?ot=desc", "Zebra Middle mark djaoapp Beta cowork", 1, 1)
		list("?q=djao", "djaoapp", 1, 1)
		list("?q=contributor&o=full_name", "cowork djaoapp", 1, 1)
		list("?q=contributor&o=-organization__full_name", "djaoapp cowork", 1, 1)
		list("?q=contributor&o=-request_key", "cowork djaoapp", 1, 1)
		list("?q=contributor&o=-grant_key", "djaoapp cowork", 1, 1)
		list("?role_status=requested", "cowork", 1, 1)
		list("?role_status=pending&ot=desc", "djaoapp cowork", 1, 1)
		list("?q=abc&q_f=organization__full_name", "cowork", 1, 1)
		list("?start_at=2019-06-25", "", 1, 1)
		list("?ends_at=2018-01-01", "mark", 1, 1)
		list("contributor/", "cowork djaoapp", 1, 1)
		list("contributors/?role_status=invited", "djaoapp", 1, 1)
		list("manager/?q=mark+johnson", "mark", 0, 0)
		s.call("mark", "GET", "/users/mark/accessibles/?page=2", "", 404, nil)
		// Where the links lead.
		zebra := all.Results[5]
		if zebra.HomeURL.MustGet() != s.URL+"/app/Zebra/" || zebra.SettingsURL != s.URL+"/profile/Zebra/contact/" ||
			zebra.RemoveAPIURL != s.URL+"/api/users/mark/accessibles/manager/Zebra/" || !zebra.RequestKey.IsNull() || !zebra.AcceptGrantAPIURL.IsNull() {
			t.Errorf("%+v", zebra)
		}
	})
}

// What is not there is 404, what is no request cannot be repeated (profiles-subscriptions-roles.md 3.7 and 3.8).
func TestNothingThere(t *testing.T) {
	each(t, func(s site) {
		s.call("mark", "POST", "/users/mark/accessibles/", `{"slug": "nobody"}`, 404, nil)
		s.call("mark", "POST", "/users/mark/accessibles/", `{"email": "nobody@example.com"}`, 404, nil)
		s.call("mark", "POST", "/users/mark/accessibles/", `{}`, 404, nil)
		s.call("mark", "POST", "/users/mark/accessibles/manager/", `{"organization": "nobody"}`, 404, nil)
		s.call("mark", "POST", "/users/mark/accessibles/nothing/", `{"organization": "cowork"}`, 404, nil)
		s.call("mark", "POST", "/users/mark/accessibles/manager/cowork/", "", 404, nil) // no row
		s.call("mark", "DELETE", "/users/mark/accessibles/nothing/cowork/", "", 204, nil)
		s.call("alice", "POST", "/profile/cowork/roles/manager/mark/", "", 404, nil)
		s.call("alice", "POST", "/profile/cowork/roles/nothing/alice/", "", 404, nil)
		s.call("alice", "POST", "/profile/cowork/roles/manager/nobody/", "", 404, nil)
		s.call("alice", "DELETE", "/profile/cowork/roles/manager/mark/", "", 204, nil) // there was none
		s.call("alice", "DELETE", "/profile/cowork/roles/nothing/alice/", "", 404, nil)
		s.call("alice", "POST", "/profile/cowork/roles/describe/", `{"title": "A title that is too long"}`, 400, nil)
		s.call("alice", "POST", "/profile/cowork/roles/manager/", `{"slug": "joe", "message": "`+strings.Repeat("x", 256)+`"}`, 400, nil)
		// Who cannot sign in has no roles, not even none.
		s.call("donny", "POST", "/users/", `{"slug": "lead", "email": "lead@example.com", "full_name": "Lead"}`, 201, nil)
		s.call("donny", "GET", "/users/lead/accessibles/", "", 404, nil)
		s.call("donny", "GET", "/users/lead/accessibles/manager/", "", 404, nil)
		s.call("donny", "POST", "/users/lead/accessibles/", `{"slug": "cowork"}`, 404, nil)
		// A profile found by the address of who manages it, without regard to case; not by one that it only has on file.
		var asked client.Accessible
		s.call("mark", "POST", "/users/mark/accessibles/", `{"email": "SUPPORT@localhost.localdomain"}`, 404, nil)
		s.call("mark", "POST", "/users/mark/accessibles/", `{"email": "XIA@localhost.localdomain"}`, 201, &asked)
		if asked.Slug != "xia" {
			t.Errorf("%+v", asked)
		}
		// So is a user: by the address beside a name that nobody has, and by one that is given as the name.
		s.call("alice", "POST", "/profile/cowork/roles/contributor/", `{"slug": "nobody", "email": "JOE@localhost.localdomain"}`, 201, nil)
		s.call("alice", "POST", "/profile/cowork/roles/contributor/", `{"slug": "Erin@localhost.localdomain"}`, 201, nil)
		if page := s.roles("alice", "/profile/cowork/roles/contributor/?role_status=invited"); page.Count != 2 || page.Results[0].User.Slug != "erin" || page.Results[1].User.Slug != "joe" {
			t.Errorf("%+v", page)
		}
	})
}

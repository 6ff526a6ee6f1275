package roles_test

import (
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/client"
)

// offer makes alice offer a role on her profile, and returns its key.
func (s site) offer(role, user string) string {
	s.Helper()
	s.call("alice", "POST", "/profile/cowork/roles/"+role+"/", `{"slug": "`+user+`"}`, 201, nil)
	for _, r := range s.roles("alice", "/profile/cowork/roles/?role_status=invited").Results {
		if r.User.Slug == user {
			return s.keyOf(r)
		}
	}
	s.Fatalf("%s was offered nothing", user)
	return ""
}

// Whoever has the key accepts, once, whichever of her addresses it was mailed to; another role of hers stands in the way, an open request does not
// (profiles-subscriptions-roles.md 1.6 and 3.8).
func TestAcceptForAnotherAddress(t *testing.T) {
	each(t, func(s site) {
		key := s.offer("manager", "joe")
		s.call("mark", "POST", "/users/mark/accessibles/", `{"slug": "cowork"}`, 201, nil)
		var accepted client.Accessible
		s.call("mark", "PUT", "/users/mark/accessibles/accept/"+key+"/", "", 200, &accepted)
		if accepted.RoleDescription.MustGet().Slug != "manager" || !accepted.RequestKey.IsNull() || !strings.Contains(accepted.RemoveAPIURL, "/users/mark/") {
			t.Errorf("%+v", accepted)
		}
		page := s.roles("alice", "/profile/cowork/roles/")
		if page.Count != 2 || page.InvitedCount != 0 || page.RequestedCount != 0 || page.Results[1].User.Slug != "mark" {
			t.Errorf("joe's offer became mark's: %+v", page)
		}
		s.call("joe", "PUT", "/users/joe/accessibles/accept/"+key+"/", "", 404, nil)
		s.call("mark", "GET", "/profile/cowork/roles/", "", 200, nil)
		// Who has a role, or another offer, has to leave that first.
		for user, other := range map[string]string{"mark": "marie", "erin": "sam"} {
			if user == "erin" {
				s.offer("contributor", "erin")
			}
			key := s.offer("contributor", other)
			if text := s.call(user, "PUT", "/users/"+user+"/accessibles/accept/"+key+"/", "", 400, nil); !strings.Contains(text, "contributor") || !strings.Contains(text, "cowork") {
				t.Errorf("the refusal does not name both roles: %s", text)
			}
		}
	})
}

// Asking for what one was offered accepts it, but only if one asks oneself (profiles-subscriptions-roles.md 3.8).
func TestAskForWhatWasOffered(t *testing.T) {
	each(t, func(s site) {
		s.offer("contributor", "joe")
		mails := len(s.mails())
		var out client.Accessible
		s.call("donny", "POST", "/users/joe/accessibles/", `{"slug": "cowork"}`, 200, &out)
		if out.AcceptGrantAPIURL.IsNull() || len(s.mails()) != mails {
			t.Errorf("the broker accepted for joe: %+v, %v", out, s.mails())
		}
		s.call("joe", "POST", "/users/joe/accessibles/manager/", `{"organization": "cowork"}`, 200, &out)
		if out.AcceptGrantAPIURL.IsNull() || len(s.mails()) != mails {
			t.Errorf("%+v, %v", out, s.mails())
		}
		s.call("joe", "POST", "/users/joe/accessibles/", `{"slug": "cowork"}`, 200, &out)
		if !out.AcceptGrantAPIURL.IsNull() || !out.RequestKey.IsNull() || out.RoleDescription.MustGet().Slug != "contributor" {
			t.Errorf("%+v", out)
		}
		if got := s.mails(); got[len(got)-1] != "role_grant_accepted alice@localhost.localdomain" {
			t.Errorf("%v", got)
		}
	})
}

// A request for a certain role is repeated as long as it is open; the managers grant what they want; nobody is told that she was granted what she
// asked for (profiles-subscriptions-roles.md 3.7 and 3.8).
func TestAskForACertainRole(t *testing.T) {
	each(t, func(s site) {
		var out client.Accessible
		s.call("joe", "POST", "/users/joe/accessibles/manager/", `{"slug": "cowork", "message": "May I?"}`, 201, &out)
		if out.RequestKey.IsNull() || out.RoleDescription.MustGet().Slug != "manager" {
			t.Errorf("%+v", out)
		}
		s.call("joe", "POST", "/users/joe/accessibles/contributor/", `{"slug": "cowork"}`, 200, &out)
		var resent client.RoleAccessible
		s.call("joe", "POST", "/users/joe/accessibles/contributor/cowork/", "", 200, &resent)
		if resent.RequestKey.IsNull() || resent.RoleDescription.MustGet().Slug != "manager" {
			t.Errorf("%+v", resent)
		}
		if got := strings.Join(s.mails(), ","); got != strings.Repeat(",role_request_created alice@localhost.localdomain", 3)[1:] {
			t.Errorf("%s", got)
		}
		s.call("alice", "POST", "/profile/cowork/roles/manager/joe/", "", 404, nil)
		s.call("alice", "POST", "/profile/cowork/roles/contributor/", `{"slug": "joe"}`, 200, nil)
		page := s.roles("alice", "/profile/cowork/roles/?q=joe")
		if r := page.Results[0]; !r.RequestKey.IsNull() || !r.GrantKey.IsNull() || r.RoleDescription.MustGet() != "contributor" || !r.AcceptRequestAPIURL.IsNull() {
			t.Errorf("both consented: %+v", r)
		}
		// Once active a request is nothing to repeat.
		s.call("joe", "POST", "/users/joe/accessibles/manager/", `{"slug": "cowork"}`, 200, nil)
		s.call("joe", "POST", "/users/joe/accessibles/manager/cowork/", "", 400, nil)
		s.call("alice", "POST", "/profile/cowork/roles/contributor/joe/", "", 200, nil) // a plain notice
		if got := s.mails(); got[len(got)-1] != "role_grant_created joe@localhost.localdomain" || len(got) != 5 {
			t.Errorf("%v", got)
		}
		// A request is denied through any kind of role.
		s.call("mark", "POST", "/users/mark/accessibles/", `{"slug": "cowork"}`, 201, nil)
		denied := s.roles("alice", "/profile/cowork/roles/?role_status=requested").Results[0]
		s.call("alice", "DELETE", strings.TrimPrefix(denied.RemoveAPIURL, s.URL+"/api"), "", 204, nil)
		if page := s.roles("alice", "/profile/cowork/roles/"); page.RequestedCount != 0 {
			t.Errorf("%+v", page)
		}
	})
}

// The last manager of a profile stays, whoever wants it otherwise, until there is another one or the profile is gone; so does that of the broker.
func TestLastManager(t *testing.T) {
	each(t, func(s site) {
		stays := func(as, method, path, body string) {
			t.Helper()
			s.call(as, method, path, body, 409, nil)
		}
		for as, slug := range map[string]string{"alice": "cowork", "donny": "djaoapp"} {
			stays(as, "DELETE", "/profile/"+slug+"/roles/manager/"+as+"/", "")
			stays(as, "DELETE", "/users/"+as+"/accessibles/manager/"+slug+"/", "")
			stays(as, "POST", "/profile/"+slug+"/roles/contributor/", `{"slug": "`+as+`"}`)
			stays(as, "DELETE", "/users/"+as+"/", "")
		}
		stays("donny", "DELETE", "/profile/cowork/roles/manager/alice/", "")
		stays("donny", "DELETE", "/users/alice/", "")
		// Who was only offered to manage is nobody to rely on, nor is who contributes.
		key := s.offer("manager", "joe")
		stays("alice", "DELETE", "/profile/cowork/roles/manager/alice/", "")
		s.call("joe", "PUT", "/users/joe/accessibles/accept/"+key+"/", "", 200, nil)
		s.call("alice", "POST", "/profile/cowork/roles/contributor/", `{"slug": "alice"}`, 200, nil)
		stays("joe", "DELETE", "/users/joe/accessibles/manager/cowork/", "")
		s.call("joe", "DELETE", "/profile/cowork/roles/manager/alice/", "", 204, nil)
		if !strings.Contains(s.Logged.String(), "event=remove-role") {
			t.Error("it was not logged")
		}
		s.call("alice", "DELETE", "/users/alice/", "", 204, nil)
		stays("joe", "DELETE", "/profile/joe/", "") // her account would go along
		s.call("joe", "DELETE", "/profile/cowork/", "", 204, nil)
		s.call("joe", "DELETE", "/profile/joe/", "", 204, nil)
	})
}

// Nobody becomes a manager who did not accept it or ask for it, by whatever way.
func TestNobodyManagesUnasked(t *testing.T) {
	each(t, func(s site) {
		pending := func(as, slug string, want bool) {
			t.Helper()
			page := s.roles("donny", "/profile/"+slug+"/roles/?q="+as)
			if page.Count != 1 || page.Results[0].GrantKey.IsNull() == want || page.Results[0].RoleDescription.MustGet() != "manager" {
				t.Errorf("%s on %s: %+v", as, slug, page.Results)
			}
		}
		// A profile that somebody else makes for her.
		s.call("joe", "POST", "/users/joe/accessibles/?force=true", `{"slug": "shell", "email": "mark@localhost.localdomain"}`, 201, nil)
		s.call("alice", "POST", "/profile/cowork/plans/basic/subscriptions/?force=true", `{"organization": {"slug": "shell2", "email": "mark@localhost.localdomain"}}`, 201, nil)
		s.Clock.Advance(time.Second)
		for _, slug := range []string{"shell", "shell2"} {
			pending("mark", slug, true)
			s.call("mark", "GET", "/profile/"+slug+"/", "", 403, nil)
		}
		// A promotion, and more than was asked for.
		s.call("erin", "PUT", "/users/erin/accessibles/accept/"+s.offer("contributor", "erin")+"/", "", 200, nil)
		s.call("alice", "POST", "/profile/cowork/roles/manager/", `{"slug": "erin"}`, 200, nil)
		s.call("sam", "POST", "/users/sam/accessibles/contributor/", `{"slug": "cowork"}`, 201, nil)
		s.call("alice", "POST", "/profile/cowork/roles/manager/", `{"slug": "sam"}`, 200, nil)
		s.call("marie", "POST", "/users/marie/accessibles/", `{"slug": "cowork"}`, 201, nil)
		s.call("alice", "POST", "/profile/cowork/roles/manager/", `{"slug": "marie"}`, 200, nil)
		s.Clock.Advance(time.Second)
		pending("erin", "cowork", true)
		pending("sam", "cowork", true)
		pending("marie", "cowork", false) // she asked for whatever it is
		// What she makes for herself is hers.
		s.call("joe", "POST", "/users/joe/accessibles/?force=true", `{"slug": "own", "email": "joe@localhost.localdomain"}`, 201, nil)
		s.Clock.Advance(time.Second)
		pending("joe", "own", false)
	})
}

// Who manages the profile of a person along with her has no say about her: neither her role on it nor her account.
func TestAPersonKeepsHerProfile(t *testing.T) {
	each(t, func(s site) {
		s.call("xia", "POST", "/profile/xia/roles/manager/", `{"slug": "joe"}`, 201, nil)
		s.Clock.Advance(time.Second)
		key := s.keyOf(s.roles("xia", "/profile/xia/roles/?role_status=invited").Results[0])
		s.call("joe", "PUT", "/users/joe/accessibles/accept/"+key+"/", "", 200, nil)
		s.call("joe", "DELETE", "/profile/xia/roles/manager/xia/", "", 403, nil)
		s.call("joe", "POST", "/profile/xia/roles/contributor/", `{"slug": "xia"}`, 403, nil)
		s.call("joe", "DELETE", "/profile/xia/", "", 403, nil)
		s.call("joe", "DELETE", "/users/xia/", "", 403, nil)
		s.call("xia", "GET", "/profile/xia/", "", 200, nil)
		s.call("xia", "DELETE", "/profile/xia/roles/manager/joe/", "", 204, nil)
		s.call("xia", "DELETE", "/profile/xia/", "", 204, nil)
	})
}

// The table of profiles-subscriptions-roles.md 4.4: alice manages, mark contributes, joe was offered to manage, marie to contribute, erin asks.
func TestRoleStatus(t *testing.T) {
	each(t, func(s site) {
		key := s.offer("contributor", "mark")
		s.call("mark", "PUT", "/users/mark/accessibles/accept/"+key+"/", "", 200, nil)
		s.offer("manager", "joe")
		s.offer("contributor", "marie")
		s.call("erin", "POST", "/users/erin/accessibles/", `{"slug": "cowork"}`, 201, nil)
		s.Clock.Advance(time.Second)
		for status, want := range map[string][2]string{
			"":                         {"alice erin joe marie mark", "erin marie mark"},
			"active":                   {"alice mark", "mark"},
			"invited":                  {"joe marie", "marie"},
			"requested":                {"erin", "erin"},
			"active,invited":           {"alice joe marie mark", "marie mark"},
			"active,requested":         {"alice erin mark", "erin mark"},
			"invited,requested":        {"erin joe marie", "erin marie"},
			"pending":                  {"erin joe marie", "erin marie"},
			"active,invited,requested": {"alice erin joe marie mark", "erin marie mark"},
			"nonsense":                 {"alice erin joe marie mark", "erin marie mark"},
		} {
			for i, path := range []string{"/profile/cowork/roles/", "/profile/cowork/roles/contributor/"} {
				page := s.roles("alice", path+"?role_status="+status)
				var names []string
				for _, r := range page.Results {
					names = append(names, r.User.Slug)
				}
				if got := strings.Join(names, " "); got != want[i] || int(page.Count) != len(names) || page.RequestedCount != 1 || page.InvitedCount != int64(2-i) {
					t.Errorf("%s of %q: %q, want %q; counters %d and %d", path, status, got, want[i], page.InvitedCount, page.RequestedCount)
				}
			}
		}
	})
}

// Whoever has a key takes the role: so a manager of one profile of a user must not read what others offer to her. She herself and the broker do
// (profiles-subscriptions-roles.md 2.4, 3.0 "Keys").
func TestOffersOfOthersAreSecret(t *testing.T) {
	each(t, func(s site) {
		s.call("joe", "PUT", "/users/joe/accessibles/accept/"+s.offer("contributor", "joe")+"/", "", 200, nil) // alice manages a profile of joe's now
		s.call("donny", "POST", "/profile/djaoapp/roles/manager/", `{"slug": "joe"}`, 201, nil)
		s.call("joe", "POST", "/users/joe/accessibles/", `{"slug": "xia"}`, 201, nil)
		s.roles("donny", "/profile/djaoapp/roles/") // a second later
		s.call("alice", "GET", "/users/joe/accessibles/", "", 403, nil)
		for as, shown := range map[string]bool{"joe": true, "donny": true} {
			for _, path := range []string{"", "manager/"} {
				var page client.AccessiblePage
				s.call(as, "GET", "/users/joe/accessibles/"+path+"?role_status=invited&q=djaoapp", "", 200, &page)
				if page.Count != 1 || page.Results[0].AcceptGrantAPIURL.IsNull() == shown {
					t.Errorf("%s reads %+v", as, page.Results)
				}
			}
			var page client.AccessiblePage
			s.call(as, "GET", "/users/joe/accessibles/?role_status=requested", "", 200, &page)
			if page.Count != 1 || page.Results[0].RequestKey.IsNull() == shown {
				t.Errorf("%s reads %+v", as, page.Results)
			}
		}
	})
}

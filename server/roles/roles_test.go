package roles_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

type site struct{ *servertest.Fixture }

func each(t *testing.T, f func(s site)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { f(site{servertest.New(t, s)}) })
}

func (s site) call(as, method, path, body string, status int, out any) string {
	s.Helper()
	return s.Call(as, method, path, body, status, out)
}

func (s site) mails() []string {
	s.Helper()
	waiting, err := s.Store.WaitingMails(s.Context())
	if err != nil {
		s.Fatal(err)
	}
	var out []string
	for _, m := range waiting {
		if strings.HasPrefix(m.Template, "role_") {
			out = append(out, m.Template+" "+m.Recipient)
		}
	}
	return out
}

// role reads who has what on a profile.
func (s site) roles(as, path string) client.RolePage {
	s.Helper()
	s.Clock.Advance(time.Second) // without ends_at the lists end now
	var page client.RolePage
	s.call(as, "GET", path, "", 200, &page)
	return page
}

// keyOf is the key of an offer in a list, which its managers are not shown: the user was mailed it.
func (s site) keyOf(r client.Role) string {
	s.Helper()
	role, err := s.roleOf(r.User.Slug, r.Organization.Slug)
	if err != nil || role.GrantKey == nil || r.GrantKey.MustGet() == *role.GrantKey {
		s.Fatalf("%+v of %+v: %v", role, r, err)
	}
	return *role.GrantKey
}

func (s site) roleOf(username, slug string) (store.RoleOf, error) {
	u, err := s.Store.UserByName(s.Context(), username)
	if err != nil {
		return store.RoleOf{}, err
	}
	o, err := s.Store.OrganizationBySlug(s.Context(), slug)
	if err != nil {
		return store.RoleOf{}, err
	}
	return s.Store.RoleOn(s.Context(), o.ID, u.ID)
}

// A manager offers a role, the user accepts it; a user asks for one, a manager grants it (profiles-subscriptions-roles.md 1.6).
func TestHandshakes(t *testing.T) {
	each(t, func(s site) {
		s.call("alice", "POST", "/profile/cowork/roles/managers/", `{"slug": "joe", "message": "Please help."}`, 201, nil)
		if got := s.mails(); !slices.Equal(got, []string{"role_grant_created joe@localhost.localdomain"}) {
			t.Errorf("%v", got)
		}
		s.call("joe", "GET", "/profile/cowork/roles/", "", 403, nil) // an offer counts for nothing
		page := s.roles("alice", "/profile/cowork/roles/?role_status=invited")
		if page.Count != 1 || page.InvitedCount != 1 || page.RequestedCount != 0 || page.Results[0].User.Slug != "joe" || page.Results[0].RoleDescription.MustGet() != "manager" {
			t.Fatalf("%+v", page)
		}
		key := s.keyOf(page.Results[0])
		// Offering again keeps the key and mails again.
		s.call("alice", "POST", "/profile/cowork/roles/contributor/", `{"slug": "joe"}`, 200, nil)
		if page = s.roles("alice", "/profile/cowork/roles/contributor/"); s.keyOf(page.Results[0]) != key || len(s.mails()) != 2 {
			t.Errorf("%+v", page)
		}
		var accessible client.AccessiblePage
		s.call("joe", "GET", "/users/joe/accessibles/?role_status=pending", "", 200, &accessible)
		if accessible.Count != 1 || !strings.HasSuffix(accessible.Results[0].AcceptGrantAPIURL.MustGet(), "/api/users/joe/accessibles/accept/"+key+"/") ||
			!strings.HasSuffix(accessible.Results[0].SettingsURL, "/metrics/cowork/dashboard/") {
			t.Errorf("%+v", accessible)
		}
		s.call("mark", "PUT", "/users/joe/accessibles/accept/"+key+"/", "", 403, nil)
		s.call("donny", "PUT", "/users/joe/accessibles/accept/"+key+"/", "", 403, nil)
		s.call("joe", "PUT", "/users/joe/accessibles/accept/"+strings.Repeat("0", 40)+"/", "", 404, nil)
		var accepted client.Accessible
		s.call("joe", "PUT", "/users/joe/accessibles/accept/"+key+"/", "", 200, &accepted)
		if accepted.Slug != "cowork" || !accepted.AcceptGrantAPIURL.IsNull() || accepted.RoleDescription.MustGet().Slug != "contributor" || !accepted.RoleDescription.MustGet().Organization.IsNull() {
			t.Errorf("%+v", accepted)
		}
		if got := s.mails(); got[len(got)-1] != "role_grant_accepted alice@localhost.localdomain" {
			t.Errorf("%v", got)
		}
		s.call("joe", "PUT", "/users/joe/accessibles/accept/"+key+"/", "", 404, nil)
		s.call("joe", "GET", "/profile/cowork/roles/", "", 200, nil)
		s.call("joe", "POST", "/profile/cowork/roles/manager/", `{"slug": "mark"}`, 403, nil) // a contributor reads
		// The other direction.
		var asked client.Accessible
		s.call("mark", "POST", "/users/mark/accessibles/", `{"slug": "cowork", "message": "May I?"}`, 201, &asked)
		if asked.RequestKey.IsNull() || !asked.RoleDescription.IsNull() || !strings.HasSuffix(asked.RemoveAPIURL, "/api/users/mark/accessibles/manager/cowork/") {
			t.Errorf("%+v", asked)
		}
		s.call("mark", "POST", "/users/mark/accessibles/", `{"slug": "cowork"}`, 200, nil)
		if got := s.mails(); got[len(got)-1] != "role_request_created alice@localhost.localdomain" || len(got) != 4 {
			t.Errorf("%v", got)
		}
		s.call("mark", "GET", "/profile/cowork/roles/", "", 403, nil)
		page = s.roles("alice", "/profile/cowork/roles/manager/")
		if page.Count != 2 || page.RequestedCount != 1 || page.Results[1].User.Slug != "mark" || !strings.HasSuffix(page.Results[1].AcceptRequestAPIURL.MustGet(), "/api/profile/cowork/roles/manager/") {
			t.Errorf("requests are among every kind: %+v", page)
		}
		s.call("alice", "POST", "/profile/cowork/roles/manager/", `{"slug": "mark"}`, 200, nil)
		s.call("mark", "GET", "/profile/cowork/roles/", "", 200, nil)
		// An active role changes at once.
		s.call("mark", "POST", "/profile/cowork/roles/contributor/", `{"slug": "mark"}`, 200, nil)
		s.call("mark", "POST", "/profile/cowork/roles/manager/", `{"slug": "mark"}`, 403, nil)
		s.call("mark", "DELETE", "/users/mark/accessibles/contributor/cowork/", "", 204, nil)
		s.call("mark", "DELETE", "/users/mark/accessibles/contributor/cowork/", "", 204, nil)
		s.call("mark", "GET", "/profile/cowork/roles/", "", 403, nil)
	})
}

// An offer can be accepted for 30 days, counted from when it was made or repeated last; who then asks for the role asks anew.
func TestOffersEnd(t *testing.T) {
	each(t, func(s site) {
		const month = 30 * 24 * time.Hour
		s.call("alice", "POST", "/profile/cowork/roles/manager/", `{"slug": "joe"}`, 201, nil)
		s.call("alice", "POST", "/profile/cowork/roles/contributor/", `{"slug": "mark"}`, 201, nil)
		page := s.roles("alice", "/profile/cowork/roles/?role_status=invited&q=joe")
		accept := "/users/joe/accessibles/accept/" + s.keyOf(page.Results[0]) + "/"
		for _, repeat := range []func(){
			func() { s.call("alice", "POST", "/profile/cowork/roles/manager/", `{"slug": "joe"}`, 200, nil) },
			func() { s.call("alice", "POST", "/profile/cowork/roles/manager/joe/", "", 200, nil) },
		} {
			s.Clock.Advance(month)
			s.call("joe", "PUT", accept, "", 404, nil)
			repeat()
			s.Clock.Advance(month - time.Second)
		}
		s.call("joe", "PUT", accept, "", 200, nil)
		var asked client.Accessible
		s.call("mark", "POST", "/users/mark/accessibles/", `{"slug": "cowork"}`, 201, &asked)
		if asked.RequestKey.IsNull() || !asked.AcceptGrantAPIURL.IsNull() || !asked.RoleDescription.IsNull() {
			t.Errorf("%+v", asked)
		}
		if got := s.mails(); !slices.Contains(got, "role_request_created alice@localhost.localdomain") {
			t.Errorf("%v", got)
		}
	})
}

// People and profiles that do not exist yet are invited with force.
func TestForce(t *testing.T) {
	each(t, func(s site) {
		s.call("alice", "POST", "/profile/cowork/roles/manager/", `{"email": "kim@example.com"}`, 404, nil)
		s.call("alice", "POST", "/profile/cowork/roles/manager/?force=true", `{"slug": "kim"}`, 400, nil)
		s.call("alice", "POST", "/profile/cowork/roles/manager/", `{}`, 400, nil)
		s.call("alice", "POST", "/profile/cowork/roles/nothing/", `{"slug": "joe"}`, 404, nil)
		text := s.call("alice", "POST", "/profile/cowork/roles/manager/?force=true", `{"email": "kim@example.com", "full_name": "Kim Roe"}`, 201, nil)
		if !strings.Contains(text, `"slug":"kim"`) {
			t.Error(text)
		}
		u, err := s.Store.UserByEmail(t.Context(), "kim@example.com")
		if err != nil || u.Activated() || u.FullName() != "Kim Roe" {
			t.Errorf("%+v, %v", u, err)
		}
		waiting, err := s.Store.WaitingMails(t.Context())
		if err != nil || !strings.Contains(waiting[len(waiting)-1].Payload, "/activate/") || !strings.Contains(waiting[len(waiting)-1].Payload, "next=%2Faccept%2Froles%2F") {
			t.Errorf("the mail does not lead through the activation: %+v, %v", waiting, err)
		}
		var made client.Accessible
		s.call("joe", "POST", "/users/joe/accessibles/", `{"slug": "New Place"}`, 404, nil)
		s.call("joe", "POST", "/users/joe/accessibles/?force=true", `{"slug": "New Place"}`, 400, nil)
		s.call("joe", "POST", "/users/joe/accessibles/?force=true", `{"slug": "New Place", "email": "lee@example.com"}`, 201, &made)
		if made.Slug != "new-place" || made.RequestKey.IsNull() {
			t.Errorf("%+v", made)
		}
		s.call("joe", "POST", "/users/joe/accessibles/?force=true", `{"slug": "Own Place", "email": "joe@localhost.localdomain"}`, 201, &made)
		if !made.RequestKey.IsNull() || made.RoleDescription.MustGet().Slug != "manager" {
			t.Errorf("its owner manages it: %+v", made)
		}
		// What was created is found afterwards, by a name of which a slug had to be made, or by one that is a slug; a third one is called like the
		// company of its address.
		s.call("mark", "POST", "/users/mark/accessibles/?force=true", `{"slug": "New Place", "email": "other@example.com"}`, 201, &made)
		if made.Slug != "new-place" || made.Email != "" { // she only asks
			t.Errorf("%+v", made)
		}
		for _, who := range []string{"joe", "mark"} {
			s.call(who, "POST", "/users/"+who+"/accessibles/?force=true", `{"slug": "new.co", "email": "ann@mail.acme.com"}`, 201, &made)
			if made.Slug != "new.co" || made.PrintableName != "new.co" {
				t.Errorf("%+v", made)
			}
		}
		s.call("joe", "POST", "/users/joe/accessibles/?force=true", `{"email": "eve@mail.acme.com"}`, 201, &made)
		if made.Slug != "acme" || made.PrintableName != "acme" {
			t.Errorf("%+v", made)
		}
		s.call("joe", "POST", "/users/joe/accessibles/?force=true", `{"slug": "`+strings.Repeat("long ", 50)+`", "email": "eve@mail.acme.com"}`, 201, &made)
		s.call("donny", "DELETE", "/users/kim/", "", 204, nil)
		closed, err := s.Store.User(t.Context(), u.ID)
		if err != nil || closed.IsActive {
			t.Fatalf("%+v, %v", closed, err)
		}
		for _, tc := range [][3]string{
			{"alice", "/profile/cowork/roles/manager/?force=true", `{"email": "` + closed.Email + `"}`},
			{"joe", "/users/joe/accessibles/?force=true", `{"slug": "Old Place", "email": "` + closed.Email + `"}`},
		} {
			if text := s.call(tc[0], "POST", tc[1], tc[2], 400, nil); !strings.Contains(text, `{"email":["The account`) {
				t.Errorf("%s: %s", tc[1], text)
			}
		}
	})
}

// Whoever may not is refused, for every operation (profiles-subscriptions-roles.md 2.2 and 2.4).
func TestRefusals(t *testing.T) {
	key := strings.Repeat("a", 40)
	each(t, func(s site) {
		for _, tc := range []struct {
			method, path, body string
			missing            string
		}{
			{"GET", "/profile/cowork/roles/", "", "/profile/nobody/roles/"},
			{"GET", "/profile/cowork/roles/describe/", "", "/profile/nobody/roles/describe/"},
			{"POST", "/profile/cowork/roles/describe/", `{"title": "Desk"}`, "/profile/nobody/roles/describe/"},
			{"GET", "/profile/cowork/roles/describe/manager/", "", "/profile/cowork/roles/describe/nothing/"},
			{"PUT", "/profile/cowork/roles/describe/manager/", `{"title": "Desk"}`, "/profile/cowork/roles/describe/nothing/"},
			{"PATCH", "/profile/cowork/roles/describe/manager/", `{}`, "/profile/cowork/roles/describe/nothing/"},
			{"DELETE", "/profile/cowork/roles/describe/manager/", "", "/profile/cowork/roles/describe/nothing/"},
			{"GET", "/profile/cowork/roles/manager/", "", "/profile/cowork/roles/nothing/"},
			{"POST", "/profile/cowork/roles/manager/", `{"slug": "joe"}`, "/profile/cowork/roles/nothing/"},
			{"POST", "/profile/cowork/roles/manager/alice/", "", "/profile/cowork/roles/contributor/alice/"},
			{"DELETE", "/profile/cowork/roles/manager/alice/", "", "/profile/cowork/roles/manager/nobody/"},
			{"GET", "/users/alice/accessibles/", "", "/users/nobody/accessibles/"},
			{"POST", "/users/alice/accessibles/", `{"slug": "xia"}`, "/users/nobody/accessibles/"},
			{"GET", "/users/alice/accessibles/manager/", "", "/users/nobody/accessibles/manager/"},
			{"POST", "/users/alice/accessibles/manager/", `{"slug": "xia"}`, "/users/alice/accessibles/nothing/"},
			{"POST", "/users/alice/accessibles/manager/cowork/", "", "/users/alice/accessibles/manager/nobody/"},
			{"DELETE", "/users/alice/accessibles/manager/cowork/", "", "/users/alice/accessibles/manager/nobody/"},
			{"PUT", "/users/alice/accessibles/accept/" + key + "/", "", ""},
		} {
			s.call("", tc.method, tc.path, tc.body, 401, nil)
			s.call("joe", tc.method, tc.path, tc.body, 403, nil)
			if tc.missing != "" {
				s.call("donny", tc.method, tc.missing, tc.body, 404, nil)
			}
		}
		s.call("donny", "POST", "/users/alice/accessibles/manager/cowork/", "", 400, nil) // no open request
		s.call("alice", "POST", "/users/alice/accessibles/manager/", `{}`, 400, nil)
		// alice manages a provider of xia, which gives her no say about roles on xia's profile.
		s.call("donny", "POST", "/profile/xia/roles/contributor/", `{"slug": "joe"}`, 201, nil)
		for _, tc := range []struct{ method, path, body string }{
			{"GET", "/profile/xia/roles/", ""},
			{"GET", "/profile/xia/roles/contributor/", ""},
			{"POST", "/profile/xia/roles/manager/", `{"slug": "alice"}`},
			{"POST", "/profile/xia/roles/contributor/joe/", ""},
			{"DELETE", "/profile/xia/roles/contributor/joe/", ""},
			{"GET", "/users/xia/accessibles/", ""},
			{"GET", "/users/xia/accessibles/manager/", ""},
			{"DELETE", "/users/xia/accessibles/manager/xia/", ""},
		} {
			s.call("alice", tc.method, tc.path, tc.body, 403, nil)
		}
		s.call("alice", "POST", "/users/xia/accessibles/", `{"slug": "mark"}`, 403, nil)
	})
}

// Keys open what they belong to: only managers and the user see them.
func TestKeysAreSecrets(t *testing.T) {
	each(t, func(s site) {
		s.call("donny", "POST", "/profile/djaoapp/roles/contributor/", `{"slug": "joe"}`, 201, nil)
		key := s.keyOf(s.roles("donny", "/profile/djaoapp/roles/?role_status=invited").Results[0])
		s.call("joe", "PUT", "/users/joe/accessibles/accept/"+key+"/", "", 200, nil)
		s.call("donny", "POST", "/profile/djaoapp/roles/manager/", `{"slug": "mark"}`, 201, nil)
		page := s.roles("joe", "/profile/djaoapp/roles/?role_status=invited")
		if page.InvitedCount != 1 || !page.Results[0].GrantKey.IsNull() {
			t.Errorf("a contributor sees %+v", page.Results)
		}
		if text := s.call("joe", "GET", "/users/mark/accessibles/", "", 200, nil); !strings.Contains(text, `"accept_grant_api_url":null`) || strings.Contains(text, "/accept/") {
			t.Errorf("a contributor sees %s", text)
		}
	})
}

func TestDescriptions(t *testing.T) {
	each(t, func(s site) {
		var page client.RoleDescriptionCRUDPage
		s.call("alice", "GET", "/profile/cowork/roles/describe/", "", 200, &page)
		if page.Count != 2 || page.Results[0].Slug != "manager" || !page.Results[0].IsGlobal || page.Results[0].Roles[0].User.Slug != "alice" || len(page.Results[1].Roles) != 0 {
			t.Errorf("%+v", page)
		}
		var d client.RoleDescriptionCRUD
		s.call("alice", "POST", "/profile/cowork/roles/describe/", `{"title": "Front Desks"}`, 201, &d)
		if d.Slug != "front-desk" || d.IsGlobal || d.Title != "Front Desks" || len(d.Roles) != 0 {
			t.Errorf("%+v", d)
		}
		for _, title := range []string{"Front desk", "Managers", ""} {
			if text := s.call("alice", "POST", "/profile/cowork/roles/describe/", fmt.Sprintf(`{"title": %q}`, title), 400, nil); !strings.Contains(text, `"title"`) {
				t.Errorf("%s: %s", title, text)
			}
		}
		// A title in any script has a slug; one that is a word of a path gets another ending.
		for title, want := range map[string]string{"Describe": "^describe-[0-9a-f]{7}$", "!!": "^role-[0-9a-f]{8}$", "受付": "^[a-z-]+$"} {
			var d client.RoleDescriptionCRUD
			s.call("alice", "POST", "/profile/cowork/roles/describe/", fmt.Sprintf(`{"title": %q}`, title), 201, &d)
			if !regexp.MustCompile(want).MatchString(d.Slug) || d.Title != title {
				t.Errorf("%s: %+v", title, d)
			}
			s.call("alice", "DELETE", "/profile/cowork/roles/describe/"+d.Slug+"/", "", 204, nil)
		}
		s.call("alice", "POST", "/profile/cowork/roles/front-desks/", `{"slug": "joe"}`, 201, nil)
		s.call("alice", "PUT", "/profile/cowork/roles/describe/front-desks/", `{"title": "Reception"}`, 200, &d)
		if d.Slug != "front-desk" || d.Title != "Reception" || len(d.Roles) != 1 || d.Roles[0].GrantKey.IsNull() {
			t.Errorf("%+v", d)
		}
		s.call("alice", "PATCH", "/profile/cowork/roles/describe/front-desk/", `{}`, 200, nil)
		s.call("alice", "GET", "/profile/cowork/roles/describe/FRONT-DESK/", "", 200, nil)
		s.call("donny", "PUT", "/profile/cowork/roles/describe/manager/", `{"title": "Boss"}`, 403, nil)
		s.call("donny", "DELETE", "/profile/cowork/roles/describe/manager/", "", 403, nil)
		s.call("donny", "GET", "/profile/xia/roles/describe/front-desk/", "", 404, nil)
		s.call("alice", "DELETE", "/profile/cowork/roles/describe/front-desk/", "", 204, nil)
		if page := s.roles("alice", "/profile/cowork/roles/"); page.Count != 1 {
			t.Errorf("roles of that kind are left: %+v", page)
		}
	})
}

func TestLists(t *testing.T) {
	each(t, func(s site) {
		for i, name := range []string{"joe", "mark", "marie"} {
			s.Clock.Advance(time.Hour)
			s.call("alice", "POST", "/profile/cowork/roles/"+[]string{"manager", "contributor", "contributor"}[i]+"/", `{"slug": "`+name+`"}`, 201, nil)
		}
		s.call("erin", "POST", "/users/erin/accessibles/contributor/", `{"organization": "cowork"}`, 201, nil)
		names := func(query string) (out []string) {
			for _, r := range s.roles("alice", "/profile/cowork/roles/"+query).Results {
				out = append(out, r.User.Slug)
			}
			return out
		}
		for query, want := range map[string]string{
			"": "alice erin joe marie mark", "?ot=desc": "mark marie joe erin alice", "?o=-created_at": "erin marie mark joe alice", "?o=role_name,-username": "mark marie erin joe alice",
			"?o=-grant_key": "joe marie mark alice erin", "?role_status=active": "alice", "?role_status=active,requested": "alice erin", "?role_status=invited,nonsense": "joe marie mark",
			"?role_status=a,b%2Cc,d,e,f,g,h,i,j,k,longer+than+any+state+is,invited": "joe marie mark",
			"?q=johnson": "", "?q=localhost": "alice erin joe marie mark", "?q=contrib": "erin marie mark", "?q=mar&q_f=user__username": "marie mark", "?start_at=2019-06-24T12:30:00Z": "erin marie",
			"contributor/": "erin marie mark", "manager/?role_status=active": "alice", "contributor/?role_status=invited,requested": "erin marie mark",
		} {
			if got := strings.Join(names(query), " "); got != want {
				t.Errorf("%s: %s, want %s", query, got, want)
			}
		}
		page := s.roles("alice", "/profile/cowork/roles/contributor/?q=nothing")
		if page.Count != 0 || page.InvitedCount != 2 || page.RequestedCount != 1 {
			t.Errorf("the counters look at all: %+v", page)
		}
		s.call("alice", "GET", "/profile/cowork/roles/?page=2", "", 404, nil)
		var accessible client.AccessiblePage
		s.call("mark", "GET", "/users/mark/accessibles/contributors/", "", 200, &accessible)
		if accessible.Count != 1 || accessible.InvitedCount != 1 || accessible.Results[0].Slug != "cowork" {
			t.Errorf("%+v", accessible)
		}
		s.call("mark", "GET", "/users/mark/accessibles/nothing/", "", 200, &accessible)
		if accessible.Count != 0 || accessible.InvitedCount != 0 {
			t.Errorf("%+v", accessible)
		}
	})
}

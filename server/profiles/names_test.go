package profiles_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Whoever is called like a profile is the person behind it, whose address and account follow it. So no profile takes the name of a user who is
// not its own, in no way in which profiles come to a name, and no user that of a profile: else its managers would have her account.
func TestNobodyTakesTheNameOfAnother(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		refused := func(field, as, method, path, body string) {
			t.Helper()
			var p client.Problem
			f.Call(as, method, path, body, 400, &p)
			if len(p.Errors[field]) == 0 {
				t.Errorf("%s %s %s: %+v", method, path, body, p)
			}
		}
		refused("slug", "alice", "PATCH", "/profile/cowork/", `{"slug": "donny"}`)
		refused("slug", "alice", "PATCH", "/profile/cowork/", `{"slug": "Donny"}`)
		refused("slug", "donny", "POST", "/profile/", `{"full_name": "x", "email": "x@y.example", "slug": "donny"}`)
		refused("slug", "alice", "POST", "/profile/cowork/plans/basic/subscriptions/?force=true", `{"organization": {"slug": "donny", "email": "x@y.example"}}`)
		const password = `"password": "a long one 123", "new_password": "a long one 123", "new_password2": "a long one 123"`
		refused("organization_name", "", "POST", "/auth/register/", `{"username": "eve", "email": "eve@y.example", "full_name": "Eve", "organization_name": "Donny", `+password+`}`)
		refused("username", "", "POST", "/auth/register/", `{"username": "cowork", "email": "eve@y.example", "full_name": "Eve", `+password+`}`)

		// What is made of a name or an address differs from the first.
		var o client.Organization
		f.Call("donny", "POST", "/profile/", `{"full_name": "Donny", "email": "x@y.example"}`, 201, &o)
		if !strings.HasPrefix(o.Slug, "donny-") || o.Type != "organization" {
			t.Errorf("%+v", o)
		}
		var made client.UserRoleCreate
		f.Call("alice", "POST", "/profile/cowork/roles/contributor/?force=true", `{"email": "cowork@y.example"}`, 201, &made)
		if !strings.HasPrefix(made.Slug, "cowork-") {
			t.Errorf("%+v", made)
		}
		var p client.OrganizationWithSubscriptions
		f.Call("alice", "GET", "/profile/cowork/", "", 200, &p)
		if p.Type != "organization" {
			t.Errorf("cowork became %s", p.Type)
		}
		// A profile that only she manages may be called like a user.
		var sub client.Subscription
		f.Call("alice", "POST", "/profile/cowork/plans/basic/subscriptions/?force=true", `{"organization": {"slug": "donny", "email": "donny@localhost.localdomain"}}`, 201, &sub)
		if sub.Organization.Slug != "donny" || sub.Organization.Type != "personal" {
			t.Errorf("%+v", sub.Organization)
		}
	})
}

// Whoever reads the mail of an address can set the password of its user: that of her profile is another one, which all who manage it may change.
func TestTheAddressOfAProfileIsNotThatOfItsUser(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("xia", "POST", "/profile/xia/roles/manager/", `{"slug": "joe"}`, 201, nil)
		offer := servertest.GetJSON[client.AccessiblePage](f, "joe", f.URL+"/api/users/joe/accessibles/?role_status=invited&ends_at=2030-01-01", 200).Results[0]
		f.Call("joe", "PUT", strings.TrimPrefix(offer.AcceptGrantAPIURL.MustGet(), f.URL+"/api"), "", 200, nil)
		for _, body := range []string{`{"email": "mine@y.example"}`, `{"full_name": "X"}`, `{"slug": "taken"}`} { // by a manager of her provider
			f.Call("alice", "PATCH", "/profile/xia/", body, 403, nil)
		}
		for _, body := range []string{`{"full_name": "X"}`, `{"slug": "taken"}`} { // by another manager of her profile
			f.Call("joe", "PATCH", "/profile/xia/", body, 403, nil)
		}
		f.Call("xia", "PUT", "/profile/xia/", `{"full_name": "Xia L. Lee", "email": "xia@localhost.localdomain"}`, 200, nil)
		for _, as := range []string{"joe", "donny", "xia"} {
			f.Call(as, "PATCH", "/profile/xia/", `{"full_name": "Xia L. Lee", "email": "`+as+`@y.example"}`, 200, nil)
			if u, err := s.UserByName(t.Context(), "xia"); err != nil || u.Email != "xia@localhost.localdomain" || u.FirstName != "Xia L." {
				t.Errorf("%+v, %v", u, err)
			}
			if mine, err := s.UserOfAddress(t.Context(), as+"@y.example"); err == nil {
				t.Errorf("%s is found by the address of a profile", mine.Username)
			}
		}
	})
}

// Of two who take a name at once, one as a profile, the other as a user, one gets it.
func TestOneNameAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		for i := range 4 {
			name := fmt.Sprintf("kim%d", i)
			got := f.AtOnce(
				servertest.Request{As: "alice", Method: "PATCH", Path: "/profile/cowork/", Body: `{"slug": "` + name + `"}`},
				servertest.Request{As: "donny", Method: "POST", Path: "/profile/djaoapp/roles/contributor/?force=true", Body: `{"email": "` + name + `@y.example"}`},
			)
			u, err := s.UserByEmail(t.Context(), name+"@y.example")
			taken, errSlug := s.SlugTaken(t.Context(), name)
			if err != nil || errSlug != nil || taken == (u.Username == name) {
				t.Fatalf("%v: the user is called %s, and so is a profile: %t (%v, %v)", got, u.Username, taken, err, errSlug)
			}
			if taken {
				f.Call("alice", "PATCH", "/profile/"+name+"/", `{"slug": "cowork"}`, 200, nil)
			}
		}
	})
}

var activation = regexp.MustCompile(`/activate/[^/"]+/`)

// A personal profile that somebody else made follows its user when she chooses another name with her password: it stays hers.
func TestPersonalProfileFollowsItsUser(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("donny", "POST", "/profile/", `{"slug": "kim", "full_name": "Kim Roe", "email": "kim@y.example", "type": "personal"}`, 201, nil)
		f.Call("donny", "POST", "/users/kim/activate/", "", 201, nil)
		waiting, err := s.WaitingMails(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		link := "/auth" + activation.FindString(waiting[len(waiting)-1].Payload)
		f.Call("", "POST", link, `{"new_password": "yeye", "username": "kim@home"}`, 400, nil) // no slug
		f.Call("", "POST", link, `{"new_password": "yeye", "username": "cowork"}`, 400, nil)   // a profile's
		f.Call("", "POST", link, `{"new_password": "yeye", "username": "kimberly"}`, 201, nil)
		var p client.OrganizationWithSubscriptions
		f.Call("kimberly", "GET", "/profile/kimberly/", "", 200, &p)
		if p.Type != "personal" || !p.Credentials {
			t.Errorf("%+v", p)
		}
		f.Call("kimberly", "GET", "/profile/kim/", "", 404, nil)
	})
}

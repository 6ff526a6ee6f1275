package profiles_test

import (
	"fmt"
	"strings"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

func create(f *servertest.Fixture, as, body string, status int) *client.ProfileCreateResponse {
	f.Helper()
	return servertest.Must[*client.ProfileCreateResponse](f.T, status)(
		f.Client(as).ProfileCreateWithBodyWithResponse(f.Context(), "application/json", strings.NewReader(body)),
	)
}

// The rules of profiles-subscriptions-roles.md 1.1 and 3.2.
func TestProfileCreate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		t.Run("organization", func(t *testing.T) {
			o := create(f, "donny", `{"full_name": "Crème & Co.", "email": "hi@creme.example", "country": "Norway"}`, 201).JSON201
			if o.Slug != "creme-co" || o.Type != "organization" || o.Credentials || o.DefaultTimezone != "UTC" || o.Country != "NO" || o.PrintableName != "Crème & Co." {
				t.Errorf("%+v", o)
			}
		})
		t.Run("personal", func(t *testing.T) {
			o := create(f, "donny", `{"full_name": "Ana Roy", "email": "ana@localhost.localdomain", "type": "personal", "slug": "ana"}`, 201).JSON201
			if o.Slug != "ana" || o.Type != "personal" || o.Credentials {
				t.Errorf("%+v", o)
			}
			u, err := s.UserByName(t.Context(), "ana")
			if err != nil || u.FirstName != "Ana" || u.LastName != "Roy" || u.Activated() {
				t.Errorf("user %+v, %v", u, err)
			}
			manages, err := s.Manages(t.Context(), u.ID, mustID(f, "ana"))
			if err != nil || !manages {
				t.Errorf("manages %v, %v", manages, err)
			}
		})
		t.Run("a generated slug that is taken gets a suffix", func(t *testing.T) {
			o := create(f, "donny", `{"full_name": "Cowork", "email": "c@localhost.localdomain"}`, 201).JSON201
			if !strings.HasPrefix(o.Slug, "cowork-") || len(o.Slug) != len("cowork-")+7 {
				t.Errorf("slug %q", o.Slug)
			}
		})
		for name, tc := range map[string]struct{ body, field string }{
			"slug taken":            {`{"full_name": "x", "email": "x@y.example", "slug": "cowork"}`, "slug"},
			"no name":               {`{"email": "x@y.example"}`, "full_name"},
			"blank name":            {`{"full_name": " ", "email": "x@y.example"}`, "full_name"},
			"a word of a path":      {`{"full_name": "x", "email": "x@y.example", "slug": "Charges"}`, "slug"},
			"taken in another case": {`{"full_name": "x", "email": "x@y.example", "slug": "COWORK"}`, "slug"},
			"no segment of a path":  {`{"full_name": "x", "email": "x@y.example", "slug": ".."}`, "slug"},
			"no e-mail":             {`{"full_name": "x"}`, "email"},
			"bad e-mail":            {`{"full_name": "x", "email": "x at y"}`, "email"},
			"type user":             {`{"full_name": "x", "email": "x@y.example", "type": "user"}`, "type"},
			"no such country":       {`{"full_name": "x", "email": "x@y.example", "country": "Atlantis"}`, "country"},
			"no such zone":          {`{"full_name": "x", "email": "x@y.example", "default_timezone": "Mars/Olympus"}`, "default_timezone"},
			"bad slug":              {`{"full_name": "x", "email": "x@y.example", "slug": "a b"}`, "slug"},
			"phone too long":        {`{"full_name": "x", "email": "x@y.example", "phone": "` + strings.Repeat("5", 51) + `"}`, "phone"},
			"user of the name":      {`{"full_name": "Alice", "email": "x@y.example", "type": "personal", "slug": "alice"}`, "slug"},
			"user with the address": {`{"full_name": "Al", "email": "Alice@localhost.localdomain", "type": "personal", "slug": "al"}`, "email"},
		} {
			t.Run(name, func(t *testing.T) {
				if p := create(f, "donny", tc.body, 400).JSON400; len(p.Errors[tc.field]) == 0 {
					t.Errorf("the refusal does not name %s: %+v", tc.field, p)
				}
			})
		}
		if taken, err := s.SlugTaken(t.Context(), "al"); taken || err != nil {
			t.Errorf("a refused profile was half written: %v, %v", taken, err)
		}
		create(f, "alice", `{"full_name": "x", "email": "x@y.example"}`, 403)
		create(f, "", `{"full_name": "x", "email": "x@y.example"}`, 401)
	})
}

func mustID(f *servertest.Fixture, slug string) int64 {
	f.Helper()
	o, err := f.Store.Beneficiary(f.Context(), slug)
	if err != nil {
		f.Fatal(err)
	}
	return o.ID
}

func TestProfileRead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		read := func(as, slug string, status int) *client.ProfileReadResponse {
			t.Helper()
			return servertest.Must[*client.ProfileReadResponse](t, status)(f.Client(as).ProfileReadWithResponse(t.Context(), slug))
		}
		xia := read("xia", "xia", 200).JSON200
		if xia.Type != "personal" || !xia.Credentials || len(xia.Subscriptions) != 2 || !xia.Picture.IsNull() || len(xia.Activities) != 0 {
			t.Errorf("%+v", xia)
		}
		if a, b := xia.Subscriptions[0], xia.Subscriptions[1]; a.Plan != "open-space" || b.Plan != "open-plus" || a.EndsAt.After(b.EndsAt) {
			t.Errorf("subscriptions %+v, want them by their end", xia.Subscriptions)
		}
		// Who may write notes about her sees them: the broker.
		f.Call("donny", "POST", "/contacts/xia/activities/", `{"text": "Wants a window seat", "account": "xia"}`, 201, nil)
		for as, notes := range map[string]int{"xia": 0, "alice": 0, "donny": 1} {
			if got := read(as, "xia", 200).JSON200.Activities; len(got) != notes || notes == 1 && (got[0].Text != "Wants a window seat" || got[0].Account.MustGet() != "xia") {
				t.Errorf("%s reads %+v", as, got)
			}
		}
		// Her provider sees her as a customer, with what it sold to her.
		f.Call("xia", "PATCH", "/profile/xia/", `{"phone": "555", "extra": "mine", "default_timezone": "Europe/Paris", "is_bulk_buyer": true}`, 200, nil)
		card := read("alice", "xia", 200).JSON200
		if card.Phone != "555" || card.Email != "xia@localhost.localdomain" || card.Locality != "San Francisco" || card.FullName != "Xia Lee" || len(card.Subscriptions) != 2 ||
			!card.Extra.IsNull() || card.DefaultTimezone != "UTC" || card.IsBulkBuyer || card.Credentials {
			t.Errorf("a customer: %+v", card)
		}
		read("joe", "xia", 403)
		read("joe", "nobody", 404)
		read("", "xia", 401)
	})
}

func TestProfileList(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		for i := range 30 {
			create(f, "donny", fmt.Sprintf(`{"full_name": "Zeta %02d", "email": "z%d@localhost.localdomain"}`, i, i), 201)
		}
		get := func(query string, status int) *client.OrganizationPage {
			t.Helper()
			u := f.URL + "/api/profile/" + query
			return servertest.GetJSON[client.OrganizationPage](f, "donny", u, status)
		}
		first := get("?q=zeta", 200)
		if first.Count != 30 || len(first.Results) != 25 || !first.Previous.IsNull() {
			t.Fatalf("first page: %d of %d", len(first.Results), first.Count)
		}
		second := servertest.GetJSON[client.OrganizationPage](f, "donny", first.Next.MustGet(), 200)
		if len(second.Results) != 5 || !second.Next.IsNull() || second.Previous.MustGet() != f.URL+"/api/profile/?q=zeta" {
			t.Errorf("second page: %+v", second)
		}
		if last := get("?q=zeta&page=last", 200); len(last.Results) != 5 || last.Results[4].FullName != "Zeta 29" {
			t.Errorf("last page: %+v", last.Results)
		}
		if down := get("?q=zeta&o=-full_name", 200); down.Results[0].FullName != "Zeta 29" {
			t.Errorf("descending begins with %s", down.Results[0].FullName)
		}
		for _, bad := range []string{"?page=0", "?page=-1", "?page=abc", "?page=99", "?q=zeta&page=3"} {
			get(bad, 404)
		}
		for _, bad := range []string{"?o=colour", "?ot=up", "?start_at=yesterday", "?start_at=2019-13-01"} {
			get(bad, 400)
		}
		if none := get("?q=no-such-thing", 200); none.Count != 0 || len(none.Results) != 0 {
			t.Errorf("%+v", none)
		}
		if dated := get(`?start_at="2019-06-24"&q=zeta`, 200); dated.Count != 30 {
			t.Errorf("since the start of the test: %d", dated.Count)
		}
		servertest.Must[*client.ProfileListResponse](t, 403)(f.Client("alice").ProfileListWithResponse(t.Context(), nil))
	})
}

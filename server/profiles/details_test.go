package profiles_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// What is taken for a country, and for a slug (profiles-subscriptions-roles.md 1.1 and 3.0).
func TestWhatProfilesTake(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		for text, want := range map[string]string{"US": "US", "us": "US", "USA": "US", "840": "US", "united states": "US", "Norway": "NO", "NOR": "NO", "578": "NO", "": ""} {
			if p := patch(f, "alice", "cowork", `{"country": "`+text+`"}`, 200).JSON200; string(p.Country) != want {
				t.Errorf("%s is %s, want %s", text, p.Country, want)
			}
		}
		for i, text := range []string{"XX", "999", "Atlantis", "ABC", "EU"} {
			patch(f, "alice", "cowork", `{"country": "`+text+`"}`, 400)
			create(f, "donny", fmt.Sprintf(`{"full_name": "x", "email": "x%d@y.example", "country": "%s"}`, i, text), 400)
		}
		// An explicit slug is taken as it is, a blank one made of the name, one that is too long refused.
		for _, slug := range []string{"A.b-c_d-1", strings.Repeat("s", 50)} {
			if o := create(f, "donny", `{"full_name": "x", "email": "x@y.example", "slug": "`+slug+`"}`, 201).JSON201; o.Slug != slug {
				t.Errorf("%s became %s", slug, o.Slug)
			}
		}
		if o := create(f, "donny", `{"full_name": "  Blank   Slug ", "email": "x@y.example", "slug": ""}`, 201).JSON201; o.Slug != "blank-slug" || o.FullName != "Blank   Slug" {
			t.Errorf("%+v", o)
		}
		long := strings.Repeat("n", 100)
		if o := create(f, "donny", `{"full_name": "`+long+`", "email": "x@y.example"}`, 201).JSON201; o.Slug != long[:50] {
			t.Errorf("%s", o.Slug)
		}
		if o := create(f, "donny", `{"full_name": "`+long+`", "email": "x@y.example"}`, 201).JSON201; len(o.Slug) != 50 || !strings.HasPrefix(o.Slug, long[:42]+"-") {
			t.Errorf("%s", o.Slug)
		}
		for _, body := range []string{
			`"slug": "` + strings.Repeat("s", 51) + `"`, `"slug": "a@b"`, `"slug": "é"`, `"full_name": "` + long + `n"`, `"street_address": "` + strings.Repeat("s", 151) + `"`,
			`"locality": "` + long + `"`, `"region": "` + long + `"`, `"postal_code": "` + long + `"`, `"email": "` + strings.Repeat("e", 250) + `@x.example"`, `"phone": null`,
			`"default_timezone": ""`, `"default_timezone": "local"`,
		} {
			patch(f, "alice", "cowork", `{`+body+`}`, 400)
		}
		before := len(f.Mails())
		// What nobody may write is ignored; whether it sells, or buys for others, is not.
		o := create(f, "donny", `{"full_name": "Meek", "email": "m@y.example", "is_provider": true, "is_bulk_buyer": true, "created_at": "2001-01-01T00:00:00Z", "extra": null}`, 201).JSON201
		if !o.IsProvider || !o.IsBulkBuyer || o.CreatedAt.Year() == 2001 || !o.Extra.IsNull() {
			t.Errorf("%+v", o)
		}
		create(f, "alice", `{"full_name": "Meek", "email": "m@y.example"}`, 403)
		// Nobody becomes the manager of what she creates, and a person is told to the broker alone: her role goes to her own address.
		roles, err := s.Roles(t.Context(), store.RoleAsk{OrganizationID: mustID(f, "meek")}, store.Listing{Page: 1}, "username")
		if err != nil || roles.Count != 0 || len(f.Mails()) != before {
			t.Errorf("%+v, %v, %v", roles, err, f.Mails()[before:])
		}
		create(f, "donny", `{"full_name": "Ana Roy", "email": "ana@y.example", "type": "personal"}`, 201)
		if got := f.Mails()[before:]; !slices.Equal(got, []string{"user_registered donny@localhost.localdomain"}) {
			t.Errorf("%v", got)
		}
	})
}

// Every tracked field that changes is told, with what it was and what it is, and no other; who does not want to know is not told
// (profiles-subscriptions-roles.md 1.7).
func TestWhatChangedIsTold(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		patch(f, "alice", "cowork", `{"extra": "x", "picture": "https://x.example/a.png", "phone": "555-555-5555"}`, 200)
		if got := f.Mails(); len(got) != 0 {
			t.Errorf("nothing that is tracked changed: %v", got)
		}
		patch(f, "donny", "cowork", `{"slug": "desks", "full_name": "Desks", "email": "d@y.example", "phone": "1", "street_address": "2", "locality": "3", "region": "4",
			"postal_code": "5", "country": "CA", "default_timezone": "America/Toronto", "is_bulk_buyer": true, "is_provider": false}`, 200)
		waiting, err := s.WaitingMails(t.Context())
		if err != nil || len(waiting) != 2 || waiting[0].Recipient != "alice@localhost.localdomain" || waiting[1].Recipient != "donny@localhost.localdomain" ||
			waiting[0].ReplyTo != "djaoapp@localhost.localdomain" || waiting[0].Template != "organization_updated" {
			t.Fatalf("%+v, %v", waiting, err)
		}
		var told struct {
			Changes []struct{ Field, Before, After string }
		}
		if err := json.Unmarshal([]byte(waiting[0].Payload), &told); err != nil {
			t.Fatal(err)
		}
		got := map[string][2]string{}
		for _, c := range told.Changes {
			got[c.Field] = [2]string{c.Before, c.After}
		}
		for field, want := range map[string][2]string{
			"slug": {"cowork", "desks"}, "full_name": {"ABC Corp.", "Desks"}, "email": {"support@localhost.localdomain", "d@y.example"}, "phone": {"555-555-5555", "1"},
			"street_address": {"1 Main Street", "2"}, "locality": {"San Francisco", "3"}, "region": {"CA", "4"}, "postal_code": {"94105", "5"}, "country": {"US", "CA"},
			"default_timezone": {"UTC", "America/Toronto"}, "is_bulk_buyer": {"GroupBuy disabled", "GroupBuy enabled"}, "is_provider": {"true", "false"},
		} {
			if got[field] != want {
				t.Errorf("%s: %q, want %q", field, got[field], want)
			}
		}
		if len(told.Changes) != 12 {
			t.Errorf("%+v", told.Changes)
		}
		f.Call("alice", "PATCH", "/users/alice/notifications/", `{"notifications": []}`, 200, nil)
		patch(f, "alice", "desks", `{"phone": "2"}`, 200)
		if got := f.Mails(); len(got) != 3 || got[2] != "organization_updated donny@localhost.localdomain" {
			t.Errorf("%v", got)
		}
	})
}

// Profiles by their sorts, dates and searched fields (profiles-subscriptions-roles.md 4).
func TestProfileListDetails(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		create(f, "donny", `{"full_name": "Aaa Later", "email": "a@y.example", "phone": "12-34", "region": "Quebec", "country": "CA"}`, 201)
		f.Call("donny", "DELETE", "/profile/mark/", "", 204, nil)
		for query, want := range map[string]string{
			"?q=12-34": "aaa-later", "?q=quebec,ca": "aaa-later", "?q=aaa&q_f=email": "", "?q=aaa&q_f=email&q_f=slug": "aaa-later", "?q=aaa&q_f=username": "aaa-later",
			"?start_at=2019-06-24T10:00:00Z": "aaa-later", "?start_at=2019-06-24T10:00:01Z": "", "?q=localhost&ends_at=2010-01-01": "",
			"?q=johnson": "marie", "?q=stripe": "stripe", "?q=localhost+abc": "cowork", "?q=alice": "",
			"?q=johnson,lee&o=-created_at": "", "?q=francisco&o=created_at,-full_name": "xia cowork", "?q=francisco&ot=desc": "xia cowork", "?q=francisco": "cowork xia",
		} {
			page := servertest.GetJSON[client.OrganizationPage](f, "donny", f.URL+"/api/profile/"+query, 200)
			var slugs []string
			for _, o := range page.Results {
				slugs = append(slugs, o.Slug)
			}
			if got := strings.Join(slugs, " "); got != want || int(page.Count) != len(slugs) {
				t.Errorf("%s: %q, want %q", query, got, want)
			}
		}
	})
}

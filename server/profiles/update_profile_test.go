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

const jsonType = "application/json"

func patch(f *servertest.Fixture, as, profile, body string, status int) *client.ProfilePartialUpdateResponse {
	f.Helper()
	return servertest.Must[*client.ProfilePartialUpdateResponse](f.T, status)(
		f.Client(as).ProfilePartialUpdateWithBodyWithResponse(f.Context(), profile, jsonType, strings.NewReader(body)))
}

func put(f *servertest.Fixture, as, profile, body string, status int) *client.ProfileUpdateResponse {
	f.Helper()
	return servertest.Must[*client.ProfileUpdateResponse](f.T, status)(
		f.Client(as).ProfileUpdateWithBodyWithResponse(f.Context(), profile, jsonType, strings.NewReader(body)))
}

// The rules of profiles-subscriptions-roles.md 3.2.
func TestProfileUpdate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		p := put(f, "alice", "cowork", `{"full_name": "ABC Inc.", "email": "new@localhost.localdomain", "is_provider": true, "is_bulk_buyer": true, "country": "Canada", "extra": "{}"}`, 200).JSON200
		if p.FullName != "ABC Inc." || p.Email != "new@localhost.localdomain" || !p.IsProvider || !p.IsBulkBuyer || p.Country != "CA" || p.Phone != "555-555-5555" || p.Extra.MustGet() != "{}" {
			t.Errorf("%+v", p)
		}
		mails, err := s.WaitingMails(t.Context())
		if err != nil || len(mails) < 2 || mails[len(mails)-2].Template != "organization_updated" || !strings.Contains(mails[len(mails)-1].Payload, `"GroupBuy enabled"`) {
			t.Errorf("%+v, %v", mails, err)
		}
		if again := len(mails); again > 0 {
			patch(f, "alice", "cowork", `{}`, 200)
			if mails, err = s.WaitingMails(t.Context()); err != nil || len(mails) != again {
				t.Errorf("nothing changed, and %d mails more (%v)", len(mails)-again, err)
			}
		}
		if p := patch(f, "donny", "cowork", `{"is_provider": false, "extra": null}`, 200).JSON200; p.IsProvider || !p.Extra.IsNull() {
			t.Errorf("%+v", p)
		}
		for body, field := range map[string]string{
			`{"slug": "xia"}`: "slug", `{"slug": "a b"}`: "slug", `{"email": null}`: "email", `{"full_name": ""}`: "full_name", `{"default_timezone": "Mars/Olympus"}`: "default_timezone",
			`{"country": "Atlantis"}`: "country", `{"phone": "` + strings.Repeat("5", 51) + `"}`: "phone", `{"picture": "none"}`: "picture", `{"picture": "javascript://x.example/%0aalert(1)"}`: "picture",
		} {
			if got := patch(f, "alice", "cowork", body, 400).JSON400; len(got.Errors[field]) == 0 {
				t.Errorf("%s: %+v", body, got)
			}
		}
		put(f, "alice", "cowork", `{"full_name": "x"}`, 400)
		patch(f, "donny", "djaoapp", `{"slug": "other"}`, 400)
		patch(f, "joe", "cowork", `{}`, 403)
		patch(f, "donny", "nobody", `{}`, 404)
		patch(f, "alice", "xia", `{"phone": "1"}`, 403) // a provider changes nothing of its subscriber
		put(f, "alice", "xia", `{"full_name": "Xia Lee", "email": "xia@localhost.localdomain"}`, 403)
	})
}

// A renamed profile takes its user along, and its subscriptions and history stay its own.
func TestProfileRename(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		before := servertest.Must[*client.ProfileReadResponse](t, 200)(f.Client("xia").ProfileReadWithResponse(t.Context(), "xia")).JSON200
		p := patch(f, "xia", "xia", `{"slug": "xia-lee", "full_name": "Xia Anna Lee", "email": "anna@localhost.localdomain"}`, 200).JSON200
		if p.Slug != "xia-lee" || p.Type != "personal" || len(p.Subscriptions) != len(before.Subscriptions) || len(p.Subscriptions) == 0 {
			t.Errorf("%+v", p)
		}
		u, err := s.UserByName(t.Context(), "xia-lee")
		if err != nil || u.FirstName != "Xia Anna" || u.Email != "xia@localhost.localdomain" {
			t.Errorf("%+v, %v", u, err)
		}
		servertest.Must[*client.ProfileReadResponse](t, 404)(f.Client("donny").ProfileReadWithResponse(t.Context(), "xia"))
		var contact client.ContactDetail
		f.Call("xia-lee", "GET", "/users/xia-lee/", "", 200, &contact)
		if contact.Email != "xia@localhost.localdomain" {
			t.Errorf("%+v", contact)
		}
		patch(f, "xia-lee", "xia-lee", `{"email": "joe@localhost.localdomain"}`, 200) // a contact, which several profiles may share
		patch(f, "xia-lee", "xia-lee", `{"slug": "alice"}`, 400)                      // a user has that name
		if p := patch(f, "xia-lee", "xia-lee", `{"slug": ""}`, 200).JSON200; p.Slug != "xia-anna-lee" {
			t.Errorf("a blank slug: %s", p.Slug)
		}
	})
}

// What was mailed before a profile was renamed leads where it did, and what it had is its own still.
func TestRenameKeepsLinks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		var sub client.Subscription
		f.Call("alice", "POST", "/profile/cowork/plans/basic/subscriptions/", `{"organization": {"slug": "xia"}}`, 201, &sub)
		f.Call("xia", "POST", "/profile/xia/roles/contributor/", `{"slug": "joe"}`, 201, nil)
		f.Call("alice", "POST", "/cart/", `{"plan": "open-space", "sync_on": "xia", "full_name": "Xia"}`, 201, nil)
		offer := servertest.GetJSON[client.AccessiblePage](f, "joe", f.URL+"/api/users/joe/accessibles/?role_status=invited&ends_at=2030-01-01", 200).Results[0]
		patch(f, "xia", "xia", `{"slug": "xia-lee"}`, 200)

		f.Call("joe", "PUT", strings.TrimPrefix(offer.AcceptGrantAPIURL.MustGet(), f.URL+"/api"), "", 200, nil)
		f.Call("xia-lee", "POST", "/profile/xia-lee/subscriptions/accept/"+sub.GrantKey.MustGet()+"/", "", 200, &sub)
		if sub.Organization.Slug != "xia-lee" || sub.Organization.Type != "personal" {
			t.Errorf("%+v", sub.Organization)
		}
		f.Call("alice", "GET", "/profile/cowork/plans/basic/subscriptions/xia-lee/", "", 200, nil)
		var cart client.OrganizationCart
		f.Call("alice", "GET", "/billing/cowork/checkout/", "", 200, &cart)
		if len(cart.Items) != 1 || cart.Items[0].Subscription.Organization.Slug != "xia-lee" {
			t.Errorf("whom she buys for: %+v", cart)
		}
		patch(f, "alice", "cowork", `{"slug": "desks"}`, 200)
		var page client.SubscriptionPage
		f.Call("xia-lee", "GET", "/profile/xia-lee/subscriptions/", "", 200, &page)
		for _, one := range page.Results {
			if one.Plan.Organization != "desks" || !strings.HasSuffix(one.Plan.AppURL, "/desks/app/") {
				t.Errorf("%+v", one.Plan)
			}
		}
	})
}

// A deleted profile is anonymous, its subscriptions have ended, and the ledger is what it was.
func TestProfileDelete(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		del := func(as, profile string, status int) {
			t.Helper()
			servertest.Must[*client.ProfileDeleteResponse](t, status)(f.Client(as).ProfileDeleteWithResponse(t.Context(), profile))
		}
		del("joe", "xia", 403)
		del("alice", "xia", 403) // managers of its providers may not
		del("donny", "djaoapp", 403)
		del("donny", "stripe", 403)
		del("donny", "nobody", 404)
		xia, err := s.Beneficiary(t.Context(), "xia")
		if err != nil {
			t.Fatal(err)
		}
		rowsBefore, faults, err := s.VerifyLedger(t.Context())
		if err != nil || len(faults) > 0 {
			t.Fatal(faults, err)
		}
		f.Call("xia", "PUT", "/billing/xia/card/", `{"token": "tok_visa", "full_name": "Xia Lee"}`, 200, nil)
		del("xia", "xia", 204)
		servertest.Must[*client.ProfileReadResponse](t, 404)(f.Client("alice").ProfileReadWithResponse(t.Context(), "xia"))
		if _, err := s.UserByName(t.Context(), "xia"); err == nil {
			t.Error("its user is there still")
		}
		o, err := s.Organization(t.Context(), xia.ID)
		if err != nil || o.IsActive || strings.Contains(o.Slug+o.FullName+o.Email+o.Locality+o.Country, "xia") || o.Locality != "" || o.ProcessorCardKey != nil {
			t.Errorf("%+v, %v", o, err)
		}
		subscriptions, err := s.SubscriptionSummaries(t.Context(), xia.ID, store.Reader{})
		if err != nil || len(subscriptions) == 0 {
			t.Fatal(subscriptions, err)
		}
		for _, one := range subscriptions {
			if one.EndsAt.After(f.Clock.Now()) || one.AutoRenew {
				t.Errorf("a subscription goes on: %+v", one)
			}
		}
		if rows, faults, err := s.VerifyLedger(t.Context()); err != nil || len(faults) > 0 || rows != rowsBefore {
			t.Errorf("ledger: %d rows of %d, %v, %v", rows, rowsBefore, faults, err)
		}
		cowork, err := s.Beneficiary(t.Context(), "cowork")
		if err != nil {
			t.Fatal(err)
		}
		// What somebody was about to buy for it is not for whoever takes its name next.
		f.Call("joe", "POST", "/cart/", `{"plan": "open-space", "sync_on": "cowork", "full_name": "ABC Corp."}`, 201, nil)
		if cart := servertest.GetJSON[client.OrganizationCart](f, "joe", f.URL+"/api/billing/joe/checkout/", 200); len(cart.Items) != 1 {
			t.Errorf("before: %+v", cart.Items)
		}
		del("alice", "cowork", 204)
		if cart := servertest.GetJSON[client.OrganizationCart](f, "joe", f.URL+"/api/billing/joe/checkout/", 200); len(cart.Items) != 0 {
			t.Errorf("after: %+v", cart.Items)
		}
		if o, err := s.Organization(t.Context(), cowork.ID); err != nil || o.Email != fmt.Sprintf("cowork+%d@localhost.localdomain", cowork.ID) || o.FullName != o.Slug {
			t.Errorf("%+v, %v", o, err)
		}
		// Unknown to everybody but the broker, and once more it changes nothing.
		f.Call("joe", "GET", fmt.Sprintf("/profile/_archive_%d/", cowork.ID), "", 404, nil)
		f.Call("donny", "GET", fmt.Sprintf("/profile/_archive_%d/", cowork.ID), "", 200, nil)
		del("donny", fmt.Sprintf("_archive_%d", cowork.ID), 204)
		if again, err := s.Organization(t.Context(), cowork.ID); err != nil || again.Email != fmt.Sprintf("cowork+%d@localhost.localdomain", cowork.ID) {
			t.Errorf("%+v, %v", again, err)
		}
		f.Call("donny", "POST", "/profile/", `{"full_name": "Cowork", "email": "new@localhost.localdomain", "slug": "cowork"}`, 400, nil)
		f.Call("donny", "POST", "/profile/", `{"full_name": "Cowork", "email": "new@localhost.localdomain"}`, 201, nil)
		f.Call("donny", "GET", "/profile/cowork/", "", 404, nil) // the name is nobody's for a year
		joe, err := s.Beneficiary(t.Context(), "joe")
		if err != nil {
			t.Fatal(err)
		}
		subscriptions, err = s.SubscriptionSummaries(t.Context(), joe.ID, store.Reader{})
		for _, one := range subscriptions {
			if err != nil || one.EndsAt.After(f.Clock.Now()) {
				t.Errorf("a subscription to its plans goes on: %+v, %v", one, err)
			}
		}
	})
}

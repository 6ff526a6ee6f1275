package subscriptions_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// The keys of the demo data: cowork granted open-plus to xia, joe asked cowork for private.
const (
	granted   = "71a6a8d2f4b0c9e35d1c8e7f60a92b4d3c5e1f08"
	requested = "c2f7d95e1a40b83d6e9f1c5a7b2408d3e6f90a1b"
	unknown   = "0000000000000000000000000000000000000000"
)

// The rules of profiles-subscriptions-roles.md 3.4, profile_plans_subscriptions_create.
func TestGrant(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		const path = "/profile/cowork/plans/basic/subscriptions/"
		var sub, again client.Subscription
		f.Call("alice", "POST", path, `{"organization": {"slug": "mark"}, "message": "Try it"}`, 201, &sub)
		if sub.Organization.Slug != "mark" || sub.Plan.Slug != "basic" || sub.GrantKey.IsNull() || !sub.RequestKey.IsNull() || !sub.AutoRenew || !sub.Editable ||
			!sub.EndsAt.Equal(servertest.Start.AddDate(0, 1, 0)) {
			t.Errorf("%+v", sub)
		}
		waiting, err := s.WaitingMails(t.Context())
		key := sub.GrantKey.MustGet()
		if err != nil || len(waiting) != 1 || waiting[0].Template != "subscription_grant_created" || waiting[0].Recipient != "mark@localhost.localdomain" ||
			waiting[0].ReplyTo != "alice@localhost.localdomain" ||
			!strings.Contains(waiting[0].Payload, `"link":"/accept/subscriptions/`+key+`/"`) || !strings.Contains(waiting[0].Payload, "Try it") {
			t.Errorf("mails %+v, %v", waiting, err)
		}
		// Again: the same subscription, and the invitation once more while it is pending.
		f.Call("alice", "POST", path, `{"organization": {"email": "MARK@localhost.localdomain"}}`, 200, &again)
		if again.GrantKey.MustGet() != key || len(f.Mails()) != 2 {
			t.Errorf("%+v, mails %v", again, f.Mails())
		}
		f.Call("mark", "POST", "/profile/mark/subscriptions/accept/"+key+"/", "", 200, nil)
		f.Call("alice", "POST", path, `{"organization": {"slug": "mark"}}`, 200, nil)
		if n := len(f.Mails()); n != 3 { // the acceptance only
			t.Errorf("a live subscription was mailed again: %v", f.Mails())
		}
		// A plan that is not sold too; a profile that only says that it has the address is not meant.
		f.Call("donny", "POST", "/profile/", `{"full_name": "Two", "email": "sam@localhost.localdomain"}`, 201, nil)
		f.Call("alice", "PATCH", "/profile/cowork/plans/basic/", `{"is_active": false}`, 200, nil)
		f.Call("alice", "POST", path, `{"organization": {"email": "sam@localhost.localdomain"}}`, 201, &sub)
		f.Call("alice", "GET", path+"two/", "", 404, nil)
		if sub.Organization.Slug != "sam" {
			t.Errorf("%s, want the oldest", sub.Organization.Slug)
		}
	})
}

// A plan may do without the consent of the customer only where that opens no profile to a stranger (profiles-subscriptions-roles.md 1.6).
func TestGrantWithoutConsent(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("alice", "PATCH", "/profile/cowork/plans/basic/", `{"skip_optin_on_grant": true}`, 200, nil)
		f.Call("donny", "POST", "/profile/djaoapp/plans/", `{"title": "Site", "is_active": true, "skip_optin_on_grant": true, "interval": "yearly", "period_length": 2}`, 201, nil)
		var sub client.Subscription
		f.Call("alice", "POST", "/profile/cowork/plans/basic/subscriptions/", `{"organization": {"slug": "mark"}}`, 201, &sub)
		if sub.GrantKey.IsNull() {
			t.Error("a provider opened the profile of a stranger")
		}
		f.Call("alice", "POST", "/profile/cowork/plans/basic/subscriptions/", `{"organization": {"slug": "cowork"}}`, 201, &sub)
		if !sub.GrantKey.IsNull() {
			t.Error("who manages the customer too consents to herself")
		}
		f.Call("donny", "POST", "/profile/djaoapp/plans/site/subscriptions/", `{"organization": {"slug": "mark"}}`, 201, &sub)
		if !sub.GrantKey.IsNull() || !sub.EndsAt.Equal(servertest.Start.AddDate(2, 0, 0)) {
			t.Errorf("%+v", sub)
		}
		if mails := f.Mails(); len(mails) != 1 {
			t.Errorf("mails %v", mails)
		}
	})
}

// Force creates whom it does not find (profiles-subscriptions-roles.md 3.4).
func TestGrantToSomebodyNew(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		const path = "/profile/cowork/plans/basic/subscriptions/"
		var sub client.Subscription
		f.Call("alice", "POST", path, `{"organization": {"email": "joe@mail.acme.com"}}`, 404, nil)
		f.Call("alice", "POST", path+"?force=false", `{"organization": {"email": "joe@mail.acme.com"}}`, 404, nil)
		f.Call("alice", "POST", path+"?force=true", `{"organization": {"email": "joe@mail.acme.com"}}`, 201, &sub)
		if o := sub.Organization; o.FullName != "acme" || o.Slug != "acme" || o.Type != "organization" || o.Email != "" {
			t.Errorf("%+v", o)
		}
		u, err := s.UserByEmail(t.Context(), "joe@mail.acme.com")
		if err != nil || u.Activated() || !strings.HasPrefix(u.Username, "joe-") || len(u.Username) != len("joe-")+3 {
			t.Fatalf("%+v, %v", u, err)
		}
		if role, err := s.RoleOn(t.Context(), mustID(f, "acme"), u.ID); err != nil || role.Description.Slug != "manager" || role.GrantKey == nil {
			t.Errorf("%+v, %v", role, err)
		}
		waiting, err := s.WaitingMails(t.Context())
		if err != nil || len(waiting) != 1 || waiting[0].Template != "subscription_grant_created" || waiting[0].Recipient != "joe@mail.acme.com" ||
			!strings.Contains(waiting[0].Payload, `"link":"/activate/`) || !strings.Contains(waiting[0].Payload, "%2Faccept%2Fsubscriptions%2F") {
			t.Errorf("mails %+v, %v", waiting, err)
		}
		// A known person is offered the organization that is made for her.
		f.Call("alice", "POST", path+"?force=true", `{"organization": {"slug": "new.co", "email": "sam@localhost.localdomain"}}`, 201, &sub)
		sam, err := s.UserByName(t.Context(), "sam")
		if err != nil || sub.Organization.Slug != "new.co" || sub.Organization.FullName != "new.co" {
			t.Fatalf("%+v, %v", sub.Organization, err)
		}
		if role, err := s.RoleOn(t.Context(), mustID(f, "new.co"), sam.ID); err != nil || role.Description.Slug != "manager" || role.GrantKey == nil {
			t.Errorf("%+v, %v", role, err)
		}
		f.Call("alice", "POST", path+"?force=true", `{"organization": {"email": "kim@localhost.localdomain", "full_name": "Kim Roe", "type": "personal"}}`, 201, &sub)
		if o := sub.Organization; o.Type != "personal" || o.Slug != "kim-roe" || o.Credentials {
			t.Errorf("%+v", o)
		}
	})
}

func TestGrantRefuses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		const path = "/profile/cowork/plans/basic/subscriptions/"
		for body, field := range map[string]string{
			`{}`:                                 "organization",
			`{"organization": {}}`:               "email",
			`{"organization": {"slug": "none"}}`: "email",
			`{"organization": {"slug": "kim", "email": "joe@localhost.localdomain", "type": "personal"}}`:             "email",
			`{"organization": {"slug": "kim", "email": "kim@localhost.localdomain", "country": "Atlantis"}}`:          "country",
			`{"organization": {"slug": "kim", "email": "kim@localhost.localdomain", "default_timezone": "Mars/One"}}`: "default_timezone",
		} {
			var p client.Problem
			f.Call("alice", "POST", path+"?force=true", body, 400, &p)
			if len(p.Errors[field]) == 0 {
				t.Errorf("%s: %+v", body, p)
			}
		}
		if taken, err := s.SlugTaken(t.Context(), "kim"); taken || err != nil {
			t.Errorf("a refused customer was half written: %v, %v", taken, err)
		}
		f.Call("alice", "POST", "/profile/cowork/plans/none/subscriptions/?force=true", `{"organization": {"slug": "kim", "email": "kim@x.example"}}`, 404, nil)
		f.Call("alice", "POST", path, `{"organization": {"slug": "none"}}`, 404, nil)
		f.Call("joe", "POST", path, `{"organization": {"slug": "joe"}}`, 403, nil)
		f.Call("", "POST", path, `{"organization": {"slug": "joe"}}`, 401, nil)
		f.Call("joe", "POST", "/profile/nobody/plans/basic/subscriptions/", `{"organization": {"slug": "joe"}}`, 404, nil)
	})
}

func mustID(f *servertest.Fixture, slug string) int64 {
	f.Helper()
	o, err := f.Store.OrganizationBySlug(f.Context(), slug)
	if err != nil {
		f.Fatal(err)
	}
	return o.ID
}

// The rules of profiles-subscriptions-roles.md 3.5, profile_subscriptions_create.
func TestSubscribe(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		var sub client.Subscription
		f.Call("xia", "POST", "/profile/xia/subscriptions/", `{"plan": "private"}`, 201, &sub)
		if !sub.GrantKey.IsNull() || !sub.RequestKey.IsNull() || !sub.EndsAt.Equal(servertest.Start.AddDate(0, 1, 0)) || len(f.Mails()) != 0 {
			t.Errorf("%+v, mails %v", sub, f.Mails())
		}
		// Nothing is free: the first period and the setup are owed (650 and 99 dollars).
		if owed := owed(f, "xia", "private"); owed != 65000+9900 {
			t.Errorf("%d cents are owed", owed)
		}
		f.Call("xia", "POST", "/profile/xia/subscriptions/", `{"plan": "private"}`, 200, nil)
		if owed := owed(f, "xia", "private"); owed != 65000+9900 {
			t.Errorf("subscribing twice costs %d", owed)
		}
		f.Call("xia", "DELETE", "/profile/xia/subscriptions/private/", "", 204, nil)
		f.Clock.Advance(time.Hour)
		f.Call("xia", "POST", "/profile/xia/subscriptions/", `{"plan": "private"}`, 201, &sub)
		if owed := owed(f, "xia", "private"); owed != 65000 {
			t.Errorf("a second subscription costs %d, without setup", owed)
		}
		// A plan that asks the provider first.
		f.Call("alice", "PATCH", "/profile/cowork/plans/basic/", `{"optin_on_request": true, "is_not_priced": true}`, 200, nil)
		f.Call("xia", "POST", "/profile/xia/subscriptions/", `{"plan": "basic", "message": "Please"}`, 201, &sub)
		if sub.RequestKey.IsNull() || owed(f, "xia", "basic") != 0 {
			t.Errorf("%+v", sub)
		}
		if got := f.Mails(); !slices.Equal(got, []string{"subscription_request_created alice@localhost.localdomain"}) {
			t.Errorf("mails %v", got)
		}
		// The provider's managers grant, and so does the broker.
		f.Call("alice", "POST", "/profile/xia/subscriptions/", `{"plan": "premium"}`, 403, nil)
		f.Call("alice", "POST", "/profile/cowork/plans/premium/subscriptions/", `{"organization": {"slug": "xia"}}`, 201, &sub)
		if sub.GrantKey.IsNull() || owed(f, "xia", "premium") != 0 {
			t.Errorf("%+v", sub)
		}
		f.Call("donny", "POST", "/profile/joe/subscriptions/", `{"plan": "premium"}`, 201, &sub)
		if sub.GrantKey.IsNull() {
			t.Errorf("%+v", sub)
		}
		if _, faults, err := s.VerifyLedger(t.Context()); err != nil || len(faults) > 0 {
			t.Errorf("ledger: %v, %v", faults, err)
		}
	})
}

// What the provider refuses, or the customer withdraws before he consented, is not owed (profiles-subscriptions-roles.md 3.5).
func TestRefusedIsNotOwed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("alice", "PATCH", "/profile/cowork/plans/private/", `{"optin_on_request": true}`, 200, nil)
		for as, path := range map[string]string{"alice": "/profile/cowork/plans/private/subscriptions/xia/", "xia": "/profile/xia/subscriptions/private/"} {
			var sub client.Subscription
			f.Call("xia", "POST", "/profile/xia/subscriptions/", `{"plan": "private"}`, 201, &sub)
			if sub.RequestKey.IsNull() || dueOf(f, "xia") != 65000+9900 { // with the setup, which was never done
				t.Fatalf("%+v, %d cents are due", sub, dueOf(f, "xia"))
			}
			f.Call(as, "DELETE", path, "", 204, nil)
			if cents := dueOf(f, "xia"); cents != 0 || owed(f, "xia", "private") != 0 {
				t.Errorf("refused by %s: %d cents are due still", as, cents)
			}
			f.Clock.Advance(time.Hour)
		}
		// What runs stays owed.
		f.Call("alice", "PATCH", "/profile/cowork/plans/private/", `{"optin_on_request": false}`, 200, nil)
		f.Call("xia", "POST", "/profile/xia/subscriptions/", `{"plan": "private"}`, 201, nil)
		f.Call("xia", "DELETE", "/profile/xia/subscriptions/private/", "", 204, nil)
		if cents := dueOf(f, "xia"); cents != 65000+9900 {
			t.Errorf("%d cents are due", cents)
		}
		if _, faults, err := s.VerifyLedger(t.Context()); err != nil || len(faults) > 0 {
			t.Errorf("ledger: %v, %v", faults, err)
		}
	})
}

// dueOf is what a profile owes in all, in cents.
func dueOf(f *servertest.Fixture, slug string) (cents int64) {
	f.Helper()
	dues, err := f.Store.Dues(f.Context(), mustID(f, slug))
	if err != nil {
		f.Fatal(err)
	}
	for _, due := range dues {
		cents += due.Amount
	}
	return cents
}

// owed is the balance due of the latest subscription of a profile to a plan, in cents.
func owed(f *servertest.Fixture, slug, plan string) int64 {
	f.Helper()
	id := mustID(f, slug)
	sub, err := f.Store.SubscriptionOf(f.Context(), id, store.Reader{}, plan)
	if err != nil {
		f.Fatal(err)
	}
	cents, err := f.Store.PayableOf(f.Context(), id, ledger.SubscriptionEvent(sub.ID))
	if err != nil {
		f.Fatal(err)
	}
	return cents
}

func TestSubscribeRefuses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("alice", "PATCH", "/profile/cowork/plans/basic/", `{"is_active": false}`, 200, nil)
		f.Call("donny", "POST", "/profile/djaoapp/plans/", `{"title": "Site", "is_active": true}`, 201, nil)
		const path = "/profile/xia/subscriptions/"
		var p client.Problem
		f.Call("xia", "POST", path, `{"plan": "basic"}`, 400, &p)
		if len(p.Errors["plan"]) == 0 {
			t.Errorf("%+v", p)
		}
		f.Call("xia", "POST", path, `{}`, 400, nil)
		f.Call("xia", "POST", path, `{"plan": "none"}`, 404, nil)
		f.Call("alice", "POST", path, `{"plan": "site"}`, 403, nil) // a provider of xia, but not of this plan
		f.Call("joe", "POST", path, `{"plan": "premium"}`, 403, nil)
		f.Call("", "POST", path, `{"plan": "premium"}`, 401, nil)
		f.Call("joe", "POST", "/profile/nobody/subscriptions/", `{"plan": "premium"}`, 404, nil)
	})
}

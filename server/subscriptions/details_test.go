package subscriptions_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Whom a provider means (profiles-subscriptions-roles.md 3.4, "Resolution").
func TestWhomAGrantIsFor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		const path = "/profile/cowork/plans/basic/subscriptions/"
		var sub client.Subscription
		f.Call("donny", "POST", "/profile/", `{"full_name": "Dotted", "email": "dot@y.example", "slug": "Dot.ted-1"}`, 201, nil)
		for slug, want := range map[string]string{"DOT.TED-1": "Dot.ted-1", "Mark": "mark", " sam ": "sam"} { // as it is written, then as a slug is made of it
			f.Call("alice", "POST", path, `{"organization": {"slug": "`+slug+`"}}`, 201, &sub)
			if sub.Organization.Slug != want {
				t.Errorf("%s is %s", slug, sub.Organization.Slug)
			}
		}
		// Who is named by a slug is not looked for by her address: with force she is somebody new.
		const both = `{"organization": {"slug": "xia2", "email": "xia@localhost.localdomain"}}`
		f.Call("alice", "POST", path, both, 404, nil)
		f.Call("alice", "POST", path+"?force=0", both, 404, nil)
		f.Call("alice", "POST", path+"?force=true", both, 201, &sub)
		if sub.Organization.Slug != "xia2" || sub.Organization.Type != "organization" {
			t.Errorf("%+v", sub.Organization)
		}
		// Whose address it is manages it, once she wants to.
		f.Call("xia", "GET", "/profile/xia2/", "", 403, nil)
		var offers client.AccessiblePage
		f.Call("xia", "GET", "/users/xia/accessibles/?role_status=invited&ends_at=2030-01-01", "", 200, &offers)
		f.Call("xia", "PUT", strings.TrimPrefix(offers.Results[0].AcceptGrantAPIURL.MustGet(), f.URL+"/api"), "", 200, nil)
		f.Call("xia", "GET", "/profile/xia2/", "", 200, nil)
		// An address on file is nobody's identity: a profile that has it, and is not managed by its owner, is not meant.
		f.Call("donny", "POST", "/profile/", `{"full_name": "Second", "email": "MARK@localhost.localdomain"}`, 201, nil)
		f.Call("alice", "POST", path, `{"organization": {"email": "mark@localhost.localdomain"}}`, 200, &sub)
		if sub.Organization.Slug != "mark" {
			t.Errorf("%s", sub.Organization.Slug)
		}
		f.Call("alice", "GET", path+"second/", "", 404, nil)
		// Of several that are hers all are subscribed: 201 when one of them was not yet.
		f.Call("alice", "POST", path+"?force=true", `{"organization": {"slug": "mark2", "email": "mark@localhost.localdomain"}}`, 201, nil)
		f.Call("mark", "GET", "/users/mark/accessibles/?role_status=invited&ends_at=2030-01-01", "", 200, &offers)
		f.Call("mark", "PUT", strings.TrimPrefix(offers.Results[0].AcceptGrantAPIURL.MustGet(), f.URL+"/api"), "", 200, nil)
		f.Call("alice", "POST", "/profile/cowork/plans/open-plus/subscriptions/", `{"organization": {"email": "MARK@localhost.localdomain"}}`, 201, &sub)
		f.Call("alice", "GET", "/profile/cowork/plans/open-plus/subscriptions/mark2/", "", 200, nil)
		if sub.Organization.Slug != "mark" {
			t.Errorf("%s", sub.Organization.Slug)
		}
		f.Call("alice", "POST", path, `{"organization": {"email": "mark@localhost.localdomain"}}`, 200, nil)
		// Whom a plan is asked for already gets no second one, and nothing to accept.
		mails := len(f.Mails())
		f.Call("alice", "POST", "/profile/cowork/plans/private/subscriptions/", `{"organization": {"slug": "joe"}}`, 200, &sub)
		if sub.RequestKey.IsNull() || !sub.GrantKey.IsNull() || len(f.Mails()) != mails {
			t.Errorf("%+v, %v", sub, f.Mails()[mails:])
		}
		// The broker, and the provider itself, may be customers.
		f.Call("alice", "POST", path, `{"organization": {"slug": "djaoapp"}}`, 201, nil)
		f.Call("alice", "POST", path, `{"organization": {"slug": "cowork"}}`, 201, nil)
		// Nothing was ordered by all that.
		for _, slug := range []string{"mark", "sam", "xia2", "djaoapp", "cowork"} {
			if cents := owed(f, slug, "basic"); cents != 0 {
				t.Errorf("%s owes %d", slug, cents)
			}
		}
	})
}

// Who is told of subscriptions, and by whom (profiles-subscriptions-roles.md 1.7).
func TestWhoIsToldOfSubscriptions(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		last := func(template, to, replyTo string, contains ...string) {
			t.Helper()
			waiting, err := s.WaitingMails(t.Context())
			if err != nil || len(waiting) == 0 {
				t.Fatalf("no mail: %v", err)
			}
			m := waiting[len(waiting)-1]
			if m.Template != template || m.Recipient != to+"@localhost.localdomain" || m.ReplyTo != replyTo+"@localhost.localdomain" {
				t.Errorf("%s to %s, answers to %s; want %s to %s, %s", m.Template, m.Recipient, m.ReplyTo, template, to, replyTo)
			}
			for _, text := range contains {
				if !strings.Contains(m.Payload, text) {
					t.Errorf("%s does not say %s: %s", template, text, m.Payload)
				}
			}
		}
		// xia has a second manager, cowork too.
		for profile, user := range map[string]string{"xia": "sam", "cowork": "erin"} {
			f.Call("donny", "POST", "/profile/"+profile+"/roles/manager/", `{"slug": "`+user+`"}`, 201, nil)
			var page client.AccessiblePage
			f.Call(user, "GET", "/users/"+user+"/accessibles/?role_status=invited&ends_at=2030-01-01", "", 200, &page)
			f.Call(user, "PUT", strings.TrimPrefix(page.Results[0].AcceptGrantAPIURL.MustGet(), f.URL+"/api"), "", 200, nil)
		}
		since := func(n int) []string { return f.Mails()[n:] }
		// A grant: each manager of the customer, whatever they have switched off.
		f.Call("sam", "PATCH", "/users/sam/notifications/", `{"notifications": []}`, 200, nil)
		n := len(f.Mails())
		var sub client.Subscription
		f.Call("alice", "POST", "/profile/cowork/plans/premium/subscriptions/", `{"organization": {"slug": "xia"}, "message": "Look at this"}`, 201, &sub)
		last("subscription_grant_created", "sam", "alice", "Look at this", `"link":"/accept/subscriptions/`+sub.GrantKey.MustGet()+`/"`)
		if got := since(n); len(got) != 2 {
			t.Errorf("%v", got)
		}
		// Its acceptance: the managers of the provider; that of erin, who manages it as well, only the others.
		n = len(f.Mails())
		f.Call("xia", "POST", "/profile/xia/subscriptions/accept/"+sub.GrantKey.MustGet()+"/", "", 200, nil)
		last("subscription_grant_accepted", "erin", "xia", `"link":"/app/cowork/"`)
		if got := since(n); len(got) != 2 {
			t.Errorf("%v", got)
		}
		// A request: the managers of the provider; its acceptance: those of the customer who want to know.
		f.Call("alice", "PATCH", "/profile/cowork/plans/basic/", `{"optin_on_request": true}`, 200, nil)
		n = len(f.Mails())
		f.Call("xia", "POST", "/profile/xia/subscriptions/", `{"plan": "basic", "message": "Please"}`, 201, &sub)
		last("subscription_request_created", "erin", "xia", "Please", `"link":"/accept/subscribers/`+sub.RequestKey.MustGet()+`/"`)
		if got := since(n); len(got) != 2 {
			t.Errorf("%v", got)
		}
		n = len(f.Mails())
		f.Call("xia", "POST", "/profile/xia/subscriptions/", `{"plan": "basic"}`, 200, nil) // nothing new
		f.Call("erin", "PUT", "/profile/cowork/subscribers/accept/"+sub.RequestKey.MustGet()+"/", "", 200, nil)
		last("subscription_request_accepted", "xia", "erin", `"link":"/app/xia/"`)
		if got := since(n); !slices.Equal(got, []string{"subscription_request_accepted xia@localhost.localdomain"}) {
			t.Errorf("%v", got)
		}
	})
}

// Which of several subscriptions is meant, and what may become of an ended one (profiles-subscriptions-roles.md 3.4).
func TestWhichSubscription(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		const provider, customer = "/profile/cowork/plans/basic/subscriptions/", "/profile/sam/subscriptions/basic/"
		var first, second client.Subscription
		f.Call("alice", "POST", provider, `{"organization": {"slug": "sam"}}`, 201, &first)
		f.Call("alice", "DELETE", provider+"sam/", "", 204, nil)
		f.Clock.Advance(time.Hour)
		f.Call("alice", "POST", provider, `{"organization": {"slug": "sam"}}`, 201, &second)
		for as, path := range map[string]string{"alice": provider + "sam/", "sam": customer} {
			var got client.Subscription
			f.Call(as, "GET", path, "", 200, &got)
			if !got.CreatedAt.Equal(second.CreatedAt) {
				t.Errorf("%s: %+v", as, got)
			}
		}
		// Of two that ended the one that ended last, which may live again; its keys stay.
		f.Call("sam", "DELETE", customer, "", 204, nil)
		var again client.Subscription
		f.Call("alice", "PATCH", provider+"sam/", `{"ends_at": "2020-01-01T00:00:00Z"}`, 200, &again)
		if !again.CreatedAt.Equal(second.CreatedAt) || again.GrantKey.MustGet() != second.GrantKey.MustGet() || again.AutoRenew {
			t.Errorf("%+v", again)
		}
		f.Call("alice", "POST", provider, `{"organization": {"slug": "sam"}}`, 200, nil)
		if n := subscriptionsOf(f, "sam", "basic"); n != 2 {
			t.Errorf("%d subscriptions", n)
		}
		// The provider of another plan moves nothing.
		f.Call("sam", "POST", "/users/sam/accessibles/?force=true", `{"slug": "other", "email": "sam@localhost.localdomain"}`, 201, nil)
		f.Call("sam", "GET", "/profile/other/plans/basic/subscriptions/sam/", "", 404, nil)
		f.Call("sam", "PATCH", "/profile/other/plans/basic/subscriptions/sam/", `{}`, 404, nil)
		f.Call("sam", "DELETE", "/profile/other/plans/basic/subscriptions/sam/", "", 404, nil)
	})
}

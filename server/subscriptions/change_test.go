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

// sides are the two paths of one subscription.
var sides = map[string]string{
	"subscriber": "/profile/xia/subscriptions/open-space/", "provider": "/profile/cowork/plans/open-space/subscriptions/xia/",
}

// The rules of profiles-subscriptions-roles.md 3.4 and 3.5 for PUT and PATCH, which are the same on both sides.
func TestUpdateSubscription(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		end := "2030-01-01T00:00:00Z"
		for _, side := range []string{"subscriber", "provider"} {
			path := sides[side]
			var sub client.Subscription
			f.Call("alice", "PUT", path, `{"ends_at": "`+end+`", "auto_renew": false, "description": "Desk 12", "extra": "x"}`, 200, &sub)
			if sub.EndsAt.Format(time.RFC3339) != end || sub.AutoRenew || sub.Description.MustGet() != "Desk 12" || sub.Extra.MustGet() != "x" || !sub.Editable {
				t.Errorf("%s: %+v", side, sub)
			}
			f.Call("alice", "PUT", path, `{"ends_at": "`+end+`"}`, 200, &sub) // PUT does not reset what is left out
			if sub.AutoRenew || sub.Description.IsNull() {
				t.Errorf("%s: %+v", side, sub)
			}
			f.Call("alice", "PATCH", path, `{"description": null, "created_at": "2001-01-01T00:00:00Z", "grant_key": "x"}`, 200, &sub)
			if !sub.Description.IsNull() || sub.Extra.IsNull() || sub.CreatedAt.Year() == 2001 || !sub.GrantKey.IsNull() {
				t.Errorf("%s: %+v", side, sub)
			}
			f.Call("alice", "PATCH", path, `{}`, 200, &sub)
			// What renews is paid by the subscriber: only she says so, neither who sells it nor the broker.
			for _, as := range []string{"alice", "donny"} {
				var p client.Problem
				if f.Call(as, "PATCH", path, `{"auto_renew": true}`, 400, &p); len(p.Errors["auto_renew"]) == 0 {
					t.Errorf("%s, as %s: %+v", side, as, p)
				}
			}
			f.Call("xia", "PATCH", sides["subscriber"], `{"auto_renew": true}`, 200, nil)
			// The broker does not manage the provider itself: the end stays, silently, even one that would be refused.
			for _, value := range []string{"2031-01-01T00:00:00Z", "2001-01-01T00:00:00Z"} {
				f.Call("donny", "PATCH", path, `{"ends_at": "`+value+`", "auto_renew": true}`, 200, &sub)
				if sub.EndsAt.Format(time.RFC3339) != end || !sub.AutoRenew || sub.Editable {
					t.Errorf("%s, as the broker: %+v", side, sub)
				}
			}
			// A later end is a present; one that is nearer would draw the next payment nearer.
			f.Call("alice", "PATCH", path, `{"ends_at": "2031-01-01T00:00:00Z"}`, 200, &sub)
			if !sub.AutoRenew {
				t.Errorf("%s: %+v", side, sub)
			}
			if f.Call("alice", "PATCH", path, `{"ends_at": "2030-06-01T00:00:00Z"}`, 200, &sub); sub.AutoRenew {
				t.Errorf("%s: %+v", side, sub)
			}
		}
		var sub client.Subscription
		f.Call("alice", "PATCH", sides["provider"], `{"ends_at": "2019-06-01T00:00:00Z"}`, 200, &sub)
		f.Clock.Advance(time.Second)
		f.Call("alice", "GET", "/profile/xia/", "", 403, nil)
		f.Call("alice", "PATCH", sides["provider"], `{"ends_at": "2019-12-31T00:00:00+02:00"}`, 200, &sub) // it lives again, as a present
		if sub.EndsAt.UTC().Format(time.RFC3339) != "2019-12-30T22:00:00Z" || sub.AutoRenew || sub.Organization.Email != "" {
			t.Errorf("%+v", sub)
		}
		f.Call("alice", "GET", "/profile/xia/", "", 403, nil)
		f.Call("alice", "PATCH", sides["subscriber"], `{"ends_at": "2039-12-31T00:00:00Z"}`, 403, nil)
		f.Call("xia", "PATCH", sides["subscriber"], `{"auto_renew": false, "ends_at": "2040-01-01T00:00:00Z"}`, 200, &sub)
		if sub.AutoRenew || sub.EndsAt.Year() != 2019 || sub.Editable {
			t.Errorf("by the subscriber: %+v", sub)
		}
		if mails := f.Mails(); len(mails) != 0 {
			t.Errorf("mails %v", mails)
		}
	})
}

func TestUpdateSubscriptionRefuses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("alice", "PATCH", "/profile/cowork/plans/open-space/", `{"renewal_type": "repeat"}`, 200, nil)
		for side, path := range sides {
			for body, field := range map[string]string{
				`{"ends_at": "2001-01-01T00:00:00Z"}`: "ends_at", `{"ends_at": "soon"}`: "ends_at", `{"ends_at": "9999-12-31T23:59:59-10:00"}`: "ends_at", `{"ends_at": null}`: "ends_at", `{"auto_renew": true}`: "auto_renew",
			} {
				var p client.Problem
				f.Call("alice", "PATCH", path, body, 400, &p)
				if len(p.Errors[field]) == 0 {
					t.Errorf("%s: %s: %+v", side, body, p)
				}
			}
			f.Call("alice", "PUT", path, `{"auto_renew": false}`, 400, nil) // PUT needs ends_at
			for _, method := range []string{"PUT", "PATCH", "DELETE"} {
				body := `{"ends_at": "2030-01-01T00:00:00Z"}`
				if method == "DELETE" {
					body = ""
				}
				f.Call("joe", method, path, body, 403, nil)
				f.Call("", method, path, body, 401, nil)
				f.Call("alice", method, strings.NewReplacer("open-space", "none").Replace(path), body, 404, nil)
				f.Call("alice", method, strings.NewReplacer("xia", "nobody").Replace(path), body, 404, nil)
			}
		}
		f.Call("xia", "PATCH", sides["provider"], `{}`, 403, nil)
		f.Call("xia", "DELETE", sides["provider"], "", 403, nil)
	})
}

// Unsubscribing ends now, keeps the row, and does nothing a second time (profiles-subscriptions-roles.md 1.3).
func TestUnsubscribe(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		for as, path := range map[string]string{
			"xia": sides["subscriber"], "alice": "/profile/cowork/plans/open-plus/subscriptions/xia/", // a grant, which is withdrawn
		} {
			var before, after client.Subscription
			f.Call(as, "DELETE", path, "", 204, nil)
			f.Call(as, "GET", path, "", 200, &before)
			if !before.EndsAt.Equal(f.Clock.Now()) || before.AutoRenew {
				t.Errorf("%+v", before)
			}
			f.Clock.Advance(time.Hour)
			f.Call(as, "DELETE", path, "", 204, nil)
			f.Call(as, "GET", path, "", 200, &after)
			if !after.EndsAt.Equal(before.EndsAt) {
				t.Errorf("the end moved to %s", after.EndsAt)
			}
		}
		f.Call("xia", "POST", "/profile/xia/subscriptions/accept/"+granted+"/", "", 404, nil)
		f.Call("alice", "DELETE", "/profile/cowork/plans/private/subscriptions/joe/", "", 204, nil) // refuses what joe asked for
		f.Call("alice", "PUT", "/profile/cowork/subscribers/accept/"+requested+"/", "", 404, nil)
		if mails := f.Mails(); len(mails) != 0 {
			t.Errorf("mails %v", mails)
		}
	})
}

// The rules of profiles-subscriptions-roles.md 3.5 and 6 for both handshakes.
func TestAccept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		request, grant := "/profile/cowork/subscribers/accept/"+requested+"/", "/profile/xia/subscriptions/accept/"+granted+"/"
		for _, method := range []string{"PUT", "PATCH"} {
			f.Call("joe", method, request, "", 403, nil) // nobody accepts what she asked for herself
			f.Call("", method, request, "", 401, nil)
			f.Call("donny", method, "/profile/djaoapp/subscribers/accept/"+requested+"/", "", 404, nil) // another provider's
			f.Call("alice", method, "/profile/cowork/subscribers/accept/"+unknown+"/", "", 404, nil)
			f.Call("alice", method, "/profile/cowork/subscribers/accept/"+granted+"/", "", 404, nil) // the other kind of key
			f.Call("alice", method, "/profile/nobody/subscribers/accept/"+requested+"/", "", 404, nil)
		}
		f.Call("alice", "POST", grant, "", 403, nil)
		f.Call("", "POST", grant, "", 401, nil)
		f.Call("joe", "POST", "/profile/joe/subscriptions/accept/"+granted+"/", "", 404, nil)
		f.Call("xia", "POST", "/profile/xia/subscriptions/accept/"+unknown+"/", "", 404, nil)

		before, err := s.SubscriptionOf(t.Context(), mustID(f, "joe"), store.Reader{}, "private")
		if err != nil {
			t.Fatal(err)
		}
		var sub client.Subscription
		f.Call("alice", "PUT", request, `{"ends_at": 1}`, 200, &sub) // a body is ignored
		if !sub.RequestKey.IsNull() || !sub.EndsAt.Equal(before.EndsAt) || sub.Organization.Slug != "joe" {
			t.Errorf("%+v", sub)
		}
		f.Call("alice", "PATCH", request, "", 404, nil)
		f.Call("xia", "POST", grant, "", 200, &sub)
		if !sub.GrantKey.IsNull() || sub.Plan.Slug != "open-plus" {
			t.Errorf("%+v", sub)
		}
		f.Call("xia", "POST", grant, "", 404, nil)
		want := []string{"subscription_request_accepted joe@localhost.localdomain", "subscription_grant_accepted alice@localhost.localdomain"}
		if got := f.Mails(); !slices.Equal(got, want) {
			t.Errorf("mails %v, want %v", got, want)
		}
		again, err := s.SubscriptionOf(t.Context(), mustID(f, "joe"), store.Reader{}, "private")
		if err != nil || again.RequestKey != nil {
			t.Errorf("%+v, %v", again, err)
		}
	})
}

// What ends is not accepted any more, PATCH accepts as PUT does.
func TestAcceptLater(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("alice", "PATCH", "/profile/cowork/subscribers/accept/"+requested+"/", "", 200, nil)
		f.Clock.Advance(40 * 24 * time.Hour)
		f.Call("xia", "POST", "/profile/xia/subscriptions/accept/"+granted+"/", "", 404, nil)
	})
}

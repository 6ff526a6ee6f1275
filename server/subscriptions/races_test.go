package subscriptions_test

import (
	"slices"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Of several who decide about one subscription at once one wins, the others get 409: all have read before any of them writes. It is so on both
// engines, in any order, and with an idempotency key each, which makes every one of them one transaction.
func TestAtOnce(t *testing.T) {
	const provider, customer = "/profile/cowork/plans/basic/subscriptions/", "/profile/sam/subscriptions/"
	withdraw := servertest.Request{As: "alice", Method: "DELETE", Path: provider + "sam/"}
	leave := servertest.Request{As: "sam", Method: "DELETE", Path: customer + "basic/"}
	grant := servertest.Request{As: "alice", Method: "POST", Path: provider, Body: `{"organization": {"slug": "sam"}}`}
	order := servertest.Request{As: "sam", Method: "POST", Path: customer, Body: `{"plan": "basic"}`}
	create := servertest.Request{As: "alice", Method: "POST", Path: provider + "?force=true", Body: `{"organization": {"email": "new@example.com", "slug": "new"}}`}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("alice", "PATCH", "/profile/cowork/plans/basic/", `{"optin_on_request": true}`, 200, nil)
		fresh := func() { // sam has nothing that runs
			f.Call("sam", "DELETE", leave.Path, "", 204, nil)
			f.Clock.Advance(time.Hour)
		}
		f.Call(grant.As, grant.Method, grant.Path, grant.Body, 201, nil)
		granted := func() (servertest.Request, servertest.Request) {
			var sub client.Subscription
			fresh()
			f.Call(grant.As, grant.Method, grant.Path, grant.Body, 201, &sub)
			accept := servertest.Request{As: "sam", Method: "POST", Path: customer + "accept/" + sub.GrantKey.MustGet() + "/"}
			other := accept
			other.As = "donny"
			return accept, other
		}
		requested := func(method string) servertest.Request {
			var sub client.Subscription
			fresh()
			f.Call(order.As, order.Method, order.Path, order.Body, 201, &sub)
			return servertest.Request{As: "alice", Method: method, Path: "/profile/cowork/subscribers/accept/" + sub.RequestKey.MustGet() + "/"}
		}
		list := func(requests ...servertest.Request) []servertest.Request { return requests }
		for what, before := range map[string]func() []servertest.Request{
			"grants":                      func() []servertest.Request { fresh(); return list(grant, grant, grant) },
			"orders":                      func() []servertest.Request { fresh(); return list(order, order) },
			"grant and order":             func() []servertest.Request { fresh(); return list(grant, order) },
			"accepts of a grant":          func() []servertest.Request { a, b := granted(); return list(a, b, a) },
			"grant accepted or withdrawn": func() []servertest.Request { a, _ := granted(); return list(a, withdraw) },
			"grant accepted or declined":  func() []servertest.Request { a, _ := granted(); return list(a, leave) },
			"accepts of a request":        func() []servertest.Request { a := requested("PUT"); return list(a, a) },
			"request accepted or refused": func() []servertest.Request { return list(requested("PATCH"), withdraw) },
			"request accepted or withdrawn": func() []servertest.Request {
				return list(requested("PUT"), leave)
			},
		} {
			for round := range 4 {
				requests := before()
				if round%2 == 1 {
					slices.Reverse(requests)
				}
				if round > 1 {
					requests = servertest.Keyed(requests...)
				}
				got := f.AtOnce(requests...)
				if got[200]+got[201]+got[204] != 1 || got[409] != len(requests)-1 {
					t.Errorf("%s, round %d: %v", what, round, got)
				}
				// It stays what the winner made of it.
				var sub client.Subscription
				f.Call("sam", "GET", leave.Path, "", 200, &sub)
				runs, live := sub.EndsAt.After(f.Clock.Now()), sub.GrantKey.IsNull() && sub.RequestKey.IsNull()
				if runs == (got[204] == 1) || live != (got[200] == 1) {
					t.Errorf("%s, round %d: %v left %+v", what, round, got, sub)
				}
			}
		}
		if got := f.AtOnce(create, create); got[201] != 1 || got[409] != 1 || subscriptionsOf(f, "new", "basic") != 1 {
			t.Errorf("somebody new: %v", got)
		}
		// A plan is subscribed to, and stays, or it is deleted, and nobody subscribed.
		f.Call("alice", "POST", "/profile/cowork/plans/", `{"title": "Draft"}`, 201, nil)
		deleted := f.AtOnce(
			servertest.Request{As: "alice", Method: "DELETE", Path: "/profile/cowork/plans/draft/"},
			servertest.Request{As: "donny", Method: "POST", Path: "/profile/cowork/plans/draft/subscriptions/", Body: `{"organization": {"slug": "mark"}}`},
		)
		if gone := deleted[204] == 1; gone != (deleted[409] == 1) || gone == (deleted[201] == 1 && deleted[403] == 1) {
			t.Errorf("a plan that is deleted and subscribed to: %v", deleted)
		}
		if _, faults, err := s.VerifyLedger(t.Context()); err != nil || len(faults) > 0 {
			t.Errorf("ledger: %v, %v", faults, err)
		}
	})
}

// subscriptionsOf counts the subscriptions of a profile to a plan, ended ones too.
func subscriptionsOf(f *servertest.Fixture, profile, plan string) (n int) {
	f.Helper()
	all, err := f.Store.SubscriptionSummaries(f.Context(), mustID(f, profile), store.Reader{})
	if err != nil {
		f.Fatal(err)
	}
	for _, one := range all {
		if one.Plan == plan {
			n++
		}
	}
	return n
}

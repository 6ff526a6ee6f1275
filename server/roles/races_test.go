package roles_test

import (
	"slices"
	"strings"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
)

// one sends requests that decide one thing at once, in both orders and also with an idempotency key each, which makes each of them one transaction:
// one of them gets a status of won, the others 409, whatever the engine. Each round starts with what before makes.
func (s site) one(what string, won []int, before func() []servertest.Request) {
	s.Helper()
	for round := range 4 {
		requests := before()
		if round%2 == 1 {
			slices.Reverse(requests)
		}
		if round > 1 {
			requests = servertest.Keyed(requests...)
		}
		got, winners := s.AtOnce(requests...), 0
		for _, status := range won {
			winners += got[status]
		}
		if winners != 1 || got[409] != len(requests)-1 {
			s.Errorf("%s, round %d: %v", what, round, got)
		}
	}
}

// nothing takes away what users have on cowork.
func (s site) nothing(users ...string) {
	s.Helper()
	for _, user := range users {
		s.call("donny", "DELETE", "/profile/cowork/roles/manager/"+user+"/", "", 204, nil)
	}
}

func grant(role, user string) servertest.Request {
	return servertest.Request{As: "alice", Method: "POST", Path: "/profile/cowork/roles/" + role + "/?force=true", Body: `{"slug": "` + user + `"}`}
}

func accept(user, key string) servertest.Request {
	return servertest.Request{As: user, Method: "PUT", Path: "/users/" + user + "/accessibles/accept/" + key + "/"}
}

var (
	remove  = servertest.Request{As: "alice", Method: "DELETE", Path: "/profile/cowork/roles/manager/joe/"}
	leave   = servertest.Request{As: "joe", Method: "DELETE", Path: "/users/joe/accessibles/manager/cowork/"}
	ask     = servertest.Request{As: "joe", Method: "POST", Path: "/users/joe/accessibles/", Body: `{"slug": "cowork"}`}
	askRole = servertest.Request{As: "joe", Method: "POST", Path: "/users/joe/accessibles/manager/", Body: `{"slug": "cowork"}`}
)

// Of several who decide about an offer at once one wins, the others are told so: all have read before any of them writes.
func TestOfferAtOnce(t *testing.T) {
	each(t, func(s site) {
		s.one("grants", []int{201}, func() []servertest.Request {
			s.nothing("joe")
			return []servertest.Request{grant("manager", "joe"), grant("contributor", "joe"), grant("manager", "joe")}
		})
		s.one("grants of another kind", []int{200}, func() []servertest.Request {
			s.nothing("joe")
			s.offer("manager", "joe")
			return []servertest.Request{grant("contributor", "joe"), grant("contributor", "joe")}
		})
		key := func() string {
			s.nothing("joe", "mark", "erin")
			return s.offer("manager", "joe")
		}
		for what, against := range map[string]servertest.Request{"withdrawn": remove, "declined": leave, "of another kind": grant("contributor", "joe")} {
			s.one("accepted against "+what, []int{200, 204}, func() []servertest.Request { return []servertest.Request{accept("joe", key()), against} })
			if what != "of another kind" {
				s.one("asked for against "+what, []int{200, 204}, func() []servertest.Request { key(); return []servertest.Request{ask, against} })
				s.one("withdrawn against declined and accepted", []int{200, 204}, func() []servertest.Request {
					return []servertest.Request{remove, leave, accept("joe", key())}
				})
			}
		}
		s.one("accepted by one", []int{200}, func() []servertest.Request {
			k := key()
			return []servertest.Request{accept("joe", k), accept("joe", k)}
		})
		s.one("accepted by several", []int{200}, func() []servertest.Request {
			k := key()
			return []servertest.Request{accept("joe", k), accept("mark", k), accept("erin", k)}
		})
	})
}

// So it is with a request.
func TestRequestAtOnce(t *testing.T) {
	each(t, func(s site) {
		asked := func() {
			s.nothing("joe")
			s.call("joe", "POST", "/users/joe/accessibles/", `{"slug": "cowork"}`, 201, nil)
		}
		for round := range 4 { // repeating it changes nothing; refused, it is not made anew
			asked()
			got := s.AtOnce([][]servertest.Request{{askRole, remove}, {remove, askRole}}[round%2]...)
			if page := s.roles("donny", "/profile/cowork/roles/"); got[204] != 1 || got[200]+got[409] != 1 || page.RequestedCount != 0 {
				t.Errorf("repeated against refused: %v left %+v", got, page)
			}
		}
		for what, requests := range map[string][]servertest.Request{
			"granted twice":             {grant("manager", "joe"), grant("contributor", "joe")},
			"granted against withdrawn": {grant("manager", "joe"), leave},
			"granted against refused":   {grant("manager", "joe"), remove},
			"withdrawn against refused": {leave, remove},
		} {
			s.one(what, []int{200, 204}, func() []servertest.Request { asked(); return slices.Clone(requests) })
		}
	})
}

// A mail that is sent once more at the moment of a decision undoes nothing of it.
func TestRepeatedAtOnce(t *testing.T) {
	each(t, func(s site) {
		for range 4 {
			s.nothing("joe")
			key := s.offer("manager", "joe")
			repeat := servertest.Request{As: "alice", Method: "POST", Path: "/profile/cowork/roles/manager/joe/"}
			if got := s.AtOnce(accept("joe", key), repeat); got[200] != 2 {
				t.Errorf("%v", got)
			}
			var page client.AccessiblePage
			s.roles("donny", "/profile/cowork/roles/")
			s.call("joe", "GET", "/users/joe/accessibles/?q=cowork", "", 200, &page)
			if page.InvitedCount != 0 || page.Count != 1 {
				t.Errorf("what joe accepted is offered again: %+v", page)
			}
		}
	})
}

// What is invited, and kinds of roles that go, at once.
func TestAtOnce(t *testing.T) {
	each(t, func(s site) {
		if got := s.AtOnce(grant("manager", "new@example.com"), grant("contributor", "new@example.com")); got[201] != 1 || got[409] != 1 {
			t.Errorf("invitations: %v", got)
		}
		// A kind of role goes with all roles of the kind; whoever grants one at this moment is told.
		s.call("alice", "POST", "/profile/cowork/roles/describe/", `{"title": "Front Desk"}`, 201, nil)
		got := s.AtOnce(servertest.Request{As: "alice", Method: "DELETE", Path: "/profile/cowork/roles/describe/front-desk/"}, grant("front-desk", "marie"))
		if got[204] != 1 || got[201]+got[404]+got[409] != 1 {
			t.Errorf("a kind that is deleted and granted: %v", got)
		}
		if left := s.roles("alice", "/profile/cowork/roles/?q=marie"); left.Count != 0 {
			t.Errorf("%v left %+v", got, left)
		}
		// Asking twice is no mistake: the second finds what the first asked.
		ask := servertest.Request{As: "sam", Method: "POST", Path: "/users/sam/accessibles/", Body: `{"slug": "cowork"}`}
		if got := s.AtOnce(ask, ask, ask); got[201] != 1 || got[200] != 2 {
			t.Errorf("requests: %v", got)
		}
	})
}

// A request whose answer was lost is sent again with its key, and answered as it was: what it finds done is its own doing.
func TestSentAgain(t *testing.T) {
	each(t, func(s site) {
		send := func(r servertest.Request) (int, string) {
			s.Helper()
			h := map[string][]string{"Authorization": {"Bearer " + s.Token(r.As)}, "Idempotency-Key": {r.Key}}
			if r.Body != "" {
				h["Content-Type"] = []string{"application/json"}
			}
			return s.Send(r.Method, r.Path, r.Body, h)
		}
		twice := func(r servertest.Request, status int) {
			s.Helper()
			r = servertest.Keyed(r)[0]
			first, text := send(r)
			if again, same := send(r); first != status || again != status || same != text {
				t.Errorf("%s %s: %d %s, then %d %s", r.Method, r.Path, first, text, again, same)
			}
			r.Path = strings.Replace(r.Path, "joe", "mark", 1)
			if r.Body = strings.Replace(r.Body, "joe", "mark", 1); r.As == "joe" {
				return // mark's are not hers
			}
			if other, text := send(r); other != 422 {
				t.Errorf("another request with the key: %d %s", other, text)
			}
		}
		twice(grant("manager", "joe"), 201)
		key := s.keyOf(s.roles("alice", "/profile/cowork/roles/?role_status=invited").Results[0])
		twice(accept("joe", key), 200)
		twice(remove, 204)
		twice(askRole, 201)
		twice(leave, 204)
		// What was refused is not kept.
		again := servertest.Keyed(accept("joe", key))[0]
		for range 2 {
			if status, text := send(again); status != 404 {
				t.Errorf("%d %s", status, text)
			}
		}
	})
}

package server_test

import (
	"fmt"
	"strings"
	"testing"

	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Keys that the contract does not know are ignored, and named; who prefers strict handling is refused, and nothing is done.
func TestUnknownKeysAreNamed(t *testing.T) {
	many := make([]string, 50)
	for i := range many {
		many[i] = fmt.Sprintf(`"k%d": 1`, i)
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		for _, c := range []struct {
			name, as, method, path, body, ignored string
			status                                int
			headers                               []string
		}{
			{"a body", "alice", "PATCH", planPath, `{"titel": "Typo", "description": "Text"}`, "titel", 200, nil},
			{"nothing", "alice", "PATCH", planPath, `{"description": "Text"}`, "", 200, nil},
			{"other capitals", "alice", "PATCH", planPath, `{"Description": "Text"}`, "Description", 200, nil},
			{"a list", "xia", "POST", "/api/cart/", `[{"plan": "basic"}, {"plan": "basic", "sync": "joe"}]`, "1.sync", 200, nil},
			{"an object within", "alice", "POST", "/api/profile/cowork/plans/basic/subscriptions/", `{"organization": {"slug": "joe", "nick": "J"}, "mesage": "Hi"}`, "mesage, organization.nick", 200, nil},
			{"a query", "alice", "GET", planPath + "?pgae=2", "", "?pgae", 200, nil},
			{"a query of a list", "alice", "GET", plansPath + "?page=1&oo=title&sort=%0d%0aX:1", "", "?oo, ?sort", 200, nil},
			{"evil names", "alice", "PATCH", planPath, `{"a\r\nSet-Cookie: x=y": 1, "é,\"": 2}`, "a%0D%0ASet-Cookie%3A+x%3Dy, %C3%A9%2C%22", 200, nil},
			{"odd names", "alice", "PATCH", planPath + "?a%0d%0ab=1", `{"é, \"x\"": 2}`, "?a%0D%0Ab, %C3%A9%2C+%22x%22", 200, nil},
			{"names without a letter", "alice", "PATCH", planPath + "?=1", `{"": 1, "\"\"": 2}`, `"", %22%22, ?""`, 200, nil},
			{"a refusal", "alice", "PATCH", planPath, `{"title": 5, "titel": "x"}`, "titel", 400, nil},
			{"a form", "", "POST", "/api/v1/login/access-token", "username=donny&password=yoyo&user=x", "user", 200, []string{"Content-Type", "application/x-www-form-urlencoded"}},
			{"/api/v1", "donny", "GET", "/api/v1/subscriptions/?limt=1", "", "?limt", 200, nil},
		} {
			got := send(f, c.as, c.method, c.path, c.body, c.headers...)
			if got.status == 201 {
				got.status = 200
			}
			if got.status != c.status || got.header.Get("Tollkeeper-Ignored") != c.ignored || got.header.Get("Preference-Applied") != "" || got.header.Get("Set-Cookie") != "" {
				t.Errorf("%s: %d, ignored %q, want %d, %q: %s", c.name, got.status, got.header.Get("Tollkeeper-Ignored"), c.status, c.ignored, got.body)
			}
			if c.ignored == "" || c.status != 200 {
				continue
			}
			got = send(f, c.as, c.method, c.path, c.body, append(c.headers, "Prefer", `respond-async, Handling="strict"; x=1, handling=lenient`)...)
			want := 400
			if strings.HasPrefix(c.path, "/api/v1/") {
				want = 422
			}
			if got.status != want || got.header.Get("Preference-Applied") != "handling=strict" || got.header.Get("Tollkeeper-Ignored") != c.ignored || !strings.Contains(got.body, "This operation knows no such key.") {
				t.Errorf("%s, strictly: %d %v: %s", c.name, got.status, got.header, got.body)
			}
		}
		got := send(f, "alice", "PATCH", planPath, `{"description": "Kept"}`, "Prefer", "handling=strict")
		if got.status != 200 || got.header.Get("Preference-Applied") != "handling=strict" || got.header.Get("Tollkeeper-Ignored") != "" {
			t.Errorf("nothing unknown: %d %v", got.status, got.header)
		}
		if got := send(f, "alice", "PATCH", planPath, `{"description": "Lost", "titel": "x"}`, "Prefer", "handling=strict"); got.status != 400 || !strings.Contains(got.body, `"titel":["This operation knows no such key."]`) ||
			!strings.Contains(send(f, "alice", "GET", planPath, "").body, `"Kept"`) {
			t.Errorf("%d %s", got.status, got.body)
		}
		if got := send(f, "alice", "PATCH", planPath, `{"titel": "x"}`, "Prefer", "handling=lenient, handling=strict"); got.status != 200 {
			t.Errorf("the first preference counts: %d", got.status)
		}
		// However much there is, the header stays short.
		long := send(f, "alice", "PATCH", planPath+"?"+strings.Repeat("é", 500)+"=1", "{"+strings.Join(many, ",")+"}").header.Get("Tollkeeper-Ignored")
		if n := strings.Count(long, ", "); n < 15 || n > 20 || !strings.HasSuffix(long, ", *") || len(long) > 1100 {
			t.Errorf("%d names, %d bytes: %s", n, len(long), long)
		}
		// An answer that is given again names what was ignored, too.
		for range 2 {
			if got := send(f, "alice", "POST", plansPath, `{"title": "Again", "titel": "x"}`, keyHeader, key); got.status != 201 || got.header.Get("Tollkeeper-Ignored") != "titel" {
				t.Errorf("%d %v", got.status, got.header)
			}
		}
	})
}

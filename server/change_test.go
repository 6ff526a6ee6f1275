package server_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// reply is an answer, read.
type reply struct {
	status int
	header http.Header
	body   string
}

// send calls the server as a user, with headers given in pairs.
func send(f *servertest.Fixture, as, method, path, body string, headers ...string) reply {
	f.Helper()
	r, err := http.NewRequestWithContext(f.Context(), method, f.URL+path, strings.NewReader(body))
	if err != nil {
		f.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if as != "" {
		r.Header.Set("Authorization", "Bearer "+f.Token(as))
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		f.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(response.Body)
	if err != nil {
		f.Fatal(err)
	}
	return reply{response.StatusCode, response.Header, string(text)}
}

const planPath = "/api/profile/cowork/plans/basic/"

// A change with If-Match happens only to what the client has read (RFC 9110, 13.1.1).
func TestIfMatch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		read := send(f, "alice", "GET", planPath, "")
		tag := read.header.Get("ETag")
		if read.status != 200 || len(tag) != 24 || send(f, "alice", "GET", strings.TrimSuffix(planPath, "/"), "").header.Get("ETag") != tag {
			t.Fatalf("status %d, ETag %q", read.status, tag)
		}
		patch := func(title, ifMatch string, want int) {
			t.Helper()
			got := send(f, "alice", "PATCH", planPath, `{"description": "`+title+`"}`, "If-Match", ifMatch)
			if got.status != want {
				t.Errorf("If-Match %s: status %d, want %d: %s", ifMatch, got.status, want, got.body)
			}
			changed := strings.Contains(send(f, "alice", "GET", planPath, "").body, title)
			if changed != (want == 200) {
				t.Errorf("If-Match %s: changed %t", ifMatch, changed)
			}
		}
		patch("one", `"AAAAAAAAAAAAAAAAAAAAAA"`, 412)
		patch("two", `W/"AAAAAAAAAAAAAAAAAAAAAA"`, 412)
		patch("three", `"x", W/`+tag, 200) // a proxy that compresses weakens tags
		tag = send(f, "alice", "GET", planPath, "").header.Get("ETag")
		patch("3b", `"x", `+tag, 200)
		patch("four", tag, 412)
		patch("five", "*", 200)
		if got := send(f, "alice", "PATCH", "/api/profile/cowork/plans/none/", `{}`, "If-Match", tag); got.status != 404 {
			t.Errorf("a plan that does not exist: status %d", got.status)
		}
		if got := send(f, "xia", "PATCH", planPath, `{}`, "If-Match", tag); got.status != 403 {
			t.Errorf("who may not change: status %d", got.status)
		}
		if got := send(f, "alice", "DELETE", planPath, "", "If-Match", tag); got.status != 412 {
			t.Errorf("DELETE: status %d", got.status)
		}
		if got := send(f, "alice", "PATCH", planPath, `{"title": ""}`, "If-Match", tag); got.status != 400 {
			t.Errorf("bad input: status %d", got.status)
		}
	})
}

// Of several changes of the same version at once one happens.
func TestIfMatchAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		tag := send(f, "alice", "GET", planPath, "").header.Get("ETag")
		counts := atOnce(8, func(i int) int {
			return send(f, "alice", "PATCH", planPath, `{"description": "`+strings.Repeat("x", i+1)+`"}`, "If-Match", tag).status
		})
		if counts[200] != 1 || counts[412] != 7 {
			t.Errorf("%v, want one 200 and seven 412", counts)
		}
	})
}

// A subscription is one resource under two paths, of its subscriber and of its provider: of changes of one version at once under both one
// happens, too.
func TestIfMatchUnderTwoPaths(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		paths := []string{"/api/profile/xia/subscriptions/open-space/", "/api/profile/cowork/plans/open-space/subscriptions/xia/"}
		tag := send(f, "alice", "GET", paths[0], "").header.Get("ETag")
		if other := send(f, "alice", "GET", paths[1], "").header.Get("ETag"); other != tag {
			t.Fatalf("tags %s and %s", tag, other)
		}
		counts := atOnce(8, func(i int) int {
			return send(f, "alice", "PATCH", paths[i%2], `{"description": "`+strings.Repeat("x", i+1)+`"}`, "If-Match", tag).status
		})
		if counts[200] != 1 || counts[412] != 7 {
			t.Errorf("%v, want one 200 and seven 412", counts)
		}
	})
}

// atOnce calls f n times at once and counts the results.
func atOnce(n int, f func(i int) int) map[int]int {
	var mu sync.Mutex
	var wg sync.WaitGroup
	counts := map[int]int{}
	for i := range n {
		wg.Go(func() {
			status := f(i)
			mu.Lock()
			defer mu.Unlock()
			counts[status]++
		})
	}
	wg.Wait()
	return counts
}

const plansPath = "/api/profile/cowork/plans/"

func plans(f *servertest.Fixture) int {
	f.Helper()
	var page struct{ Count int }
	if err := json.Unmarshal([]byte(send(f, "alice", "GET", plansPath+"?ends_at=2030-01-01", "").body), &page); err != nil {
		f.Fatal(err)
	}
	return page.Count
}

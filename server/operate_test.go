package server_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tollkeeper/server/servertest"
	"tollkeeper/store/storetest"
)

// Metrics are for this machine, judged by the peer and never by what headers say of it; with a token they are for who has it.
func TestMetricsAreNotForEverybody(t *testing.T) {
	s := storetest.Open(t, "sqlite")
	open := servertest.Empty(t, s)
	cfg := servertest.Config()
	cfg.MetricsToken = "a token of 16 characters"
	guarded := servertest.Configured(t, s, cfg)
	for name, c := range map[string]struct {
		f       *servertest.Fixture
		peer    string
		headers map[string]string
		status  int
	}{
		"this machine":                  {open, "127.0.0.1:1", nil, 200},
		"this machine, IPv6":            {open, "[::1]:1", nil, 200},
		"another":                       {open, "203.0.113.9:1", nil, 403},
		"another that says it is this":  {open, "203.0.113.9:1", map[string]string{"X-Forwarded-For": "127.0.0.1"}, 403},
		"a proxy on this machine":       {open, "127.0.0.1:1", map[string]string{"X-Forwarded-For": "127.0.0.1"}, 403},
		"an older proxy":                {open, "127.0.0.1:1", map[string]string{"X-Real-IP": "203.0.113.9"}, 403},
		"the token":                     {guarded, "203.0.113.9:1", map[string]string{"Authorization": "Bearer a token of 16 characters"}, 200},
		"another token":                 {guarded, "203.0.113.9:1", map[string]string{"Authorization": "Bearer a token of 16 characterS"}, 401},
		"no token":                      {guarded, "203.0.113.9:1", nil, 401},
		"this machine without a token":  {guarded, "127.0.0.1:1", nil, 401},
		"a token where none is set yet": {open, "203.0.113.9:1", map[string]string{"Authorization": "Bearer "}, 403},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil)
		r.RemoteAddr = c.peer
		for name, value := range c.headers {
			r.Header.Set(name, value)
		}
		w := httptest.NewRecorder()
		c.f.Server.Handler().ServeHTTP(w, r)
		if w.Code != c.status || strings.Contains(w.Body.String(), "tollkeeper_requests") != (c.status == 200) {
			t.Errorf("%s: status %d, want %d", name, w.Code, c.status)
		}
	}
	cfg.MetricsToken = "short"
	if err := cfg.Validate(); err == nil || !strings.Contains(err.Error(), "/metrics") {
		t.Errorf("a short token: %v", err)
	}
}

// No cache keeps what is anybody's own; what is everybody's says how long it may be kept. Behind HTTPS browsers are told to stay there.
func TestCachesAndTLS(t *testing.T) {
	s := storetest.Open(t, "sqlite")
	cfg := servertest.Config()
	cfg.PublicURL = "https://site.example"
	f := servertest.Configured(t, s, cfg)
	servertest.Demo(t, s)
	for path, want := range map[string]string{
		"/api/users/xia/": "no-store", "/api/profile/none/": "no-store", "/api/v1/subscriptions/": "no-store", "/readyz": "no-store", "/metrics": "no-store",
		"/reset/a/b/": "no-store", "/api/auth/activate/0/": "no-store", "/api/openapi.json": "no-cache", "/docs/": "public, max-age=3600", "/none": "no-store",
	} {
		got := send(f, "xia", "GET", path, "")
		if got.header.Get("Cache-Control") != want || got.header.Get("Strict-Transport-Security") != "max-age=31536000" {
			t.Errorf("%s: %d %v", path, got.status, got.header)
		}
	}
	if got := send(servertest.Empty(t, s), "", "GET", "/readyz", ""); got.header.Get("Strict-Transport-Security") != "" {
		t.Errorf("without HTTPS: %v", got.header)
	}
}

// HEAD is answered wherever GET is, with the same status and the same headers, without the body: by operations, refusals, pages, documents, pictures and
// probes.
func TestHeadIsGetWithoutBody(t *testing.T) {
	s := storetest.Open(t, "sqlite")
	cfg := servertest.Config()
	cfg.DataDir = t.TempDir()
	f := servertest.Configured(t, s, cfg)
	servertest.Demo(t, s)
	picture := strings.Repeat("0", 64) + ".png"
	if err := os.MkdirAll(filepath.Join(cfg.DataDir, "media"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(cfg.DataDir, "media", picture), []byte("\x89PNG"), 0o600); err != nil {
		t.Fatal(err)
	}
	tag := send(f, "", "GET", "/api/openapi.json", "").header.Get("ETag")
	for _, c := range []struct {
		as, path string
		status   int
		headers  []string
	}{
		{"xia", "/api/users/xia/", 200, nil},
		{"xia", "/api/users/xia", 200, nil},
		{"xia", "/api/profile/cowork/transfers/", 404, nil},
		{"", "/api/users/xia/", 401, nil},
		{"alice", "/api/profile/cowork/plans/basic/", 200, nil},
		{"alice", "/api/billing/cowork/history/", 200, nil},
		{"xia", "/api/billing/cowork/transfers/", 403, nil},
		{"xia", "/api/users/nobody/", 404, nil},
		{"", "/api/auth/activate/" + strings.Repeat("0", 40) + "/", 404, nil},
		{"", "/api/none/", 404, nil},
		{"", "/none", 404, nil},
		{"donny", "/api/v1/subscriptions/", 200, nil},
		{"", "/api/v1/subscriptions/", 401, nil},
		{"", "/api/v1/none", 404, nil},
		{"", "/api/auth/", 405, nil},
		{"", "/api/openapi.json", 200, nil},
		{"", "/api/openapi.json", 304, []string{"If-None-Match", tag}},
		{"", "/api/v1/openapi.json", 200, nil},
		{"", "/docs/", 200, nil},
		{"", "/docs/v1/", 200, nil},
		{"", "/docs/swagger-ui.css", 200, nil},
		{"", "/", 302, nil},
		{"", "/docs", 301, nil},
		{"", "/activate/0/", 404, nil},
		{"", "/reset/a/b/", 404, nil},
		{"", "/accept/roles/0/", 404, nil},
		{"", "/accept/none/0/", 404, nil},
		{"", "/media/" + picture, 200, nil},
		{"", "/media/none", 404, nil},
		{"", "/healthz", 200, nil},
		{"", "/readyz", 200, nil},
		{"", "/metrics", 200, nil},
	} {
		got, head := once(f, c.as, http.MethodGet, c.path, c.headers), once(f, c.as, http.MethodHead, c.path, c.headers)
		if got.status != c.status || head.status != c.status || head.body != "" {
			t.Errorf("%s as %q: GET %d, HEAD %d with %d bytes; want %d", c.path, c.as, got.status, head.status, len(head.body), c.status)
		}
		for _, header := range []http.Header{got.header, head.header} {
			for _, changing := range []string{"Date", "X-Request-Id"} {
				header.Del(changing)
			}
			if strings.HasPrefix(c.path, "/metrics") || strings.HasPrefix(c.path, "/accept") || strings.HasPrefix(c.path, "/reset") || strings.HasPrefix(c.path, "/activate") {
				header.Del("Content-Length") // a page has a nonce and the id of its request; figures change
				header.Del("Content-Security-Policy")
			}
		}
		for name := range got.header {
			if got.header.Get(name) != head.header.Get(name) && (name != "Content-Length" || got.header.Get(name) != "0") {
				t.Errorf("%s as %q: %s is %q, for HEAD %q", c.path, c.as, name, got.header.Get(name), head.header.Get(name))
			}
		}
	}
}

// once sends a request and follows no redirect.
func once(f *servertest.Fixture, as, method, path string, headers []string) reply {
	f.Helper()
	follow := http.DefaultClient.CheckRedirect
	http.DefaultClient.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	defer func() { http.DefaultClient.CheckRedirect = follow }()
	return send(f, as, method, path, "", append(headers, "Accept-Encoding", "identity")...)
}

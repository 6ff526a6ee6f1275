package contract_test

import (
	"net/http"
	"testing"

	"github.com/labstack/echo/v4"

	"tollkeeper/server/contract"
)

type echoContext = echo.Context

// TestPaths: each URL works with and without its last slash, without a redirect, and a parameter reaches the room as the client meant it,
// the very text that was looked at before.
func TestPaths(t *testing.T) {
	guarded := start(t, contract.Enforce)
	for path, want := range map[string]map[string]string{
		"/things":                             {},
		"/things/":                            {},
		"/numbers/12":                         {"number": "12"},
		"/numbers/12/":                        {"number": "12"},
		"/numbers/%31%32/":                    {"number": "12"},
		"/things/known/files/a":               {"thing": "known", "path": "a"},
		"/things/known/files/a/":              {"thing": "known", "path": "a"},
		"/things/known/files/css/site.css":    {"thing": "known", "path": "css/site.css"},
		"/things/known/files/css/site.css/":   {"thing": "known", "path": "css/site.css"},
		"/things/known/files/css%2Fsite.css":  {"thing": "known", "path": "css/site.css"},
		"/things/known/files/a%20b+c/":        {"thing": "known", "path": "a b+c"},
		"/things/known/files/%C3%A9/":         {"thing": "known", "path": "é"},
		"/things/known/files/100%25":          {"thing": "known", "path": "100%"},
		"/things/known/files/a%2541":          {"thing": "known", "path": "a%41"},
		"/things/known/files/a%2541%2Fb":      {"thing": "known", "path": "a%41/b"},
		"/things/kn%6Fwn/files/a%2541":        {"thing": "known", "path": "a%41"},
		"/things/a@b/files/x":                 {"thing": "a@b", "path": "x"},
		"/things/a%40b/files/x":               {"thing": "a@b", "path": "x"},
		"/things/known/files/files/files/":    {"thing": "known", "path": "files/files"},
		"/things/known/files/things/x/files/": {"thing": "known", "path": "things/x/files"},
	} {
		t.Run(path, func(t *testing.T) {
			f := guarded.in(t)
			got := f.accepted(f.send(request(http.MethodGet, "/api"+path, "")))
			if len(got) != len(want) {
				t.Errorf("got %v, want %v", got, want)
			}
			for name, value := range want {
				if given := got["path "+name]; len(given) != 1 || given[0] != value {
					t.Errorf("%s is %q, want %q", name, given, value)
				}
			}
		})
	}
}

// What is authorized is what is acted on: no second decoding makes another name of it.
func TestScopeIsNotDecodedTwice(t *testing.T) {
	f := start(t, contract.Enforce)
	f.refused(f.send(request(http.MethodGet, "/api/things/kn%256Fwn/", "", as("manager")...)), 404)
	if got := f.people.keys; len(got) != 1 || got[0] != "authenticated " {
		t.Errorf("loaded %q", got)
	}
	f.accepted(f.send(request(http.MethodGet, "/api/things/kn%6Fwn/", "", as("manager")...)))
}

func TestUnknownRoutes(t *testing.T) {
	guarded := start(t, contract.Enforce)
	for name, c := range map[string]struct {
		method, path string
		status       int
	}{
		"unknown path":      {http.MethodGet, "/api/nothing/", 404},
		"root":              {http.MethodGet, "/", 404},
		"two slashes":       {http.MethodGet, "/api//things/", 404},
		"two last slashes":  {http.MethodGet, "/api/numbers/1//", 404},
		"another case":      {http.MethodGet, "/api/Things/", 404},
		"unknown method":    {"BREW", "/api/things/", 405},
		"another method":    {http.MethodDelete, "/api/things/", 405},
		"without its slash": {http.MethodPut, "/api/things", 405},
		"post to a file":    {http.MethodPost, "/api/things/known/files/a/b", 405},
	} {
		t.Run(name, func(t *testing.T) {
			f := guarded.in(t)
			a := f.send(request(c.method, c.path, ""))
			f.refused(a, c.status)
			if (c.status == 405) != (a.header.Get("Allow") != "") {
				t.Errorf("Allow: %s", a.header.Get("Allow"))
			}
		})
	}
}

// HEAD is GET without the body: same gates, same status, same headers (RFC 9110, 9.3.2).
func TestHead(t *testing.T) {
	guarded := start(t, contract.Enforce)
	for name, c := range map[string]struct {
		path, who string
		status    int
	}{
		"public":        {"/api/things", "", 200},
		"with slashes":  {"/api/things/known/files/a/b", "", 200},
		"reader":        {"/api/things/known/", "reader", 200},
		"nobody":        {"/api/things/known/", "", 401},
		"stranger":      {"/api/things/known/", "stranger", 403},
		"bad query":     {"/api/things/?ot=up", "", 400},
		"unknown route": {"/api/nothing", "", 404},
		"no GET":        {"/api/session/", "", 405},
	} {
		t.Run(name, func(t *testing.T) {
			f := guarded.in(t)
			a := f.send(request(http.MethodHead, c.path, "", as(c.who)...))
			if a.status != c.status || a.body != "" || a.header.Get("Content-Type") != "application/json" {
				t.Errorf("%+v", a)
			}
		})
	}
	f := start(t, contract.Enforce)
	f.rooms["thing_list"] = func(c echo.Context) error { return c.String(http.StatusOK, "planted") }
	if a := f.send(request(http.MethodHead, "/api/things/", "")); a.status != 500 || a.body != "" {
		t.Errorf("a wrong response to HEAD: %+v", a)
	}
}

func TestRequestIDs(t *testing.T) {
	f := start(t, contract.Enforce)
	for sent, kept := range map[string]bool{
		"abcdefgh": true, "a-b_c-1234567890": true, "short": false, "with blank": false, "line\nbreak": false, "": false,
	} {
		r := request(http.MethodGet, "/api/nothing", "")
		r.Header[contract.HeaderRequestID] = []string{sent}
		p := f.refused(f.send(r), 404)
		if (p.RequestID == sent) != kept || len(p.RequestID) < 8 {
			t.Errorf("%q became %q", sent, p.RequestID)
		}
	}
}

package contract_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"tollkeeper/server/contract"
)

const (
	read   = http.MethodGet
	change = http.MethodPatch
	bad    = `{"title":5}`
)

// gates are calls that several gates could refuse, with what the first of them says.
var gates = map[string]struct {
	who, method, path, body string
	status                  int
	detail                  string
}{
	"nobody":                            {"", read, "/things/known", "", 401, "not provided"},
	"nobody, unknown scope":             {"", read, "/things/other", "", 401, "not provided"},
	"nobody, misshapen scope":           {"", read, "/things/a_b", "", 401, "not provided"},
	"nobody, bad body":                  {"", change, "/things/known", bad, 401, "not provided"},
	"bad credentials, unknown scope":    {"bad", read, "/things/other", "", 401, "Invalid or expired"},
	"bad credentials, misshapen scope":  {"bad", read, "/things/a_b", "", 401, "Invalid or expired"},
	"forged, inactive after":            {"forged", change, "/things/other", bad, 403, "CSRF"},
	"inactive, unknown scope":           {"inactive", read, "/things/other", "", 403, "Activate"},
	"inactive, misshapen scope":         {"inactive", read, "/things/a_b", "", 403, "Activate"},
	"inactive":                          {"inactive", read, "/things/known", "", 403, "Activate"},
	"unsigned, unknown scope":           {"unsigned", read, "/things/other", "", 403, "terms"},
	"unsigned":                          {"unsigned", change, "/things/known", bad, 403, "terms"},
	"stranger, unknown scope":           {"stranger", read, "/things/other", "", 404, "Not found"},
	"stranger, misshapen scope":         {"stranger", read, "/things/a_b", "", 404, "Not found"},
	"stranger, scope too long":          {"stranger", read, "/things/knownknown", "", 404, "Not found"},
	"stranger":                          {"stranger", read, "/things/known", "", 403, "permission"},
	"stranger, bad body":                {"stranger", change, "/things/known", bad, 403, "permission"},
	"stranger, no JSON":                 {"stranger", change, "/things/known", "{", 403, "permission"},
	"stranger, too much":                {"stranger", change, "/things/known", strings.Repeat(" ", limit+1), 403, "permission"},
	"stranger, malformed query":         {"stranger", read, "/things/known?%zz", "", 403, "permission"},
	"reader reads":                      {"reader", read, "/things/known", "", 200, ""},
	"reader changes":                    {"reader", change, "/things/known", `{}`, 403, "permission"},
	"manager, bad body":                 {"manager", change, "/things/known", bad, 400, "title"},
	"manager":                           {"manager", change, "/things/known", `{}`, 200, ""},
	"anybody, no gate":                  {"", read, "/things", "", 200, ""},
	"bad credentials are not looked at": {"bad", read, "/things", "", 200, ""},
	"signed in is enough":               {"inactive", read, "/me", "", 200, ""},
	"signed in is needed":               {"", read, "/me", "", 401, "not provided"},
	"perhaps signed in, nobody":         {"", http.MethodPost, "/session", "", 200, ""},
	"perhaps signed in, bad":            {"bad", http.MethodPost, "/session", "", 401, "Invalid or expired"},
	"perhaps signed in, forged":         {"forged", http.MethodPost, "/session", "", 403, "CSRF"},
	"perhaps signed in":                 {"inactive", http.MethodPost, "/session", "", 200, ""},
}

// TestOrderOfTheGates holds the order of design 3: authenticate, load scope, authorize, validate, run. What a later gate would find is
// told to nobody who fails an earlier one.
func TestOrderOfTheGates(t *testing.T) {
	guarded := start(t, contract.Enforce)
	for name, c := range gates {
		t.Run(name, func(t *testing.T) {
			f := guarded.in(t)
			a := f.send(request(c.method, "/api"+c.path, c.body, as(c.who)...))
			if c.status == 200 {
				f.accepted(a)
				return
			}
			if p := f.refused(a, c.status); !strings.Contains(p.Detail, c.detail) {
				t.Errorf("detail %q", p.Detail)
			}
			if len(f.calls) != 0 {
				t.Errorf("the room was called: %v", f.calls)
			}
			if f.logged.Len() > 0 {
				t.Errorf("log: %s", f.logged)
			}
		})
	}
}

// The scope is loaded by the value that the rule names, and only by one that fits the contract.
func TestScopeIsLoadedByTheRule(t *testing.T) {
	f := start(t, contract.Enforce)
	for _, path := range []string{"/things/known", "/things/a_b", "/things/knownknown", "/me", "/things", "/session"} {
		method := http.MethodGet
		if path == "/session" {
			method = http.MethodPost
		}
		f.send(request(method, "/api"+path, "", as("manager")...))
	}
	if want := []string{"direct known", "authenticated ", "authenticated ", "authenticated ", "public "}; !slices.Equal(f.people.keys, want) {
		t.Errorf("loaded %q, want %q", f.people.keys, want)
	}
}

// A fault of the authenticator itself is ours.
func TestAuthenticatorFails(t *testing.T) {
	f := start(t, contract.Enforce)
	a := f.send(request(http.MethodGet, "/api/me/", "", as("broken")...))
	if p := f.refused(a, 500); strings.Contains(a.body, "EOF") || p.Type != "/problems/internal" {
		t.Errorf("%s", a.body)
	}
	if !strings.Contains(f.logged.String(), "unexpected EOF") {
		t.Errorf("log: %s", f.logged)
	}
}

func TestServedCountsAnswers(t *testing.T) {
	f := start(t, contract.Enforce)
	var served []string
	f.guard.Served = func(id string, status int) { served = append(served, id+" "+http.StatusText(status)) }
	f.send(request(http.MethodGet, "/api/things/known/", "", as("manager")...))
	f.send(request(http.MethodGet, "/api/things/known/", ""))
	f.send(request(http.MethodPost, "/api/pour/", "x", "Content-Type", "application/octet-stream"))
	f.send(request(http.MethodPost, "/api/pour/", "{}"))
	if want := []string{"thing_read OK", "thing_read Unauthorized", "pour OK", "pour Unsupported Media Type"}; !slices.Equal(served, want) {
		t.Errorf("served %q, want %q", served, want)
	}
}

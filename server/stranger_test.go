package server_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"tollkeeper/openapi/example"
	"tollkeeper/server"
	"tollkeeper/server/auth"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// others are the profiles and the users of the demo data; each subscriber's profile is called like its user.
var (
	otherProfiles = []string{"djaoapp", "cowork", "xia", "joe", "mark", "marie", "erin", "sam"}
	otherUsers    = []string{"donny", "alice", "xia", "joe", "mark", "marie", "erin", "sam"}
	managerOf     = map[string]string{"djaoapp": "donny", "cowork": "alice"}
)

// stranger is a user who registered a minute ago, with the relations to everybody else that a user can make without their consent, and with former
// subscribers. objects are what operations are about, by the name of their path parameter, and own the same of the stranger's.
type stranger struct {
	name    string
	objects map[string][]string
	own     map[string]string
	// secret are texts that only people with a relation to their owner may read.
	secret map[string]string
	// live tells that everybody still has the stranger's plan.
	live bool
}

// newStranger registers mallory, who makes a profile and a free plan that everybody else tries and cancels, and who asks, offers and orders
// whatever a user can.
func newStranger(f *servertest.Fixture, live bool) *stranger {
	f.Helper()
	s := &stranger{name: "mallory", secret: map[string]string{}, live: live}
	f.Call("", "POST", "/auth/register/", `{"username": "mallory", "password": "yoyo", "email": "mallory@evil.example", "full_name": "Mallory M", "organization_name": "Evil", "slug": "evil"}`, 201, nil)
	s.hide(f)
	becomeSeller(f, s)
	f.Call(s.name, "POST", "/profile/evil/plans/", `{"title": "Free", "period_amount": 0, "unit": "usd", "is_active": true}`, 201, nil)
	for _, profile := range otherProfiles {
		manager := cmp.Or(managerOf[profile], profile)
		f.Call(manager, "POST", "/profile/"+profile+"/subscriptions/", `{"plan": "free"}`, 201, nil)
		if !live {
			f.Call(manager, "DELETE", "/profile/"+profile+"/subscriptions/free/", "", 204, nil)
		}
	}
	// What is refused here makes no relation.
	for i, profile := range otherProfiles {
		user := otherUsers[i]
		for _, r := range []servertest.Request{
			{Method: "POST", Path: "/users/mallory/accessibles/manager/", Body: `{"slug": "` + profile + `"}`},
			{Method: "POST", Path: "/users/mallory/accessibles/", Body: `{"slug": "` + profile + `"}`},
			{Method: "POST", Path: "/profile/evil/roles/manager/", Body: `{"slug": "` + user + `"}`},
			{Method: "POST", Path: "/profile/evil/roles/contributor/", Body: `{"email": "` + user + `@localhost.localdomain"}`},
			{Method: "POST", Path: "/profile/evil/plans/free/subscriptions/", Body: `{"organization": {"slug": "` + profile + `"}}`},
			{Method: "POST", Path: "/cart/", Body: `{"plan": "free", "sync_on": "` + profile + `"}`},
			{Method: "POST", Path: "/cart/", Body: `{"plan": "basic", "sync_on": "` + user + `@localhost.localdomain"}`},
		} {
			status, text := f.Try(s.name, r.Method, r.Path, r.Body)
			if status >= http.StatusInternalServerError {
				f.Errorf("%s %s %s: %d %s", r.Method, r.Path, r.Body, status, text)
			}
			s.leaks(f, r.Method+" "+r.Path, text, r.Body)
		}
	}
	s.find(f)
	return s
}

// becomeSeller lets the stranger's profile sell, where strangers may.
func becomeSeller(f *servertest.Fixture, s *stranger) {
	f.Helper()
	f.Call(s.name, "PATCH", "/profile/evil/", `{"is_provider": true}`, 200, nil)
}

// hide writes into every field of everybody else a text of its own.
func (s *stranger) hide(f *servertest.Fixture) {
	f.Helper()
	db := f.Store.Pools()["write"]
	for _, column := range []string{"phone", "street_address", "locality", "region", "postal_code", "extra"} {
		value := "'hidden-" + column + "-' || slug"
		if column == "extra" {
			value = `'{"note":"hidden-extra-' || slug || '"}'`
		}
		if _, err := db.ExecContext(f.Context(), "UPDATE organizations SET "+column+" = "+value+" WHERE slug <> 'evil'"); err != nil {
			f.Fatal(err)
		}
	}
	for _, change := range []string{
		`UPDATE coupons SET description = 'hidden-coupon-' || code`,
		`UPDATE charges SET card_name = 'hidden-card', last4 = '9876'`,
		`UPDATE contacts SET nick_name = 'hidden-nick-' || slug, extra = '{"note":"hidden-contact"}' WHERE slug <> 'mallory'`,
	} {
		if _, err := db.ExecContext(f.Context(), change); err != nil {
			f.Fatal(err)
		}
	}
}

// find looks up the objects of others.
func (s *stranger) find(f *servertest.Fixture) {
	f.Helper()
	keys := func(query string) (out []string) {
		rows, err := f.Store.Pools()["read"].QueryContext(f.Context(), query)
		if err != nil {
			f.Fatal(err)
		}
		defer rows.Close() //nolint:errcheck // the error of reading is Err
		for rows.Next() {
			var key string
			if err := rows.Scan(&key); err != nil {
				f.Fatal(err)
			}
			out = append(out, key)
		}
		if err := rows.Err(); err != nil {
			f.Fatal(err)
		}
		return out
	}
	pending := keys(`SELECT COALESCE(s.grant_key, s.request_key) FROM subscriptions s JOIN plans p ON p.id = s.plan_id
		WHERE COALESCE(s.grant_key, s.request_key) IS NOT NULL AND p.slug <> 'free'
		UNION SELECT COALESCE(r.grant_key, r.request_key) FROM roles r JOIN organizations o ON o.id = r.organization_id JOIN users u ON u.id = r.user_id
		WHERE COALESCE(r.grant_key, r.request_key) IS NOT NULL AND o.slug <> 'evil' AND u.username <> 'mallory'`)
	if len(pending) == 0 {
		f.Fatal("nobody offers anything to anybody")
	}
	for _, key := range pending {
		s.secret[key] = "a key that opens an offer"
	}
	s.objects = map[string][]string{
		"organization": otherProfiles, "subscriber": otherProfiles, "user": otherUsers, "plan": {"open-space", "basic", "free"}, "subscribed_plan": {"free", "open-space", "basic", "premium"},
		"charge": keys("SELECT min(processor_key) FROM charges GROUP BY customer_id"), "role": {"manager", "contributor"}, "id": keys("SELECT uuid FROM users WHERE username <> 'mallory'"),
		"coupon": {"DIS100"},
	}
	s.own = map[string]string{"organization": "evil", "subscriber": "evil", "user": "mallory", "plan": "free"}
}

var (
	hidden = regexp.MustCompile(`hidden-[a-z_0-9-]*`)
	// address is what a provider reads of a customer.
	address = regexp.MustCompile(`^hidden-(phone|street_address|locality|region|postal_code)-`)
	mailed  = regexp.MustCompile(`[a-z0-9_.-]+@localhost\.localdomain`)
)

// leaks reports what nobody without a relation to its owner may read. What the stranger typed is hers to see.
func (s *stranger) leaks(t testing.TB, what, body string, typed ...string) {
	t.Helper()
	for _, text := range append(hidden.FindAllString(body, -1), mailed.FindAllString(body, -1)...) {
		if s.live && (address.MatchString(text) || mailed.MatchString(text)) {
			continue
		}
		if !slices.ContainsFunc(typed, func(own string) bool { return strings.Contains(own, text) }) {
			t.Errorf("%s shows %s: %.300s", what, text, body[max(0, strings.Index(body, text)-100):])
			return
		}
	}
	for text, meaning := range s.secret {
		if strings.Contains(body, text) {
			t.Errorf("%s shows %s", what, meaning)
		}
	}
}

// call is one request of the stranger's.
type call struct {
	operation
	target, contentType, body string
	// about tells that the path names something of somebody else.
	about bool
}

// calls are every operation of both contracts on each object of others, without a body and with each documented one.
func (s *stranger) calls(t testing.TB, operations []operation, own bool) []call {
	t.Helper()
	requests, err := example.Requests()
	if err != nil {
		t.Fatal(err)
	}
	var out []call
	for _, o := range operations {
		bodies := map[string]string{}
		for _, r := range requests {
			if r.Operation == o.op.OperationID && r.Body != nil {
				bodies[encoded(t, r)] = r.ContentType
			}
		}
		bodies[""] = ""
		for _, target := range s.targets(o, own) {
			for body, contentType := range bodies {
				if own && o.method != http.MethodGet {
					continue
				}
				out = append(out, call{o, target, contentType, body, !own && strings.Contains(o.path, "{")})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b call) int { return cmp.Compare(rank(a.method), rank(b.method)) })
	return out
}

// rank puts what deletes last.
func rank(method string) int {
	return slices.Index([]string{"GET", "POST", "PATCH", "PUT", "DELETE"}, method)
}

// targets are the paths of an operation on each object of others, or on the stranger's own.
func (s *stranger) targets(o operation, own bool) []string {
	paths := []string{o.path}
	for _, p := range append(slices.Clone(o.item.Parameters), o.op.Parameters...) {
		if p.Value.In != openapi3.ParameterInPath {
			continue
		}
		values := s.objects[p.Value.Name]
		if value := s.own[p.Value.Name]; own && value != "" {
			values = []string{value}
		}
		if len(values) == 0 {
			values = []string{fmt.Sprint(p.Value.Example)}
		}
		var next []string
		for _, path := range paths {
			for _, value := range values {
				next = append(next, strings.ReplaceAll(path, "{"+p.Value.Name+"}", url.PathEscape(value)))
			}
		}
		paths = next
	}
	return paths
}

// encoded is a documented body as it is sent.
func encoded(t testing.TB, r example.Request) string {
	t.Helper()
	if r.ContentType == "application/json" {
		data, err := json.Marshal(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	fields, _ := r.Body.(map[string]any)
	if r.ContentType == "application/x-www-form-urlencoded" {
		form := url.Values{}
		for key, value := range fields {
			form.Set(key, fmt.Sprint(value))
		}
		return form.Encode()
	}
	var out bytes.Buffer
	form := multipart.NewWriter(&out)
	_ = form.SetBoundary("boundary")
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		_ = form.WriteField(key, fmt.Sprint(fields[key]))
	}
	_ = form.Close()
	return out.String()
}

// send returns the status and the body of a call.
func (s *stranger) send(t testing.TB, handler http.Handler, token string, c call) (int, string) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), c.method, c.target, strings.NewReader(c.body))
	r.Header.Set("Authorization", "Bearer "+token)
	if c.contentType == "multipart/form-data" {
		c.contentType += "; boundary=boundary"
	}
	if c.contentType != "" {
		r.Header.Set("Content-Type", c.contentType)
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	body, _ := io.ReadAll(w.Body)
	return w.Code, string(body)
}

var refusals = []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusConflict}

// passage is why an operation on somebody else may succeed for a stranger: on paths that contain in, where that is not empty, and for the provider of a
// live subscription only, where live is set.
type passage struct {
	reason, in string
	live       bool
}

// passages are all such operations; openapi/WRITING.md has the same list for providers.
var passages = map[string]passage{
	"auth_activate_read":                   {reason: "whoever has the key; this one is wrong"},
	"auth_activate_create":                 {reason: "whoever has the key; this one is wrong"},
	"auth_reset_create":                    {reason: "whoever has the key; this one is wrong"},
	"legal_sign_create":                    {reason: "the path names an agreement, which the caller signs"},
	"cart_upload_create":                   {reason: "the caller's own cart"},
	"billing_history_list":                 {reason: "the rows in which the caller's profile takes part"},
	"billing_balance_cancel_delete":        {reason: "dues to the caller's profile"},
	"profile_subscriptions_list":           {reason: "subscriptions to the caller's plans"},
	"profile_subscriptions_read":           {reason: "a subscription to the caller's plan", in: "/free/"},
	"profile_subscriptions_update":         {reason: "a subscription to the caller's plan", in: "/free/", live: true},
	"profile_subscriptions_partial_update": {reason: "a subscription to the caller's plan", in: "/free/", live: true},
	"profile_subscriptions_delete":         {reason: "a subscription to the caller's plan", in: "/free/", live: true},
	"profile_read":                         {reason: "the address of a customer", live: true},
}

// passes tells whether a call on somebody else may succeed. Nobody is a provider of the broker.
func (s *stranger) passes(c call) bool {
	p, ok := passages[c.op.OperationID]
	return ok && strings.Contains(c.target, p.in) && (!p.live || s.live && !strings.Contains(c.target, "/djaoapp/"))
}

// wrong is what is wrong with the answer to a call, "" for nothing.
func (s *stranger) wrong(c call, status int) string {
	switch {
	case status >= http.StatusInternalServerError && status != http.StatusNotImplemented:
		return "a failure"
	case c.about && !slices.Contains(refusals, status) && !s.passes(c):
		return "want a refusal"
	}
	return ""
}

// TestStranger lets a user who registered a minute ago call every operation of both contracts on every profile, user, charge, key and subscription that
// is not theirs, once when everybody has ended the subscription to their plan, and once while everybody has it. All of it is refused but what passages
// lists; no answer has a field of anybody but slug, printable name and picture, and the address of customers; everybody has afterwards what they had
// before. A new operation joins by the contract.
func TestStranger(t *testing.T) {
	for name, live := range map[string]bool{"tried": false, "live": true} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := servertest.Configured(t, s, strangersConfig())
				servertest.Demo(t, s)
				stranger := newStranger(f, live)
				before := belongings(f)
				token := f.Token(stranger.name)
				calls := stranger.calls(t, operations(t), false)
				for _, c := range calls {
					status, body := stranger.send(t, f.Server.Handler(), token, c)
					if wrong := stranger.wrong(c, status); wrong != "" {
						t.Errorf("%s: %s %s %.200s answers %d, %s: %.200s", c.op.OperationID, c.method, c.target, c.body, status, wrong, body)
					}
					typed := []string{c.body, c.target}
					if slices.Contains(c.op.Tags, "cart") { // it holds what was put into it before
						typed = append(typed, typedByStranger...)
					}
					stranger.leaks(t, c.method+" "+c.target, body, typed...)
				}
				for _, c := range stranger.calls(t, operations(t), true) {
					_, body := stranger.send(t, f.Server.Handler(), token, c)
					stranger.leaks(t, c.method+" "+c.target, body, typedByStranger...)
				}
				after := belongings(f)
				for what, had := range before {
					if after[what] != had {
						t.Errorf("%s was\n%s\nand is\n%s", what, had, after[what])
					}
				}
				t.Logf("%d calls", len(calls))
			})
		})
	}
}

// TestStrangerFindsHoles plants holes in the contract: an operation on something of a profile that lets in its former providers, or its present ones. The
// calls of TestStranger find each of them.
func TestStrangerFindsHoles(t *testing.T) {
	for level, live := range map[string]bool{"takes-part": false, "provider": true} {
		t.Run(level, func(t *testing.T) {
			s := storetest.Open(t, "sqlite")
			f := servertest.Configured(t, s, strangersConfig())
			servertest.Demo(t, s)
			stranger := newStranger(f, live)
			token := f.Token(stranger.name)
			planted := 0
			plant := func(doc *openapi3.T) {
				for _, item := range doc.Paths.Map() {
					for _, op := range item.Operations() {
						rule, ok := op.Extensions["x-access"].(map[string]any)
						if !ok || rule["of"] != "organization" || passages[op.OperationID].reason != "" {
							continue
						}
						rule["level"] = level
						planted++
					}
				}
			}
			handler := unbuiltBehind(t, auth.NewAuthenticator(s, auth.NewTokens(f.Clock.Now, string(servertest.Config().SecretKey)), auth.NewSessions(s, f.Clock.Now, "secret", false), f.Clock.Now), plant)
			found := map[string]bool{}
			for _, c := range stranger.calls(t, operations(t), false) {
				rule, ok := c.op.Extensions["x-access"].(map[string]any)
				if !ok || rule["of"] != "organization" || passages[c.op.OperationID].reason != "" {
					continue
				}
				status, _ := stranger.send(t, handler, token, c)
				found[c.op.OperationID] = found[c.op.OperationID] || stranger.wrong(c, status) != ""
			}
			if planted < 30 || len(found) != planted {
				t.Errorf("%d holes were planted, %d operations called", planted, len(found))
			}
			for id, was := range found {
				if !was {
					t.Errorf("%s: the hole was not found", id)
				}
			}
		})
	}
}

// typedByStranger are the addresses that newStranger sends.
var typedByStranger = func() (out []string) {
	for _, user := range otherUsers {
		out = append(out, user+"@localhost.localdomain")
	}
	return out
}()

// belongings are what the broker reads of everybody else, without what the stranger offers and asks for.
func belongings(f *servertest.Fixture) map[string]string {
	f.Helper()
	out := map[string]string{}
	read := func(path string) {
		_, body := f.Try("donny", "GET", path, "")
		var page struct {
			Results []json.RawMessage `json:"results"`
		}
		if json.Unmarshal([]byte(body), &page) == nil && page.Results != nil {
			var rows []string
			for _, row := range page.Results {
				if text := string(row); !strings.Contains(text, "mallory") && !strings.Contains(text, "evil") {
					rows = append(rows, text)
				}
			}
			body = strings.Join(rows, "\n")
		}
		out[path] = body
	}
	for i, profile := range otherProfiles {
		read("/profile/" + profile + "/")
		read("/profile/" + profile + "/roles/?o=created_at")
		read("/profile/" + profile + "/plans/")
		read("/profile/" + profile + "/subscriptions/?o=created_at")
		read("/billing/" + profile + "/history/?o=created_at")
		read("/billing/" + profile + "/card/")
		read("/billing/" + profile + "/coupons/")
		read("/users/" + otherUsers[i] + "/")
		read("/users/" + otherUsers[i] + "/accessibles/")
		read("/users/" + otherUsers[i] + "/notifications/")
		read("/users/" + otherUsers[i] + "/api-keys/")
	}
	read("/billing/charges/?o=created_at")
	read("/billing/transactions/?o=created_at")
	return out
}

// strangersConfig is that of a site on which strangers may sell.
func strangersConfig() server.Config {
	cfg := servertest.Config()
	cfg.Sellers = "open"
	return cfg
}

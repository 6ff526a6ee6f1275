package auth_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"

	"tollkeeper/gen"
	"tollkeeper/openapi"
	"tollkeeper/server"
	"tollkeeper/server/auth"
	"tollkeeper/server/contract"
	"tollkeeper/server/demo"
	"tollkeeper/server/unbuilt"
	"tollkeeper/store"
)

const secret = "a secret of the tests, 32 characters and more"

var start = time.Date(2019, 6, 24, 10, 0, 0, 0, time.UTC)

// fixture is the room behind its guard, with the demo data and a clock that only the test moves.
type fixture struct {
	*testing.T
	store         *store.Store
	db            *sql.DB
	hasher        *auth.Hasher
	tokens        *auth.Tokens
	authenticator *auth.Authenticator
	now           time.Time
	logged        *bytes.Buffer
	handler       http.Handler
}

var defaults = auth.Config{MinPassword: 1, Authentication: auth.AuthenticationEnabled, WelcomeMail: true}

var document = sync.OnceValues(func() (*openapi3.T, error) { return openapi.Load(openapi.DjaoApp) })

// demoDatabase is made once: a file is copied faster than it is filled.
var demoDatabase = sync.OnceValues(func() (data []byte, err error) {
	dir, err := os.MkdirTemp("", "tollkeeper")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a directory for temporary files
	path, ctx := filepath.Join(dir, "demo.db"), context.Background()
	s, err := store.Open(ctx, "sqlite:"+path, store.Options{})
	if err != nil {
		return nil, err
	}
	if _, err := s.MigrateUp(ctx); err != nil {
		return nil, err
	}
	if err := demo.Load(ctx, s, start, auth.NewHasher(1, auth.Lowest)); err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func newFixture(t *testing.T, cfg auth.Config) *fixture {
	t.Helper()
	f := &fixture{T: t, now: start, logged: &bytes.Buffer{}, hasher: auth.NewHasher(2, auth.Lowest)}
	path := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(path, must[[]byte](t)(demoDatabase()), 0o600); err != nil {
		t.Fatal(err)
	}
	f.store = must[*store.Store](t)(store.Open(t.Context(), "sqlite:"+path, store.Options{}))
	f.db = must[*sql.DB](t)(sql.Open("sqlite", path))
	t.Cleanup(func() {
		_ = f.db.Close()
		_ = f.store.Close()
	})
	clock := func() time.Time { return f.now }
	log := slog.New(slog.NewTextHandler(f.logged, nil))
	f.tokens = auth.NewTokens(clock, secret)
	sessions := auth.NewSessions(f.store, clock, secret, false)
	f.authenticator = auth.NewAuthenticator(f.store, f.tokens, sessions, clock)
	guard := must[*contract.Guard](t)(contract.New(contract.Options{
		Doc: must[*openapi3.T](t)(document()), Auth: f.authenticator, Dialect: contract.Problems{},
		Mode: contract.Enforce, Log: log, MaxBody: 1 << 20, MaxUpload: 1 << 20, Timeout: time.Minute,
	}))
	api := &server.API{
		AuthOperations:  auth.New(f.store, clock, f.hasher, f.tokens, sessions, log, cfg),
		UsersOperations: unbuilt.Users{}, ProfilesOperations: unbuilt.Profiles{}, RolesOperations: unbuilt.Roles{}, PlansOperations: unbuilt.Plans{},
		SubscriptionsOperations: unbuilt.Subscriptions{}, CartOperations: unbuilt.Cart{}, CouponsOperations: unbuilt.Coupons{},
		BillingOperations: unbuilt.Billing{}, MetricsOperations: unbuilt.Metrics{}, ProxyOperations: unbuilt.Proxy{},
		ThemesOperations: unbuilt.Themes{}, PagesOperations: unbuilt.Pages{},
	}
	e := echo.New()
	e.HTTPErrorHandler = contract.ErrorHandler(func(string) contract.Dialect { return contract.Problems{} })
	gen.RegisterHandlersWithOptions(contract.Router{Echo: e}, gen.NewStrictHandler(api, nil),
		gen.RegisterHandlersOptions{BaseURL: "/api", OperationMiddlewares: guard.Middlewares()})
	f.handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { e.ServeHTTP(w, contract.WithRequestID(w, r)) })
	return f
}

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// answer is a response, read.
type answer struct {
	status  int
	cookies map[string]*http.Cookie
	Token   string              `json:"token"`
	Detail  string              `json:"detail"`
	Email   string              `json:"email"`
	Errors  map[string][]string `json:"errors"`
}

type edit func(r *http.Request)

func bearer(token string) edit {
	return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }
}

func cookie(name, value string) edit {
	return func(r *http.Request) { r.AddCookie(&http.Cookie{Name: name, Value: value}) }
}

func header(name, value string) edit {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

// post sends JSON and fails the test when the answer has another status.
func (f *fixture) post(status int, path, body string, edits ...edit) answer {
	f.Helper()
	r := httptest.NewRequestWithContext(f.Context(), http.MethodPost, "/api"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	for _, change := range edits {
		change(r)
	}
	w := httptest.NewRecorder()
	f.handler.ServeHTTP(w, r)
	response := w.Result()
	defer response.Body.Close() //nolint:errcheck // nothing to lose
	data := must[[]byte](f.T)(io.ReadAll(response.Body))
	if response.StatusCode != status {
		f.Fatalf("%s %s: status %d, want %d: %s\n%s", path, body, response.StatusCode, status, data, f.logged)
	}
	out := answer{status: response.StatusCode, cookies: map[string]*http.Cookie{}}
	if err := json.Unmarshal(data, &out); err != nil {
		f.Fatalf("%s: %v", data, err)
	}
	for _, c := range response.Cookies() {
		out.cookies[c.Name] = c
	}
	return out
}

// rows returns what a query of one text column finds.
func (f *fixture) rows(query string, args ...any) []string {
	f.Helper()
	rows := must[*sql.Rows](f.T)(f.db.QueryContext(f.Context(), query, args...)) //nolint:rowserrcheck // checked below, past the generic
	defer rows.Close()                                                           //nolint:errcheck // read to its end
	var out []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			f.Fatal(err)
		}
		out = append(out, text)
	}
	if err := rows.Err(); err != nil {
		f.Fatal(err)
	}
	return out
}

// change prepares what no operation can do yet.
func (f *fixture) change(statement string, args ...any) {
	f.Helper()
	must[sql.Result](f.T)(f.db.ExecContext(f.Context(), statement, args...))
}

// mails lists templates and recipients of the outbox in the order of writing.
func (f *fixture) mails() []string {
	f.Helper()
	return f.rows("SELECT template || ' ' || recipient FROM outbox ORDER BY id")
}

func (f *fixture) user(name string) store.User {
	f.Helper()
	return must[store.User](f.T)(f.store.UserByName(f.Context(), name))
}

func (f *fixture) token(name string) string {
	f.Helper()
	return must[string](f.T)(f.tokens.Issue(f.user(name), nil, auth.TokenLifetime, auth.NewSignIn()))
}

func (f *fixture) claims(token string) auth.Claims {
	f.Helper()
	return must[auth.Claims](f.T)(f.tokens.Verify(token))
}

func matches(pattern, text string) bool { return regexp.MustCompile(pattern).MatchString(text) }

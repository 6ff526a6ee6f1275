// Package servertest runs the real server for tests: demo data in a real database, proof of every response enforced, a clock that only
// the test moves, and the generated client. A test of a room is so a test of the contract.
package servertest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server"
	"tollkeeper/server/auth"
	"tollkeeper/server/clock"
	"tollkeeper/server/contract"
	"tollkeeper/server/demo"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Start is what the clock says first.
var Start = time.Date(2019, 6, 24, 10, 0, 0, 0, time.UTC)

const secret = "a secret of the tests, 32 characters and more"

// Fixture is a running server with the demo data.
type Fixture struct {
	*testing.T
	Store  *store.Store
	Server *server.Server
	URL    string
	Clock  *Clock
	Logged *Log
	// Engine is "sqlite" or "postgres".
	Engine string
}

// Clock stands still until Advance moves it.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is the time of the test.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Log keeps what the server logged.
type Log struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

// Write implements io.Writer.
func (l *Log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buffer.Write(b)
}

// String is everything logged so far.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buffer.String()
}

// New loads the demo data into an empty store and serves it until the test ends. When a response broke the contract the test fails.
func New(t *testing.T, s *store.Store, opts ...server.Option) *Fixture {
	t.Helper()
	f := Empty(t, s, opts...)
	Demo(t, s)
	return f
}

// Demo loads the demo data into an empty store, with passwords that are quick to check.
func Demo(t testing.TB, s *store.Store) {
	t.Helper()
	storetest.Fill(t, s, "demo", func(s *store.Store) error {
		return demo.Load(context.Background(), s, Start, auth.NewHasher(1, auth.Lowest))
	})
}

// Empty serves a store without any data.
func Empty(t *testing.T, s *store.Store, opts ...server.Option) *Fixture {
	t.Helper()
	return Configured(t, s, Config(), opts...)
}

// Configured serves a store as it is, with a configuration of the test's own.
func Configured(t *testing.T, s *store.Store, cfg server.Config, opts ...server.Option) *Fixture {
	t.Helper()
	f := &Fixture{T: t, Store: s, Clock: &Clock{now: Start}, Logged: &Log{}, Engine: s.Engine()}
	srv, err := server.New(cfg, s, clock.Clock(f.Clock.Now), slog.New(slog.NewTextHandler(f.Logged, nil)), append([]server.Option{server.WithPasswordCost(auth.Lowest)}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	f.Server = srv
	listener := httptest.NewServer(srv.Handler())
	f.URL = listener.URL
	t.Cleanup(func() {
		listener.Close()
		if t.Failed() {
			t.Logf("log of the server:\n%s", f.Logged)
		}
	})
	return f
}

// Config is that of the tests: short passwords are allowed, as in the examples of the contract, and attempts are not limited.
func Config() server.Config {
	return server.Config{
		Addr: "127.0.0.1:0", SecretKey: secret, Proof: contract.Enforce, RequestTimeout: 2 * time.Minute, QueryTimeout: 2 * time.Minute,
		DrainTime: time.Millisecond, ShutdownTime: 10 * time.Second, MaxBody: 1 << 20, MaxUpload: 1 << 22, MaxConnections: 10,
		PasswordLength: 1, Authentication: "enabled", Mail: "off", MailFrom: "noreply@localhost.localdomain",
	}
}

// Client calls the server as a user with a token of hers; "" calls it as nobody.
func (f *Fixture) Client(username string) *client.ClientWithResponses {
	f.Helper()
	var edit []client.ClientOption
	if username != "" {
		token := "Bearer " + f.Token(username)
		edit = append(edit, client.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
			r.Header.Set("Authorization", token)
			return nil
		}))
	}
	c, err := client.NewClientWithResponses(f.URL+"/api", edit...)
	if err != nil {
		f.Fatal(err)
	}
	return c
}

// Token is a fresh token of a user.
func (f *Fixture) Token(username string) string {
	f.Helper()
	u, err := f.Store.UserByName(f.Context(), username)
	if err != nil {
		f.Fatalf("user %s: %v", username, err)
	}
	token, err := auth.NewTokens(clock.Clock(f.Clock.Now), secret).Issue(u, nil, auth.TokenLifetime, auth.NewSignIn())
	if err != nil {
		f.Fatal(err)
	}
	return token
}

// Must fails the test when a call of the client did not work or answered another status.
func Must[R interface{ StatusCode() int }](t testing.TB, status int) func(R, error) R {
	t.Helper()
	return func(response R, err error) R {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		if response.StatusCode() != status {
			t.Fatalf("status %d, want %d: %+v", response.StatusCode(), status, response)
		}
		return response
	}
}

// GetJSON reads a URL as a user and decodes the answer, whatever the client has no type for.
func GetJSON[T any](f *Fixture, username, url string, status int) *T {
	f.Helper()
	r, err := http.NewRequestWithContext(f.Context(), http.MethodGet, url, nil)
	if err != nil {
		f.Fatal(err)
	}
	if username != "" {
		r.Header.Set("Authorization", "Bearer "+f.Token(username))
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		f.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != status {
		f.Fatalf("%s: status %d, want %d: %s (%v)", url, response.StatusCode, status, body, err)
	}
	var out T
	if status == http.StatusOK {
		if err := json.Unmarshal(body, &out); err != nil {
			f.Fatal(err)
		}
	}
	return &out
}

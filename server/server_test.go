package server_test

import (
	"bytes"
	"context"
	"flag"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tollkeeper/openapi"
	"tollkeeper/server"
	"tollkeeper/server/clock"
	"tollkeeper/server/payment"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The access table is under review: a change of who may call what shows as a change of this file.
func TestAccessTable(t *testing.T) {
	var got bytes.Buffer
	if err := server.WriteAccessTable(&got); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/access_table.txt"
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Error("the access table changed: look at the difference, then run `go test ./server -run TestAccessTable -update`")
	}
}

// Every URL of operations answers what operators expect.
func TestOperations(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		for path, want := range map[string]string{
			"/healthz":             "ok",
			"/readyz":              "ready",
			"/metrics":             "tollkeeper_requests_in_flight",
			"/api/openapi.json":    `"operationId":"billing_checkout_create"`,
			"/api/v1/openapi.json": `"operationId":"subscriptions_renew_subscription"`,
			"/docs/":               "/docs/swagger-ui",
			"/docs/v1/":            "/docs/v1/swagger-ui",
		} {
			status, body, header := get(t, f.URL+path)
			if status != 200 || !strings.Contains(body, want) {
				t.Errorf("%s: status %d, %.200q", path, status, body)
			}
			if header.Get("X-Request-Id") == "" || header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s lacks headers: %v", path, header)
			}
		}
		for path, want := range map[string]int{"/nothing": 404, "/api/nothing": 404, "/api/v1/nothing": 404, "/api/auth/": 405} {
			status, body, _ := get(t, f.URL+path)
			if status != want || !strings.Contains(body, `"detail"`) {
				t.Errorf("%s: status %d, want %d: %s", path, status, want, body)
			}
		}
	})
}

// The reader of the contract loads nothing from another host.
func TestDocsAreSelfContained(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.Empty(t, s)
		_, page, header := get(t, f.URL+"/docs/")
		if policy := header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'self'") {
			t.Errorf("policy %q", policy)
		}
		for _, attribute := range []string{`src="http`, `href="http`, `src="//`, `href="//`} {
			if strings.Contains(page, attribute) {
				t.Errorf("the page holds %s", attribute)
			}
		}
		for _, asset := range []string{"swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js"} {
			if status, body, _ := get(t, f.URL+"/docs/"+asset); status != 200 || len(body) < 1000 {
				t.Errorf("%s: status %d, %d bytes", asset, status, len(body))
			}
		}
	})
}

func get(t *testing.T, url string) (int, string, http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body), response.Header
}

// slow is a processor that waits until the test lets it go on.
type slow struct {
	payment.Processor
	started, release chan struct{}
}

func (p slow) Pay(ctx context.Context, r payment.Request) (payment.Payment, error) {
	close(p.started)
	<-p.release
	return p.Processor.Pay(ctx, r)
}

// While the server stops, requests in flight end and new ones get 503 with Retry-After.
func TestShutdown(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		processor := slow{Processor: payment.NewSandbox(s, clock.Fixed(servertest.Start)), started: make(chan struct{}), release: make(chan struct{})}
		f := servertest.New(t, s)
		cfg := servertest.Config()
		cfg.DrainTime = 2 * time.Second
		srv, err := server.New(cfg, s, f.Clock.Now, slog.New(slog.DiscardHandler), server.WithProcessor(processor))
		if err != nil {
			t.Fatal(err)
		}
		listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		f.URL = "http://" + listener.Addr().String()
		ctx, stop := context.WithCancel(context.Background())
		stopped := make(chan error, 1)
		go func() { stopped <- srv.Serve(ctx, listener) }()
		// post returns the status and when to try again; 0 when nobody answers.
		post := func(path, body string) (int, string) {
			r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, f.URL+path, strings.NewReader(body))
			if err != nil {
				t.Error(err)
				return 0, ""
			}
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Authorization", "Bearer "+f.Token("xia"))
			response, err := http.DefaultClient.Do(r)
			if err != nil {
				return 0, ""
			}
			defer response.Body.Close() //nolint:errcheck // its status is all that counts
			return response.StatusCode, response.Header.Get("Retry-After")
		}
		if got, _ := post("/api/cart/", `{"plan": "basic"}`); got != 201 {
			t.Fatalf("status %d", got)
		}
		inFlight := make(chan int, 1)
		go func() {
			got, _ := post("/api/billing/xia/checkout/", `{"processor_token": "tok_visa"}`)
			inFlight <- got
		}()
		<-processor.started
		stop()
		refused := false
		for !refused {
			got, retryAfter := post("/api/cart/", `{"plan": "basic"}`)
			if got == 0 {
				t.Fatal("the port was closed before anybody was told")
			}
			refused = got == 503 && retryAfter != ""
		}
		if code, body, _ := get(t, f.URL+"/readyz"); code != 503 || !strings.Contains(body, "stopping") {
			t.Errorf("readiness while stopping: %d %s", code, body)
		}
		close(processor.release)
		if got := <-inFlight; got != 201 {
			t.Errorf("the checkout in flight ended with %d", got)
		}
		if err := <-stopped; err != nil {
			t.Error(err)
		}
		if got, _ := post("/api/cart/", `{}`); got != 0 {
			t.Error("the port is still open")
		}
	})
}

// A key that is part of a path does not come into the log.
func TestLogHoldsNoKeys(t *testing.T) {
	f := servertest.New(t, storetest.Open(t, storetest.Engines()[0]))
	const key = "0123456789abcdef0123456789abcdef01234567"
	get(t, f.URL+"/api/auth/activate/"+key+"/?token=hush")
	if text := f.Logged.String(); strings.Contains(text, key) || strings.Contains(text, "hush") || !strings.Contains(text, "auth_activate_read") {
		t.Errorf("the log: %s", text)
	}
}

// The zero configuration starts in an empty directory, keeps the secret that it makes, and hides it.
func TestGeneratedSecretSurvivesARestart(t *testing.T) {
	s := storetest.Open(t, storetest.Engines()[0])
	cfg := servertest.Config()
	cfg.SecretKey, cfg.DataDir = "", filepath.Join(t.TempDir(), "data")
	var log bytes.Buffer
	for range 2 {
		if _, err := server.New(cfg, s, clock.System, slog.New(slog.NewTextHandler(&log, nil))); err != nil {
			t.Fatal(err)
		}
	}
	if n := strings.Count(log.String(), "no secret key is configured"); n != 1 {
		t.Errorf("%d warnings, want 1: %s", n, log.String())
	}
	key, err := os.ReadFile(filepath.Join(cfg.DataDir, "secret.key"))
	if err != nil || len(key) < 32 || strings.Contains(log.String(), strings.TrimSpace(string(key))) {
		t.Errorf("%d bytes, %v; the log must not hold them", len(key), err)
	}
	if info, err := os.Stat(filepath.Join(cfg.DataDir, "secret.key")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// withStripe completes a configuration that takes payments by Stripe.
func withStripe(c *server.Config) {
	c.Processor, c.StripeSecretKey, c.StripeWebhookSecret, c.StripeMode = "stripe", "sk_test_1", "whsec_1", "forward"
}

func TestConfigIsValidated(t *testing.T) {
	complete := servertest.Config()
	if withStripe(&complete); complete.Validate() != nil {
		t.Fatal(complete.Validate())
	}
	if err := servertest.Config().Validate(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*server.Config){
		"short secret":     func(c *server.Config) { c.SecretKey = "short" },
		"short old secret": func(c *server.Config) { c.OldSecretKeys = []server.Secret{"short"} },
		"public URL":       func(c *server.Config) { c.PublicURL = "ftp://example.com" },
		"no time":          func(c *server.Config) { c.RequestTimeout = 0 },
		"no body":          func(c *server.Config) { c.MaxBody = 1 },
		"no password":      func(c *server.Config) { c.PasswordLength = 0 },
		"no processor":     func(c *server.Config) { c.Processor = "paypal" },
		"no secret key":    func(c *server.Config) { withStripe(c); c.StripeSecretKey = "short" },
		"a public key":     func(c *server.Config) { withStripe(c); c.StripeSecretKey = "pk_test_1" },
		"no signature":     func(c *server.Config) { withStripe(c); c.StripeWebhookSecret = "" },
		"no mode":          func(c *server.Config) { withStripe(c); c.StripeMode = "" },
		"no URL":           func(c *server.Config) { withStripe(c); c.StripeURL = "stripe" },
	} {
		cfg := servertest.Config()
		spoil(&cfg)
		if err := cfg.Validate(); err == nil || strings.Contains(err.Error(), "short\"") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := server.Secret("hush").String() + server.Secret("hush").LogValue().String(); strings.Contains(got, "hush") {
		t.Errorf("a secret prints as %s", got)
	}
}

// Every operation of the contract has a guard, and those of the first issue are built.
func TestRules(t *testing.T) {
	s := storetest.Open(t, storetest.Engines()[0])
	srv, err := server.New(servertest.Config(), s, clock.System, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for name, least := range map[openapi.Name]int{openapi.DjaoApp: 168, openapi.Subscriptions: 6} {
		if n := len(srv.Guard(name).Middlewares()); n < least {
			t.Errorf("%s: %d operations, want at least %d", name, n, least)
		}
	}
}

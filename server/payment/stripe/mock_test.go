package stripe_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stripe/stripe-mock/embedded"
	mock "github.com/stripe/stripe-mock/server"

	"tollkeeper/server/payment/stripe"
)

// shapes is Stripe's own description of its API: stripe-mock refuses a call that Stripe would not understand.
var shapes = sync.OnceValues(func() (http.Handler, error) {
	spec, err := mock.LoadSpec(embedded.OpenAPISpec, "")
	if err != nil {
		return nil, err
	}
	fixtures, err := mock.LoadFixtures(embedded.OpenAPIFixtures, "")
	if err != nil {
		return nil, err
	}
	stub, err := mock.NewStubServer(fixtures, spec, false, false)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(stub.HandleRequest), nil
})

// checkShape fails the test when Stripe would not understand a request. It returns what stripe-mock answers.
func checkShape(t *testing.T, r *http.Request, body []byte) *httptest.ResponseRecorder {
	t.Helper()
	handler, err := shapes()
	if err != nil {
		t.Fatal(err)
	}
	again := r.Clone(r.Context())
	again.Body = io.NopCloser(bytes.NewReader(body))
	again.Header.Set("Authorization", "Bearer sk_test_123") // it knows no other
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, again)
	if answer.Code >= 400 {
		t.Errorf("Stripe does not understand %s %s %s: %s", r.Method, r.URL, body, answer.Body)
	}
	return answer
}

// call is what was asked of Stripe.
type call struct {
	Name, Account, Key string
	Form               url.Values
}

// mocked is a processor whose calls are checked by stripe-mock and answered by the test, where it says something, else by stripe-mock.
type mocked struct {
	*stripe.Processor
	answers map[string][]answer
	mu      sync.Mutex
	calls   []call
	logged  bytes.Buffer
}

// answer is what the test says to a call; without a status it is lost.
type answer struct {
	status int
	body   string
	header map[string]string
}

var noon = time.Date(2019, 6, 24, 12, 0, 0, 0, time.UTC)

const secretKey = "sk_test_the_secret_of_the_test"

func newMocked(t *testing.T, mode stripe.Mode, answers map[string][]answer) *mocked {
	t.Helper()
	m := &mocked{answers: answers}
	listener := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m.serve(t, w, r)
	}))
	t.Cleanup(listener.Close)
	m.Processor = stripe.New(stripe.Config{SecretKey: secretKey, WebhookSecret: webhookSecret, Mode: mode, URL: listener.URL},
		func() time.Time { return noon }, slog.New(slog.NewTextHandler(&m.logged, nil)))
	return m
}

func (m *mocked) serve(t *testing.T, w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Error(err)
	}
	if got := r.Header.Get("Authorization"); got != "Bearer "+secretKey {
		t.Errorf("authorized by %q", got)
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		t.Error(err)
	}
	for name, values := range r.URL.Query() {
		form[name] = values
	}
	name := r.Method + " " + strings.TrimPrefix(r.URL.Path, "/v1/")
	said := checkShape(t, r, body)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.calls = append(m.calls, call{Name: name, Account: r.Header.Get("Stripe-Account"), Key: r.Header.Get("Idempotency-Key"), Form: form})
	if script := m.answers[name]; len(script) > 0 {
		if len(script) > 1 {
			m.answers[name] = script[1:]
		}
		if script[0].status == 0 {
			panic(http.ErrAbortHandler)
		}
		for name, value := range script[0].header {
			w.Header().Set(name, value)
		}
		w.WriteHeader(script[0].status)
		_, _ = io.WriteString(w, script[0].body)
		return
	}
	w.WriteHeader(said.Code)
	_, _ = w.Write(said.Body.Bytes())
}

// names lists the calls.
func (m *mocked) names() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := make([]string, len(m.calls))
	for i, c := range m.calls {
		out[i] = c.Name
	}
	return out
}

// only returns the only call with a name.
func (m *mocked) only(t *testing.T, name string) call {
	t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []call
	for _, c := range m.calls {
		if c.Name == name {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d calls of %s", len(found), name)
	}
	return found[0]
}

// form writes what a call was sent, but metadata and what is expanded, in the order of the names.
func (c call) form() string {
	var out []string
	for name, values := range c.Form {
		if !strings.HasPrefix(name, "metadata") && !strings.HasPrefix(name, "expand") {
			out = append(out, name+"="+strings.Join(values, ","))
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

package stripe_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// localstripe is the URL of a Stripe that keeps state. It is started once, and ends with the standard input that this process holds open.
var localstripe = sync.OnceValues(func() (string, error) {
	root := filepath.Join("..", "..", "..")
	python := filepath.Join(root, ".cache", "localstripe", "bin", "python")
	if _, err := os.Stat(python); err != nil {
		return "", fmt.Errorf("localstripe is missing, run .ci/localstripe: %w", err)
	}
	cmd := exec.Command(python, filepath.Join(root, ".ci", "localstripe_serve.py"))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if heldOpen, err = cmd.StdinPipe(); err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return "", err
	}
	for _, word := range strings.Fields(line) {
		if strings.HasPrefix(word, "http://") {
			return word, nil
		}
	}
	return "", fmt.Errorf("localstripe says %q", line)
})

// heldOpen keeps localstripe running.
var heldOpen io.WriteCloser

// gate stands between the server and localstripe. It holds each call to Stripe's own description, does what localstripe lacks, idempotency
// keys, and loses answers on demand. Search finds nothing, as that of Stripe may for a minute.
type gate struct {
	*testing.T
	URL, behind string

	mu       sync.Mutex
	answered map[string]kept
	lost     string
}

type kept struct {
	status int
	body   []byte
}

// unknown are the fields that localstripe does not take.
var unknown = map[string][]string{
	"POST /v1/payment_intents": {"description", "statement_descriptor_suffix", "setup_future_usage"},
	"GET /v1/payment_intents":  {"created[gte]"},
	"GET /v1/payouts":          {"created[gte]"},
}

func newGate(t *testing.T) *gate {
	t.Helper()
	behind, err := localstripe()
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{T: t, behind: behind, answered: map[string]kept{}}
	listener := httptest.NewServer(g)
	t.Cleanup(listener.Close)
	g.URL = listener.URL
	// The ids of the demo data are those of the test before, and with them the keys.
	g.ask("DELETE", "/_config/data")
	return g
}

// lose drops the answers to a call from now on, "" to none: what it asks for is done all the same.
func (g *gate) lose(call string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.lost = call
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		g.Error(err)
	}
	checkShape(g.T, r, body)
	g.mu.Lock()
	defer g.mu.Unlock()
	call, key := r.Method+" "+r.URL.Path, r.Header.Get("Idempotency-Key")
	said, again := g.answered[key]
	switch {
	case call == "GET /v1/payment_intents/search":
		said = kept{status: 200, body: []byte(`{"object": "search_result", "data": [], "has_more": false}`)}
	case key == "" || !again:
		said = g.forward(r.Method, r.URL.Path, known(call, r.URL.Query()), known(call, parse(g.T, string(body))))
		if key != "" {
			g.answered[key] = said
		}
	default:
		w.Header().Set("Idempotent-Replayed", "true")
	}
	if call == "GET /v1/balance" {
		said.body = balances(g.T, said.body)
	}
	if g.lost == call {
		panic(http.ErrAbortHandler)
	}
	w.WriteHeader(said.status)
	_, _ = w.Write(said.body)
}

// balances makes lists of the one balance that localstripe has: Stripe has one for each currency.
func balances(t *testing.T, body []byte) []byte {
	t.Helper()
	var balance map[string]any
	if err := json.Unmarshal(body, &balance); err != nil {
		t.Error(err)
	}
	for _, part := range []string{"available", "pending"} {
		balance[part] = []any{balance[part]}
	}
	out, err := json.Marshal(balance)
	if err != nil {
		t.Error(err)
	}
	return out
}

func parse(t *testing.T, text string) url.Values {
	t.Helper()
	form, err := url.ParseQuery(text)
	if err != nil {
		t.Error(err)
	}
	return form
}

func known(call string, form url.Values) url.Values {
	for _, name := range unknown[call] {
		form.Del(name)
	}
	return form
}

func (g *gate) forward(method, path string, query, form url.Values) kept {
	path, more, _ := strings.Cut(path, "?")
	r, err := http.NewRequest(method, g.behind+path+"?"+more+query.Encode(), strings.NewReader(form.Encode()))
	if err != nil {
		g.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer sk_test_12345")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		g.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	body, err := io.ReadAll(response.Body)
	if err != nil {
		g.Fatal(err)
	}
	return kept{status: response.StatusCode, body: body}
}

// ask asks localstripe itself, past the server, and returns its answer.
func (g *gate) ask(method, path string, form ...string) map[string]any {
	g.Helper()
	values := url.Values{}
	for i := 0; i < len(form); i += 2 {
		values.Set(form[i], form[i+1])
	}
	said := g.forward(method, path, url.Values{}, values)
	if said.status != http.StatusOK {
		g.Fatalf("%s %s: %d %s", method, path, said.status, said.body)
	}
	out := map[string]any{}
	if len(bytes.TrimSpace(said.body)) == 0 {
		return out
	}
	if err := json.Unmarshal(said.body, &out); err != nil {
		g.Fatal(err)
	}
	return out
}

// card makes a payment method of a number, as Stripe.js does in the browser.
func (g *gate) card(number string) string {
	g.Helper()
	made := g.ask("POST", "/v1/payment_methods", "type", "card", "card[number]", number, "card[exp_month]", "12", "card[exp_year]", "2030",
		"card[cvc]", "123", "billing_details[name]", "Joe Test")
	return made["id"].(string)
}

// intents lists the payments of this test, those that the server asked for since it began, as amount and status.
func (g *gate) intents(keys ...string) []string {
	g.Helper()
	var out []string
	for _, key := range keys {
		for _, one := range g.ask("GET", "/v1/payment_intents?limit=100")["data"].([]any) {
			intent := one.(map[string]any)
			if intent["id"] == key {
				out = append(out, fmt.Sprintf("%v %v", intent["amount"], intent["status"]))
			}
		}
	}
	return out
}

// conductor BINARY NAME COMMAND… serves the demo data with the binary and lets a client SDK, the command, call every operation of both
// contracts through a proxy that checks what is sent and what comes back. It prints called/total, and fails under 100 %.
//
// The command finds the URL of the proxy in TOLLKEEPER_URL. First it does the main job on its own: sign in, cart, coupon, checkout, refund.
// Then it asks for what to call, POST /conductor/next with {"error": …} about the call before, until the answer is 204. Each call starts from
// the demo data as they were loaded. In the end every read is asked for again, with answers of a later server: one more key in every object,
// and a value that no enumeration of the contract has.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"

	"tollkeeper/openapi/example"
	"tollkeeper/store/storetest"
)

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: conductor BINARY NAME COMMAND…")
		os.Exit(2)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	err := conduct(ctx, os.Args[1], os.Args[2], os.Args[3:])
	cancel()
	if err != nil {
		fmt.Fprintf(os.Stderr, "sdk: %s: %v\n", os.Args[2], err)
		os.Exit(1)
	}
}

func conduct(ctx context.Context, binary, name string, command []string) error {
	requests, err := example.Requests()
	if err != nil {
		return err
	}
	demo, err := start(ctx, binary)
	if err != nil {
		return err
	}
	defer demo.stop()
	c := &conductor{ctx: ctx, demo: demo, stage: demo.stage(requests), seen: map[string]int{}}
	for _, key := range sorted(requests) {
		if r := requests[key]; key == r.Operation {
			c.calls = append(c.calls, call{key: key})
		}
	}
	for _, one := range c.calls {
		if requests[one.key].Method == http.MethodGet {
			c.calls = append(c.calls, call{key: one.key, later: true})
		}
	}
	for _, u := range []string{"donny", "xia"} { // before the snapshot, which holds what signing in writes
		if _, err := c.stage.Token(ctx, u); err != nil {
			return err
		}
	}
	if c.snapshot, err = storetest.TakeSnapshot(ctx, demo.database); err != nil {
		return err
	}
	defer c.snapshot.Close() //nolint:errcheck // only a copy
	proxy := httptest.NewServer(c)
	defer proxy.Close()
	run := exec.CommandContext(ctx, command[0], command[1:]...)
	run.Env = append(os.Environ(), "TOLLKEEPER_URL="+proxy.URL)
	run.Stdout, run.Stderr = os.Stderr, os.Stderr
	if err := run.Run(); err != nil {
		return fmt.Errorf("%s: %w", command[0], err)
	}
	return c.report(name)
}

// call is one that the SDK is asked for; later says that the answer is one of a later server.
type call struct {
	key   string
	later bool
}

// exchange is a request of the SDK and its answer.
type exchange struct {
	method, path, body string
	status             int
}

type conductor struct {
	ctx      context.Context
	demo     *demo
	stage    *example.Stage
	snapshot *storetest.Snapshot

	mu        sync.Mutex
	calls     []call
	next      int // of calls, the one to be asked for
	want      example.Request
	exchanges []exchange
	changed   bool
	seen      map[string]int // successful requests of the main job, by method and path without values

	called, total, later int
	failures             []string
}

// ServeHTTP answers what the SDK asks, or passes its request on to the server.
func (c *conductor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var err error
	if r.URL.Path == "/conductor/next" {
		err = c.serveNext(w, r)
	} else {
		err = c.pass(w, r)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		fmt.Fprintln(os.Stderr, "conductor:", err)
	}
}

func (c *conductor) serveNext(w http.ResponseWriter, r *http.Request) error {
	var previous struct {
		Error string `json:"error"`
	}
	if err := json.NewDecoder(r.Body).Decode(&previous); err != nil {
		return err
	}
	if c.next == 0 {
		c.judgeMainJob()
	} else {
		c.judge(c.calls[c.next-1], previous.Error)
	}
	c.exchanges = nil
	if c.next == len(c.calls) {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	one := c.calls[c.next]
	c.next++
	if c.changed {
		if err := c.snapshot.Restore(c.ctx); err != nil {
			return err
		}
	}
	want, err := c.stage.Prepare(c.ctx, one.key)
	if err != nil && !strings.Contains(err.Error(), " answers 501 ") {
		return err
	}
	c.want, c.changed = want, len(want.Setup.After) > 0
	token, err := c.stage.Token(c.ctx, want.As)
	if err != nil {
		return err
	}
	return json.NewEncoder(w).Encode(struct {
		example.Request
		Token string `json:"token"`
	}{want, token})
}

// mainJob is what an SDK does before it is told what to call.
var mainJob = []string{"POST /api/auth/", "POST /api/cart/", "POST /api/cart/redeem/", "POST /api/billing/xia/checkout/", "POST /api/billing/charges/*/refund/"}

func (c *conductor) judgeMainJob() {
	for _, step := range mainJob {
		prefix, suffix, _ := strings.Cut(step, "*")
		if !slices.ContainsFunc(c.exchanges, func(e exchange) bool {
			is := e.method + " " + e.path
			return strings.HasPrefix(is, prefix) && strings.HasSuffix(is, suffix) && e.status < http.StatusMultipleChoices
		}) {
			c.failures = append(c.failures, fmt.Sprintf("the main job has no successful %s", step))
		}
	}
	c.changed = true
}

// judge counts a call. It was one when the SDK sent the documented request, the server answered with a documented success, and the SDK
// understood the answer; or with the refusal that x-example announces.
func (c *conductor) judge(one call, reported string) {
	if !c.built() {
		return
	}
	fault := c.fault(reported)
	switch {
	case fault != "" && one.later:
		c.failures = append(c.failures, fmt.Sprintf("%s, answered by a later server: %s", one.key, fault))
	case fault != "":
		c.failures = append(c.failures, fmt.Sprintf("%s: %s", one.key, fault))
	case one.later:
		c.later++
	default:
		c.called++
	}
	if !one.later {
		c.total++
	}
}

// built asks the server itself when the SDK did not.
func (c *conductor) built() bool {
	if len(c.exchanges) == 1 {
		return c.exchanges[0].status != http.StatusNotImplemented
	}
	answer, err := c.stage.Send(c.ctx, c.want)
	return err != nil || answer.Status != http.StatusNotImplemented
}

func (c *conductor) fault(reported string) string {
	switch {
	case len(c.exchanges) == 0:
		return "not called: " + reported
	case len(c.exchanges) > 1:
		return fmt.Sprintf("called %d times", len(c.exchanges))
	}
	e := c.exchanges[0]
	if want := path(c.want); e.method != c.want.Method || e.path != want {
		return fmt.Sprintf("sent %s %s, want %s %s", e.method, e.path, c.want.Method, want)
	}
	if c.want.ContentType == "application/json" {
		if same, err := sameBody(c.want, e.body); err != nil || !same {
			want, _ := json.Marshal(c.want.Body)
			return fmt.Sprintf("sent %s, want %s (%v)", e.body, want, err)
		}
	}
	if c.want.Setup.Refused != 0 && e.status == c.want.Setup.Refused {
		return "" // and the SDK reported it
	}
	if _, ok := c.want.Answers[e.status]; !ok {
		return fmt.Sprintf("answered %d: %s", e.status, reported)
	}
	return reported
}

func (c *conductor) report(name string) error {
	for _, f := range c.failures {
		fmt.Fprintf(os.Stderr, "sdk: %s: %s\n", name, f)
	}
	fmt.Printf("sdk: %-10s %d/%d operations called, %d reads understood from a later server\n", name, c.called, c.total, c.later)
	switch {
	case c.next < len(c.calls):
		return fmt.Errorf("stopped after %d of %d calls", c.next, len(c.calls))
	case len(c.failures) > 0 || c.total == 0:
		return fmt.Errorf("%d failures", len(c.failures))
	}
	return nil
}

// pass sends a request on to the server and its answer back.
func (c *conductor) pass(w http.ResponseWriter, r *http.Request) error {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	out, err := http.NewRequestWithContext(c.ctx, r.Method, c.demo.url+r.URL.RequestURI(), strings.NewReader(string(body)))
	if err != nil {
		return err
	}
	out.Header = r.Header.Clone()
	response, err := http.DefaultTransport.RoundTrip(out)
	if err != nil {
		return err
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if c.next > 0 && c.calls[c.next-1].later && response.StatusCode == http.StatusOK {
		if answer, err = later(c.want, answer); err != nil {
			return err
		}
		response.Header.Del("Content-Length")
	}
	c.exchanges = append(c.exchanges, exchange{r.Method, r.URL.Path, string(body), response.StatusCode})
	c.changed = c.changed || r.Method != http.MethodGet
	for name, values := range response.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(response.StatusCode)
	_, err = w.Write(answer)
	return err
}

// mock COMMAND… lets Prism answer from the contracts alone, and a runner of an SDK (see .ci/sdk) call every operation of both, built or not,
// through a proxy that checks each answer against its schema. It prints how many were answered, and fails when one was not.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"tollkeeper/openapi"
	"tollkeeper/openapi/example"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	err := mock(ctx, os.Args[1:])
	cancel()
	if err != nil {
		fmt.Fprintln(os.Stderr, "mock:", err)
		os.Exit(1)
	}
}

// front stands between the runner and the two mocks.
type front struct {
	ctx      context.Context
	requests map[string]example.Request
	keys     []string
	next     int
	urls     map[openapi.Name]string
	fault    string // of the answer to the current request, "unanswered" before there is one
	rooms    map[string]int
	failures []string
}

func mock(ctx context.Context, command []string) error {
	requests, err := example.Requests()
	if err != nil {
		return err
	}
	f := &front{ctx: ctx, requests: requests, keys: slices.Sorted(maps.Keys(requests)), urls: map[openapi.Name]string{}, rooms: map[string]int{}}
	for _, name := range []openapi.Name{openapi.DjaoApp, openapi.Subscriptions} {
		url, stop, err := prism(ctx, name)
		if err != nil {
			return err
		}
		defer stop()
		f.urls[name] = url
	}
	proxy := httptest.NewServer(f)
	defer proxy.Close()
	run := exec.CommandContext(ctx, command[0], command[1:]...)
	run.Env = append(os.Environ(), "TOLLKEEPER_URL="+proxy.URL)
	run.Stdout, run.Stderr = os.Stderr, os.Stderr
	if err := run.Run(); err != nil {
		return err
	}
	for _, failure := range f.failures {
		fmt.Fprintln(os.Stderr, "mock:", failure)
	}
	answered := 0
	for _, n := range f.rooms {
		answered += n
	}
	fmt.Printf("mock: Prism answered %d of %d documented requests in %d rooms from the contract alone\n", answered, len(f.keys), len(f.rooms))
	if len(f.failures) > 0 || answered != len(f.keys) {
		return fmt.Errorf("%d were not", len(f.keys)-answered)
	}
	return nil
}

// prism serves the mock of a contract.
func prism(ctx context.Context, name openapi.Name) (string, func(), error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	address := listener.Addr().(*net.TCPAddr)
	if err := listener.Close(); err != nil {
		return "", nil, err
	}
	process := exec.CommandContext(ctx, "node", ".ci/mock/node_modules/@stoplight/prism-cli/dist/index.js", "mock", "--port", fmt.Sprint(address.Port),
		"openapi/"+string(name)+".yaml")
	log, err := process.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := process.Start(); err != nil {
		return "", nil, err
	}
	stop := func() { _ = process.Process.Kill(); _ = process.Wait() }
	for lines := bufio.NewScanner(log); lines.Scan(); {
		if strings.Contains(lines.Text(), "Prism is listening") {
			go io.Copy(io.Discard, log) //nolint:errcheck // only so that it does not wait for us
			return fmt.Sprintf("http://127.0.0.1:%d", address.Port), stop, nil
		}
	}
	stop()
	return "", nil, errors.New("prism did not start")
}

// ServeHTTP tells the runner what to call, or passes its request on to the mock.
func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/conductor/next" {
		f.pass(w, r)
		return
	}
	var previous struct {
		Error string `json:"error"`
	}
	if err := json.NewDecoder(r.Body).Decode(&previous); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if f.next > 0 {
		if key := f.keys[f.next-1]; f.fault+previous.Error != "" {
			f.failures = append(f.failures, fmt.Sprintf("%s: %s %s", key, f.fault, previous.Error))
		} else {
			f.rooms[f.requests[key].Tag]++
		}
	}
	if f.next == len(f.keys) {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	one := f.requests[f.keys[f.next]]
	f.next++
	f.fault = "unanswered"
	_ = json.NewEncoder(w).Encode(struct {
		example.Request
		Token string `json:"token"`
	}{one, "any"})
}

func (f *front) pass(w http.ResponseWriter, r *http.Request) {
	one := f.requests[f.keys[f.next-1]]
	out, err := http.NewRequestWithContext(f.ctx, r.Method, f.urls[one.Contract]+strings.TrimPrefix(r.URL.RequestURI(), example.Base(one.Contract)), r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	out.Header, out.ContentLength = r.Header.Clone(), r.ContentLength
	response, err := http.DefaultTransport.RoundTrip(out)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	body, err := io.ReadAll(response.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	f.fault = judge(one, response.StatusCode, body)
	maps.Copy(w.Header(), response.Header)
	w.WriteHeader(response.StatusCode)
	_, _ = w.Write(body)
}

// judge wants a documented success whose body fits its schema; "" is a good answer.
func judge(one example.Request, status int, body []byte) string {
	if _, ok := one.Answers[status]; !ok {
		return fmt.Sprintf("status %d %s", status, body)
	}
	doc, err := openapi.Load(one.Contract)
	if err != nil {
		return err.Error()
	}
	media := doc.Paths.Value(one.Path).GetOperation(one.Method).Responses.Status(status).Value.Content["application/json"]
	if media == nil {
		return ""
	}
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		return fmt.Sprintf("%v: %s", err, body)
	}
	if err := media.Schema.Value.VisitJSON(value); err != nil {
		return err.Error()
	}
	return ""
}

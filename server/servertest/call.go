package servertest

import (
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"

	"tollkeeper/store/storetest"
)

// Call sends a request to /api through the generated client, as a user, "" for nobody, and fails the test when the answer has another status. A body
// is JSON. The answer is decoded into out, unless it is nil, and returned.
func (f *Fixture) Call(as, method, path, body string, status int, out any) string {
	f.Helper()
	got, text := f.Try(as, method, path, body)
	if got != status {
		f.Fatalf("%s %s as %q: status %d, want %d: %s", method, path, as, got, status, text)
	}
	if out != nil {
		if err := json.Unmarshal([]byte(text), out); err != nil {
			f.Fatalf("%s: %v", text, err)
		}
	}
	return text
}

// Try is Call for an answer whose status is not known before.
func (f *Fixture) Try(as, method, path, body string) (status int, text string) {
	f.Helper()
	return f.Send(method, path, body, f.header(as, body))
}

func (f *Fixture) header(as, body string) http.Header {
	f.Helper()
	header := http.Header{}
	if body != "" {
		header.Set("Content-Type", "application/json")
	}
	if as != "" {
		header.Set("Authorization", "Bearer "+f.Token(as))
	}
	return header
}

// Send sends a request to /api with these headers, through the generated client where the contract has such an operation. Without an answer, which
// fails the test, the status is 0.
func (f *Fixture) Send(method, path, body string, header http.Header) (status int, text string) {
	f.Helper()
	status, text, called, err := generated(f.Context(), f.URL+"/api", method, path, body, header)
	if err != nil {
		f.Errorf("%s %s: %v", method, path, err)
		return 0, ""
	}
	if called {
		return status, text
	}
	r, err := http.NewRequestWithContext(f.Context(), method, f.URL+"/api"+path, strings.NewReader(body))
	if err != nil {
		f.Fatal(err)
	}
	r.Header = header
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		f.Error(err)
		return 0, ""
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	read, err := io.ReadAll(response.Body)
	if err != nil {
		f.Error(err)
	}
	return response.StatusCode, string(read)
}

// Mails lists template and recipient of every mail that waits in the outbox, oldest first.
func (f *Fixture) Mails() []string {
	f.Helper()
	waiting, err := f.Store.WaitingMails(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	out := make([]string, len(waiting))
	for i, m := range waiting {
		out[i] = m.Template + " " + m.Recipient
	}
	return out
}

// Request is what AtOnce sends to /api: a user, "" for nobody, method, path, a body of JSON and an Idempotency-Key, "" for none.
type Request struct{ As, Method, Path, Body, Key string }

// Keyed are requests with an Idempotency-Key each: it makes the whole operation one transaction.
func Keyed(requests ...Request) []Request {
	out := slices.Clone(requests)
	for i := range out {
		out[i].Key = rand.Text()
	}
	return out
}

// AtOnce sends requests in such a way that all have read before any of them writes, and returns how often each status was answered. Each
// request must come to a write of roles, subscriptions or organizations.
func (f *Fixture) AtOnce(requests ...Request) map[int]int {
	f.Helper()
	statuses := make([]int, len(requests))
	for _, r := range requests {
		f.Token(r.As)
	}
	storetest.AtOnce(f, f.Store, len(requests), func(i int) {
		r := requests[i]
		header := f.header(r.As, r.Body)
		if r.Key != "" {
			header.Set("Idempotency-Key", r.Key)
		}
		status, text := f.Send(r.Method, r.Path, r.Body, header)
		if status >= http.StatusInternalServerError {
			f.Errorf("%s %s: %d %s", r.Method, r.Path, status, text)
		}
		statuses[i] = status
	})
	counts := map[int]int{}
	for _, status := range statuses {
		counts[status]++
	}
	return counts
}

package servertest

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

// Call sends a request to /api as a user, "" for nobody, and fails the test when the answer has another status. A body is JSON. The answer is
// decoded into out, unless it is nil, and returned.
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
	r, err := http.NewRequestWithContext(f.Context(), method, f.URL+"/api"+path, strings.NewReader(body))
	if err != nil {
		f.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if as != "" {
		r.Header.Set("Authorization", "Bearer "+f.Token(as))
	}
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

package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// from sends a request as somebody would whose address a trusted proxy tells, and returns the status.
func from(f *servertest.Fixture, address, method, path, body string) int {
	f.Helper()
	r, err := http.NewRequestWithContext(f.Context(), method, f.URL+"/api"+path, strings.NewReader(body))
	if err != nil {
		f.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Forwarded-For", address)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		f.Fatal(err)
	}
	_ = response.Body.Close()
	return response.StatusCode
}

const home, abroad = "203.0.113.9", "203.0.113.10"

// Strangers who guess from many places keep an owner out where she never was, but not where she signed in before, nor where she sets a new password by
// a mailed link.
func TestStrangersKeepNoOwnerOut(t *testing.T) {
	const right, wrong = `{"username": "xia", "password": "yoyo"}`, `{"username": "xia", "password": "guess"}`
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := throttled(t, s, "127.0.0.0/8", "::1/128")
		at := func(address, body string, want int) {
			t.Helper()
			if got := from(f, address, "POST", "/auth/", body); got != want {
				t.Fatalf("%s, %s: status %d, want %d", address, body, got, want)
			}
		}
		at(home, right, 201)
		for i := range 99 { // 100 attempts at once are those of all places that nobody knows; hers at home was one of them
			at(fmt.Sprintf("198.51.100.%d", i), wrong, 403)
		}
		at("198.51.100.200", wrong, 429)
		at(abroad, right, 429)
		at(home, wrong, 403)
		at(home, right, 201)
		at("198.51.100.201", `{"username": "nobody", "password": "guess"}`, 403)
		// Who guesses at home is stopped there all the same.
		for range 10 {
			at(home, wrong, 403)
		}
		at(home, right, 429)
		if got := from(f, abroad, "POST", "/auth/recover/", `{"email": "xia@localhost.localdomain"}`); got != 201 {
			t.Fatalf("recover: status %d", got)
		}
		link := ""
		waiting, err := s.WaitingMails(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range waiting {
			if _, after, found := strings.Cut(m.Payload, `"link":"/reset/`); found {
				link, _, _ = strings.Cut(after, `"`)
			}
		}
		if got := from(f, abroad, "POST", "/auth/reset/"+link, `{"new_password": "fresh"}`); got != 200 {
			t.Fatalf("reset: status %d", got)
		}
		at(abroad, `{"username": "xia", "password": "fresh"}`, 201)
		// What is stored of a place is no address.
		if err := s.Do(t.Context(), func(tx *store.Store) error {
			n, err := tx.SweepPlaces(t.Context(), f.Clock.Now())
			if n != 2 {
				t.Errorf("%d places are known, want 2", n)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}

// Who knows the password and guesses at the mailed code uses up a code of their own, not the one that was mailed to the owner where she is; and mails of
// codes to places that nobody knows are limited.
func TestGuessesLeaveTheOwnersCodeAlone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := throttled(t, s, "127.0.0.0/8", "::1/128")
		const right = `{"username": "xia", "password": "yoyo"}`
		if got := from(f, home, "POST", "/auth/", right); got != 201 {
			t.Fatalf("status %d", got)
		}
		err := s.Do(t.Context(), func(tx *store.Store) error {
			u, err := tx.UserByName(t.Context(), "xia")
			if err != nil {
				return err
			}
			c, err := tx.ContactOf(t.Context(), u.ID)
			if err != nil {
				return err
			}
			return tx.UpdateContact(t.Context(), c.ID, map[string]any{"mfa_backend": 1})
		})
		if err != nil {
			t.Fatal(err)
		}
		codes := func() []string {
			waiting, err := s.WaitingMails(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, m := range waiting {
				if m.Template == "mfa_code" {
					_, after, _ := strings.Cut(m.Payload, `"code":"`)
					out = append(out, after[:6])
				}
			}
			return out
		}
		shown := func(address, code string, want int) {
			t.Helper()
			if got := from(f, address, "POST", "/auth/", `{"username": "xia", "password": "yoyo", "code": "`+code+`"}`); got != want {
				t.Fatalf("%s, code %s: status %d, want %d", address, code, got, want)
			}
		}
		if got := from(f, home, "POST", "/auth/", right); got != 400 || len(codes()) != 1 {
			t.Fatalf("status %d, codes %q", got, codes())
		}
		hers := codes()[0]
		wrong := "000000"
		if hers == wrong {
			wrong = "000001"
		}
		for i := range 10 {
			address := fmt.Sprintf("198.51.100.%d", i)
			shown(address, hers, 400) // hers is good where she is, and mails another one here
			if mailed := codes()[len(codes())-1]; mailed != wrong {
				for _, want := range []int{400, 400, 400, 403} {
					shown(address, wrong, want)
				}
			}
		}
		shown("198.51.100.99", hers, 429) // enough mails
		shown(home, hers, 201)
		f.Clock.Advance(11 * time.Minute)
		if got := from(f, home, "POST", "/auth/", right); got != 400 || codes()[len(codes())-1] == "" || len(codes()) != 12 {
			t.Errorf("status %d, %d codes", got, len(codes()))
		}
	})
}

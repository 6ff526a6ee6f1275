package server_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// throttled serves the demo data with limits on attempts.
func throttled(t *testing.T, s *store.Store, proxies ...string) *servertest.Fixture {
	t.Helper()
	cfg := servertest.Config()
	cfg.Throttle, cfg.TrustedProxies = "on", proxies
	f := servertest.Configured(t, s, cfg)
	servertest.Demo(t, s)
	return f
}

// register asks for nothing that could work, from an address that a proxy tells.
func register(f *servertest.Fixture, forwardedFor string) (status int, retryAfter string) {
	f.Helper()
	r, err := http.NewRequestWithContext(f.Context(), http.MethodPost, f.URL+"/api/auth/register/", strings.NewReader(`{}`))
	if err != nil {
		f.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if forwardedFor != "" {
		r.Header.Set("X-Forwarded-For", forwardedFor)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		f.Fatal(err)
	}
	_ = response.Body.Close()
	return response.StatusCode, response.Header.Get("Retry-After")
}

// An address that registers too often is told when it may go on, before anything is looked at.
func TestThrottledAddress(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := throttled(t, s)
		for i := range 20 {
			if got, _ := register(f, ""); got != http.StatusBadRequest {
				t.Fatalf("registration %d: status %d", i+1, got)
			}
		}
		got, retryAfter := register(f, "203.0.113.9") // nobody trusts the client's own word
		if got != http.StatusTooManyRequests || retryAfter != "60" {
			t.Errorf("status %d, Retry-After %q", got, retryAfter)
		}
		f.Clock.Advance(time.Minute)
		if got, _ := register(f, ""); got != http.StatusBadRequest {
			t.Errorf("after a minute: status %d", got)
		}
	})
}

// Behind a proxy that is trusted its clients are told apart, by the address that the proxy itself saw.
func TestThrottledBehindProxy(t *testing.T) {
	s := storetest.Open(t, "sqlite")
	f := throttled(t, s, "127.0.0.0/8", "::1/128")
	for range 20 {
		register(f, "198.51.100.1, 203.0.113.9")
	}
	if got, _ := register(f, "198.51.100.2, 203.0.113.9"); got != http.StatusTooManyRequests {
		t.Errorf("the same client with another story: status %d", got)
	}
	if got, _ := register(f, "203.0.113.10"); got != http.StatusBadRequest {
		t.Errorf("another client: status %d", got)
	}
}

// Guesses at one name are limited, whether an account has it or not; being right forgives. Nobody learns which names are those of one account.
func TestThrottledAccount(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := throttled(t, s)
		for _, name := range []string{"xia", "XIA", "xia", "xia", "Xia", "xia", "xia", "xia", "xia"} {
			signIn(f, name, "guess").want(t, http.StatusForbidden)
		}
		signIn(f, "xia", "yoyo").want(t, http.StatusCreated)
		for range 10 {
			signIn(f, "xia", "guess").want(t, http.StatusForbidden)
			signIn(f, "nobody", "guess").want(t, http.StatusForbidden)
		}
		for _, name := range []string{"xia", "XIA", "nobody"} {
			got := signIn(f, name, "yoyo").want(t, http.StatusTooManyRequests)
			if got.header.Get("Retry-After") != "60" {
				t.Errorf("%s: Retry-After %q", name, got.header.Get("Retry-After"))
			}
		}
		for _, other := range []string{"xia@localhost.localdomain", "nobody@localhost.localdomain"} {
			for i := range 11 {
				want := map[bool]int{false: http.StatusForbidden, true: http.StatusTooManyRequests}[i == 10]
				signIn(f, other, "guess").want(t, want)
			}
		}
		signIn(f, "joe", "yoyo").want(t, http.StatusCreated)
		f.Clock.Advance(time.Minute)
		signIn(f, "xia", "yoyo").want(t, http.StatusCreated)
	})
}

// So are registrations with one address, each of which may send a mail to whoever has it; those with others are not.
func TestThrottledRegistration(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := throttled(t, s)
		register := func(email string, status int) reply {
			return send(f, "", "POST", "/api/auth/register/", `{"full_name": "Ann Roy", "email": "`+email+`"}`).want(t, status)
		}
		register("ann@example.com", http.StatusCreated)
		for range 4 {
			register("ANN@example.com", http.StatusBadRequest)
		}
		if got := register("ann@Example.com", http.StatusTooManyRequests); got.header.Get("Retry-After") != "300" {
			t.Errorf("Retry-After %q", got.header.Get("Retry-After"))
		}
		register("bea@example.com", http.StatusCreated)
		f.Clock.Advance(5 * time.Minute)
		register("ann@example.com", http.StatusBadRequest)
	})
}

// So are the mails that anybody can make the site send, and the passwords that a signed-in caller shows.
func TestThrottledRecoveryAndPassword(t *testing.T) {
	s := storetest.Open(t, "sqlite")
	f := throttled(t, s)
	for _, email := range []string{"xia@localhost.localdomain", "nobody@example.com"} {
		for i := range 6 {
			got := send(f, "", "POST", "/api/auth/recover/", `{"email": "`+email+`"}`)
			if (got.status == http.StatusTooManyRequests) != (i == 5) {
				t.Errorf("%s, %d: status %d", email, i+1, got.status)
			}
		}
	}
	for i := range 11 {
		got := send(f, "xia", "POST", "/api/users/xia/api-keys/", `{"password": "guess"}`)
		if want := map[bool]int{false: http.StatusForbidden, true: http.StatusTooManyRequests}[i == 10]; got.status != want {
			t.Errorf("password %d: status %d", i+1, got.status)
		}
	}
}

// Codes are guessed no more often than passwords, also by whoever has the password; so are those that finish a set-up.
func TestThrottledCodes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := throttled(t, s)
		e := enroll(f)
		wrong := "000000"
		for codeAt(f, e.Secret, -30*time.Second) == wrong || codeAt(f, e.Secret, 0) == wrong || codeAt(f, e.Secret, 30*time.Second) == wrong {
			wrong = "1" + wrong[1:]
		}
		confirm := func(code string) reply {
			return send(f, "xia", "POST", "/api/users/xia/otp/", `{"code": "`+code+`"}`)
		}
		for range 10 {
			confirm(wrong).want(t, http.StatusBadRequest)
		}
		confirm(codeAt(f, e.Secret, 0)).want(t, http.StatusTooManyRequests)
		f.Clock.Advance(time.Minute)
		confirm(codeAt(f, e.Secret, 0)).want(t, http.StatusCreated)
		f.Clock.Advance(time.Minute)
		for range 5 {
			signIn(f, "xia", "yoyo", "code", wrong).want(t, http.StatusBadRequest)
			signIn(f, "XIA@localhost.localdomain", "yoyo", "recovery_code", "aaaaa-aaaaa").want(t, http.StatusBadRequest)
		}
		got := signIn(f, "xia", "yoyo", "code", codeAt(f, e.Secret, 0)).want(t, http.StatusTooManyRequests)
		if got.header.Get("Retry-After") != "60" {
			t.Errorf("Retry-After %q", got.header.Get("Retry-After"))
		}
		f.Clock.Advance(time.Minute)
		signIn(f, "xia", "yoyo", "code", codeAt(f, e.Secret, 0)).want(t, http.StatusCreated)
	})
}

package credits_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/v1client"
	"tollkeeper/server"
	"tollkeeper/store/storetest"
)

// The token of either API is good for both; this one's lasts an hour.
func TestLogin(t *testing.T) {
	each(t, func(s site) {
		status, _, text := s.raw("", "POST", "/login/access-token", form, "grant_type=password&username=donny&password=yoyo&scope=&client_id=x")
		var token v1client.Token
		if err := json.Unmarshal([]byte(text), &token); err != nil || status != 200 || token.TokenType != "bearer" || token.ExpiresIn != 3600 {
			s.Fatalf("%d %s, %v", status, text, err)
		}
		get := func(path string) int {
			r, err := http.NewRequestWithContext(s.Context(), http.MethodGet, s.URL+path, nil)
			if err != nil {
				s.Fatal(err)
			}
			r.Header.Set("Authorization", "Bearer "+token.AccessToken)
			response, err := http.DefaultClient.Do(r)
			if err != nil {
				s.Fatal(err)
			}
			_ = response.Body.Close()
			return response.StatusCode
		}
		for _, path := range []string{"/api/v1/subscriptions/", "/api/users/donny/"} {
			if got := get(path); got != 200 {
				s.Errorf("%s: status %d", path, got)
			}
		}
		s.Clock.Advance(time.Hour)
		if got := get("/api/v1/subscriptions/"); got != 401 {
			s.Errorf("after an hour: status %d", got)
		}
		for body, want := range map[string]string{
			"username=donny&password=wrong":                        `401 {"detail":"Incorrect email or password"}`,
			"username=nobody&password=wrong":                       `401 {"detail":"Incorrect email or password"}`,
			"password=yoyo":                                        `422 {"detail":[{"type":"missing","loc":["body","username"],"msg":"Field required"}]}`,
			"grant_type=code&username=donny&password=yoyo":         `422 {"detail":[{"type":"enum","loc":["body","grant_type"]`,
			"username=donny%40localhost.localdomain&password=yoyo": `200 {"access_token"`,
		} {
			status, header, text := s.raw("", "POST", "/login/access-token", form, body)
			if got := fmt.Sprintf("%d %s", status, text); !strings.HasPrefix(got, want) || status == 401 && !strings.HasPrefix(header.Get("WWW-Authenticate"), "Bearer") {
				s.Errorf("%s: %s", body, got)
			}
		}
		if status, _, text := s.raw("", "GET", "/subscriptions/", "", ""); status != 401 || text != `{"detail":"Not authenticated"}` {
			s.Errorf("%d %s", status, text)
		}
		r, err := http.NewRequestWithContext(s.Context(), http.MethodGet, s.URL+"/api/v1/subscriptions/", nil)
		if err != nil {
			s.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer forged")
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			s.Fatal(err)
		}
		defer response.Body.Close() //nolint:errcheck // read to its end
		if text, err := io.ReadAll(response.Body); err != nil || response.StatusCode != 401 || !strings.Contains(string(text), "Could not validate credentials") {
			s.Errorf("%d %s", response.StatusCode, text)
		}
	})
}

// Attempts are limited as under /api.
func TestLoginIsThrottled(t *testing.T) {
	s := open(t, storetest.Open(t, "sqlite"), func(c *server.Config) { c.Throttle = "on" })
	for i := range 11 {
		status, header, text := s.raw("", "POST", "/login/access-token", form, "username=xia&password=guess")
		if want := map[bool]int{false: 401, true: 429}[i == 10]; status != want || status == 429 && header.Get("Retry-After") != "60" {
			t.Errorf("attempt %d: %d %s", i+1, status, text)
		}
	}
}

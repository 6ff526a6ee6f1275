package server_test

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/auth"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Signing in, registering, refreshing, verifying and signing out, through the generated client on both engines (auth-users.md 4.1). What
// each of them refuses is tested in server/auth.
func TestSignIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		nobody := f.Client("")
		signIn := func(username, password string, status int) *client.AuthCreateResponse {
			t.Helper()
			return servertest.Must[*client.AuthCreateResponse](t, status)(
				nobody.AuthCreateWithResponse(t.Context(), nil, client.Credentials{Username: username, Password: password}))
		}
		signIn("xia", "wrong", 403)
		signIn("nobody", "yoyo", 403)
		signIn("XIA", "yoyo", 201)
		token := signIn("Xia@localhost.localdomain", "yoyo", 201).JSON201.Token

		registered := servertest.Must[*client.AuthRegisterCreateResponse](t, 201)(nobody.AuthRegisterCreateWithResponse(t.Context(),
			client.Registration{Email: "omar@example.com", FullName: "Omar Q", Password: ptr("s3cret-enough"), OrganizationName: ptr("Omar's Ovens")}))
		omar := f.Client("omar")
		servertest.Must[*client.ProfileReadResponse](t, 200)(omar.ProfileReadWithResponse(t.Context(), "omars-ovens"))
		servertest.Must[*client.AuthRegisterCreateResponse](t, 400)(nobody.AuthRegisterCreateWithResponse(t.Context(),
			client.Registration{Email: "OMAR@example.com", FullName: "Omar Q"}))
		signIn("omar", "s3cret-enough", 201)

		xia := f.Client("xia")
		f.Clock.Advance(time.Hour)
		fresh := servertest.Must[*client.AuthTokensCreateResponse](t, 201)(
			xia.AuthTokensCreateWithResponse(t.Context(), client.AuthTokensCreateJSONRequestBody{Token: token})).JSON201.Token
		if fresh == token {
			t.Error("the refreshed token is the old one")
		}
		servertest.Must[*client.AuthTokensVerifyCreateResponse](t, 200)(xia.AuthTokensVerifyCreateWithResponse(t.Context(), client.AuthTokensVerifyCreateJSONRequestBody{Token: fresh}))
		servertest.Must[*client.AuthTokensVerifyCreateResponse](t, 400)(
			xia.AuthTokensVerifyCreateWithResponse(t.Context(), client.AuthTokensVerifyCreateJSONRequestBody{Token: registered.JSON201.Token}))
		servertest.Must[*client.AuthTokensCreateResponse](t, 403)(
			xia.AuthTokensCreateWithResponse(t.Context(), client.AuthTokensCreateJSONRequestBody{Token: registered.JSON201.Token}))
		servertest.Must[*client.AuthLogoutCreateResponse](t, 200)(xia.AuthLogoutCreateWithResponse(t.Context(), client.AuthLogoutCreateJSONRequestBody{}))
		f.Clock.Advance(auth.TokenLifetime)
		servertest.Must[*client.ProfileReadResponse](t, 401)(xia.ProfileReadWithResponse(t.Context(), "xia"))
	})
}

func ptr[T any](v T) *T { return &v }

// The three kinds of credentials, on both engines (auth-users.md 2.1).
func TestCredentials(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		u, err := s.UserByName(t.Context(), "xia")
		if err != nil {
			t.Fatal(err)
		}
		secret, record := auth.NewAPIKey(u.ID, f.Clock.Now)
		if err := s.Do(t.Context(), func(tx *store.Store) error { return tx.CreateAPIKey(t.Context(), &record) }); err != nil {
			t.Fatal(err)
		}
		read := func(c *http.Client, headers map[string]string) int {
			t.Helper()
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, f.URL+"/api/profile/xia/", nil)
			if err != nil {
				t.Fatal(err)
			}
			for name, value := range headers {
				r.Header.Set(name, value)
			}
			response, err := c.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close() //nolint:errcheck // its status is all that counts
			return response.StatusCode
		}
		basic := func(user string) map[string]string {
			return map[string]string{"Authorization": "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"))}
		}
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		browser := &http.Client{Jar: jar}
		signIn, err := client.NewClientWithResponses(f.URL+"/api", client.WithHTTPClient(browser))
		if err != nil {
			t.Fatal(err)
		}
		servertest.Must[*client.AuthCreateResponse](t, 201)(signIn.AuthCreateWithResponse(t.Context(),
			&client.AuthCreateParams{Cookie: ptr(true)}, client.Credentials{Username: "xia", Password: "yoyo"}))
		for name, tc := range map[string]struct {
			client  *http.Client
			headers map[string]string
			want    int
		}{
			"nothing":          {http.DefaultClient, nil, 401},
			"token":            {http.DefaultClient, map[string]string{"Authorization": "Bearer " + f.Token("xia")}, 200},
			"no token":         {http.DefaultClient, map[string]string{"Authorization": "Bearer"}, 401},
			"key":              {http.DefaultClient, basic(secret), 200},
			"another key":      {http.DefaultClient, basic(secret[:63] + "0"), 401},
			"name, not key":    {http.DefaultClient, basic("xia"), 401},
			"session":          {browser, nil, 200},
			"another's token":  {browser, map[string]string{"Authorization": "Bearer " + f.Token("joe")}, 403},
			"another's scheme": {http.DefaultClient, map[string]string{"Authorization": "Digest x"}, 401},
		} {
			if got := read(tc.client, tc.headers); got != tc.want {
				t.Errorf("%s: %d, want %d", name, got, tc.want)
			}
		}
		base, err := url.Parse(f.URL)
		if err != nil {
			t.Fatal(err)
		}
		csrf := ""
		for _, cookie := range jar.Cookies(base) {
			if cookie.Name == auth.CSRFCookie {
				csrf = cookie.Value
			}
		}
		for header, want := range map[string]int{"": 403, "wrong": 403, csrf: 204} {
			response, err := signIn.CartDeleteWithResponse(t.Context(), nil, func(_ context.Context, r *http.Request) error {
				r.Header.Set(auth.CSRFHeader, header)
				return nil
			})
			if err != nil || response.StatusCode() != want {
				t.Errorf("anti-CSRF token %q: %d, want %d, %v", header, response.StatusCode(), want, err)
			}
		}
	})
}

// Where clients come by HTTPS, no cookie is ever sent without it.
func TestCookiesAreSecureBehindHTTPS(t *testing.T) {
	for public, want := range map[string]bool{"https://site.example": true, "http://site.example": false} {
		cfg := servertest.Config()
		cfg.PublicURL = public
		s := storetest.Open(t, "sqlite")
		servertest.Demo(t, s)
		c, err := client.NewClientWithResponses(servertest.Configured(t, s, cfg).URL + "/api")
		if err != nil {
			t.Fatal(err)
		}
		cookies := servertest.Must[*client.AuthCreateResponse](t, 201)(c.AuthCreateWithResponse(t.Context(),
			&client.AuthCreateParams{Cookie: ptr(true)}, client.Credentials{Username: "xia", Password: "yoyo"})).HTTPResponse.Cookies()
		if len(cookies) == 0 {
			t.Errorf("%s: no cookies", public)
		}
		for _, cookie := range cookies {
			if cookie.Secure != want {
				t.Errorf("%s: the cookie %s is secure: %t", public, cookie.Name, cookie.Secure)
			}
		}
	}
}

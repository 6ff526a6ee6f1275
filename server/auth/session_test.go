package auth_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"tollkeeper/server/auth"
	"tollkeeper/server/domain/access"
)

// signInWithCookies returns the session key and the CSRF token.
func (f *fixture) signInWithCookies(name string, edits ...edit) (key, csrf string) {
	f.Helper()
	a := f.post(201, "/auth/?cookie=true", credentials(name, "yoyo"), edits...)
	session, token := a.cookies[auth.SessionCookie], a.cookies[auth.CSRFCookie]
	if session == nil || token == nil || len(a.cookies) != 2 {
		f.Fatalf("cookies: %v", a.cookies)
	}
	if !session.HttpOnly || token.HttpOnly || session.SameSite != http.SameSiteLaxMode || session.MaxAge != 1209600 || session.Path != "/" {
		f.Errorf("cookies: %v, %v", session, token)
	}
	return session.Value, token.Value
}

func verify(token string) string { return `{"token": "` + token + `"}` }

func TestSessions(t *testing.T) {
	f := newFixture(t, defaults)
	key, csrf := f.signInWithCookies("xia")
	other, otherCSRF := f.signInWithCookies("joe")
	own, body := cookie(auth.SessionCookie, key), verify(f.token("xia"))
	for name, c := range map[string]struct {
		status int
		edits  []edit
	}{
		"good":                   {200, []edit{own, header(auth.CSRFHeader, csrf)}},
		"no CSRF token":          {403, []edit{own}},
		"wrong CSRF token":       {403, []edit{own, header(auth.CSRFHeader, csrf[1:]+"0")}},
		"token only as a cookie": {403, []edit{own, cookie(auth.CSRFCookie, csrf)}},
		"token of another":       {403, []edit{own, header(auth.CSRFHeader, otherCSRF)}},
		"unknown session":        {401, []edit{cookie(auth.SessionCookie, "x"+key), header(auth.CSRFHeader, csrf)}},
		"session of another":     {400, []edit{cookie(auth.SessionCookie, other), header(auth.CSRFHeader, otherCSRF)}},
	} {
		t.Run(name, func(t *testing.T) { f.post(c.status, "/auth/tokens/verify/", body, c.edits...) })
	}
	for _, change := range []string{"credential_version = 1 + %d", "is_active = NOT %d"} {
		f.change("UPDATE users SET " + fmt.Sprintf(change, 1))
		f.post(401, "/auth/tokens/verify/", body, own, header(auth.CSRFHeader, csrf))
		f.change("UPDATE users SET " + fmt.Sprintf(change, 0))
		f.post(200, "/auth/tokens/verify/", body, own, header(auth.CSRFHeader, csrf))
	}
	f.now = f.now.Add(14*24*time.Hour - time.Second)
	f.post(200, "/auth/tokens/verify/", verify(f.token("xia")), own, header(auth.CSRFHeader, csrf))
	f.now = f.now.Add(time.Second)
	f.post(401, "/auth/tokens/verify/", verify(f.token("xia")), own, header(auth.CSRFHeader, csrf))
}

// What was put into an anonymous cart stays with who signs in, under a key that nobody knew before (billing-ledger.md 4.2).
func TestSignInTakesAnonymousSessionOver(t *testing.T) {
	f := newFixture(t, defaults)
	planted, _ := f.signInWithCookies("joe")
	f.change("UPDATE sessions SET user_id = NULL")
	before := f.rows("SELECT id FROM sessions")
	key, csrf := f.signInWithCookies("xia", cookie(auth.SessionCookie, planted))
	if after := f.rows("SELECT id FROM sessions"); len(after) != 1 || after[0] != before[0] {
		t.Errorf("sessions %v became %v", before, after)
	}
	if key == planted {
		t.Error("the session kept its key")
	}
	f.post(200, "/auth/tokens/verify/", verify(f.token("xia")), cookie(auth.SessionCookie, key), header(auth.CSRFHeader, csrf))
	f.post(401, "/auth/tokens/verify/", verify(f.token("xia")), cookie(auth.SessionCookie, planted), header(auth.CSRFHeader, csrf))
	// The cart of the session is found through its scope.
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	cookie(auth.SessionCookie, key)(r)
	caller, err := f.authenticator.Authenticate(r, access.Rule{Level: access.Authenticated}, "")
	if err != nil || fmt.Sprint(caller.Scope.SessionID) != before[0] || caller.Principal.SessionID != caller.Scope.SessionID {
		t.Errorf("caller %+v, %v", caller, err)
	}
	// The session of a user is never taken over.
	joes, joesCSRF := f.signInWithCookies("joe", cookie(auth.SessionCookie, key))
	f.post(200, "/auth/tokens/verify/", verify(f.token("joe")), cookie(auth.SessionCookie, joes), header(auth.CSRFHeader, joesCSRF))
	f.post(200, "/auth/tokens/verify/", verify(f.token("xia")), cookie(auth.SessionCookie, key), header(auth.CSRFHeader, csrf))
}

func TestAuthLogoutCreate(t *testing.T) {
	f := newFixture(t, defaults)
	token, sealed := f.token("xia"), f.token("xia")
	foreign := auth.NewTokens(func() time.Time { return f.now }, otherSecret)
	for name, c := range map[string]struct {
		body  string
		edits []edit
		token bool
	}{
		"nobody":                {body: `{}`},
		"no body":               {body: ``},
		"bearer":                {body: `{}`, edits: []edit{bearer(token)}},
		"token in the body":     {body: verify(sealed), token: true},
		"bad token":             {body: verify("x.y.z")},
		"empty token":           {body: verify("")},
		"token of another site": {body: verify(must[string](t)(foreign.Issue(f.user("xia"), nil, time.Hour, auth.NewSignIn())))},
	} {
		t.Run(name, func(t *testing.T) {
			a := f.post(200, "/auth/logout/", c.body, c.edits...)
			if (a.Token != "") != c.token {
				t.Fatalf("token %q", a.Token)
			}
			for _, name := range []string{auth.SessionCookie, auth.CSRFCookie} {
				if got := a.cookies[name]; got == nil || got.MaxAge >= 0 || got.Value != "" {
					t.Errorf("cookie %s: %v", name, got)
				}
			}
			if c.token {
				f.post(401, "/auth/tokens/", verify(token), bearer(a.Token))
				f.now = f.now.Add(-time.Second)
				if claims := f.claims(a.Token); claims.Username != "xia" || !claims.ExpiresAt.Equal(start) {
					t.Errorf("claims: %+v", claims)
				}
				f.now = start
			}
		})
	}
}

func TestAuthLogoutCreateEndsTheSession(t *testing.T) {
	f := newFixture(t, defaults)
	key, csrf := f.signInWithCookies("xia")
	other, otherCSRF := f.signInWithCookies("xia")
	f.post(403, "/auth/logout/", "{}", cookie(auth.SessionCookie, key))
	f.post(200, "/auth/logout/", "{}", cookie(auth.SessionCookie, key), header(auth.CSRFHeader, csrf))
	f.post(401, "/auth/tokens/", verify(f.token("xia")), cookie(auth.SessionCookie, key), header(auth.CSRFHeader, csrf))
	f.post(201, "/auth/tokens/", verify(f.token("xia")), cookie(auth.SessionCookie, other), header(auth.CSRFHeader, otherCSRF))
	// The cookies name a session even when the caller proves herself by a token.
	f.post(200, "/auth/logout/", "{}", bearer(f.token("xia")), cookie(auth.SessionCookie, other))
	f.post(401, "/auth/tokens/", verify(f.token("xia")), cookie(auth.SessionCookie, other), header(auth.CSRFHeader, otherCSRF))
}

package users_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// Only a sign-in of the last ten minutes stands for the password: neither an API key, nor a session or a token that was made or refreshed later.
func TestWhatIsNoFreshSignIn(t *testing.T) {
	each(t, func(s site) {
		const move = `{"email": "x@evil.example"}`
		s.send("PATCH", "/users/xia/", strings.NewReader(move), s.key("xia", "yoyo"), 403, nil)
		form := url.Values{"username": {"xia"}, "password": {"yoyo"}, "grant_type": {"password"}}
		r, err := http.PostForm(s.URL+"/api/v1/login/access-token", form) //nolint:noctx // a test
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r.Body)
		_ = r.Body.Close()
		var v1 struct {
			AccessToken string `json:"access_token"`
		}
		if err != nil || json.NewDecoder(bytes.NewReader(data)).Decode(&v1) != nil || v1.AccessToken == "" {
			t.Fatalf("%d %s, %v", r.StatusCode, data, err)
		}
		_, cookies := s.signInBoth()
		s.Clock.Advance(10 * time.Minute)
		s.send("PATCH", "/users/xia/", strings.NewReader(move), bearer(v1.AccessToken), 403, nil)
		s.send("PATCH", "/users/xia/", strings.NewReader(move), cookies, 403, nil)
		// The profile that is called like her is no other way to her account.
		s.call("xia", "PATCH", "/profile/xia/", move, 200, nil)
		if u, err := s.Store.UserByName(s.Context(), "xia"); err != nil || u.Email != "xia@localhost.localdomain" {
			t.Errorf("%s, %v", u.Email, err)
		}
	})
}

// Who made an account, with its profile, for the address of somebody else leaves nobody behind who manages that profile: they ask its owner.
func TestResetLeavesNoOtherManagers(t *testing.T) {
	each(t, func(s site) {
		s.call("", "POST", "/auth/register/", `{"email": "zoe@corp.example", "full_name": "Zoe", "username": "zoe", "password": "yoyo", "phone": "1"}`, 201, nil)
		s.call("zoe", "POST", "/profile/zoe/roles/manager/", `{"slug": "mark"}`, 201, nil)
		s.call("mark", "POST", "/users/mark/accessibles/", `{"slug": "zoe"}`, 200, nil)
		s.call("zoe", "POST", "/profile/zoe/roles/manager/", `{"slug": "joe"}`, 201, nil)
		s.call("mark", "GET", "/profile/zoe/roles/", "", 200, nil)
		s.call("", "POST", "/auth/recover/", `{"email": "zoe@corp.example"}`, 201, nil)
		s.call("", "POST", s.resetPath(), `{"new_password": "mine"}`, 200, nil)
		s.call("mark", "GET", "/profile/zoe/roles/", "", 403, nil)
		s.call("mark", "PUT", "/billing/zoe/card/", `{"token": "tok_visa"}`, 403, nil)
		s.call("joe", "POST", "/users/joe/accessibles/", `{"slug": "zoe"}`, 201, nil) // asks
		s.call("zoe", "GET", "/profile/zoe/roles/", "", 200, nil)
		s.call("zoe", "POST", "/profile/zoe/roles/manager/", `{"slug": "mark"}`, 200, nil)
		s.call("mark", "GET", "/profile/zoe/roles/", "", 200, nil)
		// Once the address is hers, a reset leaves her profile as it is.
		s.call("", "POST", "/auth/recover/", `{"email": "zoe@corp.example"}`, 201, nil)
		s.call("", "POST", s.resetPath(), `{"new_password": "mine"}`, 200, nil)
		s.call("mark", "GET", "/profile/zoe/roles/", "", 200, nil)
	})
}

// Who registered with the address of somebody else, without a password, has no way in once its owner has activated the account.
func TestActivationEndsWhatWasBefore(t *testing.T) {
	each(t, func(s site) {
		var token struct{ Token string }
		s.call("", "POST", "/auth/register/", `{"email": "zoe@corp.example", "full_name": "Mallory", "username": "mallory"}`, 201, &token)
		s.send("GET", "/auth/tokens/", nil, bearer(token.Token), 405, nil)
		s.call("", "POST", "/auth/recover/", `{"email": "zoe@corp.example"}`, 201, nil)
		mails, err := s.Store.WaitingMails(s.Context())
		if err != nil {
			t.Fatal(err)
		}
		var said struct{ Link string }
		if err := json.Unmarshal([]byte(mails[len(mails)-1].Payload), &said); err != nil {
			t.Fatal(err)
		}
		s.call("", "POST", "/auth"+strings.SplitN(said.Link, "?", 2)[0], `{"new_password": "mine"}`, 201, nil)
		s.send("GET", "/users/mallory/", nil, bearer(token.Token), 401, nil)
		s.send("POST", "/auth/tokens/", strings.NewReader(`{"token": "`+token.Token+`"}`), bearer(token.Token), 401, nil)
	})
}

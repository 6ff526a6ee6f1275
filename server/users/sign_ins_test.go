package users_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
)

func bearer(token string) http.Header {
	return http.Header{"Authorization": {"Bearer " + token}, "Content-Type": {"application/json"}}
}

func (s site) key(as, password string) http.Header {
	s.Helper()
	var key client.APIKeys
	s.call(as, "POST", "/users/"+as+"/api-keys/", `{"password": "`+password+`"}`, 201, &key)
	r, err := http.NewRequest("GET", "/", nil) //nolint:noctx // it only carries a header
	if err != nil {
		s.Fatal(err)
	}
	r.SetBasicAuth(key.Secret, "")
	r.Header.Set("Content-Type", "application/json")
	return r.Header
}

// The sign-in that changes the password goes on, with what it is refreshed to; all others end. API keys go on, the user is mailed which, and one
// request ends them.
func TestChangePasswordEndsOtherSignIns(t *testing.T) {
	each(t, func(s site) {
		here, elsewhere, key := s.Token("xia"), s.Token("xia"), s.key("xia", "yoyo")
		get := func(header http.Header, status int) {
			s.Helper()
			s.send("GET", "/users/xia/", nil, header, status, nil)
		}
		put := func(header http.Header, body string) {
			s.Helper()
			s.send("PUT", "/users/xia/password/", strings.NewReader(body), header, 200, nil)
		}
		put(bearer(here), `{"password": "yoyo", "new_password": "first"}`)
		get(bearer(here), 200)
		get(bearer(elsewhere), 401)
		get(key, 200)
		var fresh client.Token
		s.send("POST", "/auth/tokens/", strings.NewReader(`{"token": "`+here+`"}`), bearer(here), 201, &fresh)
		s.send("POST", "/auth/tokens/verify/", strings.NewReader(`{"token": "`+here+`"}`), bearer(here), 200, nil)
		s.send("POST", "/auth/tokens/", strings.NewReader(`{"token": "`+elsewhere+`"}`), bearer(here), 400, nil)
		// Changed again in the same sign-in: both of its tokens go on, and those that began in between end.
		between := s.Token("xia")
		put(bearer(fresh.Token), `{"password": "first", "new_password": "second"}`)
		get(bearer(here), 200)
		get(bearer(fresh.Token), 200)
		get(bearer(between), 401)
		name, _, _ := (&http.Request{Header: key}).BasicAuth()
		mails, err := s.Store.WaitingMails(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		last := mails[len(mails)-1]
		if last.Template != "password_updated" || last.Recipient != "xia@localhost.localdomain" || !strings.Contains(last.Payload, `"prefix":"`+name[:8]+`"`) ||
			!strings.Contains(last.Payload, `"ended":false`) || strings.Contains(last.Payload, name[:9]) {
			t.Errorf("%+v", last)
		}
		// Somebody else who changes it is not in a sign-in of hers.
		s.call("donny", "PUT", "/users/xia/password/", `{"password": "yoyo", "new_password": "third"}`, 200, nil)
		get(bearer(here), 401)
		get(bearer(fresh.Token), 401)
		get(key, 200)
		put(key, `{"password": "third", "new_password": "fourth", "revoke_api_keys": true}`)
		get(key, 401)
	})
}

// What a mailed link sets ends everything: also the sign-in that went on when the password was changed before, and API keys.
func TestResetEndsEverything(t *testing.T) {
	each(t, func(s site) {
		here, key := s.Token("xia"), s.key("xia", "yoyo")
		s.send("PUT", "/users/xia/password/", strings.NewReader(`{"password": "yoyo", "new_password": "first"}`), bearer(here), 200, nil)
		s.call("xia", "PUT", "/users/xia/otp/", `{"password": "first"}`, 200, nil)
		s.call("", "POST", "/auth/recover/", `{"email": "xia@localhost.localdomain"}`, 201, nil)
		s.call("", "POST", s.resetPath(), `{"new_password": "second"}`, 200, nil)
		s.send("GET", "/users/xia/", nil, bearer(here), 401, nil)
		s.send("GET", "/users/xia/", nil, key, 401, nil)
		s.call("", "POST", s.resetPath(), `{"new_password": "third"}`, 404, nil)
		var list client.APIKeyList
		s.call("xia", "GET", "/users/xia/api-keys/", "", 200, &list)
		if list.Count != 0 {
			t.Errorf("%+v", list)
		}
		s.call("xia", "POST", "/users/xia/otp/", `{"code": "123456"}`, 409, nil)
		if mails := s.mails(); mails[len(mails)-1] != "password_updated xia@localhost.localdomain" {
			t.Errorf("%q", mails)
		}
	})
}

// resetPath is that of the operation which the link in the newest mail of its kind stands for.
func (s site) resetPath() string {
	s.Helper()
	mails, err := s.Store.WaitingMails(s.Context())
	if err != nil {
		s.Fatal(err)
	}
	for i := len(mails) - 1; i >= 0; i-- {
		if _, after, found := strings.Cut(mails[i].Payload, `"link":"/reset/`); found {
			link, _, _ := strings.Cut(after, `"`)
			return "/auth/reset/" + link
		}
	}
	s.Fatal("no mail has a link")
	return ""
}

// Who signs out is out in every process at once: by the token she shows, by one that it was refreshed to, by the session of the same sign-in.
func TestSignOutEndsTheSignIn(t *testing.T) {
	each(t, func(s site) {
		there := servertest.Configured(t, s.Store, servertest.Config()) // another process
		get := func(token string, status int) {
			s.Helper()
			for _, url := range []string{s.URL, there.URL} {
				for _, path := range []string{"/api/users/xia/", "/api/v1/subscriptions/"} {
					if got := statusOf(t, url+path, token); got != status {
						s.Errorf("GET %s%s: status %d, want %d", url, path, got, status)
					}
				}
			}
		}
		first, second := s.Token("xia"), s.Token("xia")
		var refreshed client.Token
		s.send("POST", "/auth/tokens/", strings.NewReader(`{"token": "`+first+`"}`), bearer(first), 201, &refreshed)
		get(first, 200)
		s.send("POST", "/auth/logout/", strings.NewReader(`{}`), bearer(refreshed.Token), 200, nil)
		get(first, 401)
		get(refreshed.Token, 401)
		get(second, 200)
		// A token in the body ends, too, whoever sends it.
		s.send("POST", "/auth/logout/", strings.NewReader(`{"token": "`+second+`"}`), bearer(s.Token("joe")), 200, nil)
		get(second, 401)
		s.send("POST", "/auth/tokens/", strings.NewReader(`{"token": "`+second+`"}`), bearer(s.Token("xia")), 400, nil)
		// Token and cookies of one sign-in end together, whichever signs out.
		for _, byCookie := range []bool{true, false} {
			token, cookies := s.signInBoth()
			s.send("GET", "/users/xia/", nil, cookies, 200, nil)
			by := bearer(token)
			if byCookie {
				by = cookies
			}
			s.send("POST", "/auth/logout/", strings.NewReader(`{}`), by, 200, nil)
			get(token, 401)
			s.send("GET", "/users/xia/", nil, cookies, 401, nil)
		}
		// What has ended is remembered for as long as a token could be good, and then no longer.
		swept := func() int {
			for _, job := range s.Server.Jobs() {
				if job.Name == "sweep" {
					n, err := job.Run(t.Context())
					if err != nil {
						t.Fatal(err)
					}
					return n
				}
			}
			return -1
		}
		s.Clock.Advance(14 * 24 * time.Hour)
		if n := swept(); n != 0 {
			t.Errorf("%d swept after 14 days", n)
		}
		s.Clock.Advance(time.Hour)
		if n := swept(); n != 5 {
			t.Errorf("%d swept after 14 days and an hour, want 5", n)
		}
	})
}

func statusOf(t *testing.T, url, token string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header = bearer(token)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	return response.StatusCode
}

// signInBoth signs xia in with both a token and cookies.
func (s site) signInBoth() (token string, cookies http.Header) {
	s.Helper()
	r, err := http.Post(s.URL+"/api/auth/?cookie=true", "application/json", strings.NewReader(`{"username": "xia", "password": "yoyo"}`)) //nolint:noctx // a test
	if err != nil {
		s.Fatal(err)
	}
	defer r.Body.Close() //nolint:errcheck // read to its end
	var signedIn client.Token
	if err := json.NewDecoder(r.Body).Decode(&signedIn); err != nil {
		s.Fatal(err)
	}
	cookies = http.Header{"Content-Type": {"application/json"}}
	for _, c := range r.Cookies() {
		cookies.Add("Cookie", c.Name+"="+c.Value)
		if c.Name == "csrftoken" {
			cookies.Set("X-CSRFToken", c.Value)
		}
	}
	return signedIn.Token, cookies
}

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

// A new password ends every token and session but the one that changed it (auth-users.md 4.6).
func TestChangePassword(t *testing.T) {
	each(t, func(s site) {
		old := s.Token("xia")
		s.call("xia", "PUT", "/users/xia/password/", `{"password": "wrong", "new_password": "yeye"}`, 403, nil)
		s.call("xia", "PATCH", "/users/xia/password/", `{"new_password": "yeye"}`, 400, nil)
		s.call("xia", "PUT", "/users/xia/password/", `{"password": "yoyo", "new_password": "  "}`, 400, nil)
		if text := s.call("xia", "PUT", "/users/xia/password/", `{"password": "yoyo", "new_password": " yeye "}`, 200, nil); strings.TrimSpace(text) != "{}" {
			t.Error(text)
		}
		s.send("GET", "/users/xia/", nil, http.Header{"Authorization": {"Bearer " + old}}, 401, nil)
		s.call("", "POST", "/auth/", `{"username": "xia", "password": "yoyo"}`, 403, nil)
		s.call("", "POST", "/auth/", `{"username": "xia", "password": "yeye"}`, 403, nil)
		s.call("", "POST", "/auth/", `{"username": "xia", "password": " yeye "}`, 201, nil)
		// A manager of the broker shows her own password, not that of the user.
		s.call("donny", "PUT", "/users/xia/password/", `{"password": " yeye ", "new_password": "third"}`, 403, nil)
		s.call("donny", "PUT", "/users/xia/password/", `{"password": "yoyo", "new_password": "third"}`, 200, nil)
		s.call("", "POST", "/auth/", `{"username": "xia", "password": "third"}`, 201, nil)
		// Who has none yet is activated by it, and the link that she was mailed is good no more.
		s.call("", "POST", "/auth/register/", `{"email": "ann@example.com", "full_name": "Ann Roy", "username": "ann"}`, 201, nil)
		s.call("donny", "PUT", "/users/ann/password/", `{"password": "yoyo", "new_password": "fourth"}`, 200, nil)
		s.call("", "POST", "/auth/", `{"username": "ann", "password": "fourth"}`, 201, nil)
		s.call("ann", "GET", "/users/ann/", "", 200, nil)
		// That her address is hers, she has still to show.
		s.call("donny", "POST", "/users/ann/activate/", "", 201, nil)
		s.confirm("ann@example.com")
		s.call("donny", "POST", "/users/ann/activate/", "", 400, nil)
	})
}

func TestChangePasswordKeepsTheSession(t *testing.T) {
	each(t, func(s site) {
		signIn := func() http.Header {
			r, err := http.Post(s.URL+"/api/auth/?cookie=true", "application/json", strings.NewReader(`{"username": "xia", "password": "yoyo"}`)) //nolint:noctx // a test
			if err != nil {
				t.Fatal(err)
			}
			_ = r.Body.Close()
			h := http.Header{"Content-Type": {"application/json"}}
			for _, c := range r.Cookies() {
				h.Add("Cookie", c.Name+"="+c.Value)
				if c.Name == "csrftoken" {
					h.Set("X-CSRFToken", c.Value)
				}
			}
			return h
		}
		here, elsewhere := signIn(), signIn()
		s.send("PUT", "/users/xia/password/", strings.NewReader(`{"password": "yoyo", "new_password": "yeye"}`), here, 200, nil)
		s.send("GET", "/users/xia/", nil, here, 200, nil)
		s.send("GET", "/users/xia/", nil, elsewhere, 401, nil)
	})
}

// A key is shown once and stored hashed; a new one revokes the old (auth-users.md 4.6).
func TestAPIKeys(t *testing.T) {
	each(t, func(s site) {
		make := func() http.Header {
			var key client.APIKeys
			s.call("xia", "POST", "/users/xia/api-keys/", `{"password": "yoyo"}`, 201, &key)
			r, err := http.NewRequest("GET", "/", nil)
			if err != nil {
				t.Fatal(err)
			}
			r.SetBasicAuth(key.Secret, "")
			return r.Header
		}
		s.call("xia", "POST", "/users/xia/api-keys/", `{"password": "wrong"}`, 403, nil)
		s.call("xia", "POST", "/users/xia/api-keys/", `{}`, 400, nil)
		var list client.APIKeyList
		s.call("xia", "GET", "/users/xia/api-keys/", "", 200, &list)
		if list.Count != 0 || len(list.Results) != 0 {
			t.Errorf("%+v", list)
		}
		first := make()
		s.Clock.Advance(time.Hour)
		s.send("GET", "/users/xia/", nil, first, 200, nil)
		text := s.call("donny", "GET", "/users/xia/api-keys/", "", 200, &list)
		name, _, _ := (&http.Request{Header: first}).BasicAuth()
		if list.Count != 1 || list.Results[0].Prefix != name[:8] || !list.Results[0].CreatedAt.Equal(servertest.Start) ||
			!list.Results[0].LastUsedAt.MustGet().Equal(servertest.Start.Add(time.Hour)) || strings.Contains(text, name[:9]) {
			t.Errorf("%s", text)
		}
		second := make()
		s.call("xia", "GET", "/users/xia/api-keys/", "", 200, &list)
		if list.Count != 1 || !list.Results[0].LastUsedAt.IsNull() || !list.Results[0].CreatedAt.Equal(servertest.Start.Add(time.Hour)) {
			t.Errorf("%+v", list)
		}
		s.send("GET", "/users/xia/", nil, first, 401, nil)
		s.send("GET", "/users/xia/", nil, second, 200, nil)
	})
}

func TestPublicKey(t *testing.T) {
	const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f xia@localhost"
	each(t, func(s site) {
		put := func(password, key string, status int) string {
			body, err := json.Marshal(map[string]string{"password": password, "pubkey": key})
			if err != nil {
				t.Fatal(err)
			}
			return s.call("xia", "PUT", "/users/xia/ssh-keys/", string(body), status, nil)
		}
		if text := put("yoyo", key, 200); !strings.Contains(text, "The public key of xia is updated.") {
			t.Error(text)
		}
		u, err := s.Store.UserByName(t.Context(), "xia")
		if err != nil || u.PublicKey == nil || *u.PublicKey != key {
			t.Errorf("%+v, %v", u, err)
		}
		put("wrong", key, 403)
		for _, bad := range []string{"x", "ssh-ed25519 AAAA", `command="rm" ` + key, key + "\n" + key, "-----BEGIN OPENSSH PRIVATE KEY-----"} {
			if text := put("yoyo", bad, 400); !strings.Contains(text, `"pubkey"`) {
				t.Errorf("%q: %s", bad, text)
			}
		}
	})
}

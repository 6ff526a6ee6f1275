package users_test

import (
	"strings"
	"testing"

	"tollkeeper/gen/client"
)

// Who may call what: the refusals of auth-users.md 3.2, each for every operation of the room.
func TestRefusals(t *testing.T) {
	const password, contact = `{"password": "yoyo"}`, `{"email": "x@example.com"}`
	each(t, func(s site) {
		s.call("", "POST", "/auth/register/", `{"email": "ann@example.com", "full_name": "Ann Roy", "username": "ann"}`, 201, nil)
		s.unsigned("una")
		for _, tc := range []struct {
			method, path, body string
			// stranger is the status for joe, who has nothing to do with xia and djaoapp; missing the one for something that does not exist.
			stranger int
			missing  string
		}{
			{"GET", "/accounts/", "", 200, ""},
			{"GET", "/accounts/profiles/", "", 200, ""},
			{"GET", "/accounts/users/", "", 200, ""},
			{"GET", "/contacts/xia/activities/", "", 403, "/contacts/nobody/activities/"},
			{"POST", "/contacts/xia/activities/", `{}`, 403, "/contacts/nobody/activities/"},
			{"POST", "/legal/terms-of-use/sign/", `{"read_terms": true}`, 200, "/legal/nothing/sign/"},
			{"POST", "/notifications/user_contact/", "", 403, ""},
			{"GET", "/users/", "", 403, ""},
			{"POST", "/users/", contact, 403, ""},
			{"GET", "/users/xia/", "", 403, "/users/nobody/"},
			{"PUT", "/users/xia/", contact, 403, "/users/nobody/"},
			{"PATCH", "/users/xia/", `{}`, 403, "/users/nobody/"},
			{"DELETE", "/users/xia/", "", 403, "/users/nobody/"},
			{"POST", "/users/xia/activate/", "", 403, "/users/nobody/activate/"},
			{"GET", "/users/xia/api-keys/", "", 403, "/users/nobody/api-keys/"},
			{"POST", "/users/xia/api-keys/", password, 403, "/users/nobody/api-keys/"},
			{"GET", "/users/xia/notifications/", "", 403, "/users/nobody/notifications/"},
			{"PUT", "/users/xia/notifications/", `{"notifications": []}`, 403, "/users/nobody/notifications/"},
			{"PATCH", "/users/xia/notifications/", `{}`, 403, "/users/nobody/notifications/"},
			{"PUT", "/users/xia/password/", `{"password": "yoyo", "new_password": "yeye"}`, 403, "/users/nobody/password/"},
			{"PATCH", "/users/xia/password/", `{"password": "yoyo", "new_password": "yeye"}`, 403, "/users/nobody/password/"},
			{"PUT", "/users/xia/ssh-keys/", `{"password": "yoyo", "pubkey": "x"}`, 403, "/users/nobody/ssh-keys/"},
			{"PUT", "/users/xia/otp/", password, 403, "/users/nobody/otp/"},
			{"POST", "/users/xia/otp/", `{"code": "000000"}`, 403, "/users/nobody/otp/"},
			{"POST", "/users/xia/otp/disable/", password, 403, "/users/nobody/otp/disable/"},
		} {
			s.call("", tc.method, tc.path, tc.body, 401, nil)
			s.call("joe", tc.method, tc.path, tc.body, tc.stranger, nil)
			// Who has no password, or did not sign the terms, is told so about herself; what any signed-in user may do she may.
			for who, words := range map[string]string{"ann": "Activate your account", "una": "terms of use"} {
				if tc.path == "/legal/terms-of-use/sign/" {
					continue // she would have signed them then
				}
				text := s.call(who, tc.method, strings.Replace(tc.path, "xia", who, 1), tc.body, tc.stranger, nil)
				if tc.stranger == 403 && !strings.Contains(text, words) {
					t.Errorf("%s %s as %s: %s", tc.method, tc.path, who, text)
				}
			}
			if tc.missing != "" {
				s.call("donny", tc.method, tc.missing, tc.body, 404, nil)
			}
		}
		// alice manages the provider of xia, and joe xia's profile along with her: her account is her own.
		s.call("xia", "POST", "/profile/xia/roles/manager/", `{"slug": "joe"}`, 201, nil)
		var offers client.AccessiblePage
		s.call("joe", "GET", "/users/joe/accessibles/?role_status=invited&ends_at=2030-01-01", "", 200, &offers)
		s.call("joe", "PUT", strings.TrimPrefix(offers.Results[0].AcceptGrantAPIURL.MustGet(), s.URL+"/api"), "", 200, nil)
		for _, as := range []string{"alice", "joe"} {
			s.call(as, "GET", "/users/xia/", "", 403, nil)
			s.call(as, "PATCH", "/users/xia/", `{"nick_name": "Mine"}`, 403, nil)
			s.call(as, "PUT", "/users/xia/", `{"email": "alice+xia@localhost.localdomain", "nick_name": "Mine"}`, 403, nil)
			s.call(as, "GET", "/users/xia/notifications/", "", 403, nil)
			s.call(as, "PUT", "/users/xia/notifications/", `{"notifications": []}`, 403, nil)
			s.call(as, "PATCH", "/users/xia/notifications/", `{"notifications": []}`, 403, nil)
			s.call(as, "POST", "/users/xia/activate/", "", 403, nil)
		}
		if text := s.call("xia", "GET", "/users/xia/", "", 200, nil); strings.Contains(text, "Mine") {
			t.Errorf("a refused change was made: %s", text)
		}
		s.call("donny", "PATCH", "/users/xia/", `{"email": "xia@new.example"}`, 200, nil)
		s.call("alice", "POST", "/users/xia/api-keys/", password, 403, nil)
		s.call("alice", "DELETE", "/users/xia/", "", 403, nil)
	})
}

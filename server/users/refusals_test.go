package users_test

import (
	"testing"
)

// Who may call what: the refusals of auth-users.md 3.2, each for every operation of the room.
func TestRefusals(t *testing.T) {
	const password, contact = `{"password": "yoyo"}`, `{"email": "x@example.com"}`
	each(t, func(s site) {
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
			{"POST", "/users/xia/api-keys/", password, 403, "/users/nobody/api-keys/"},
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
			if tc.missing != "" {
				s.call("donny", tc.method, tc.missing, tc.body, 404, nil)
			}
		}
		// alice manages the provider of xia: she may look after her, but not touch how she proves who she is.
		s.call("alice", "GET", "/users/xia/", "", 200, nil)
		s.call("alice", "PATCH", "/users/xia/", `{"nick_name": "Xi"}`, 200, nil)
		s.call("alice", "POST", "/users/xia/api-keys/", password, 403, nil)
		s.call("alice", "DELETE", "/users/xia/", "", 403, nil)
	})
}

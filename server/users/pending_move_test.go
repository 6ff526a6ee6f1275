package users_test

import (
	"testing"

	"tollkeeper/gen/client"
)

// A new password ends what somebody with a fresh token, or the old password, has begun: another address that waits to be confirmed.
func TestPasswordEndsAPendingMove(t *testing.T) {
	each(t, func(s site) {
		for who, change := range map[string]string{"xia": "xia", "joe": "donny"} { // by herself, and by the broker
			s.call(who, "PATCH", "/users/"+who+"/", `{"password": "yoyo", "email": "`+who+`@evil.example"}`, 200, nil)
			key := s.confirmation(who + "@evil.example")
			s.call(change, "PUT", "/users/"+who+"/password/", `{"password": "yoyo", "new_password": "yeye"}`, 200, nil)
			s.call("", "POST", "/auth/address/"+key+"/", "", 404, nil)
			var c client.ContactDetail
			if s.call(who, "GET", "/users/"+who+"/", "", 200, &c); c.Email != who+"@localhost.localdomain" {
				t.Errorf("%s", c.Email)
			}
		}
		// What shows that the address is hers goes on.
		s.call("", "POST", "/auth/register/", `{"email": "zoe@corp.example", "full_name": "Zoe", "username": "zoe", "password": "yoyo"}`, 201, nil)
		s.call("zoe", "PUT", "/users/zoe/password/", `{"password": "yoyo", "new_password": "yeye"}`, 200, nil)
		s.confirm("zoe@corp.example")
	})
}

package roles_test

import (
	"strings"
	"testing"

	"tollkeeper/gen/client"
)

// What was offered to an address stays with the address: who had typed it as their own, and shows that another one is theirs, does not take it along.
func TestRoleForAnAddressOfWhoMoves(t *testing.T) {
	each(t, func(s site) {
		s.call("", "POST", "/auth/register/", `{"username": "mallory", "email": "zoe@corp.example", "full_name": "Mallory", "password": "yoyo"}`, 201, nil)
		s.call("alice", "POST", "/profile/cowork/roles/manager/?force=true", `{"email": "zoe@corp.example"}`, 201, nil)
		key := s.offeredTo("zoe@corp.example")
		s.call("mallory", "PATCH", "/users/mallory/", `{"password": "yoyo", "email": "mallory@evil.example"}`, 200, nil)
		s.call("", "POST", "/auth"+s.mailed("address_confirmation", "mallory@evil.example"), "", 200, nil)
		var page client.AccessiblePage
		if text := s.call("mallory", "GET", "/users/mallory/accessibles/", "", 200, &page); page.Count != 0 || strings.Contains(text, key) {
			t.Errorf("%s", text)
		}
		s.call("mallory", "POST", "/users/mallory/accessibles/", `{"slug": "cowork"}`, 201, nil) // asks, as anybody may
		s.call("mallory", "GET", "/profile/cowork/roles/", "", 403, nil)
		s.call("joe", "PUT", "/users/joe/accessibles/accept/"+key+"/", "", 200, nil)
		s.call("joe", "GET", "/profile/cowork/roles/manager/", "", 200, nil)
	})
}

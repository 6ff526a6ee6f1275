package roles_test

import (
	"strings"
	"testing"

	"tollkeeper/gen/client"
)

// A manager who is removed does not come back by what the profile offers to others.
func TestFormerManagerTakesNoOffer(t *testing.T) {
	each(t, func(s site) {
		s.call("alice", "POST", "/profile/cowork/roles/manager/", `{"slug": "mark"}`, 201, nil)
		s.call("mark", "POST", "/users/mark/accessibles/", `{"slug": "cowork"}`, 200, nil)
		s.call("alice", "POST", "/profile/cowork/roles/manager/", `{"slug": "joe"}`, 201, nil)
		s.call("alice", "POST", "/profile/cowork/roles/manager/?force=true", `{"email": "zoe@corp.example"}`, 201, nil)
		var page client.RolePage
		seen := s.call("mark", "GET", "/profile/cowork/roles/?ends_at=2030-01-01", "", 200, &page)
		s.call("alice", "DELETE", "/profile/cowork/roles/manager/mark/", "", 204, nil)
		for _, one := range page.Results {
			if key, err := one.GrantKey.Get(); err == nil {
				if status, text := s.Try("mark", "PUT", "/users/mark/accessibles/accept/"+key+"/", ""); status == 200 {
					t.Errorf("took %s", text)
				}
			}
		}
		if page.InvitedCount != 2 {
			t.Errorf("%s", seen)
		}
		s.call("mark", "GET", "/profile/cowork/roles/", "", 403, nil)
		if key := s.offeredTo("zoe@corp.example"); strings.Contains(seen, key) {
			t.Errorf("%s is shown", key)
		}
	})
}

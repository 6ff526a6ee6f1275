package roles_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tollkeeper/gen/client"
)

// A role that is given to an address waits for the key that is mailed there: who only says that the address is hers neither sees nor takes it.
func TestRoleForAnAddress(t *testing.T) {
	each(t, func(s site) {
		const body = `{"email": "zoe@corp.example"}`
		s.call("", "POST", "/auth/register/", `{"username": "mallory", "email": "zoe@corp.example", "full_name": "Mallory", "password": "yoyo"}`, 201, nil)
		s.call("alice", "POST", "/profile/cowork/roles/manager/", body, 404, nil)
		s.call("alice", "POST", "/profile/cowork/roles/manager/?force=true", body, 201, nil)
		key := s.offeredTo("zoe@corp.example")
		var page client.AccessiblePage
		for _, path := range []string{"/users/mallory/accessibles/", "/users/mallory/accessibles/manager/"} {
			if text := s.call("mallory", "GET", path, "", 200, &page); page.Count != 0 || strings.Contains(text, key) {
				t.Errorf("%s: %s", path, text)
			}
		}
		if text := s.call("mallory", "POST", "/users/mallory/accessibles/", `{"slug": "cowork"}`, 200, nil); strings.Contains(text, key) {
			t.Errorf("%s", text)
		}
		s.call("mallory", "DELETE", "/users/mallory/accessibles/manager/cowork/", "", 204, nil)
		s.call("mallory", "GET", "/profile/cowork/roles/manager/", "", 403, nil)
		// A second offer is as good as the first, whatever the user has there by her name.
		s.call("mallory", "GET", "/profile/cowork/", "", 403, nil)
		// She who reads the mail takes it, with another account.
		s.call("joe", "PUT", "/users/joe/accessibles/accept/"+key+"/", "", 200, nil)
		s.call("joe", "GET", "/profile/cowork/roles/manager/", "", 200, nil)
		s.call("mallory", "GET", "/profile/cowork/", "", 403, nil)
		// What she has by her name is not changed by what is given to the address.
		s.call("alice", "POST", "/profile/cowork/roles/contributor/", `{"slug": "mallory"}`, 201, nil)
		s.call("alice", "POST", "/profile/cowork/roles/manager/?force=true", body, 409, nil)
		// The profile that somebody makes for the address waits in the same way.
		s.call("alice", "POST", "/profile/cowork/plans/basic/subscriptions/?force=true", `{"organization": {"slug": "zoes", "email": "zoe@corp.example"}}`, 201, nil)
		s.call("mallory", "GET", "/profile/zoes/", "", 403, nil)
		s.call("mark", "PUT", "/users/mark/accessibles/accept/"+s.offeredTo("zoe@corp.example")+"/", "", 200, nil)
		s.call("mark", "GET", "/profile/zoes/", "", 200, nil)
		s.call("mallory", "GET", "/profile/zoes/", "", 403, nil)
	})
}

// What was offered to an address is shown to its user once she has shown that it is hers.
func TestRoleForAnAddressThatIsConfirmed(t *testing.T) {
	each(t, func(s site) {
		s.call("", "POST", "/auth/register/", `{"username": "zoe", "email": "zoe@corp.example", "full_name": "Zoe", "password": "yoyo"}`, 201, nil)
		confirm := s.mailed("address_confirmation", "zoe@corp.example")
		s.call("alice", "POST", "/profile/cowork/roles/contributor/?force=true", `{"email": "zoe@corp.example"}`, 201, nil)
		s.call("", "POST", "/auth"+confirm, "", 200, nil)
		var page client.AccessiblePage
		if s.call("zoe", "GET", "/users/zoe/accessibles/?role_status=invited&ends_at=2030-01-01", "", 200, &page); page.Count != 1 || page.Results[0].AcceptGrantAPIURL.IsNull() {
			t.Errorf("%+v", page)
		}
		s.call("zoe", "POST", "/users/zoe/accessibles/", `{"slug": "cowork"}`, 200, nil)
		s.call("zoe", "GET", "/profile/cowork/roles/", "", 200, nil)
	})
}

// mailed is the link in the newest mail of a template to an address.
func (s site) mailed(template, to string) string {
	s.Helper()
	mails, err := s.Store.WaitingMails(s.Context())
	if err != nil {
		s.Fatal(err)
	}
	for i := len(mails) - 1; i >= 0; i-- {
		var said struct{ Link string }
		if err := json.Unmarshal([]byte(mails[i].Payload), &said); err != nil {
			s.Fatal(err)
		}
		if mails[i].Template == template && mails[i].Recipient == to {
			return said.Link
		}
	}
	s.Fatalf("%s was not mailed %s", to, template)
	return ""
}

func (s site) offeredTo(address string) string {
	s.Helper()
	return strings.Trim(strings.TrimPrefix(s.mailed("role_grant_created", address), "/accept/roles/"), "/")
}

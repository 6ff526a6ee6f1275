package users_test

import (
	"net/http"
	"strings"
	"testing"

	"tollkeeper/gen/client"
)

// One mailbox is one user, however its address is written, on every database.
func TestOneMailboxIsOneUser(t *testing.T) {
	each(t, func(s site) {
		for i, spellings := range [][]string{
			{"hans@münchen.de", "HANS@MÜNCHEN.DE", "hans@xn--mnchen-3ya.de", "hans@mu\u0308nchen.de"},
			{"Ünal@example.com", "ünal@example.com", "U\u0308NAL@EXAMPLE.COM"},
			{"straße@example.com", "STRASSE@example.com"},
		} {
			name := "user" + string(rune('a'+i))
			s.call("", "POST", "/auth/register/", `{"username": "`+name+`", "email": "`+spellings[0]+`", "full_name": "U", "password": "yoyo"}`, 201, nil)
			s.confirm(spellings[0])
			for _, spelling := range spellings {
				s.call("", "POST", "/auth/", `{"username": "`+spelling+`", "password": "yoyo"}`, 201, nil)
				s.call("", "POST", "/auth/register/", `{"username": "other", "email": "`+spelling+`", "full_name": "U", "password": "yoyo"}`, 400, nil)
				s.call("xia", "PATCH", "/users/xia/", `{"email": "`+spelling+`", "password": "yoyo"}`, 400, nil)
				s.call("", "POST", "/auth/recover/", `{"email": "`+spelling+`"}`, 201, nil)
				if mails := s.mails(); mails[len(mails)-1] != "password_reset "+spellings[0] {
					t.Errorf("%s: %s", spelling, mails[len(mails)-1])
				}
				s.call("alice", "POST", "/profile/cowork/roles/contributor/", `{"email": "`+spelling+`"}`, map[bool]int{true: 201, false: 200}[spelling == spellings[0]], nil)
			}
			var shown client.ContactDetail
			if s.call("donny", "GET", "/users/"+name+"/", "", 200, &shown); string(shown.Email) != spellings[0] {
				t.Errorf("%s is shown as %s", spellings[0], shown.Email)
			}
		}
	})
}

// What can never be delivered is refused at every door through which an address comes in, and the field is named.
func TestUndeliverableAddresses(t *testing.T) {
	each(t, func(s site) {
		for _, address := range []string{".a@b.example", "a.@b.example", "a..b@c.example", "a@", "@b.example", "a", "a b@c.example", "a\\u0007@b.example", "a\u202e@b.example", "a@-b.example", "a@b_c.example", "a@b.example."} {
			for door, call := range map[string]struct{ as, method, path, body, field string }{
				"register":             {"", "POST", "/auth/register/", `{"username": "u1", "email": "A", "full_name": "U", "password": "yoyo"}`, "email"},
				"create a profile":     {"donny", "POST", "/profile/", `{"full_name": "U", "email": "A"}`, "email"},
				"a personal one":       {"donny", "POST", "/profile/", `{"full_name": "U", "email": "A", "type": "personal"}`, "email"},
				"change a profile":     {"alice", "PATCH", "/profile/cowork/", `{"email": "A"}`, "email"},
				"change one's own":     {"xia", "PATCH", "/users/xia/", `{"email": "A", "password": "yoyo"}`, "email"},
				"change by the broker": {"donny", "PUT", "/users/xia/", `{"email": "A"}`, "email"},
				"add a contact":        {"donny", "POST", "/users/", `{"email": "A"}`, "email"},
				"grant a role":         {"alice", "POST", "/profile/cowork/roles/contributor/?force=true", `{"email": "A"}`, "email"},
				"subscribe somebody":   {"alice", "POST", "/profile/cowork/plans/basic/subscriptions/?force=true", `{"organization": {"email": "A"}}`, "email"},
				"ask for a role":       {"xia", "POST", "/users/xia/accessibles/?force=true", `{"email": "A"}`, "email"},
			} {
				header := http.Header{"Content-Type": {"application/json"}}
				if call.as != "" {
					header.Set("Authorization", "Bearer "+s.Token(call.as))
				}
				if status, text := s.Send(call.method, call.path, strings.ReplaceAll(call.body, `"A"`, `"`+address+`"`), header); status != 400 || !strings.Contains(text, call.field) {
					t.Errorf("%s, %s: %d %s", door, address, status, text)
				}
			}
		}
	})
}

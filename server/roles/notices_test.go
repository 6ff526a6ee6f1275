package roles_test

import (
	"strings"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/store"
)

// last is the newest mail about a role.
func (s site) last() store.OutboxMail {
	s.Helper()
	waiting, err := s.Store.WaitingMails(s.Context())
	if err != nil || len(waiting) == 0 {
		s.Fatalf("no mail: %v", err)
	}
	return waiting[len(waiting)-1]
}

// told checks template, recipient, whom answers go to, and what is in the newest mail.
func (s site) told(template, to, replyTo string, contains ...string) {
	s.Helper()
	m := s.last()
	if m.Template != template || m.Recipient != to+"@localhost.localdomain" || m.ReplyTo != replyTo+"@localhost.localdomain" {
		s.Errorf("%s to %s, answers to %s; want %s to %s, %s", m.Template, m.Recipient, m.ReplyTo, template, to, replyTo)
	}
	for _, text := range contains {
		if !strings.Contains(m.Payload, text) {
			s.Errorf("%s does not say %s: %s", template, text, m.Payload)
		}
	}
}

// Who is told what of roles, who answers go to, and where the links lead (profiles-subscriptions-roles.md 1.7).
func TestWhoIsTold(t *testing.T) {
	each(t, func(s site) {
		s.call("alice", "POST", "/profile/cowork/roles/describe/", `{"title": "Front Desks"}`, 201, nil)
		s.call("alice", "POST", "/profile/cowork/roles/front-desk/", `{"slug": "joe", "message": "Please help."}`, 201, nil)
		key := s.keyOf(s.roles("alice", "/profile/cowork/roles/?role_status=invited").Results[0])
		s.told("role_grant_created", "joe", "alice", "Please help.", `"link":"/accept/roles/`+key+`/"`, `"title":"Front Desks"`, `"slug":"front-desk"`, `"activate":false`)
		s.call("joe", "PUT", "/users/joe/accessibles/accept/"+key+"/", "", 200, nil)
		s.told("role_grant_accepted", "alice", "joe", `"link":"/profile/cowork/roles/front-desk/"`, `"title":"Front Desks"`)
		// To manage is more than she accepted.
		s.call("alice", "POST", "/profile/cowork/roles/manager/", `{"slug": "joe"}`, 200, nil)
		key = s.keyOf(s.roles("alice", "/profile/cowork/roles/?role_status=invited").Results[0])
		s.told("role_grant_created", "joe", "alice", `"link":"/accept/roles/`+key+`/"`)
		s.call("joe", "PUT", "/users/joe/accessibles/accept/"+key+"/", "", 200, nil)
		// What is hers already is a notice with the way to the application.
		s.call("alice", "POST", "/profile/cowork/roles/manager/joe/", "", 200, nil)
		s.told("role_grant_created", "joe", "alice", `"link":"/app/cowork/"`)
		// All managers are told but who acts and who does not want to be: joe is a manager now, mark becomes one.
		s.call("mark", "POST", "/users/mark/accessibles/", `{"slug": "cowork", "message": "May I?"}`, 201, nil)
		s.told("role_request_created", "joe", "mark", "May I?", `"link":"/profile/cowork/roles/"`)
		if got := s.mails(); got[len(got)-2] != "role_request_created alice@localhost.localdomain" {
			t.Errorf("%v", got)
		}
		s.call("joe", "DELETE", "/profile/cowork/roles/manager/mark/", "", 204, nil)
		offer := s.offer("manager", "mark")
		s.call("alice", "PATCH", "/users/alice/notifications/", `{"notifications": []}`, 200, nil)
		before := len(s.mails())
		s.call("mark", "PUT", "/users/mark/accessibles/accept/"+offer+"/", "", 200, nil)
		s.told("role_grant_accepted", "joe", "mark")
		if got := s.mails(); len(got) != before+1 {
			t.Errorf("alice wants none: %v", got[before:])
		}
		// Removing tells nobody.
		s.call("alice", "DELETE", "/profile/cowork/roles/manager/mark/", "", 204, nil)
		s.call("joe", "DELETE", "/users/joe/accessibles/manager/cowork/", "", 204, nil)
		if got := s.mails(); len(got) != before+1 {
			t.Errorf("%v", got[before:])
		}
	})
}

// Nobody is told what goes to the address of her own profile (profiles-subscriptions-roles.md 1.7).
func TestNobodyWritesToHerself(t *testing.T) {
	each(t, func(s site) {
		s.call("donny", "POST", "/profile/", `{"slug": "own", "full_name": "Own", "email": "joe@localhost.localdomain"}`, 201, nil)
		var asked client.Accessible
		s.call("joe", "POST", "/users/joe/accessibles/manager/", `{"organization": "own"}`, 201, &asked)
		s.call("joe", "POST", "/users/joe/accessibles/manager/own/", "", 200, nil)
		s.call("donny", "POST", "/profile/own/roles/manager/", `{"slug": "joe"}`, 200, nil)
		if got := s.mails(); len(got) != 0 {
			t.Errorf("%v", got)
		}
	})
}

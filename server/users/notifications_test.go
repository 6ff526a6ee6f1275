package users_test

import (
	"slices"
	"strings"
	"testing"

	"tollkeeper/gen/client"
)

// Preferences say what is on (auth-users.md 4.6, "meaning trap"), and mails heed them.
func TestNotifications(t *testing.T) {
	each(t, func(s site) {
		var n client.Notifications
		s.call("xia", "GET", "/users/xia/notifications/", "", 200, &n)
		if len(n.Notifications) != 17 {
			t.Errorf("a new user gets %d notifications, want all 17: %v", len(n.Notifications), n)
		}
		s.call("xia", "PATCH", "/users/xia/notifications/", `{}`, 200, &n)
		if len(n.Notifications) != 17 {
			t.Errorf("a new user gets %d notifications, want all 17: %v", len(n.Notifications), n)
		}
		s.call("donny", "PUT", "/users/donny/notifications/", `{"notifications": ["charge_updated"]}`, 200, &n)
		if len(n.Notifications) != 1 {
			t.Errorf("%v", n)
		}
		for _, method := range []string{"GET", "PATCH"} {
			body := map[string]string{"PATCH": `{}`}[method]
			s.call("donny", method, "/users/donny/notifications/", body, 200, &n)
			if !slices.Equal(n.Notifications, []client.NotificationSlug{"charge_updated"}) {
				t.Errorf("%s: %v", method, n)
			}
		}
		before := len(s.mails())
		s.call("", "POST", "/auth/register/", `{"email": "ann@example.com", "full_name": "Ann Roy", "username": "ann", "password": "yoyo"}`, 201, nil)
		if got := s.mails()[before:]; !slices.Equal(got, []string{"user_welcome ann@example.com", "address_confirmation ann@example.com"}) {
			t.Errorf("%v: donny switched user_registered_notice off", got)
		}
		s.call("donny", "PUT", "/users/donny/notifications/", `{"notifications": ["user_registered_notice", "expires_soon"]}`, 200, nil)
		s.call("", "POST", "/auth/register/", `{"email": "bea@example.com", "full_name": "Bea Roy", "username": "bea", "password": "yoyo"}`, 201, nil)
		if got := s.mails()[before+2:]; !slices.Equal(got, []string{
			"user_registered donny@localhost.localdomain", "user_welcome bea@example.com", "user_welcome donny@localhost.localdomain",
			"address_confirmation bea@example.com",
		}) {
			t.Errorf("%v: donny switched user_registered_notice on", got)
		}
		for _, body := range []string{`{"notifications": ["nothing"]}`, `{"notifications": "charge_updated"}`, `{"notifications": ["expires_soon", "expires_soon"]}`, `{}`} {
			if text := s.call("xia", "PUT", "/users/xia/notifications/", body, 400, nil); !strings.Contains(text, "notifications") {
				t.Errorf("%s: %s", body, text)
			}
		}
	})
}

func TestSendTestMail(t *testing.T) {
	each(t, func(s site) {
		before := len(s.mails())
		for name, template := range map[string]string{
			"user_contact": "user_contact", "contact_requested_notice": "user_contact", "charge_updated": "charge_receipt",
			"accountant_role_grant_created": "role_grant_created",
		} {
			text := s.call("donny", "POST", "/notifications/"+name+"/", "", 200, nil)
			if !strings.Contains(text, "donny@localhost.localdomain") || !slices.Contains(s.mails()[before:], template+" donny@localhost.localdomain") {
				t.Errorf("%s: %s, %v", name, text, s.mails()[before:])
			}
		}
		s.call("donny", "POST", "/notifications/nothing/", "", 400, nil)
	})
}

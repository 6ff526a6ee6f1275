package mail_test

import (
	"strings"
	"testing"

	"tollkeeper/server/mail"
	"tollkeeper/server/notice"
	"tollkeeper/store"
)

// facts are what the mails of auth-users.md 1.8 have to say, in both forms; a link is written in each in its own way.
var facts = map[string]struct {
	data    map[string]any
	subject string
	says    []string
	link    string
}{
	"user_welcome":    {subject: "Welcome to Köln & Söhne", says: []string{"Thank you for joining, Zoë", "help@site.example"}, link: "/"},
	"user_registered": {subject: "Zoë Roy registered", says: []string{"Name: Zoë Roy", "Username: zoe", "E-mail: zoe@example.com"}},
	"verification": {
		data: map[string]any{"days": 30, "link": "/activate/0123/?next=%2Fapp%2F"}, subject: "Activate your account",
		says: []string{"Hello Zoë", "30 days", "help@site.example"}, link: "/activate/0123/?next=%2Fapp%2F",
	},
	"user_activated": {
		data: map[string]any{"link": "/api/users/zoe/"}, subject: "Zoë Roy activated her account",
		says: []string{"Name: Zoë Roy", "Username: zoe", "E-mail: zoe@example.com"}, link: "/api/users/zoe/",
	},
	"password_reset": {
		data: map[string]any{"days": 3, "link": "/reset/a/b/"}, subject: "Set a new password", says: []string{"zoe", "within 3 days"}, link: "/reset/a/b/",
	},
	"password_updated": {
		data:    map[string]any{"keys": []any{map[string]any{"prefix": "tgLwDw5E", "created": "2016-01-14", "used": "never"}}, "ended": false, "public_key": true},
		subject: "Your password was changed",
		says:    []string{"zoe", "These API keys go on", "tgLwDw5E…, made 2016-01-14, last used never", "`revoke_api_keys`", "SSH public key", "ask for a new password at once"},
	},
	"address_confirmation": {
		data: map[string]any{"email": "zoe@new.example", "days": 3, "link": "/address/0123/"}, subject: "Confirm your e-mail address",
		says: []string{"the user zoe says that zoe@new.example", "3 days", "If you are not zoe, do nothing", "help@site.example"}, link: "/address/0123/",
	},
	"address_updated": {
		data: map[string]any{"email": "zoe@new.example", "done": false}, subject: "Another e-mail address was asked for",
		says: []string{"zoe@new.example was asked for", "It stays zoe@example.com until the link", "ask for a new password at once", "help@site.example"},
	},
	"user_contact": {
		data:    map[string]any{"answers": []any{map[string]any{"label": "Message", "text": "Do you open on Sundays?"}}},
		subject: "Zoë Roy has a question", says: []string{"Zoë Roy (zoe@example.com)", "Message: Do you open on Sundays?"},
	},
	"registration_confirmation": {
		data: map[string]any{"email": "zoe@example.com", "days": 3, "link": "/activate/0123/"}, subject: "Confirm your registration",
		says: []string{"zoe@example.com", "within 3 days", "no account is made", "help@site.example"}, link: "/activate/0123/",
	},
	"registration_attempt": {
		data: map[string]any{"closed": false}, subject: "You have an account already",
		says: []string{"zoe@example.com", "sign in as zoe, or ask for a new password", "Nothing was changed", "help@site.example"}, link: "/",
	},
	"expires_soon": {
		data: map[string]any{
			"organization": map[string]any{"printable_name": "Zoë Roy"}, "plan": map[string]any{"title": "Basic"}, "provider": map[string]any{"printable_name": "ABC Corp."},
			"days": float64(1), "link": "/profile/zoe/subscriptions/", // a number is one of JSON in the outbox
		},
		subject: "Your subscription to Basic ends in 1 day", says: []string{"The subscription of Zoë Roy to Basic of ABC Corp. ends in 1 day."}, link: "/profile/zoe/subscriptions/",
	},
	"mfa_code": {data: map[string]any{"code": "012345"}, subject: "Your code is 012345", says: []string{"zoe", "012345", "10 minutes"}},
}

func TestFacts(t *testing.T) {
	site := mail.Site{Name: "Köln & Söhne", Email: "help@site.example", URL: "https://site.example"}
	u := store.User{Username: "zoe", Email: "zoe@example.com", FirstName: "Zoë", LastName: "Roy"}
	for name, want := range facts {
		data := map[string]any{"user": notice.User(u)}
		for key, value := range want.data {
			data[key] = value
		}
		got, err := mail.Write(mail.Embedded{}, name, site, data)
		if err != nil || got.Subject != want.subject {
			t.Errorf("%s: subject %q, %v", name, got.Subject, err)
		}
		for _, fact := range want.says {
			for form, text := range map[string]string{"text": got.Text, "HTML": got.HTML} {
				if !strings.Contains(text, fact) {
					t.Errorf("%s: %q is not in the %s:\n%s", name, fact, form, text)
				}
			}
		}
		if want.link != "" && (!strings.Contains(got.Text, "\nhttps://site.example"+want.link+"\n") || !strings.Contains(got.HTML, `<a href="https://site.example`+want.link+`">`)) {
			t.Errorf("%s does not link to %s:\n%s\n%s", name, want.link, got.Text, got.HTML)
		}
	}
}

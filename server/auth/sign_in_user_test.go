package auth_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tollkeeper/server/auth"
)

func credentials(username, password string, code ...string) string {
	body := map[string]string{"username": username, "password": password}
	if len(code) > 0 {
		body["code"] = code[0]
	}
	data, _ := json.Marshal(body) // maps of strings can be marshalled
	return string(data)
}

func TestAuthCreate(t *testing.T) {
	f := newFixture(t, defaults)
	f.change("UPDATE users SET username = 'Joe.S+1', email = 'Joe@Mail.example', email_key = 'joe@mail.example' WHERE username = 'joe'")
	f.change("UPDATE users SET password_hash = ? WHERE username = 'mark'", f.hasher.Hash(" edge "))
	f.change("UPDATE users SET username = 'Sam@Home' WHERE username = 'sam'")
	f.change("UPDATE users SET username = 'marie@localhost.localdomain', email = 'erin@x.example', email_key = 'erin@x.example' WHERE username = 'erin'")
	for name, who := range map[string][3]string{
		"username with an @":        {"Sam@Home", "yoyo", "Sam@Home"},
		"an address comes first":    {"marie@localhost.localdomain", "yoyo", "marie"},
		"username":                  {"xia", "yoyo", "xia"},
		"username, another case":    {"XIA", "yoyo", "xia"},
		"username with signs":       {"joe.s+1", "yoyo", "Joe.S+1"},
		"e-mail, another case":      {"joe@mail.EXAMPLE", "yoyo", "Joe.S+1"},
		"passwords are not trimmed": {"mark", " edge ", "mark"},
		"names are trimmed":         {" xia ", "yoyo", "xia"},
	} {
		t.Run(name, func(t *testing.T) {
			a := f.post(201, "/auth/", credentials(who[0], who[1]))
			if len(a.cookies) != 0 {
				t.Errorf("cookies: %v", a.cookies)
			}
			if c := f.claims(a.Token); c.Username != who[2] || c.UserID != f.user(who[2]).ID || !c.ExpiresAt.Equal(start.Add(14*24*time.Hour)) {
				t.Errorf("claims: %+v", c)
			}
		})
	}
	if got := f.user("xia").LastLogin; got == nil || !got.Equal(start) {
		t.Errorf("last login: %v", got)
	}
}

// Whatever is wrong gets the same words, after the same work (auth-users.md 4.1, step 3).
func TestAuthCreateRefuses(t *testing.T) {
	f := newFixture(t, defaults)
	f.change("UPDATE users SET is_active = 0 WHERE username = 'joe'")
	f.change("UPDATE users SET password_hash = ? WHERE username = 'sam'", auth.Unusable())
	f.change("UPDATE users SET username = 'mark@home' WHERE username = 'mark'")
	f.change("UPDATE users SET password_hash = ? WHERE username = 'erin'", f.hasher.Hash(" edge "))
	var words []string
	for name, who := range map[string][2]string{
		"wrong password":      {"xia", "yoyo1"},
		"another case":        {"xia", "YOYO"},
		"unknown name":        {"nobody", "yoyo"},
		"unknown address":     {"nobody@localhost.localdomain", "yoyo"},
		"disabled":            {"joe", "yoyo"},
		"not activated":       {"sam", "!"},
		"trimmed password":    {"erin", "edge"},
		"password of another": {"mark@home", "edge"},
	} {
		t.Run(name, func(t *testing.T) {
			before := f.hasher.Computed()
			words = append(words, f.post(403, "/auth/", credentials(who[0], who[1])).Detail)
			if did := f.hasher.Computed() - before; did != 1 {
				t.Errorf("%d hashes were computed, want 1", did)
			}
		})
	}
	slices.Sort(words)
	if len(slices.Compact(words)) != 1 {
		t.Errorf("the answers differ: %q", words)
	}
	if got := f.user("xia").LastLogin; got != nil {
		t.Errorf("last login: %v", got)
	}
	for field, body := range map[string]string{
		"password": `{"username": "xia"}`, "username": `{"username": "", "password": "yoyo"}`,
		"code": `{"username": "xia", "password": "yoyo", "code": "12"}`,
	} {
		if a := f.post(400, "/auth/", body); len(a.Errors[field]) == 0 {
			t.Errorf("%s: %+v", body, a)
		}
	}
}

func TestAuthenticationModes(t *testing.T) {
	for mode, want := range map[auth.Authentication]struct{ manager, user, register int }{
		auth.AuthenticationEnabled:   {201, 201, 201},
		auth.AuthenticationLoginOnly: {201, 201, 403},
		auth.AuthenticationDisabled:  {201, 403, 403},
		"":                           {201, 403, 403},
	} {
		t.Run(string(mode), func(t *testing.T) {
			f := newFixture(t, auth.Config{Authentication: mode})
			f.post(want.manager, "/auth/", credentials("donny", "yoyo"))
			f.post(want.user, "/auth/", credentials("xia", "yoyo"))
			f.post(want.register, "/auth/register/", `{"email": "new@example.com", "full_name": "New"}`)
		})
	}
}

// attempt is a call of auth_create with the right password: "right" and "wrong" stand for a code, "none" for no code.
type attempt struct {
	code   string
	after  time.Duration
	status int
	// mails is how many codes were mailed up to here.
	mails int
}

// secondFactors are the states of auth-users.md 4.1, step 5.
var secondFactors = map[string][]attempt{
	"right code":               {{"none", 0, 400, 1}, {"right", 0, 201, 1}},
	"a code before it is sent": {{"wrong", 0, 400, 1}, {"right", 0, 201, 1}},
	"three are forgiven":       {{"none", 0, 400, 1}, {"wrong", 0, 400, 1}, {"none", 0, 400, 1}, {"wrong", 0, 400, 1}, {"right", 0, 201, 1}},
	"the fourth starts again": {
		{"none", 0, 400, 1},
		{"wrong", 0, 400, 1},
		{"wrong", 0, 400, 1},
		{"wrong", 0, 400, 1},
		{"wrong", 0, 403, 1},
		{"right", 0, 400, 2},
		{"right", 0, 201, 2},
	},
	"nearly too late":   {{"none", 0, 400, 1}, {"right", 10*time.Minute - time.Microsecond, 201, 1}},
	"too late":          {{"none", 0, 400, 1}, {"right", 10 * time.Minute, 400, 2}, {"right", 0, 201, 2}},
	"a code works once": {{"none", 0, 400, 1}, {"right", 0, 201, 1}, {"right", 0, 400, 2}},
	"expiry forgets": {
		{"none", 0, 400, 1},
		{"wrong", 0, 400, 1},
		{"wrong", time.Hour, 400, 2},
		{"wrong", 0, 400, 2},
		{"wrong", 0, 400, 2},
		{"wrong", 0, 400, 2},
		{"right", 0, 201, 2},
	},
	"success forgets": {
		{"none", 0, 400, 1},
		{"wrong", 0, 400, 1},
		{"right", 0, 201, 1},
		{"none", 0, 400, 2},
		{"wrong", 0, 400, 2},
		{"wrong", 0, 400, 2},
		{"wrong", 0, 400, 2},
		{"right", 0, 201, 2},
	},
	"asked for, unasked": {{"none", 0, 400, 1}, {"none", 0, 400, 1}},
}

func TestAuthCreateSecondFactor(t *testing.T) {
	for name, attempts := range secondFactors {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t, defaults)
			f.change("UPDATE contacts SET mfa_backend = 1 WHERE slug = 'xia'")
			for i, step := range attempts {
				f.now = f.now.Add(step.after)
				f.change("UPDATE users SET last_login = NULL")
				f.change("DELETE FROM sessions")
				body := credentials("xia", "yoyo")
				if step.code != "none" {
					body = credentials("xia", "yoyo", f.code(step.code == "right"))
				}
				a := f.post(step.status, "/auth/?cookie=true", body)
				if step.status == 400 && len(a.Errors["code"]) != 1 {
					t.Errorf("step %d: %+v", i, a)
				}
				if got := len(f.mails()); got != step.mails {
					t.Fatalf("step %d: %d mails, want %d", i, got, step.mails)
				}
				signedIn, sessions := f.user("xia").LastLogin != nil, len(f.rows("SELECT id FROM sessions")) == 1
				if want := step.status == 201; signedIn != want || sessions != want || (len(a.cookies) == 2) != want {
					t.Errorf("step %d: signed in %v, session %v, cookies %v", i, signedIn, sessions, a.cookies)
				}
			}
		})
	}
}

// Clients of the seed send the code as a number, which has no zeros in front (auth-users.md 6.3).
func TestAuthCreateCodeAsNumber(t *testing.T) {
	f := newFixture(t, defaults)
	f.change("UPDATE contacts SET mfa_backend = 1 WHERE slug = 'xia'")
	f.post(400, "/auth/", `{"username": "xia", "password": "yoyo", "code": 1234567}`)
	f.post(400, "/auth/", `{"username": "xia", "password": "yoyo", "code": -12345}`)
	f.post(400, "/auth/", `{"username": "xia", "password": "yoyo", "code": 1.5}`)
	if mails := f.mails(); len(mails) != 0 {
		t.Fatalf("mails: %v", mails)
	}
	for len(f.mails()) == 0 || f.code(true)[0] != '0' { // one of ten begins so
		f.change("DELETE FROM mailed_codes")
		f.post(400, "/auth/", `{"username": "xia", "password": "yoyo"}`)
	}
	f.post(201, "/auth/", `{"username": "xia", "password": "yoyo", "code": `+strings.TrimLeft(f.code(true), "0")+`}`)
}

// code is the one that was mailed last, or another one.
func (f *fixture) code(right bool) string {
	f.Helper()
	code := 0
	if mails := f.rows("SELECT payload FROM outbox WHERE template = 'mfa_code' AND recipient = 'xia@localhost.localdomain' ORDER BY id"); len(mails) > 0 {
		var payload struct{ Code string }
		text := mails[len(mails)-1]
		if err := json.Unmarshal([]byte(text), &payload); err != nil || len(payload.Code) != 6 {
			f.Fatalf("mail %s: %v", text, err)
		}
		if _, err := fmt.Sscanf(payload.Code, "%06d", &code); err != nil {
			f.Fatal(err)
		}
	}
	if !right {
		code = (code + 1) % 1000000
	}
	return fmt.Sprintf("%06d", code)
}

// The password comes first: a stranger must not learn that there is a second factor, nor make us send mails.
func TestAuthCreateAsksForPasswordFirst(t *testing.T) {
	f := newFixture(t, defaults)
	f.change("UPDATE contacts SET mfa_backend = 1 WHERE slug = 'xia'")
	f.post(403, "/auth/", credentials("xia", "wrong"))
	if mails := f.mails(); len(mails) != 0 {
		t.Errorf("mails: %v", mails)
	}
	f.post(400, "/auth/", credentials("xia", "yoyo"))
	stored := strings.Join(f.rows("SELECT code_hash FROM mailed_codes"), "")
	code := f.code(true)
	if stored == "" || strings.Contains(stored, code) {
		t.Errorf("stored as %q", stored)
	}
	// The code is hers alone.
	f.change("UPDATE contacts SET mfa_backend = 1 WHERE slug = 'joe'")
	f.post(400, "/auth/", credentials("joe", "yoyo"))
	f.change("UPDATE mailed_codes SET code_hash = ?", stored)
	f.post(400, "/auth/", credentials("joe", "yoyo", code))
	f.post(201, "/auth/", credentials("xia", "yoyo", code))
}

func TestAuditLog(t *testing.T) {
	f := newFixture(t, defaults)
	f.post(201, "/auth/", credentials("xia@localhost.localdomain", "yoyo"), header("X-Request-Id", "request-of-xia"))
	f.post(200, "/auth/logout/", "{}", bearer(f.token("xia")), header("X-Request-Id", "request-of-xia"))
	f.post(200, "/auth/logout/", "{}")
	f.post(201, "/auth/register/", `{"email": "new@example.com", "full_name": "New Comer", "password": "s3cret"}`,
		header("X-Request-Id", "request-of-new"))
	f.post(403, "/auth/", credentials("xia", "wr0ng"))
	xia, newcomer := f.user("xia").ID, f.user("new").ID
	want := []string{
		fmt.Sprintf("msg=audit event=login request_id=request-of-xia user_id=%d by=%d address=192.0.2.1", xia, xia),
		fmt.Sprintf("msg=audit event=logout request_id=request-of-xia user_id=%d by=%d address=192.0.2.1", xia, xia),
		fmt.Sprintf("msg=audit event=register request_id=request-of-new user_id=%d by=%d address=192.0.2.1", newcomer, newcomer),
	}
	lines := strings.Split(strings.TrimSpace(f.logged.String()), "\n")
	for i, line := range lines {
		if i >= len(want) || !strings.Contains(line, want[i]) {
			t.Errorf("line %d: %s", i, line)
		}
	}
	if len(lines) != len(want) {
		t.Errorf("%d lines, want %d", len(lines), len(want))
	}
	for _, private := range []string{"yoyo", "s3cret", "wr0ng", "@"} {
		if strings.Contains(f.logged.String(), private) {
			t.Errorf("%q is in the log", private)
		}
	}
}

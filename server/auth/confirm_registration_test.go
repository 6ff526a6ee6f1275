package auth_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tollkeeper/server/auth"
)

var confirmed = auth.Config{MinPassword: 4, Authentication: auth.AuthenticationEnabled, WelcomeMail: true, ConfirmRegistration: true}

// noticed is all that a caller can notice of an answer, with the work that it took.
func (f *fixture) noticed(path, body, email string) string {
	f.Helper()
	before, written := f.hasher.Computed(), f.mailsWritten()
	r := httptest.NewRequestWithContext(f.Context(), http.MethodPost, "/api"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Request-Id", "the-same-for-all")
	w := httptest.NewRecorder()
	f.handler.ServeHTTP(w, r)
	if w.Header().Get("Content-Length") == strconv.Itoa(w.Body.Len()) { // which the address is a part of
		w.Header().Del("Content-Length")
	}
	text := fmt.Sprintf("%s: %d %v %s, %d hashes, %d mails", path, w.Code, w.Header(), w.Body, f.hasher.Computed()-before, f.mailsWritten()-written)
	return strings.ReplaceAll(text, email, "EMAIL")
}

// written counts the rows of every table that a registration may write, but for throttles.
func (f *fixture) written() string {
	f.Helper()
	var out []string
	for _, table := range []string{"users", "contacts", "organizations", "roles", "signatures", "sessions", "pending_registrations", "outbox"} {
		out = append(out, table+" "+f.rows("SELECT count(*) FROM " + table)[0])
	}
	return strings.Join(out, ", ")
}

// owners are whose an address can be.
var owners = map[string]string{
	"nobody":        "new@localhost.localdomain",
	"a user":        "xia@localhost.localdomain",
	"another case":  "XIA@localhost.localdomain",
	"not activated": "sam@localhost.localdomain",
	"disabled":      "joe@localhost.localdomain",
	"both":          "mark@localhost.localdomain",
	"a contact":     "lead@localhost.localdomain",
}

// owned is a site where they are so.
func owned(t *testing.T) *fixture {
	t.Helper()
	f := newFixture(t, confirmed)
	f.change("UPDATE users SET is_active = 0 WHERE username IN ('joe', 'mark')")
	f.change("UPDATE users SET password_hash = ? WHERE username IN ('sam', 'mark')", auth.Unusable())
	f.change(`INSERT INTO contacts (slug, created_at, email, full_name, nick_name, verification_state, mfa_backend)
		VALUES ('lead', 0, 'lead@localhost.localdomain', '', '', 'none', 0)`)
	return f
}

// Where registrations are confirmed nobody can tell whether an account has an address, by what is answered, by the work that it takes, nor by
// what comes after (issue "People", no account enumeration).
func TestConfirmedRegistrationTellsNothing(t *testing.T) {
	for name, changes := range map[string]map[string]any{
		"a user": {"username": "ann", "password": "secret"}, "without password": {"password": nil}, "without username": {"username": nil},
		"a profile": {"organization_name": "Roy Ltd"}, "a personal profile": {"country": "US"}, "a name that is taken": {"username": "donny"},
		"a profile that is taken": {"organization_name": "cowork"}, "a short password": {"password": "abc"}, "no country": {"country": "XX"},
	} {
		t.Run(name, func(t *testing.T) {
			seen := map[string]string{}
			for owner, email := range owners {
				f := owned(t)
				change := map[string]any{"email": email}
				for key, value := range changes {
					change[key] = value
				}
				register := registering(change)
				seen[owner] = strings.Join([]string{
					f.noticed("/auth/register/", register, email), f.written(),
					f.noticed("/auth/register/", register, email), f.written(),
					f.noticed("/auth/", credentials(email, "secret"), email),
					f.noticed("/auth/recover/", `{"email": "`+email+`"}`, email),
				}, "\n")
			}
			for owner, got := range seen {
				if got != seen["nobody"] {
					t.Errorf("%s:\n%s\nand nobody's:\n%s", owner, got, seen["nobody"])
				}
			}
		})
	}
}

// What the mail to the owner of an address says is up to what she has.
func TestConfirmedRegistrationMails(t *testing.T) {
	for owner, want := range map[string]string{
		"nobody": "registration_confirmation", "a contact": "registration_confirmation", "not activated": "verification",
		"a user": "registration_attempt", "another case": "registration_attempt", "disabled": "registration_attempt", "both": "registration_attempt",
	} {
		f := owned(t)
		f.post(202, "/auth/register/", registering(map[string]any{"email": owners[owner], "full_name": "Buy Pills"}))
		if mails := f.mails(); !slices.Equal(mails, []string{want + " " + strings.Replace(owners[owner], "XIA", "xia", 1)}) {
			t.Errorf("%s: %q", owner, mails)
		}
		// Nobody makes the site say what she wants to somebody else.
		payload := f.rows("SELECT payload FROM outbox")[0]
		if strings.Contains(payload, "Pills") || strings.Contains(payload, `"closed":true`) != (owner == "disabled" || owner == "both") {
			t.Errorf("%s: %s", owner, payload)
		}
	}
}

// link is the key in the link of the newest mail.
func (f *fixture) link() string {
	f.Helper()
	mails := f.rows("SELECT payload FROM outbox WHERE template = 'registration_confirmation' ORDER BY id")
	var payload struct{ Link string }
	if len(mails) == 0 || json.Unmarshal([]byte(mails[len(mails)-1]), &payload) != nil || !matches(`^/activate/[0-9a-f]{40}/$`, payload.Link) {
		f.Fatalf("mails: %q", mails)
	}
	return "/auth" + payload.Link
}

// A registration that was confirmed leads to what an open one does at once, and to nothing before (auth-users.md 4.1).
func TestConfirmedRegistration(t *testing.T) {
	for name, c := range registrations {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t, confirmed)
			before := strings.NewReplacer("pending_registrations 0", "pending_registrations 1", "outbox 0", "outbox 1").Replace(f.written())
			f.post(202, "/auth/register/", registering(c.changes))
			if after := f.written(); after != before {
				t.Errorf("%s were written, want %s", after, before)
			}
			link := f.link()
			kept := strings.Join(f.rows("SELECT selector || ' ' || asked FROM pending_registrations"), "")
			if key := strings.Split(link, "/")[3]; strings.Contains(kept, key) || strings.Contains(kept, "yoyo") || strings.Contains(kept, "argon2id") {
				t.Errorf("%s is kept", kept)
			}
			f.post(400, link, `{"new_password": "yey"}`)
			a := f.post(201, link+"?cookie=true", `{"new_password": "yeye"}`)
			if claims := f.claims(a.Token); claims.Username != "ann" || claims.FullName != "Ann Mary Roy" || len(a.cookies) != 2 {
				t.Errorf("claims %+v, cookies %v", claims, a.cookies)
			}
			u := f.user("ann")
			if u.FirstName != "Ann Mary" || u.Email != "Ann@example.com" || !u.IsActive || u.LastLogin == nil || !u.LastLogin.Equal(start) {
				t.Errorf("user %+v", u)
			}
			if got := f.roles("ann"); !slices.Equal(got, c.roles) {
				t.Errorf("roles %q, want %q", got, c.roles)
			}
			contact := f.rows(`SELECT slug || '|' || email || '|' || full_name || '|' || verification_state || '|' || COALESCE(verification_key_hash, 'no key')
				FROM contacts WHERE user_id = ?`, u.ID)
			if want := "ann|Ann@example.com|Ann Mary Roy|verified|no key"; !slices.Equal(contact, []string{want}) {
				t.Errorf("contact %q", contact)
			}
			if signed := f.rows("SELECT id FROM signatures WHERE user_id = ?", u.ID); len(signed) != 1 {
				t.Errorf("signed %q", signed)
			}
			if mails := f.mails(); !slices.Equal(mails, []string{
				"registration_confirmation Ann@example.com",
				"user_registered donny@localhost.localdomain", "user_welcome Ann@example.com", "user_welcome donny@localhost.localdomain",
			}) {
				t.Errorf("mails %q", mails)
			}
			f.post(404, link, `{"new_password": "yeye"}`)
			f.post(403, "/auth/", credentials("ann", "yoyo")) // the stranger's
			f.post(201, "/auth/", credentials("ann", "yeye"))
		})
	}
}

// A personal profile is called like its user, also when she chooses other names.
func TestConfirmedRegistrationChangesNames(t *testing.T) {
	f := newFixture(t, confirmed)
	f.post(202, "/auth/register/", registering(map[string]any{"organization_name": "Ann Mary Roy"}))
	f.post(400, f.link(), `{"new_password": "yeye", "username": "anna@home"}`)
	f.post(400, f.link(), `{"new_password": "yeye", "username": "_archive_7"}`)
	f.post(201, f.link(), `{"new_password": "yeye", "username": "anna", "full_name": "Anna Roy"}`)
	if got := f.roles("anna"); !slices.Equal(got, []string{"anna|Anna Roy|Ann@example.com|||||||UTC|manager"}) {
		t.Errorf("roles %q", got)
	}
}

package auth_test

import (
	"slices"
	"strconv"
	"testing"

	"tollkeeper/server/auth"
)

// recoveries are who may ask for a new password, and which mail that leads to.
var recoveries = map[string]struct {
	email string
	mail  []string
	// told tells that a site which is set to tell refuses.
	told bool
}{
	"known":         {email: "xia@localhost.localdomain", mail: []string{"password_reset xia@localhost.localdomain"}},
	"another case":  {email: "XIA@Localhost.localdomain", mail: []string{"password_reset xia@localhost.localdomain"}},
	"unknown":       {email: "nobody@localhost.localdomain", told: true},
	"disabled":      {email: "joe@localhost.localdomain", told: true},
	"not activated": {email: "sam@localhost.localdomain", mail: []string{"verification sam@localhost.localdomain"}, told: true},
}

// mailsWritten is how many mails were ever put into the outbox, those included that were taken out again.
func (f *fixture) mailsWritten() int {
	f.Helper()
	n := 0
	for _, seq := range f.rows("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'") {
		n = must[int](f.T)(strconv.Atoi(seq))
	}
	return n
}

// Whether an account has an address is not told, unless the operator wants it told: the answer is what was sent, and no password is hashed for
// anybody (issue "People", no account enumeration; auth-users.md 4.1).
func TestAuthRecoverCreate(t *testing.T) {
	for name, c := range recoveries {
		for _, telling := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				cfg := defaults
				cfg.RecoverTelling = telling
				f := newFixture(t, cfg)
				f.change("UPDATE users SET is_active = 0 WHERE username = 'joe'")
				f.change("UPDATE users SET password_hash = ? WHERE username = 'sam'", auth.Unusable())
				before, written := f.hasher.Computed(), f.mailsWritten()
				want := 201
				if telling && c.told {
					want = 400
				}
				a := f.post(want, "/auth/recover/", `{"email": "`+c.email+`"}`)
				if a.Email != "" && a.Email != c.email || (a.Email == "") != (want == 400) || len(a.Errors["email"]) > 0 != (want == 400) {
					t.Errorf("%+v", a)
				}
				if did := f.hasher.Computed() - before; did != 0 {
					t.Errorf("%d hashes were computed", did)
				}
				if n := f.mailsWritten() - written; n != 1 {
					t.Errorf("%d mails were written, want 1, also for nobody", n)
				}
				if mails := f.mails(); !slices.Equal(mails, c.mail) {
					t.Errorf("mails %q", mails)
				}
			})
		}
	}
}

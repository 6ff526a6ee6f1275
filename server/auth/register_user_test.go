package auth_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tollkeeper/server/auth"
)

// registering returns the body of a registration: a valid one with changes; nil takes a key away.
func registering(changes map[string]any) string {
	body := map[string]any{"email": "Ann@Example.COM", "full_name": "Ann Mary Roy", "username": "ann", "password": "yoyo"}
	maps.Copy(body, changes)
	maps.DeleteFunc(body, func(_ string, v any) bool { return v == nil })
	data, _ := json.Marshal(body) // maps of texts can be marshalled
	return string(data)
}

// roles lists the profiles that a user manages, with their names and addresses.
func (f *fixture) roles(username string) []string {
	f.Helper()
	return f.rows(`SELECT o.slug || '|' || o.full_name || '|' || o.email || '|' || o.street_address || '|' || o.locality || '|' || o.region || '|' ||
		o.postal_code || '|' || o.country || '|' || o.phone || '|' || o.default_timezone || '|' || d.slug
		FROM roles r JOIN organizations o ON o.id = r.organization_id JOIN role_descriptions d ON d.id = r.role_description_id
		JOIN users u ON u.id = r.user_id WHERE u.username = ?`, username)
}

// registrations are the three modes of auth-users.md 4.1, with the profiles that come of them.
var registrations = map[string]struct {
	changes map[string]any
	roles   []string
}{
	"user": {},
	"personal, by name": {
		changes: map[string]any{"organization_name": "Ann Mary Roy"}, roles: []string{"ann|Ann Mary Roy|Ann@example.com|||||||UTC|manager"},
	},
	"personal, by country": {
		changes: map[string]any{"country": "US"}, roles: []string{"ann|Ann Mary Roy|Ann@example.com|||||US||UTC|manager"},
	},
	"personal, by phone": {
		changes: map[string]any{"phone": "555"}, roles: []string{"ann|Ann Mary Roy|Ann@example.com||||||555|UTC|manager"},
	},
	"personal, by address": {
		changes: map[string]any{"street_address": "1 Main", "locality": "Bern", "region": "BE", "postal_code": "3000"},
		roles:   []string{"ann|Ann Mary Roy|Ann@example.com|1 Main|Bern|BE|3000|||UTC|manager"},
	},
	"together": {
		changes: map[string]any{"organization_name": "Roy & Söhne Ltd", "country": "CH", "locality": "Bern"},
		roles:   []string{"roy-sohne-ltd|Roy & Söhne Ltd|Ann@example.com||Bern|||CH||UTC|manager"},
	},
	"together, another case of the name": {
		changes: map[string]any{"organization_name": "ann mary roy"}, roles: []string{"ann-mary-roy|ann mary roy|Ann@example.com|||||||UTC|manager"},
	},
}

func TestAuthRegisterCreate(t *testing.T) {
	for name, c := range registrations {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t, defaults)
			a := f.post(201, "/auth/register/", registering(c.changes))
			claims := f.claims(a.Token)
			if claims.Username != "ann" || claims.Email != "Ann@example.com" || claims.FullName != "Ann Mary Roy" || !claims.Credentials {
				t.Errorf("claims %+v", claims)
			}
			u := f.user("ann")
			if u.FirstName != "Ann Mary" || u.LastName != "Roy" || !u.IsActive || !u.CreatedAt.Equal(start) || u.LastLogin != nil || len(u.UUID) != 36 {
				t.Errorf("user %+v", u)
			}
			if got := f.roles("ann"); !slices.Equal(got, c.roles) {
				t.Errorf("roles %q, want %q", got, c.roles)
			}
			contact := f.rows(`SELECT slug || '|' || email || '|' || full_name || '|' || verification_state || '|' || length(verification_key_hash) || '|' ||
				COALESCE(verification_sent_at, 'not sent') FROM contacts WHERE user_id = ?`, u.ID)
			if want := "ann|Ann@example.com|Ann Mary Roy|pending|20|not sent"; !slices.Equal(contact, []string{want}) {
				t.Errorf("contact %q", contact)
			}
			signed := f.rows("SELECT a.slug FROM signatures s JOIN agreements a ON a.id = s.agreement_id WHERE s.user_id = ?", u.ID)
			if !slices.Equal(signed, []string{"terms-of-use"}) {
				t.Errorf("signed %q", signed)
			}
			if mails := f.mails(); !slices.Equal(mails, []string{
				"user_registered donny@localhost.localdomain", "user_welcome Ann@example.com", "user_welcome donny@localhost.localdomain",
				"address_confirmation Ann@example.com",
			}) {
				t.Errorf("mails %q", mails)
			}
			f.post(200, "/auth/tokens/verify/", verify(a.Token), bearer(a.Token))
			f.post(201, "/auth/", credentials("ann@example.com", "yoyo"))
		})
	}
}

// refusedRegistrations are changes to a good registration, with the fields that the answer must name.
var refusedRegistrations = map[string]struct {
	changes map[string]any
	fields  []string
}{
	"username taken":                     {map[string]any{"username": "xia"}, []string{"username"}},
	"username taken, another case":       {map[string]any{"username": "XIA"}, []string{"username"}},
	"e-mail taken":                       {map[string]any{"email": "xia@localhost.localdomain"}, []string{"email"}},
	"e-mail taken, another case":         {map[string]any{"email": "XIA@LOCALHOST.localdomain"}, []string{"email"}},
	"e-mail of a disabled user":          {map[string]any{"email": "joe@localhost.localdomain"}, []string{"email"}},
	"e-mail of a disabled, passive user": {map[string]any{"email": "sam@localhost.localdomain"}, []string{"email"}},
	"both taken":                         {map[string]any{"username": "xia", "email": "xia@localhost.localdomain"}, []string{"email", "username"}},
	"personal, e-mail taken":             {map[string]any{"country": "US", "email": "xia@localhost.localdomain"}, []string{"email"}},
	"personal, username taken":           {map[string]any{"country": "US", "username": "donny"}, []string{"username"}},
	"personal, slug taken":               {map[string]any{"country": "US", "username": "cowork"}, []string{"username"}},
	"personal, both taken":               {map[string]any{"country": "US", "username": "xia"}, []string{"username"}},
	"personal without username":          {map[string]any{"country": "US", "username": nil}, []string{"username"}},
	"personal, username too long":        {map[string]any{"country": "US", "username": longName[:51]}, []string{"username"}},
	"personal, username unfit for a URL": {map[string]any{"country": "US", "username": "ann@home"}, []string{"username"}},
	"together, slug taken":               {map[string]any{"organization_name": "Cowork!"}, []string{"organization_name"}},
	"a word of a path":                   {map[string]any{"username": "charges"}, []string{"username"}},
	"two dots":                           {map[string]any{"username": ".."}, []string{"username"}},
	"an address as a name":               {map[string]any{"username": "zoe@corp.example"}, []string{"username"}},
	"together, all taken": {
		map[string]any{"organization_name": "cowork", "username": "xia", "email": "xia@localhost.localdomain"},
		[]string{"email", "organization_name", "username"},
	},
	"no such country":          {map[string]any{"country": "XX"}, []string{"country"}},
	"short password":           {map[string]any{"password": "yo"}, []string{"password"}},
	"blank password":           {map[string]any{"password": "      "}, []string{"password"}},
	"empty password":           {map[string]any{"password": ""}, []string{"password"}},
	"no e-mail":                {map[string]any{"email": nil}, []string{"email"}},
	"no e-mail address":        {map[string]any{"email": "ann"}, []string{"email"}},
	"no name":                  {map[string]any{"full_name": "  "}, []string{"full_name"}},
	"username of the deleted":  {map[string]any{"username": "_archive_5"}, []string{"username"}},
	"address of the deleted":   {map[string]any{"email": "_ARCHIVE_5@example.com"}, []string{"email"}},
	"personal, of the deleted": {map[string]any{"country": "US", "username": "_archive_5"}, []string{"username"}},
	"long username":            {map[string]any{"username": longName}, []string{"username"}},
	"username of blanks":       {map[string]any{"username": "a b"}, []string{"username"}},
	"blank locality":           {map[string]any{"locality": " "}, []string{"locality"}},
	"several at once":          {map[string]any{"password": "yo", "country": "XX", "username": nil}, []string{"country", "password", "username"}},
}

var longName = strings.Repeat("x", 151)

// Each conflict names its field, and nothing is written.
func TestAuthRegisterCreateRefuses(t *testing.T) {
	f := newFixture(t, auth.Config{MinPassword: 4, Authentication: auth.AuthenticationEnabled, WelcomeMail: true})
	f.change("UPDATE users SET is_active = 0 WHERE username IN ('joe', 'sam')")
	f.change("UPDATE users SET password_hash = '!' WHERE username = 'sam'")
	for name, c := range refusedRegistrations {
		t.Run(name, func(t *testing.T) {
			count := `SELECT (SELECT count(*) FROM users) || ' ' || (SELECT count(*) FROM contacts) || ' ' || (SELECT count(*) FROM organizations) || ' ' ||
				(SELECT count(*) FROM outbox)`
			before := f.rows(count)
			a := f.post(400, "/auth/register/", registering(c.changes))
			if got := slices.Sorted(maps.Keys(a.Errors)); !slices.Equal(got, c.fields) {
				t.Errorf("fields %q, want %q: %+v", got, c.fields, a)
			}
			for field, messages := range a.Errors {
				if len(messages) != 1 {
					t.Errorf("%s: %q", field, messages)
				}
			}
			if after := f.rows(count); after[0] != before[0] {
				t.Errorf("rows: %s became %s", before, after)
			}
		})
	}
}

func TestAuthRegisterCreateWithoutPassword(t *testing.T) {
	f := newFixture(t, auth.Config{MinPassword: 10, Authentication: auth.AuthenticationEnabled})
	a := f.post(201, "/auth/register/", registering(map[string]any{"password": nil}))
	if f.user("ann").Activated() || f.claims(a.Token).Credentials {
		t.Error("activated without a password")
	}
	if mails := f.mails(); !slices.Equal(mails, []string{"user_registered donny@localhost.localdomain"}) {
		t.Errorf("mails %q: no welcome is configured, and no verification is sent yet", mails)
	}
	f.post(403, "/auth/", credentials("ann", "yoyo"))
	f.post(200, "/auth/tokens/verify/", verify(a.Token), bearer(a.Token))
}

// A user who registers again instead of following the link gets it again, the same one while it is fresh (auth-users.md 1.6).
func TestAuthRegisterCreateAgain(t *testing.T) {
	f := newFixture(t, defaults)
	f.post(201, "/auth/register/", registering(map[string]any{"password": nil}))
	state := func() string {
		return f.rows("SELECT verification_state || ' ' || verification_key_hash FROM contacts WHERE slug = 'ann'")[0]
	}
	first := state()
	for i, c := range []struct {
		after   time.Duration
		prepare string
		same    bool
	}{
		{0, "", true},
		{29 * 24 * time.Hour, "", true},
		{30*24*time.Hour - time.Microsecond, "", true},
		{30 * 24 * time.Hour, "", false},
		{time.Hour, "UPDATE contacts SET verification_state = 'verified' WHERE slug = 'ann'", false},
		{time.Hour, "", true},
		{time.Hour, "UPDATE contacts SET verification_state = 'none', verification_key_hash = NULL WHERE slug = 'ann'", false},
		{time.Hour, "DELETE FROM contacts WHERE slug = 'ann'", false},
	} {
		f.now = f.now.Add(c.after)
		if c.prepare != "" {
			f.change(c.prepare)
		}
		a := f.post(400, "/auth/register/", registering(map[string]any{"email": "ANN@example.com", "username": nil, "organization_name": "Roe"}))
		if len(a.Errors["email"]) != 1 || !strings.Contains(a.Detail, "mailed again") {
			t.Errorf("step %d: %+v", i, a)
		}
		if got := state(); (got == first) != c.same || !strings.HasPrefix(got, "pending ") {
			t.Errorf("step %d: %q became %q", i, first, got)
		}
		first = state()
		if sent := f.rows("SELECT verification_sent_at FROM contacts WHERE slug = 'ann'"); sent[0] != fmt.Sprint(f.now.UnixMicro()) {
			t.Errorf("step %d: sent at %s", i, sent)
		}
		mails := f.mails()
		if want := "verification Ann@example.com"; len(mails) != 4+i || mails[3+i] != want {
			t.Errorf("step %d: mails %q", i, mails)
		}
	}
}

func TestAuthRegisterCreateNames(t *testing.T) {
	for name, c := range map[string]struct {
		prepare  []string
		email    string
		username string
	}{
		"local part":                   {email: "new.one+1@example.com", username: `^newone1$`},
		"local part that breaks rules": {email: "né@example.com", username: `^ne$`},
		"taken":                        {email: "xia@example.com", username: `^xia-[0-9]{3}$`},
		"too long":                     {email: strings.Repeat("y", 60) + "@example.com", username: `^y{50}$`},
		"too long and taken": {
			prepare: []string{"UPDATE users SET username = '" + strings.Repeat("Y", 50) + "' WHERE username = 'xia'"},
			email:   strings.Repeat("y", 60) + "@example.com", username: `^y{46}-[0-9]{3}$`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t, defaults)
			for _, statement := range c.prepare {
				f.change(statement)
			}
			a := f.post(201, "/auth/register/", registering(map[string]any{"username": nil, "email": c.email}))
			got := f.claims(a.Token).Username
			if !matches(c.username, got) {
				t.Errorf("username %q", got)
			}
			if slug := f.rows("SELECT slug FROM contacts WHERE user_id = ?", f.user(got).ID); slug[0] != got[:min(len(got), 50)] {
				t.Errorf("slug of the contact %q", slug)
			}
		})
	}
	t.Run("all taken", func(t *testing.T) {
		f := newFixture(t, defaults)
		f.change(`WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999) INSERT INTO users (uuid, username, email, first_name,
			last_name, password_hash, credential_version, is_active, created_at)
			SELECT printf('%036d', i), printf('xia-%03d', i), printf('%d@example.com', i), '', '', '!', 1, 1, 0 FROM n`)
		if a := f.post(400, "/auth/register/", registering(map[string]any{"username": nil, "email": "xia@example.com"})); len(a.Errors["username"]) != 1 {
			t.Errorf("%+v", a)
		}
	})
}

// A contact that was known before its user becomes hers when she has shown that the address is; the slug of another one is varied (auth-users.md 1.4
// and 4.1).
func TestAuthRegisterCreateLinksContact(t *testing.T) {
	f := newFixture(t, defaults)
	insert := `INSERT INTO contacts (slug, created_at, email, email_key, full_name, nick_name, picture, verification_state, verification_sent_at,
		mfa_backend) VALUES (?, 0, ?, ?, ?, 'Annie', 'https://example.com/ann.png', 'verified', 0, 0)`
	f.change(insert, "lead", "ann@EXAMPLE.com", "ann@example.com", "Ann R.")
	f.change(insert, "ann", "other@example.com", "other@example.com", "Other")
	f.change(insert, "lead2", "third@example.com", "third@example.com", "")
	a := f.post(201, "/auth/register/", registering(nil))
	if picture := f.claims(a.Token).Picture; picture != nil {
		t.Errorf("a stranger is shown what the address book knows: %v", *picture)
	}
	linked := func() []string {
		return f.rows(`SELECT full_name || ' ' || nick_name || ' ' || verification_state || ' ' || COALESCE(picture, 'no picture') FROM contacts WHERE user_id = ?`,
			f.user("ann").ID)
	}
	if got := linked(); !slices.Equal(got, []string{"Ann Mary Roy  pending no picture"}) {
		t.Errorf("linked %q", got)
	}
	link := f.rows("SELECT payload FROM outbox WHERE template = 'address_confirmation'")[0]
	_, key, _ := strings.Cut(link, "/address/")
	f.post(200, "/auth/address/"+key[:40]+"/", "")
	if got := linked(); !slices.Equal(got, []string{"Ann Mary Roy Annie verified https://example.com/ann.png"}) {
		t.Errorf("linked %q", got)
	}
	if left := f.rows("SELECT slug FROM contacts WHERE slug = 'lead'"); len(left) != 0 {
		t.Errorf("%q", left)
	}
	f.post(201, "/auth/register/", registering(map[string]any{"username": "Other", "email": "other@example.org"}))
	f.post(201, "/auth/register/", registering(map[string]any{"username": "lead2", "email": "bob@example.org"}))
	if slug := f.rows("SELECT slug FROM contacts WHERE user_id = ?", f.user("lead2").ID); !matches(`^lead2-[0-9a-f]{7}$`, slug[0]) {
		t.Errorf("slug %q", slug)
	}
}

// A site without terms of use asks for no signature.
func TestAuthRegisterCreateWithoutTerms(t *testing.T) {
	f := newFixture(t, defaults)
	f.change("DELETE FROM signatures")
	f.change("DELETE FROM agreements WHERE slug = 'terms-of-use'")
	f.post(201, "/auth/register/", registering(nil))
	if signed := f.rows("SELECT id FROM signatures"); len(signed) != 0 {
		t.Errorf("signed %q", signed)
	}
}

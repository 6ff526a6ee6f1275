package store_test

import (
	"testing"

	"tollkeeper/server/domain/naming"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Addresses that are there get their keys. Of several accounts with one address, in spellings that a database could not compare, the one keeps it
// whose user has shown that it is theirs; the others stay, and are found by username.
func TestEmailKeysOfWhatIsThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		for version := int64(-1); version != 37; {
			var err error
			if version, err = s.MigrateDown(ctx); err != nil || version == 0 {
				t.Fatalf("down to %d: %v", version, err)
			}
		}
		for i, email := range []string{"a@straße.example", "a@STRASSE.example", "a@xn--strae-oqa.example", ".x@y", "B@x.example"} {
			id := i + 1
			if err := s.Exec(ctx, `INSERT INTO users (id, uuid, username, email, first_name, last_name, password_hash, credential_version, is_active, created_at)
				VALUES (?, ?, ?, ?, '', '', '!', 1, TRUE, ?)`, id, user(string(rune('a'+i)), "").UUID, "u"+string(rune('1'+i)), email, at); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Exec(ctx, `INSERT INTO contacts (slug, created_at, email, full_name, nick_name, user_id, verification_state, mfa_backend)
			VALUES ('u3', ?, 'a@xn--strae-oqa.example', '', '', 3, 'verified', 0)`, at); err != nil {
			t.Fatal(err)
		}
		if _, err := s.MigrateUp(ctx); err != nil {
			t.Fatal(err)
		}
		for email, want := range map[string]string{"A@straße.example": "u3", "a@strasse.example": "u2", ".X@y": "u4", "b@X.example": "u5"} {
			if u, err := s.UserByEmail(ctx, email); err != nil || u.Username != want {
				t.Errorf("%s is %s, %v", email, u.Username, err)
			}
		}
		// Whose address somebody else has keeps the account.
		u, err := s.UserByLogin(ctx, "U1")
		if err != nil || u.Email != "a@straße.example" || u.EmailKey != "" {
			t.Fatalf("%+v, %v", u, err)
		}
		if err := s.Do(ctx, func(tx *store.Store) error { return tx.UpdateUser(ctx, u.ID, map[string]any{"email": "c@x.example"}) }); err != nil {
			t.Fatal(err)
		}
		if u, err := s.UserByEmail(ctx, "C@x.example"); err != nil || u.Username != "u1" || u.EmailKey != naming.EmailKey("c@x.example") {
			t.Errorf("%+v, %v", u, err)
		}
	})
}

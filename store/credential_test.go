package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tollkeeper/server/domain/access"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// A caller is the same whatever she shows; each credential brings what it is checked by (auth-users.md 1.6).
func TestCallerByCredential(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := found(t, s)
		manager := w.users["manager"]
		public, ends := strings.Repeat("k", 32), at.AddDate(0, 0, 14)
		err := s.Do(t.Context(), func(tx *store.Store) error {
			return errors.Join(
				tx.CreateAPIKey(t.Context(), &store.APIKey{UserID: manager.ID, PublicKey: strings.Repeat("o", 32), SecretHash: "old", CreatedAt: at}),
				tx.CreateAPIKey(t.Context(), &store.APIKey{UserID: manager.ID, PublicKey: public, SecretHash: "secret", CreatedAt: at}),
				tx.CreateSession(t.Context(), &store.Session{KeyHash: "hash", UserID: &manager.ID, CredentialVersion: 7, CreatedAt: at, ExpiresAt: ends}),
				tx.CreateSession(t.Context(), &store.Session{KeyHash: "anonymous", CreatedAt: at, ExpiresAt: ends}),
			)
		})
		if err != nil {
			t.Fatal(err)
		}
		rule := access.Rule{Level: access.Direct, Of: "organization"}
		ask := func(c store.Credential) (store.Caller, error) { return s.Caller(t.Context(), c, rule, "subscriber") }
		for name, c := range map[string]store.Credential{"token": {UserID: manager.ID}, "key": {APIKey: public}, "session": {SessionHash: "hash"}} {
			got, err := ask(c)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			p := got.Principal
			if p.UserID != manager.ID || p.Username != "manager" || p.Email != "manager@x.example" || p.CreatedAt != at || p.Activated || !got.IsActive ||
				got.CredentialVersion != 1 || got.Scope.Relation != (access.Relation{Direct: access.Manager}) {
				t.Errorf("%s: %+v", name, got)
			}
			if (name == "key") != (got.SecretHash == "secret") {
				t.Errorf("%s: secret %q", name, got.SecretHash)
			}
			if name == "session" && (got.SessionVersion != 7 || !got.SessionEndsAt.Equal(ends) || p.SessionID == 0) {
				t.Errorf("session: %+v", got)
			}
		}
		for name, c := range map[string]store.Credential{
			"unknown key": {APIKey: strings.Repeat("x", 32)}, "replaced key": {APIKey: strings.Repeat("o", 32)},
			"unknown session": {SessionHash: "x"}, "anonymous session": {SessionHash: "anonymous"},
		} {
			if _, err := ask(c); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// Of several roles each counts where it is held, and the highest on several profiles counts.
func TestCallerOfManyRoles(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := found(t, s)
		w.subscribe(t, s, at.Add(time.Hour), nil)
		w.subscribe(t, s, at.Add(-time.Hour), nil)
		u := w.users["contributor"]
		err := s.Do(t.Context(), func(tx *store.Store) error {
			manager, err := tx.GlobalRoleDescription(t.Context(), "manager")
			contributor, err2 := tx.GlobalRoleDescription(t.Context(), "contributor")
			// A description of the same slug that belongs to one profile has no meaning for access.
			archived := w.organizations["archived"].ID
			own := store.RoleDescription{Slug: "manager", Title: "own", CreatedAt: at, OrganizationID: &archived}
			errs := []error{err, err2, tx.CreateRoleDescription(t.Context(), &own)}
			for slug, description := range map[string]int64{"broker": contributor.ID, "provider": manager.ID, "archived": own.ID} {
				errs = append(errs, tx.CreateRole(t.Context(), &store.Role{
					CreatedAt: at, OrganizationID: w.organizations[slug].ID, UserID: u.ID, RoleDescriptionID: &description,
				}))
			}
			return errors.Join(errs...)
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, tc := range []struct {
			level   access.Level
			of, key string
			want    access.Relation
		}{
			{access.Broker, "", "", access.Relation{Broker: access.Contributor}},
			{access.Direct, "organization", "subscriber", access.Relation{Broker: access.Contributor, Direct: access.Contributor}},
			{access.Direct, "organization", "archived", access.Relation{Broker: access.Contributor}},
			{access.Provider, "organization", "subscriber", access.Relation{
				Broker: access.Contributor, Direct: access.Contributor, Provider: access.Manager, Former: access.Manager,
			}},
			{access.ProviderOnly, "organization", "provider", access.Relation{Broker: access.Contributor, Direct: access.Manager}},
			{access.Self, "user", "manager", access.Relation{Broker: access.Contributor}},
			{access.Self, "user", "invited", access.Relation{Broker: access.Contributor}},
			{access.Self, "user", "contributor", access.Relation{Self: true, Broker: access.Contributor}},
			{access.Authenticated, "", "", access.Relation{}},
		} {
			got, err := s.Caller(t.Context(), store.Credential{UserID: u.ID}, access.Rule{Level: tc.level, Of: tc.of, At: at}, tc.key)
			if err != nil || got.Scope.Relation != tc.want {
				t.Errorf("%s of %s: %+v, want %+v, %v", tc.level, tc.key, got.Scope.Relation, tc.want, err)
			}
			if want := tc.key != "archived"; got.ScopeFound != want { // she is no manager of the broker
				t.Errorf("%s of %s: found %v", tc.level, tc.key, got.ScopeFound)
			}
		}
	})
}

// A charge in the path stands for its customer (billing-ledger.md 6).
func TestCallerOfACharge(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := found(t, s)
		err := s.Do(t.Context(), func(tx *store.Store) error {
			return tx.CreateCharge(t.Context(), &store.Charge{
				CreatedAt: at, Amount: 1, Unit: "usd", CustomerID: w.organizations["subscriber"].ID, Last4: "1234", ExpDate: at,
				ProcessorID: w.organizations["broker"].ID, ProcessorKey: "cha_1",
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		rule := access.Rule{Level: access.Direct, Of: "charge"}
		for key, want := range map[string]bool{"cha_1": true, "cha_2": false, "subscriber": false} {
			got, err := s.Caller(t.Context(), store.Credential{UserID: w.users["manager"].ID}, rule, key)
			if err != nil || got.ScopeFound != want || (got.Scope.Relation.Direct == access.Manager) != want || (got.Scope.Organization == "subscriber") != want {
				t.Errorf("%s: %+v, %v", key, got, err)
			}
		}
	})
}

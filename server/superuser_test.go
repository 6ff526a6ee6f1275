package server_test

import (
	"strings"
	"testing"

	"tollkeeper/server"
	"tollkeeper/server/auth"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// The first superuser founds the site and manages its broker; a name that a user or a profile has is refused.
func TestCreateSuperuser(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		create := func(username string) error {
			return server.CreateSuperuser(t.Context(), s, servertest.Start, server.Superuser{
				Username: username, Email: username + "@x.example", FullName: "Ann Roy", Broker: "site", PasswordHash: auth.Unusable(),
			})
		}
		if err := create("ann"); err != nil {
			t.Fatal(err)
		}
		u, err := s.UserByName(t.Context(), "ann")
		if err != nil {
			t.Fatal(err)
		}
		if manages, err := s.ManagesBroker(t.Context(), u.ID); err != nil || !manages {
			t.Errorf("ann manages the broker: %t, %v", manages, err)
		}
		for username, words := range map[string]string{"ann": "exists", "site": "a profile is called site", "eve\x1b[2J": "--username has control characters"} {
			if err := create(username); err == nil || !strings.Contains(err.Error(), words) {
				t.Errorf("%s: %v", username, err)
			}
		}
	})
}

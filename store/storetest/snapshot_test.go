package storetest_test

import (
	"errors"
	"testing"
	"time"

	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// A restored database holds the rows of the snapshot again, none that came later, and gives out the same ids.
func TestRestore(t *testing.T) {
	for _, engine := range storetest.Engines() {
		t.Run(engine, func(t *testing.T) {
			url := storetest.URL(t, engine)
			s, err := store.Open(t.Context(), url, store.Options{MaxConnections: 4})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close() //nolint:errcheck // the database goes away
			at := time.Date(2019, 6, 24, 10, 0, 0, 0, time.UTC)
			create := func(slug string) store.Organization {
				o := store.Organization{Slug: slug, FullName: slug, Email: slug + "@example.com", CreatedAt: at, IsActive: true, DefaultTimezone: "UTC"}
				if err := s.Do(t.Context(), func(tx *store.Store) error { return tx.CreateOrganization(t.Context(), &o) }); err != nil {
					t.Fatal(err)
				}
				return o
			}
			create("kept")
			snapshot, err := storetest.TakeSnapshot(t.Context(), url)
			if err != nil {
				t.Fatal(err)
			}
			defer snapshot.Close() //nolint:errcheck // only a copy
			first := create("gone")
			for range 2 {
				if err := snapshot.Restore(t.Context()); err != nil {
					t.Fatal(err)
				}
				if _, err := s.OrganizationBySlug(t.Context(), "kept"); err != nil {
					t.Error(err)
				}
				if _, err := s.OrganizationBySlug(t.Context(), "gone"); !errors.Is(err, store.ErrNotFound) {
					t.Errorf("what came later: %v, want not found", err)
				}
				if again := create("gone"); again.ID != first.ID {
					t.Errorf("the id after restoring is %d, want %d", again.ID, first.ID)
				}
			}
		})
	}
}

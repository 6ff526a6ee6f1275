package storetest_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// A store that is filled holds what load wrote, in place of what the migrations wrote into the same tables, and goes on giving out ids from there.
func TestFill(t *testing.T) {
	at := time.Date(2019, 6, 24, 10, 0, 0, 0, time.UTC)
	for _, engine := range storetest.Engines() {
		t.Run(engine, func(t *testing.T) {
			create := func(s *store.Store, slug string) (store.Organization, error) {
				o := store.Organization{Slug: slug, FullName: slug, Email: slug + "@example.com", CreatedAt: at, IsActive: true, DefaultTimezone: "UTC"}
				return o, s.Do(t.Context(), func(tx *store.Store) error { return tx.CreateOrganization(t.Context(), &o) })
			}
			loads := 0
			load := func(s *store.Store) error {
				loads++
				_, first := create(s, "first")
				_, second := create(s, "second")
				return errors.Join(first, second)
			}
			loaded := storetest.URL(t, engine)
			s, err := store.Open(t.Context(), loaded, store.Options{MaxConnections: 4})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close() //nolint:errcheck // the database goes away
			if err := load(s); err != nil {
				t.Fatal(err)
			}
			want := storetest.Cells(t, loaded)
			for range 2 {
				url := storetest.URL(t, engine)
				filled, err := store.Open(t.Context(), url, store.Options{MaxConnections: 4})
				if err != nil {
					t.Fatal(err)
				}
				defer filled.Close() //nolint:errcheck // the database goes away
				storetest.Fill(t, filled, "two profiles", load)
				if got := storetest.Cells(t, url); !slices.Equal(sorted(got), sorted(want)) {
					t.Errorf("a filled store holds\n%v\nand a loaded one\n%v", got, want)
				}
				third, err := create(filled, "third")
				if second, lost := filled.OrganizationBySlug(t.Context(), "second"); err != nil || lost != nil || third.ID <= second.ID {
					t.Errorf("id %d after %d: %v, %v", third.ID, second.ID, err, lost)
				}
			}
			if loads != 2 {
				t.Errorf("loaded %d times, want once beside the first", loads)
			}
		})
	}
}

// sorted leaves out what migrating writes with the time of day.
func sorted(cells []storetest.Cell) []string {
	var out []string
	for _, c := range cells {
		if c.Table != "goose_db_version" {
			out = append(out, c.Table+"."+c.Column+" "+c.Text)
		}
	}
	slices.Sort(out)
	return out
}

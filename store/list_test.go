package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// What profiles-subscriptions-roles.md 4 says of every list, on the list of profiles.
func TestLists(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		names := []string{"Äther Gmbh", "100% Wool", "under_score", "wow!", "Alpha Beta", "Beta Gamma"}
		err := s.Do(t.Context(), func(tx *store.Store) error {
			for i := range 54 {
				name := fmt.Sprintf("Filler %02d", i)
				if i < len(names) {
					name = names[i]
				}
				o := store.Organization{
					Slug: fmt.Sprintf("o-%02d", i), CreatedAt: at.Add(time.Duration(i) * time.Hour), IsActive: true, FullName: name,
					Email: fmt.Sprintf("o%d@x.example", i), DefaultTimezone: "UTC",
				}
				if err := tx.CreateOrganization(t.Context(), &o); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		ask := func(l store.Listing) store.Rows[store.Profile] {
			t.Helper()
			rows, err := s.Profiles(t.Context(), l)
			if err != nil {
				t.Fatal(err)
			}
			return rows
		}
		for page, want := range map[int]int{1: 25, 2: 25, 3: 4, store.LastPage: 4} {
			if rows := ask(store.Listing{Page: page}); len(rows.Items) != want || rows.Count != 54 || rows.Pages() != 3 || page == store.LastPage && rows.Page != 3 {
				t.Errorf("page %d: %d of %d, page %d of %d", page, len(rows.Items), rows.Count, rows.Page, rows.Pages())
			}
		}
		if _, err := s.Profiles(t.Context(), store.Listing{Page: 4}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("beyond the end: %v", err)
		}
		if rows := ask(store.Listing{Page: 1, Query: "nothing like it"}); rows.Count != 0 || len(rows.Items) != 0 {
			t.Errorf("an empty list: %+v", rows)
		}
		for query, want := range map[string]string{
			"äTHER": "Äther Gmbh", "0%": "100% Wool", "r_s": "under_score", "w!": "wow!", "beta alpha": "Alpha Beta", "beta,GAMMA": "Beta Gamma",
			"o-00": "Äther Gmbh", "o3@x": "wow!",
		} {
			rows := ask(store.Listing{Page: 1, Query: query})
			if len(rows.Items) != 1 || rows.Items[0].FullName != want {
				t.Errorf("%q finds %d, want %q", query, len(rows.Items), want)
			}
		}
		if rows := ask(store.Listing{Page: 1, Query: "o-00", QueryFields: []string{"full_name"}}); rows.Count != 0 {
			t.Error("the search was not narrowed")
		}
		if rows := ask(store.Listing{Page: 1, Query: "o-00", QueryFields: []string{"nonsense"}}); rows.Count != 1 {
			t.Error("an unknown field must be as good as none")
		}
		newest := ask(store.Listing{Page: 1, Sort: []string{"nonsense", "-created_at"}}).Items[0]
		if newest.Slug != "o-53" || !newest.CreatedAt.Equal(at.Add(53*time.Hour)) || newest.CreatedAt.Location() != time.UTC {
			t.Errorf("newest: %s %s", newest.Slug, newest.CreatedAt)
		}
		if last := ask(store.Listing{Page: 1, Descending: true}).Items[0]; !strings.HasPrefix(last.FullName, "Ä") && last.FullName != "wow!" {
			t.Errorf("descending begins with %s", last.FullName)
		}
		from, until := at.Add(10*time.Hour), at.Add(12*time.Hour)
		if rows := ask(store.Listing{Page: 1, StartAt: &from, EndsAt: &until}); rows.Count != 2 {
			t.Errorf("%d rows from the 10th hour on, before the 12th; want 2", rows.Count)
		}
	})
}

// A page and its count are of one moment, whatever others write meanwhile: of profiles that come in pairs there is never an odd number.
func TestCountsUnderWrites(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const pairs = 60
		written := make(chan error, 1)
		go func() {
			for i := range pairs {
				err := s.Do(t.Context(), func(tx *store.Store) error {
					for _, half := range []string{"a", "b"} {
						o := store.Organization{
							Slug: fmt.Sprintf("pair-%d-%s", i, half), CreatedAt: at, IsActive: true, FullName: "Pair", Email: "p@x.example", DefaultTimezone: "UTC",
						}
						if err := tx.CreateOrganization(t.Context(), &o); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					written <- err
					return
				}
			}
			written <- nil
		}()
		grew := map[int64]bool{}
		for done := false; !done; {
			select {
			case err := <-written:
				if err != nil {
					t.Fatal(err)
				}
				done = true
			default:
			}
			for _, page := range []int{1, store.LastPage} {
				rows, err := s.Profiles(t.Context(), store.Listing{Page: page, Query: "pair"})
				if err != nil {
					t.Fatal(err)
				}
				want := min(rows.Count, store.PageSize)
				if page == store.LastPage && rows.Count > 0 {
					want = (rows.Count-1)%store.PageSize + 1
				}
				if rows.Count%2 != 0 || int64(len(rows.Items)) != want {
					t.Fatalf("page %d: %d rows of %d, want %d", page, len(rows.Items), rows.Count, want)
				}
				grew[rows.Count] = true
			}
		}
		if !grew[2*pairs] {
			t.Errorf("the last count is none of %v", grew)
		}
	})
}

package store_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// people writes users, every hundredth of whom has no contact, and contacts of the others.
func people(t *testing.T, s *store.Store, n int) {
	t.Helper()
	numbers, pad, minutes := fmt.Sprintf("generate_series(1, %d) i", n), "lpad(i::text, 36, '0')", "now() - i * interval '1 minute'"
	if s.Engine() == "sqlite" {
		numbers = fmt.Sprintf("(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT i FROM n)", n)
		pad, minutes = "substr('000000000000000000000000000000000000' || i, -36)", "1561370400000000 - i * 60000000"
	}
	err := s.Do(t.Context(), func(tx *store.Store) error {
		for _, statement := range []string{
			`INSERT INTO users (uuid, username, email, first_name, last_name, password_hash, credential_version, is_active, created_at, has_contact)
				SELECT ` + pad + `, 'u' || i, 'u' || i || '@x.example', 'F' || (i % 977), 'L' || i, '!', 1, TRUE, ` + minutes + `, i % 100 <> 0 FROM ` + numbers,
			`INSERT INTO contacts (slug, created_at, email, full_name, nick_name, user_id, verification_state, mfa_backend)
				SELECT username, created_at, email, first_name || ' ' || last_name, '', id, 'none', 0 FROM users WHERE has_contact`,
		} {
			if s.Engine() == "postgres" {
				statement = "/* the machine may be busy */ " + statement
				if err := tx.Exec(t.Context(), "SET LOCAL statement_timeout = 0"); err != nil {
					return err
				}
			}
			if err := tx.Exec(t.Context(), statement); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The book is one list in one order, whichever way a page of it is found.
func TestAddressBookPages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		people(t, s, 310)
		for _, sort := range [][]string{nil, {"-full_name"}, {"created_at"}, {"-created_at"}} {
			var all []store.Person
			for page := 1; page <= 13; page++ {
				rows, err := s.AddressBook(t.Context(), store.Listing{Page: page, Sort: sort})
				if err != nil || rows.Count != 310 {
					t.Fatalf("page %d: %d rows, %v", page, rows.Count, err)
				}
				all = append(all, rows.Items...)
			}
			seen := map[string]bool{}
			for _, p := range all {
				seen[p.Slug] = true
			}
			if len(all) != 310 || len(seen) != 310 {
				t.Errorf("%v: %d people, %d different", sort, len(all), len(seen))
			}
			order := func(a, b store.Person) int { return strings.Compare(a.FullName, b.FullName) }
			if len(sort) > 0 && strings.HasSuffix(sort[0], "created_at") {
				order = func(a, b store.Person) int { return a.CreatedAt.Compare(b.CreatedAt) }
			}
			if len(sort) > 0 && sort[0][0] == '-' {
				slices.Reverse(all)
			}
			if !slices.IsSortedFunc(all, order) {
				t.Errorf("%v is not sorted", sort)
			}
			last, err := s.AddressBook(t.Context(), store.Listing{Page: store.LastPage, Sort: sort})
			if err != nil || last.Page != 13 || len(last.Items) != 10 {
				t.Errorf("last page: %d with %d, %v", last.Page, len(last.Items), err)
			}
		}
		if _, err := s.AddressBook(t.Context(), store.Listing{Page: 14}); err == nil {
			t.Error("page 14 exists")
		}
		found, err := s.AddressBook(t.Context(), store.Listing{Page: 1, Query: "L300"})
		if err != nil || found.Count != 1 || found.Items[0].Slug != "u300" || found.Items[0].FullName != "F300 L300" || found.Items[0].NickName != "F300" {
			t.Errorf("a user without contact: %+v, %v", found.Items, err)
		}
	})
}

// The book is in the order that is asked for, ties and all, however many of its people have no contact.
func TestAddressBookOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		people(t, s, 120)
		for _, withoutContact := range []string{"1 = 0", "id % 3 = 0", "id % 5 > 0", "1 = 1"} {
			for _, statement := range []string{
				"DELETE FROM contacts WHERE user_id IN (SELECT id FROM users WHERE " + withoutContact + ")",
				"UPDATE users SET has_contact = EXISTS (SELECT 1 FROM contacts c WHERE c.user_id = users.id)",
				"UPDATE users SET created_at = (SELECT min(created_at) FROM users) WHERE id % 2 = 0", // half of them at once
				"UPDATE contacts SET created_at = (SELECT u.created_at FROM users u WHERE u.id = user_id)",
			} {
				if err := s.Exec(t.Context(), statement); err != nil {
					t.Fatal(err)
				}
			}
			for _, sort := range bookSorts {
				var got []store.Person
				for page := 1; page <= 5; page++ {
					rows, err := s.AddressBook(t.Context(), store.Listing{Page: page, Sort: sort})
					if err != nil || rows.Count != 120 {
						t.Fatalf("%v, page %d: %d rows, %v", sort, page, rows.Count, err)
					}
					got = append(got, rows.Items...)
				}
				if want := slices.SortedFunc(slices.Values(got), inOrder(sort)); len(got) != 120 || !slices.Equal(got, want) {
					t.Errorf("%v, %s: %v", sort, withoutContact, got)
				}
			}
		}
	})
}

// inOrder compares people as a sort says, by their slugs at last, which go the way of what is before them.
func inOrder(sort []string) func(a, b store.Person) int {
	if sort == nil {
		sort = []string{"full_name"}
	}
	return func(a, b store.Person) int {
		for _, key := range sort {
			order := strings.Compare(a.FullName, b.FullName)
			if !strings.HasSuffix(key, "full_name") {
				order = a.CreatedAt.Compare(b.CreatedAt)
			}
			if key[0] == '-' {
				order = -order
			}
			if order != 0 {
				return order
			}
		}
		if strings.HasPrefix(sort[len(sort)-1], "-") {
			a, b = b, a
		}
		return strings.Compare(a.Slug, b.Slug)
	}
}

// bookSorts are the sorts of users_list, and several of them together.
var bookSorts = [][]string{
	nil,
	{"full_name"},
	{"-full_name"},
	{"created_at"},
	{"-created_at"},
	{"date_joined"},
	{"-date_joined"},
	{"full_name", "created_at"},
	{"-full_name", "created_at"},
	{"created_at", "-full_name"},
	{"-created_at", "full_name"},
}

// Of 100,000 users a page in the middle takes at most three times as long as the first, whatever they are sorted by; both are found by an index.
func TestAddressBookOfMany(t *testing.T) {
	if !storetest.Has("postgres") {
		t.Log("TEST_ENGINES leaves PostgreSQL out; its plans are not looked at")
		return
	}
	s := storetest.Open(t, "postgres")
	people(t, s, 100_000)
	if err := s.Exec(t.Context(), "VACUUM ANALYZE users, contacts"); err != nil {
		t.Fatal(err)
	}
	fewSorted(t, s)
	searchedOnce(t, s)
	for _, sort := range bookSorts {
		middleAsQuick(t, sort, func(page int) error {
			_, err := s.AddressBook(t.Context(), store.Listing{Page: page, Sort: sort})
			return err
		})
		index := "using contacts_listed"
		if sort != nil && !strings.HasSuffix(sort[0], "full_name") {
			index = "using contacts_listed_created"
		}
		for _, page := range []int{1, 2000} {
			text := planOf(t, s, func(s *store.Store) error {
				_, err := s.AddressBook(t.Context(), store.Listing{Page: page, Sort: sort})
				return err
			})
			if !strings.Contains(text+"\n", index+" ") || strings.Contains(text, "Seq Scan on users") {
				t.Errorf("page %d, %v:\n%s", page, sort, text)
			}
		}
	}
}

// A page in the middle costs about what the first one costs on SQLite, too: nothing is sorted, and what is skipped is read from indexes alone.
func TestAddressBookOfManyInSQLite(t *testing.T) {
	if !storetest.Has("sqlite") {
		t.Log("TEST_ENGINES leaves SQLite out; its plans are not looked at")
		return
	}
	s := storetest.Open(t, "sqlite")
	people(t, s, 100_000)
	for _, sort := range bookSorts {
		middleAsQuick(t, sort, func(page int) error {
			_, err := s.AddressBook(t.Context(), store.Listing{Page: page, Sort: sort})
			return err
		})
	}
	anySortQuick(t, s)
}

// The notes about a contact who has 100,000 of them are paged as quickly as people are.
func TestActivitiesOfMany(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		people(t, s, 1000)
		var contact int64
		err := s.Do(t.Context(), func(tx *store.Store) error {
			c, err := tx.ContactBySlug(t.Context(), "u1")
			contact = c.ID
			if err == nil && s.Engine() == "postgres" {
				err = tx.Exec(t.Context(), "SET LOCAL statement_timeout = 0") // the machine may be busy
			}
			if err != nil {
				return err
			}
			return tx.Exec(t.Context(), "INSERT INTO activities (created_at, created_by_id, contact_id, text) SELECT u.created_at, u.id, ?, 'Called ' || v.id FROM users u, users v WHERE v.id % 10 = 0", contact)
		})
		if err == nil && s.Engine() == "postgres" {
			err = s.Exec(t.Context(), "VACUUM ANALYZE users, contacts, activities")
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, sort := range [][]string{nil, {"created_at"}, {"-created_at"}} {
			middleAsQuick(t, sort, func(page int) error {
				rows, err := s.Activities(t.Context(), contact, store.Listing{Page: page, Sort: sort})
				if err == nil && (rows.Count != 100_000 || len(rows.Items) != store.PageSize) {
					t.Fatalf("page %d: %d of %d", page, len(rows.Items), rows.Count)
				}
				return err
			})
		}
	})
}

// middleAsQuick checks that page 2000 takes at most three times as long as page 1. The least of many tries is what the database needs; the rest is
// what else the machine did meanwhile.
func middleAsQuick(t *testing.T, sort []string, list func(page int) error) {
	t.Helper()
	quickest := map[int]time.Duration{}
	ratio := math.Inf(1)
	for tries := 0; tries < 7 || ratio > 3 && tries < 200; tries++ {
		for _, page := range []int{1, 2000} {
			at := time.Now()
			if err := list(page); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(at); quickest[page] == 0 || took < quickest[page] {
				quickest[page] = took
			}
		}
		ratio = float64(quickest[2000]) / float64(quickest[1])
	}
	t.Logf("sorted by %v: page 2000 takes %.1f times as long as page 1", sort, ratio)
	if ratio > 3 {
		t.Errorf("sorted by %v: page 2000 takes %v, page 1 %v", sort, quickest[2000], quickest[1])
	}
}

// completions are the lists that complete a name, by every sort that they publish (auth-users.md 5.2). They have no pages: a sixth row is the last
// that is looked for.
func completions() map[string]func(*store.Store) error {
	now := time.Now()
	out := map[string]func(*store.Store) error{}
	for _, direction := range []string{"", "-"} {
		for _, sort := range []string{"first_name", "last_name", "email", "created_at", "date_joined"} {
			out["users by "+direction+sort] = func(s *store.Store) error {
				_, err := s.UserAccounts(context.Background(), store.Listing{Sort: []string{direction + sort}, EndsAt: &now})
				return err
			}
		}
		for _, sort := range []string{"full_name", "created_at"} {
			out["all accounts by "+direction+sort] = func(s *store.Store) error {
				_, err := s.Accounts(context.Background(), true, store.Listing{Sort: []string{direction + sort}})
				return err
			}
		}
	}
	return out
}

// anySortQuick checks that no sort of what completes a name looks at all users: it takes no longer than a page of the book.
func anySortQuick(t *testing.T, s *store.Store) {
	t.Helper()
	for name, query := range completions() {
		book, completion := time.Hour, time.Hour
		for tries := 0; tries < 7 || completion > book && tries < 100; tries++ {
			at := time.Now()
			if err := query(s); err != nil {
				t.Fatal(err)
			}
			completion = min(completion, time.Since(at))
			at = time.Now()
			if _, err := s.AddressBook(t.Context(), store.Listing{Page: 1}); err != nil {
				t.Fatal(err)
			}
			book = min(book, time.Since(at))
		}
		if completion > book {
			t.Errorf("%s take %v, a page of the book %v", name, completion, book)
		}
	}
}

// fewSorted checks that what completes a name sorts what it shows, and not all users first: a sixth row is the last that is looked for, whatever the
// order that is asked for (auth-users.md 4.2).
func fewSorted(t *testing.T, s *store.Store) {
	t.Helper()
	for name, query := range completions() {
		text := planOf(t, s, query)
		if sort, limit := strings.Index(text, "Sort  ("), strings.Index(text, "Limit  ("); sort < 0 || limit < sort {
			t.Errorf("%s are sorted before they are few:\n%s", name, text)
		}
	}
}

// searchedOnce checks that a search of the whole book reads it once, and looks up nothing but what it found: it takes little longer than a search of
// the users alone (some 10 times as long when each column was folded, and everybody looked up first).
func searchedOnce(t *testing.T, s *store.Store) {
	t.Helper()
	now := time.Now()
	ask := store.Listing{Page: 1, Query: "u77777", EndsAt: &now}
	book, users := time.Hour, time.Hour
	for tries := 0; tries < 3 || book > 5*users && tries < 20; tries++ {
		at := time.Now()
		if found, err := s.AddressBook(t.Context(), ask); err != nil || found.Count != 1 || found.Items[0].Slug != "u77777" {
			t.Fatalf("%+v, %v", found, err)
		}
		book = min(book, time.Since(at))
		at = time.Now()
		if found, err := s.UserAccounts(t.Context(), ask); err != nil || len(found) != 1 {
			t.Fatalf("%+v, %v", found, err)
		}
		users = min(users, time.Since(at))
	}
	t.Logf("a search of the book takes %.1f times as long as one of the users", float64(book)/float64(users))
	if book > 5*users {
		t.Errorf("a search of the book takes %v, one of the users %v", book, users)
	}
}

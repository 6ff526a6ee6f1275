package store

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Person is an entry of the address book as lists show it: a contact, a user with her contact, or a user without one.
type Person struct {
	// Slug is the username of a user.
	Slug      string
	NickName  string
	FullName  string
	Email     string
	Picture   *string
	CreatedAt time.Time
	// Credentials tells that there is a user with a usable password.
	Credentials bool
}

// The address book is every contact, and every enabled user who has none: k says which of them, and what they are sorted by. The halves are
// read by indexes of their own in the order of the list, so that a page costs what is in front of it in an index, and not the whole book;
// everything else about the people is looked up for the page alone.
const (
	// bookWords are the keys with all that is searched of a person. Who matches is found among them, and everything else is looked up for her alone.
	bookWords = `(SELECT c.full_name, c.created_at, c.slug, TRUE AS contact, c.slug || ' ' || c.email || ' ' || c.full_name || ' ' || c.nick_name ||
		COALESCE(' ' || s.username || ' ' || s.email || ' ' || s.first_name || ' ' || s.last_name, '') AS words
		FROM contacts c LEFT JOIN users s ON s.id = c.user_id WHERE NOT c.archived
	UNION ALL SELECT w.first_name || ' ' || w.last_name, w.created_at, w.username, FALSE,
		w.username || ' ' || w.email || ' ' || w.first_name || ' ' || w.last_name FROM users w WHERE w.is_active AND NOT w.has_contact)`
	bookJoins = ` LEFT JOIN contacts c ON k.contact AND c.slug = k.slug
	LEFT JOIN users u ON u.id = COALESCE(c.user_id, CASE WHEN k.contact THEN NULL ELSE (SELECT n.id FROM users n WHERE n.username = k.slug) END)`
	bookColumns = `COALESCE(u.username, k.slug), COALESCE(c.nick_name, u.first_name),
	COALESCE(NULLIF(c.full_name, ''), trim(u.first_name || ' ' || u.last_name), ''), COALESCE(NULLIF(c.email, ''), u.email, ''), c.picture, c.created_at, u.created_at,
	u.id IS NOT NULL AND substr(u.password_hash, 1, 1) <> '!'`
)

var addressBook = list{
	columns: bookColumns, from: bookWords + " k" + bookJoins, tie: "k.slug",
	search: map[string]string{"words": "k.words"}, searchDefault: []string{"words"},
	sort: map[string]string{"full_name": "k.full_name", "created_at": "k.created_at", "date_joined": "k.created_at"},
}

// AddressBook lists users and contacts by full name, without users who were deleted (auth-users.md 4.6, users_list).
func (s *Store) AddressBook(ctx context.Context, ask Listing) (Rows[Person], error) {
	l := addressBook
	if len(ask.Sort) == 0 {
		l.sortDefault = []string{"full_name"}
	}
	if len(terms(ask.Query)) == 0 {
		l = s.cutBook(l, ask)
	}
	return run(ctx, s, l, ask, func(r row, head ...any) (Person, error) {
		var p Person
		var contactAt, userAt *time.Time
		err := r.Scan(append(head, &p.Slug, &p.NickName, &p.FullName, &p.Email, &p.Picture, &contactAt, &userAt, &p.Credentials)...)
		switch {
		case contactAt != nil:
			p.CreatedAt = *contactAt
		case userAt != nil:
			p.CreatedAt = *userAt
		}
		return p, err
	})
}

// cutBook cuts the page of a list in which nothing is searched before anything is joined to it. Of the people in front of the page nothing is read
// but what they are sorted by, which stands in an index.
func (s *Store) cutBook(l list, ask Listing) list {
	count := "(SELECT count(*) FROM contacts c WHERE NOT c.archived) + (SELECT count(*) FROM users w WHERE w.is_active AND NOT w.has_contact)"
	offset := fmt.Sprint((max(1, ask.Page) - 1) * PageSize)
	if ask.Page == LastPage {
		offset = fmt.Sprintf("(SELECT CASE WHEN n = 0 THEN 0 ELSE (n - 1) / %d * %d END FROM (SELECT %s AS n) a)", PageSize, PageSize, count)
	}
	order := l.order(ask)
	contacts, users := "c.slug", "w.username AS slug"
	for _, key := range []struct{ sort, contacts, users string }{
		{"k.full_name", "c.full_name", "w.first_name || ' ' || w.last_name AS full_name"}, {"k.created_at", "c.created_at", "w.created_at"},
	} {
		if strings.Contains(order, key.sort) {
			contacts, users = contacts+", "+key.contacts, users+", "+key.users
		}
	}
	contacts = "SELECT " + contacts + ", TRUE AS contact FROM contacts c WHERE NOT c.archived"
	users = "SELECT " + users + ", FALSE AS contact FROM users w WHERE w.is_active AND NOT w.has_contact"
	bare := strings.ReplaceAll(order, "k.", "")
	if !s.dialect.mergesUnions {
		cut := func(keys string) string {
			return fmt.Sprintf("SELECT * FROM (SELECT * FROM (%s) k ORDER BY %s LIMIT %s + %d) h", keys, order, offset, PageSize)
		}
		contacts, users = cut(contacts), cut(users)
	}
	l.from = fmt.Sprintf("(%s UNION ALL %s ORDER BY %s LIMIT %d OFFSET %s) k%s", contacts, users, bare, PageSize, offset, bookJoins)
	l.countIs, l.paged = count, true
	return l
}

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
	columns: bookColumns, from: bookWords + " k" + bookJoins, tie: "k.slug", tieFollows: true,
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

// bookHalf is one of the two tables of the book: its rows, and what they are called and sorted by.
type bookHalf struct {
	name, from, slug string
	contact          string
	sort             map[string]string
}

var bookHalves = [2]bookHalf{
	{
		name: "listed_contacts", from: "contacts c WHERE NOT c.archived", slug: "c.slug", contact: "TRUE",
		sort: map[string]string{"full_name": "c.full_name", "created_at": "c.created_at"},
	},
	{
		name: "listed_users", from: "users w WHERE w.is_active AND NOT w.has_contact", slug: "w.username", contact: "FALSE",
		sort: map[string]string{"full_name": "w.first_name || ' ' || w.last_name", "created_at": "w.created_at"},
	},
}

// cutBook cuts the page of a list in which nothing is searched before anything is joined to it. Of the people in front of the page nothing is read
// but what they are sorted by, which stands in an index.
func (s *Store) cutBook(l list, ask Listing) list {
	order := strings.ReplaceAll(l.order(ask), "k.", "")
	offset := fmt.Sprint((max(1, ask.Page) - 1) * PageSize)
	if ask.Page == LastPage {
		offset = fmt.Sprintf("(SELECT CASE WHEN c.n + u.n = 0 THEN 0 ELSE (c.n + u.n - 1) / %d * %d END FROM listed_contacts c, listed_users u)", PageSize, PageSize)
	}
	var with []string
	halves, rest := make([]string, 2), offset
	for _, h := range bookHalves {
		with = append(with, fmt.Sprintf("%s AS MATERIALIZED (SELECT count(*) AS n FROM %s)", h.name, h.from))
	}
	for i, h := range bookHalves {
		halves[i] = h.rows(order)
		switch {
		case !s.dialect.mergesUnions:
			halves[i] = fmt.Sprintf("SELECT * FROM (SELECT * FROM (%s) k ORDER BY %s LIMIT %s + %d) h", halves[i], order, offset, PageSize)
		case ask.Page > 1:
			edge, staying, skipped := h.skip(order, offset, bookHalves[1-i].name)
			with = append(with, edge)
			halves[i], rest = halves[i]+" AND "+staying, rest+" - "+skipped
		}
	}
	l.with = "WITH " + strings.Join(with, ", ")
	l.countIs, l.paged = "(SELECT c.n + u.n FROM listed_contacts c, listed_users u)", true
	l.from = fmt.Sprintf("(%s ORDER BY %s LIMIT %d OFFSET %s) k%s", strings.Join(halves, " UNION ALL "), order, PageSize, rest, bookJoins)
	return l
}

// rows selects the half with what it is sorted by.
func (h bookHalf) rows(order string) string {
	columns := h.slug + " AS slug"
	for _, key := range []string{"full_name", "created_at"} {
		if strings.Contains(order, key) {
			columns += ", " + h.sort[key] + " AS " + key
		}
	}
	return fmt.Sprintf("SELECT %s, %s AS contact FROM %s", columns, h.contact, h.from)
}

// skip finds who of the half is in front of the page whoever the other half is: of those in front of it all but as many as the other half has. It
// returns a condition on who stays, and how many do not. Merged halves are walked a row at a time, which takes SQLite ten times as long as an index;
// and of a sort by several keys an index has to know the first one only.
func (h bookHalf) skip(order, offset, other string) (edge, staying, skipped string) {
	first, _, _ := strings.Cut(order, ",")
	name, direction, _ := strings.Cut(first, " ")
	key, before, from := h.sort[name], "<", ">="
	if direction != "" {
		before, from = ">", "<="
	}
	ahead, at := fmt.Sprintf("max(0, %s - (SELECT n FROM %s))", offset, other), h.name+"_edge"
	edge = fmt.Sprintf("%s AS MATERIALIZED (SELECT %s AS key, %s AS slug FROM %s ORDER BY %s %s, %s %s LIMIT 1 OFFSET %s)",
		at, key, h.slug, h.from, key, direction, h.slug, direction, ahead)
	staying = fmt.Sprintf("%s %s (SELECT key FROM %s)", key, from, at)
	like := fmt.Sprintf("(SELECT count(*) FROM %s AND %s = (SELECT key FROM %s) AND %s %s (SELECT slug FROM %s))", h.from, key, at, h.slug, before, at)
	return edge, staying, fmt.Sprintf("(%s - %s)", ahead, like)
}

package store

import (
	"context"
	"fmt"
)

// MaxAccounts is how many matches are few enough to choose from (auth-users.md 4.2).
const MaxAccounts = 5

// bareUserColumns are those of profileColumns for a user u who has no profile of her name.
const bareUserColumns = `u.id, u.username AS slug, u.created_at, TRUE, FALSE, FALSE, FALSE, FALSE, trim(u.first_name || ' ' || u.last_name) AS full_name,
	u.email, '', '', '', '', '', '', 'UTC', CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT),
	CASE WHEN substr(u.password_hash, 1, 1) = '!' THEN 3 ELSE 4 END`

var userSearch = map[string]string{"username": "u.username", "first_name": "u.first_name", "last_name": "u.last_name", "email": "u.email"}

var userSearchDefault = []string{"username", "first_name", "last_name", "email"}

// What everybody may search: the names.
var (
	profileNames        = map[string]string{"slug": "o.slug", "full_name": "o.full_name"}
	profileNamesDefault = []string{"slug", "full_name"}
	userNames           = map[string]string{"username": "u.username", "first_name": "u.first_name", "last_name": "u.last_name"}
	userNamesDefault    = []string{"username", "first_name", "last_name"}
)

var accountOrder = list{
	sort: map[string]string{"full_name": "x.full_name", "created_at": "x.created_at"}, sortDefault: []string{"full_name"}, tie: "x.slug",
}

// Accounts completes the name of a profile or, with bareUsers, of a user who has no profile of her name. It returns nothing when there are
// more than MaxAccounts (auth-users.md 4.2).
func (s *Store) Accounts(ctx context.Context, bareUsers bool, ask Listing) ([]Profile, error) {
	profiles := profileList
	profiles.where += " AND NOT o.is_processor" // nobody deals with it (profiles-subscriptions-roles.md 3.1)
	searched, searchedDefault := userSearch, userSearchDefault
	if ask.ByName {
		profiles.search, profiles.searchDefault = profileNames, profileNamesDefault
		searched, searchedDefault = userNames, userNamesDefault
	}
	if bareUsers {
		profiles.where += leftOut(ask, ask.QueryFields, profiles.search, searched)
	}
	where, args := profiles.filter(s.dialect, ask)
	inner := fewOf(profileColumns("o") + " FROM organizations o" + profileJoin("o") + " WHERE " + where)
	if bareUsers {
		fields := userFields(ask.QueryFields)
		users := list{
			where: "u.is_active AND NOT EXISTS (SELECT 1 FROM organizations n WHERE n.slug = u.username)" +
				leftOut(ask, fields, searched, profiles.search),
			search: searched, searchDefault: searchedDefault, dateColumn: "u.created_at",
		}
		ask.QueryFields = fields
		whereUsers, argsUsers := users.filter(s.dialect, ask)
		inner += " UNION ALL " + fewOf(bareUserColumns+" FROM users u WHERE "+whereUsers)
		args = append(args, argsUsers...)
	}
	return few(s, ctx, "SELECT x.* FROM ("+inner+") x ORDER BY "+accountOrder.order(ask), args, func(r row) (Profile, error) {
		return scanProfile(r)
	})
}

// fewOf selects one row more than MaxAccounts at most, any of them: then there are too many, and which they are is all the same. So nothing has to be
// sorted, or even looked at, but what is shown. Unless they are materialized, SQLite sorts everybody first.
func fewOf(query string) string {
	return fmt.Sprintf("SELECT * FROM (WITH h AS MATERIALIZED (SELECT %s LIMIT %d) SELECT * FROM h) f", query, MaxAccounts+1)
}

// leftOut is a condition that keeps one half of a list empty when what the search is narrowed to are fields of the other half alone. Names that
// neither knows narrow nothing.
func leftOut(ask Listing, fields []string, own, other map[string]string) string {
	foreign := false
	for _, field := range fields {
		if own[field] != "" {
			return ""
		}
		foreign = foreign || other[field] != ""
	}
	if foreign && len(terms(ask.Query)) > 0 {
		return " AND FALSE"
	}
	return ""
}

// userFields translates the names of searched fields of profiles to those of users.
func userFields(fields []string) []string {
	out := make([]string, 0, len(fields))
	for _, field := range fields {
		switch field {
		case "slug":
			out = append(out, "username")
		case "full_name":
			out = append(out, "first_name", "last_name")
		default:
			out = append(out, field)
		}
	}
	return out
}

// UserAccounts completes the name of a user, as Accounts does.
func (s *Store) UserAccounts(ctx context.Context, ask Listing) ([]User, error) {
	l := list{
		where: "u.is_active", search: userSearch, searchDefault: userSearchDefault, dateColumn: "u.created_at", tie: "u.username",
		sort: map[string]string{
			"first_name": "u.first_name", "last_name": "u.last_name", "email": "u.email", "created_at": "u.created_at", "date_joined": "u.created_at",
		},
		sortDefault: []string{"created_at"},
	}
	if ask.ByName {
		l.search, l.searchDefault = userNames, userNamesDefault
		delete(l.sort, "email")
	}
	where, args := l.filter(s.dialect, ask)
	inner := fewOf("u.username, u.email, u.first_name, u.last_name, u.created_at FROM users u WHERE " + where)
	return few(s, ctx, "SELECT u.* FROM ("+inner+") u ORDER BY "+l.order(ask), args, func(r row) (User, error) {
		var u User
		return u, r.Scan(&u.Username, &u.Email, &u.FirstName, &u.LastName, &u.CreatedAt)
	})
}

// few reads up to MaxAccounts rows, and nothing when there are more.
func few[T any](s *Store, ctx context.Context, query string, args []any, scan func(row) (T, error)) ([]T, error) {
	found, err := s.rows(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	out := make([]T, 0, MaxAccounts)
	for found.Next() {
		if len(out) == MaxAccounts {
			return nil, nil
		}
		one, err := scan(found)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, found.Err()
}

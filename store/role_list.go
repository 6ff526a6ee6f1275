package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
)

// RoleOf is a role with its user, its profile and its description, which is nil while it is requested without one.
type RoleOf struct {
	Role
	User         User
	Organization Profile
	Description  *RoleDescription
}

const (
	roleColumns = `r.id, r.created_at, r.organization_id, r.user_id, r.role_description_id, r.request_key, r.grant_key, r.offer_ends_at, r.by_address,
		w.id, w.username, w.email, w.first_name, w.last_name, w.created_at, w.password_hash, w.is_active`
	descriptionColumns = "d.id, d.slug, d.created_at, d.organization_id, d.title, d.skip_optin_on_grant"
	roleFrom           = "roles r JOIN users w ON w.id = r.user_id JOIN organizations o ON o.id = r.organization_id"
	descriptionJoin    = " LEFT JOIN role_descriptions d ON d.id = r.role_description_id"
)

var roleOfColumns = roleColumns + ", " + profileColumns("o") + ", " + descriptionColumns

// own are where roleColumns go: the role and its user.
func (r *RoleOf) own() []any {
	b, u := &r.Role, &r.User
	return []any{
		&b.ID, &b.CreatedAt, &b.OrganizationID, &b.UserID, &b.RoleDescriptionID, &b.RequestKey, &b.GrantKey, &b.OfferEndsAt, &b.ByAddress,
		&u.ID, &u.Username, &u.Email, &u.FirstName, &u.LastName, &u.CreatedAt, &u.PasswordHash, &u.IsActive,
	}
}

// targets are where a row with roleOfColumns goes; done must be called after the scan.
func (r *RoleOf) targets() (into []any, done func()) {
	profile, profileDone := r.Organization.targets()
	var d struct {
		id, organizationID *int64
		slug, title        *string
		skip               *bool
	}
	var description RoleDescription
	var createdAt *time.Time
	into = append(r.own(), profile...)
	into = append(into, &d.id, &d.slug, &createdAt, &d.organizationID, &d.title, &d.skip)
	return into, func() {
		profileDone()
		if d.id == nil {
			return
		}
		description = RoleDescription{ID: *d.id, Slug: *d.slug, OrganizationID: d.organizationID, Title: *d.title, SkipOptinOnGrant: *d.skip}
		description.CreatedAt = *createdAt
		r.Description = &description
	}
}

// RoleAsk narrows a list of roles: to one user's, or to those of one profile, and to states.
type RoleAsk struct {
	// UserID or OrganizationID is set.
	UserID, OrganizationID int64
	// Kind is the slug of a description: of a profile's roles also every open request is listed (profiles-subscriptions-roles.md 3.7).
	Kind string
	// Active, Invited and Requested keep the roles in these states; none of them keeps all.
	Active, Invited, Requested bool
}

// RoleRows is a page of roles with two counters that look at all roles before any filter.
type RoleRows struct {
	Rows[RoleOf]
	Invited, Requested int64
}

// base is the set that the counters look at.
func (a RoleAsk) base() (where string, args []any) {
	if a.UserID != 0 {
		// What waits for the key in a mail is shown to who has the key.
		where, args = "r.user_id = ? AND NOT r.by_address", []any{a.UserID}
		if a.Kind != "" {
			where, args = where+" AND d.slug = ?", append(args, a.Kind)
		}
		return where, args
	}
	where, args = "r.organization_id = ?", []any{a.OrganizationID}
	if a.Kind != "" {
		where, args = where+" AND (d.slug = ? OR r.request_key IS NOT NULL)", append(args, a.Kind)
	}
	return where, args
}

// where is the base narrowed to the states that are asked for (profiles-subscriptions-roles.md 4.4).
func (a RoleAsk) where() (string, []any) {
	where, args := a.base()
	if !a.Active && !a.Invited && !a.Requested {
		return where, args
	}
	states := []string{"FALSE"}
	if a.Active {
		states = append(states, "COALESCE(r.grant_key, r.request_key) IS NULL")
	}
	if a.Invited {
		states = append(states, "r.grant_key IS NOT NULL")
	}
	if a.Requested {
		states = append(states, "r.request_key IS NOT NULL")
	}
	return where + " AND (" + strings.Join(states, " OR ") + ")", args
}

// Roles lists roles with their counters in one statement (profiles-subscriptions-roles.md 3.7, 3.8 and 4.4). sort is what orders them when
// nothing is asked for.
func (s *Store) Roles(ctx context.Context, a RoleAsk, ask Listing, sort string) (RoleRows, error) {
	base, baseArgs := a.base()
	counter := func(key string) string {
		return "(SELECT count(*) FROM " + roleFrom + descriptionJoin + " WHERE " + base + " AND r." + key + " IS NOT NULL)"
	}
	where, args := a.where()
	var out RoleRows
	l := list{
		columns: "r.id IS NOT NULL, h.invited, h.requested, " + roleOfColumns,
		beside:  "(SELECT " + counter("grant_key") + " AS invited, " + counter("request_key") + " AS requested) h", besideArgs: slices.Concat(baseArgs, baseArgs),
		from: roleFrom + descriptionJoin + profileJoin("o"), countFrom: roleFrom + descriptionJoin, where: where, args: args, tie: "r.id", dateColumn: "r.created_at",
		search: map[string]string{
			"organization__slug": "o.slug", "organization__full_name": "o.full_name", "user__username": "w.username",
			// What is not shown yet cannot be searched for either.
			"organization__email": "CASE WHEN r.request_key IS NULL THEN o.email END", "user__email": "CASE WHEN r.grant_key IS NULL THEN w.email END",
			"role_description__title": "COALESCE(d.title, '')", "role_description__slug": "COALESCE(d.slug, '')",
		},
		searchDefault: []string{
			"organization__slug", "organization__full_name", "organization__email", "user__username", "user__email", "role_description__title", "role_description__slug",
		},
		sort: map[string]string{
			"full_name": "o.full_name", "organization__full_name": "o.full_name", "username": "w.username", "user__username": "w.username",
			"role_name": "COALESCE(d.title, '')", "role_description__title": "COALESCE(d.title, '')", "grant_key": "(r.grant_key IS NOT NULL)",
			"request_key": "(r.request_key IS NOT NULL)", "created_at": "r.created_at",
		},
		sortDefault: []string{sort},
	}
	var err error
	out.Rows, err = run(ctx, s, l, ask, func(r row, head ...any) (RoleOf, error) {
		var one RoleOf
		var there bool
		into, done := one.targets()
		head = append(head, &there, &out.Invited, &out.Requested)
		if err := r.Scan(append(slices.Clone(head), unread(len(into))...)...); err != nil || !there {
			return one, cmp.Or(err, errNoRow)
		}
		err := r.Scan(append(head, into...)...)
		done()
		return one, err
	})
	return out, err
}

// ignored takes any column, NULL too.
type ignored struct{}

// Scan implements sql.Scanner.
func (ignored) Scan(any) error { return nil }

// unread is where n columns go that nobody reads.
func unread(n int) []any { return slices.Repeat([]any{ignored{}}, n) }

// RolesOfKind lists the roles on a profile that have a description, pending ones too, by username.
func (s *Store) RolesOfKind(ctx context.Context, organizationID, descriptionID int64) ([]RoleOf, error) {
	return s.rolesWhere(ctx, "r.organization_id = ? AND r.role_description_id = ? ORDER BY w.username", organizationID, descriptionID)
}

func (s *Store) rolesWhere(ctx context.Context, where string, args ...any) ([]RoleOf, error) {
	found, err := s.rows(ctx, "SELECT "+roleOfColumns+" FROM "+roleFrom+descriptionJoin+profileJoin("o")+" WHERE "+where, args...)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var out []RoleOf
	for found.Next() {
		var one RoleOf
		into, done := one.targets()
		if err := found.Scan(into...); err != nil {
			return nil, err
		}
		done()
		out = append(out, one)
	}
	return out, found.Err()
}

// RoleOn returns the role, offer or request of a user on a profile.
func (s *Store) RoleOn(ctx context.Context, organizationID, userID int64) (RoleOf, error) {
	return s.oneRole(ctx, "r.organization_id = ? AND r.user_id = ?", organizationID, userID)
}

// RoleByGrantKey returns the role that is offered with a key at an instant.
func (s *Store) RoleByGrantKey(ctx context.Context, key string, at time.Time) (RoleOf, error) {
	return s.oneRole(ctx, "r.grant_key = ? AND (r.offer_ends_at IS NULL OR r.offer_ends_at > ?)", key, at.UTC())
}

func (s *Store) oneRole(ctx context.Context, where string, args ...any) (RoleOf, error) {
	rows, err := s.rolesWhere(ctx, where, args...)
	if err != nil {
		return RoleOf{}, err
	}
	if len(rows) == 0 {
		return RoleOf{}, ErrNotFound
	}
	return rows[0], nil
}

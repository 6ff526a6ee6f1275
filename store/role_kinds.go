package store

import (
	"context"
	"fmt"
	"slices"
)

// KindOf is a description with the roles of its kind on one profile.
type KindOf struct {
	RoleDescription
	Roles []RoleOf
}

// KindsOn lists the descriptions of a profile, the global ones and its own, in the order of their creation, each with its roles on the profile,
// pending ones too, by username, in one statement. The roles have no profile and no description of their own.
func (s *Store) KindsOn(ctx context.Context, organizationID int64, ask Listing) (Rows[KindOf], error) {
	const from, where = "role_descriptions d", "(d.organization_id IS NULL OR d.organization_id = ?)"
	args := []any{organizationID}
	offset, offsetArgs := offsetOf(ask, from, where, args)
	query := fmt.Sprintf(`SELECT (SELECT count(*) FROM %s WHERE %s), %s, r.id IS NOT NULL, %s
		FROM (SELECT * FROM %s WHERE %s ORDER BY d.created_at, d.id LIMIT %d OFFSET %s) d
		LEFT JOIN (roles r JOIN users w ON w.id = r.user_id) ON r.role_description_id = d.id AND r.organization_id = ?
		ORDER BY d.created_at, d.id, w.username`, from, where, descriptionColumns, roleColumns, from, where, PageSize, offset)
	out := Rows[KindOf]{Page: max(1, ask.Page)}
	found, err := s.rows(ctx, query, slices.Concat(args, args, offsetArgs, args)...)
	if err != nil {
		return out, err
	}
	defer found.Close()
	for found.Next() {
		var kind KindOf
		var role RoleOf
		var there bool
		d := &kind.RoleDescription
		head := []any{&out.Count, &d.ID, &d.Slug, &d.CreatedAt, &d.OrganizationID, &d.Title, &d.SkipOptinOnGrant, &there}
		if err := found.Scan(append(slices.Clone(head), unread(len(role.own()))...)...); err != nil {
			return out, err
		}
		if n := len(out.Items); n == 0 || out.Items[n-1].ID != d.ID {
			out.Items = append(out.Items, kind)
		}
		if !there {
			continue
		}
		if err := found.Scan(append(head, role.own()...)...); err != nil {
			return out, err
		}
		last := &out.Items[len(out.Items)-1]
		last.Roles = append(last.Roles, role)
	}
	if ask.Page == LastPage {
		out.Page = out.Pages()
	}
	if err := found.Err(); err != nil || len(out.Items) > 0 || out.Page == 1 {
		return out, err
	}
	return out, ErrNotFound
}

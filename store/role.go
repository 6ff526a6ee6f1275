package store

import "context"

// GlobalRoleDescription returns the description that every profile has under a slug, such as manager.
func (s *Store) GlobalRoleDescription(ctx context.Context, slug string) (RoleDescription, error) {
	return first[RoleDescription](s, s.query(ctx).Where("organization_id IS NULL AND slug = ?", slug))
}

// CreateRoleDescription writes a new description and sets its id.
func (s *Store) CreateRoleDescription(ctx context.Context, d *RoleDescription) error {
	return s.wrap(s.tx(ctx).Create(d).Error)
}

// CreateRole writes a new role and sets its id.
func (s *Store) CreateRole(ctx context.Context, r *Role) error {
	return s.wrap(s.tx(ctx).Create(r).Error)
}

// Manages tells whether a user has a live manager role on an organization.
func (s *Store) Manages(ctx context.Context, userID, organizationID int64) (bool, error) {
	var n int64
	err := s.query(ctx).Raw(`SELECT count(*) FROM roles r JOIN role_descriptions d ON d.id = r.role_description_id
		WHERE r.user_id = ? AND r.organization_id = ? AND `+liveManager, userID, organizationID).Row().Scan(&n)
	return n > 0, err
}

// liveManager is the condition of a live manager role r with description d.
const liveManager = `r.grant_key IS NULL AND r.request_key IS NULL AND d.slug = 'manager' AND d.organization_id IS NULL`

// ManagesBroker tells whether a user has a live manager role on the broker.
func (s *Store) ManagesBroker(ctx context.Context, userID int64) (bool, error) {
	var n int64
	err := s.query(ctx).Raw(`SELECT count(*) FROM roles r JOIN role_descriptions d ON d.id = r.role_description_id
		JOIN organizations o ON o.id = r.organization_id WHERE r.user_id = ? AND o.is_broker AND `+liveManager, userID).Row().Scan(&n)
	return n > 0, err
}

package store

import (
	"context"
	"time"
)

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
const liveManager = `COALESCE(r.grant_key, r.request_key) IS NULL AND d.slug = 'manager' AND d.organization_id IS NULL`

// ManagesBroker tells whether a user has a live manager role on the broker.
func (s *Store) ManagesBroker(ctx context.Context, userID int64) (bool, error) {
	var n int64
	err := s.query(ctx).Raw(`SELECT count(*) FROM roles r JOIN role_descriptions d ON d.id = r.role_description_id
		JOIN organizations o ON o.id = r.organization_id WHERE r.user_id = ? AND o.is_broker AND `+liveManager, userID).Row().Scan(&n)
	return n > 0, err
}

// RoleDescriptionOn finds the description that a slug means on a profile: its own before the global one.
func (s *Store) RoleDescriptionOn(ctx context.Context, organizationID int64, slug string) (RoleDescription, error) {
	return first[RoleDescription](s, s.query(ctx).Where("slug = ? AND (organization_id IS NULL OR organization_id = ?)", slug, organizationID).
		Order("organization_id IS NULL"))
}

// RenameRoleDescription writes the title of a description.
func (s *Store) RenameRoleDescription(ctx context.Context, id int64, title string) error {
	return s.wrap(s.tx(ctx).Model(&RoleDescription{}).Where("id = ?", id).Update("title", title).Error)
}

// DeleteRoleDescription removes a description with all roles of its kind.
func (s *Store) DeleteRoleDescription(ctx context.Context, id int64) error {
	if err := s.tx(ctx).Where("role_description_id = ?", id).Delete(&Role{}).Error; err != nil {
		return s.wrap(err)
	}
	return s.wrap(s.tx(ctx).Where("id = ?", id).Delete(&RoleDescription{}).Error)
}

// SaveRole writes a role that was changed.
func (s *Store) SaveRole(ctx context.Context, r Role) error {
	return s.wrap(s.tx(ctx).Model(&r).Select("UserID", "RoleDescriptionID", "RequestKey", "GrantKey", "OfferEndsAt", "ByAddress").Updates(r).Error)
}

// DeleteRole removes the role, offer or request of a user on a profile, if there is one.
func (s *Store) DeleteRole(ctx context.Context, organizationID, userID int64) error {
	return s.wrap(s.tx(ctx).Where("organization_id = ? AND user_id = ?", organizationID, userID).Delete(&Role{}).Error)
}

// RolesBeside lists the roles and offers of others on the profile that is called like a user and that she manages, unless it is the broker's.
func (s *Store) RolesBeside(ctx context.Context, userID int64) ([]Role, error) {
	var out []Role
	err := s.query(ctx).Raw(`SELECT x.* FROM roles x JOIN organizations o ON o.id = x.organization_id JOIN users u ON lower(u.username) = lower(o.slug)
		WHERE u.id = ? AND x.user_id <> u.id AND x.request_key IS NULL AND NOT o.is_broker AND o.is_active
		AND EXISTS (SELECT 1 FROM roles r JOIN role_descriptions d ON d.id = r.role_description_id
			WHERE r.organization_id = o.id AND r.user_id = u.id AND `+liveManager+`) ORDER BY x.id`, userID).Scan(&out).Error
	return out, s.wrap(err)
}

// ManagersOf lists the enabled users with a live manager role on a profile.
func (s *Store) ManagersOf(ctx context.Context, organizationID int64) ([]User, error) {
	var out []User
	err := s.query(ctx).Raw(`SELECT u.* FROM users u WHERE u.is_active AND u.id IN (SELECT r.user_id FROM roles r
		JOIN role_descriptions d ON d.id = r.role_description_id WHERE r.organization_id = ? AND `+liveManager+`) ORDER BY u.id`,
		organizationID).Scan(&out).Error
	return out, s.wrap(err)
}

// ManagedWithout tells whether an enabled user other than one manages a profile.
func (s *Store) ManagedWithout(ctx context.Context, organizationID, userID int64) (bool, error) {
	return s.exists(ctx, "roles r JOIN role_descriptions d ON d.id = r.role_description_id JOIN users u ON u.id = r.user_id",
		"r.organization_id = ? AND r.user_id <> ? AND u.is_active AND "+liveManager, organizationID, userID)
}

// ManagedBy lists the ids of the profiles that exist and that a user manages, in their order.
func (s *Store) ManagedBy(ctx context.Context, userID int64) ([]int64, error) {
	var out []int64
	err := s.query(ctx).Raw(`SELECT r.organization_id FROM roles r JOIN role_descriptions d ON d.id = r.role_description_id
		JOIN organizations o ON o.id = r.organization_id WHERE r.user_id = ? AND o.is_active AND `+liveManager+` ORDER BY r.organization_id`, userID).Scan(&out).Error
	return out, s.wrap(err)
}

// OfferedManagers lists the enabled users to whom a profile was offered to manage.
func (s *Store) OfferedManagers(ctx context.Context, organizationID int64) ([]User, error) {
	var out []User
	err := s.query(ctx).Raw(`SELECT u.* FROM users u JOIN roles r ON r.user_id = u.id JOIN role_descriptions d ON d.id = r.role_description_id
		WHERE u.is_active AND r.organization_id = ? AND r.grant_key IS NOT NULL AND NOT r.by_address AND d.slug = 'manager' AND d.organization_id IS NULL ORDER BY u.id`,
		organizationID).Scan(&out).Error
	return out, s.wrap(err)
}

// TakeOffer accepts that a user manages a profile that nobody manages yet, and tells whether it was offered to her, until after the time.
func (s *Store) TakeOffer(ctx context.Context, organizationID, userID int64, at time.Time) (bool, error) {
	db := s.tx(ctx).Exec(`UPDATE roles SET grant_key = NULL, offer_ends_at = NULL WHERE organization_id = ? AND user_id = ? AND grant_key IS NOT NULL AND NOT by_address
		AND (offer_ends_at IS NULL OR offer_ends_at > ?)
		AND role_description_id IN (SELECT d.id FROM role_descriptions d WHERE d.slug = 'manager' AND d.organization_id IS NULL)
		AND NOT EXISTS (SELECT 1 FROM roles r JOIN role_descriptions d ON d.id = r.role_description_id WHERE r.organization_id = roles.organization_id AND `+liveManager+`)`,
		organizationID, userID, at.UTC())
	return db.RowsAffected == 1, s.wrap(db.Error)
}

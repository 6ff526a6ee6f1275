package store

import "context"

// OptOuts lists the notifications that a user does not want.
func (s *Store) OptOuts(ctx context.Context, userID int64) ([]string, error) {
	var out []string
	err := s.query(ctx).Model(&NotificationOptOut{}).Where("user_id = ?", userID).Order("notification").Pluck("notification", &out).Error
	return out, s.wrap(err)
}

// SetOptOuts replaces the notifications that a user does not want.
func (s *Store) SetOptOuts(ctx context.Context, userID int64, notifications []string) error {
	if err := s.tx(ctx).Where("user_id = ?", userID).Delete(&NotificationOptOut{}).Error; err != nil {
		return s.wrap(err)
	}
	rows := make([]NotificationOptOut, len(notifications))
	for i, n := range notifications {
		rows[i] = NotificationOptOut{UserID: userID, Notification: n}
	}
	if len(rows) == 0 {
		return nil
	}
	return s.wrap(s.tx(ctx).Create(&rows).Error)
}

// ManagerEmails lists the addresses, as they are written, of the enabled users with a live manager role on a profile who want a notification, each once. The one
// who caused it, by her id, is left out; 0 leaves nobody out (auth-users.md 1.7). Without the name of a notification nobody can have
// switched it off.
func (s *Store) ManagerEmails(ctx context.Context, organizationID int64, notification string, causer int64) ([]string, error) {
	var out []string
	err := s.query(ctx).Raw(`SELECT DISTINCT u.email FROM roles r JOIN role_descriptions d ON d.id = r.role_description_id
		JOIN users u ON u.id = r.user_id
		WHERE r.organization_id = ? AND u.is_active AND u.id <> ? AND u.email <> '' AND `+liveManager+`
		AND NOT EXISTS (SELECT 1 FROM notification_opt_outs n WHERE n.user_id = u.id AND n.notification = ?) ORDER BY email`,
		organizationID, causer, notification).Scan(&out).Error
	return out, s.wrap(err)
}

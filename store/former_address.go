package store

import (
	"context"

	"tollkeeper/server/domain/naming"
)

// FormerAddress is the key of an e-mail address that a user had.
type FormerAddress struct {
	UserID int64  `gorm:"primaryKey"`
	Email  string `gorm:"primaryKey"`
}

// KeepFormerAddress remembers the address of a user who takes another one, so that all that is known of her can be forgotten one day.
func (s *Store) KeepFormerAddress(ctx context.Context, userID int64, email string) error {
	return s.wrap(s.tx(ctx).Exec("INSERT INTO former_addresses (user_id, email) VALUES (?, ?) ON CONFLICT DO NOTHING", userID, naming.EmailKey(email)).Error)
}

// FormerAddresses lists the addresses that a user had and nobody else has now.
func (s *Store) FormerAddresses(ctx context.Context, userID int64) ([]string, error) {
	var out []string
	err := s.query(ctx).Raw(`SELECT f.email FROM former_addresses f WHERE f.user_id = ?
		AND NOT EXISTS (SELECT 1 FROM users u WHERE u.email_key = f.email AND u.id <> f.user_id) ORDER BY f.email`, userID).Scan(&out).Error
	return out, s.wrap(err)
}

package store

import (
	"context"
	"time"

	"tollkeeper/server/domain/naming"
)

// KeepRegistration writes a registration that waits to be confirmed, in place of an older one with the same address.
func (s *Store) KeepRegistration(ctx context.Context, p PendingRegistration) error {
	return s.wrap(s.tx(ctx).Exec(`INSERT INTO pending_registrations (email, selector, asked, created_at, expires_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (email) DO UPDATE SET selector = excluded.selector, asked = excluded.asked, created_at = excluded.created_at,
		expires_at = excluded.expires_at`, naming.EmailKey(p.Email), p.Selector, p.Asked, p.CreatedAt, p.ExpiresAt).Error)
}

// PendingRegistration returns the registration that waits at a time for the key with a selector.
func (s *Store) PendingRegistration(ctx context.Context, selector string, at time.Time) (PendingRegistration, error) {
	return first[PendingRegistration](s, s.query(ctx).Where("selector = ? AND expires_at > ?", selector, at))
}

// ForgetRegistration removes a registration that waits no more.
func (s *Store) ForgetRegistration(ctx context.Context, id int64) error {
	return s.wrap(s.tx(ctx).Where("id = ?", id).Delete(&PendingRegistration{}).Error)
}

// SweepRegistrations forgets the registrations that nobody has confirmed in time, and returns how many.
func (s *Store) SweepRegistrations(ctx context.Context, at time.Time) (int, error) {
	done := s.tx(ctx).Where("expires_at <= ?", at).Delete(&PendingRegistration{})
	return int(done.RowsAffected), s.wrap(done.Error)
}

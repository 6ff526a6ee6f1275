package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// formerNameLifetime is how long a former name is nobody else's: old links, mails and habits lead to it.
const formerNameLifetime = 365 * 24 * time.Hour

// FormerName is a name that a profile, a user, or both had.
type FormerName struct {
	NameHash       string `gorm:"primaryKey"`
	OrganizationID *int64
	UserID         *int64
	KeptUntil      time.Time
}

// NameHolder is who may take a name that was theirs; zero ids are nobody.
type NameHolder struct{ OrganizationID, UserID int64 }

func hashName(name string) string {
	sum := sha256.Sum256([]byte("name " + strings.ToLower(name)))
	return hex.EncodeToString(sum[:])
}

func orNil(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}

// KeepFormerName keeps a name from others that a profile or a user loses at a time, by being renamed or deleted.
func (s *Store) KeepFormerName(ctx context.Context, name string, of NameHolder, at time.Time) error {
	return s.wrap(s.tx(ctx).Exec(`INSERT INTO former_names (name_hash, organization_id, user_id, kept_until) VALUES (?, ?, ?, ?)
		ON CONFLICT (name_hash) DO UPDATE SET organization_id = COALESCE(excluded.organization_id, former_names.organization_id),
		user_id = COALESCE(excluded.user_id, former_names.user_id), kept_until = excluded.kept_until`,
		hashName(name), orNil(of.OrganizationID), orNil(of.UserID), at.Add(formerNameLifetime).UTC()).Error)
}

// formerlyOfOthers tells whether a name was that of somebody else than its holder. What is older than a year is swept.
func (s *Store) formerlyOfOthers(ctx context.Context, name string, of NameHolder) (bool, error) {
	const nobody = -1
	own := func(id int64) int64 {
		if id == 0 {
			return nobody
		}
		return id
	}
	return s.exists(ctx, "former_names", "name_hash = ? AND COALESCE(organization_id, 0) <> ? AND COALESCE(user_id, 0) <> ?",
		hashName(name), own(of.OrganizationID), own(of.UserID))
}

// Whereabouts is where a former name leads: to the name of the profile, or of the user, now. It is "" when there is nobody any more, and ErrNotFound
// when the name was nobody's within a year.
func (s *Store) Whereabouts(ctx context.Context, name string, at time.Time) (string, error) {
	var now *string
	err := s.row(ctx, `SELECT COALESCE((SELECT o.slug FROM organizations o WHERE o.id = f.organization_id AND o.is_active),
		(SELECT u.username FROM users u WHERE u.id = f.user_id AND u.is_active)) FROM former_names f WHERE f.name_hash = ? AND f.kept_until > ?`,
		hashName(name), at.UTC()).Scan(&now)
	if err != nil || now == nil {
		return "", s.wrap(err)
	}
	return *now, nil
}

// SweepFormerNames lets others have the names that were kept until the time, a bounded number of them, and returns how many.
func (s *Store) SweepFormerNames(ctx context.Context, at time.Time) (int, error) {
	done := s.tx(ctx).Exec(`DELETE FROM former_names WHERE name_hash IN
		(SELECT name_hash FROM former_names WHERE kept_until <= ? ORDER BY kept_until LIMIT ?)`, at, sweepRows)
	return int(done.RowsAffected), s.wrap(done.Error)
}

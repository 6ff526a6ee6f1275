package store

import (
	"context"
	"time"
)

// CreateSession writes a new session and sets its id.
func (s *Store) CreateSession(ctx context.Context, x *Session) error {
	return s.wrap(s.tx(ctx).Create(x).Error)
}

// Session returns the session with the hash of a cookie that has not ended at the time.
func (s *Store) Session(ctx context.Context, keyHash string, at time.Time) (Session, error) {
	return first[Session](s, s.query(ctx).Where("key_hash = ? AND expires_at > ?", keyHash, at))
}

// AdoptSession gives an anonymous session to a user, under a new key; what was put into its cart stays there.
func (s *Store) AdoptSession(ctx context.Context, x *Session) error {
	return s.wrap(s.tx(ctx).Model(&Session{}).Where("id = ? AND user_id IS NULL", x.ID).Updates(map[string]any{
		"key_hash": x.KeyHash, "user_id": x.UserID, "credential_version": x.CredentialVersion, "expires_at": x.ExpiresAt, "sign_in": x.SignIn,
	}).Error)
}

// DeleteSession ends the session with the hash of a cookie, if there is one; what is in its cart goes with it. It returns the sign-in that the session
// came of, "" for none.
func (s *Store) DeleteSession(ctx context.Context, keyHash string) (signIn string, err error) {
	var ended []Session
	if err := s.tx(ctx).Where("key_hash = ?", keyHash).Find(&ended).Error; err != nil || len(ended) == 0 {
		return "", s.wrap(err)
	}
	return ended[0].SignIn, s.wrap(s.tx(ctx).Where("id = ?", ended[0].ID).Delete(&Session{}).Error)
}

// SweepSessions forgets the sessions that have ended, a bounded number at a time, and returns how many.
func (s *Store) SweepSessions(ctx context.Context, at time.Time) (int, error) {
	done := s.tx(ctx).Exec("DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)", at, sweepRows)
	return int(done.RowsAffected), s.wrap(done.Error)
}

// TouchAPIKey records the use of a key, at most once a minute.
func (s *Store) TouchAPIKey(ctx context.Context, userID int64, at time.Time) error {
	return s.wrap(s.tx(ctx).Model(&APIKey{}).
		Where("user_id = ? AND (last_used_at IS NULL OR last_used_at < ?)", userID, at.Add(-time.Minute)).
		Update("last_used_at", at).Error)
}

// APIKeys lists the key pairs of a user, oldest first.
func (s *Store) APIKeys(ctx context.Context, userID int64) ([]APIKey, error) {
	var out []APIKey
	err := s.query(ctx).Where("user_id = ?", userID).Order("id").Find(&out).Error
	return out, s.wrap(err)
}

// CreateAPIKey replaces the key pair of a user.
func (s *Store) CreateAPIKey(ctx context.Context, k *APIKey) error {
	if err := s.tx(ctx).Where("user_id = ?", k.UserID).Delete(&APIKey{}).Error; err != nil {
		return s.wrap(err)
	}
	return s.wrap(s.tx(ctx).Create(k).Error)
}

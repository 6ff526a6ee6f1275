package store

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"tollkeeper/server/domain/naming"
)

// UserByLogin finds an enabled user by what she types to sign in: her e-mail when it holds an @, else her username, both without
// regard to case; then the username, which covers usernames with an @ (auth-users.md 4.1).
func (s *Store) UserByLogin(ctx context.Context, name string) (User, error) {
	if strings.Contains(name, "@") {
		u, err := first[User](s, s.query(ctx).Where("is_active AND email_key = ?", naming.EmailKey(name)))
		if err == nil {
			return u, nil
		}
	}
	return s.EnabledUser(ctx, name)
}

// User returns the user with an id.
func (s *Store) User(ctx context.Context, id int64) (User, error) {
	return first[User](s, s.query(ctx).Where("id = ?", id))
}

// LockUser holds the user's row until the transaction ends: what two requests do to one cart is done one after the other.
func (s *Store) LockUser(ctx context.Context, id int64) error {
	var got int64
	return s.wrap(s.tx(ctx).Raw("SELECT id FROM users WHERE id = ?"+s.dialect.forUpdate, id).Row().Scan(&got))
}

// UserByEmail finds the user who has an e-mail address, without regard to case, whether or not she has shown that it is hers: nobody else can take
// it, and what is mailed there reaches who reads it. What is meant for the address is for UserOfAddress.
func (s *Store) UserByEmail(ctx context.Context, email string) (User, error) {
	return first[User](s, s.query(ctx).Where("email_key = ?", naming.EmailKey(email)))
}

// UserByName finds an enabled user by username, without regard to case.
func (s *Store) UserByName(ctx context.Context, name string) (User, error) {
	return first[User](s, s.query(ctx).Where("is_active AND lower(username) = ?", strings.ToLower(name)))
}

// NameTaken tells whether a user has a name as her username, without regard to case, or a profile as its slug. They share one space of names:
// the user who is called like a profile is the person behind it, and her account follows it, so that nobody may take the name of another
// (profiles-subscriptions-roles.md 1.1). So is a name that somebody else than the holder had within a year. Whoever asks for the same name in another
// transaction waits until this one ends.
func (s *Store) NameTaken(ctx context.Context, name string, holder NameHolder) (bool, error) {
	if err := s.Lock(ctx, "name "+strings.ToLower(name)); err != nil {
		return false, err
	}
	taken, err := s.exists(ctx, "users", "lower(username) = ?", strings.ToLower(name))
	if err != nil || taken {
		return taken, err
	}
	if taken, err = s.SlugTaken(ctx, name); err != nil || taken {
		return taken, err
	}
	return s.formerlyOfOthers(ctx, name, holder)
}

// CreateUser writes a new user and sets her id. A username or e-mail that is taken is ErrDuplicate.
func (s *Store) CreateUser(ctx context.Context, u *User) error {
	return s.wrap(s.tx(ctx).Create(u).Error)
}

// RecordLogin sets the time of the last login.
func (s *Store) RecordLogin(ctx context.Context, userID int64, at time.Time) error {
	return s.wrap(s.tx(ctx).Model(&User{}).Where("id = ?", userID).Update("last_login", at).Error)
}

// Agreement returns the agreement with a slug.
func (s *Store) Agreement(ctx context.Context, slug string) (Agreement, error) {
	return first[Agreement](s, s.query(ctx).Where("slug = ?", slug))
}

// CreateAgreement writes a new agreement and sets its id.
func (s *Store) CreateAgreement(ctx context.Context, a *Agreement) error {
	return s.wrap(s.tx(ctx).Create(a).Error)
}

// Sign records that a user signs an agreement now, for the first time or again.
func (s *Store) Sign(ctx context.Context, agreementID, userID int64, at time.Time) error {
	return s.wrap(s.tx(ctx).Exec(`INSERT INTO signatures (agreement_id, user_id, last_signed) VALUES (?, ?, ?)
		ON CONFLICT (user_id, agreement_id) DO UPDATE SET last_signed = excluded.last_signed`, agreementID, userID, at).Error)
}

// SetPassword writes the hash of a password and ends every token and session of the user, but for those of one sign-in; keep is the zero value to
// keep none. What she has begun to sign in with is over, too: a mailed code, and the set-up of an authenticator app.
func (s *Store) SetPassword(ctx context.Context, userID int64, hash string, keep KeptSignIn) error {
	err := s.tx(ctx).Model(&User{}).Where("id = ?", userID).Updates(map[string]any{
		"password_hash": hash, "credential_version": gorm.Expr("credential_version + 1"), "kept_sign_in": keep.SignIn,
	}).Error
	if err != nil {
		return s.wrap(err)
	}
	for _, step := range []struct {
		statement string
		args      []any
	}{
		{"DELETE FROM sessions WHERE user_id = ? AND id <> ? AND (sign_in = '' OR sign_in <> ?)", []any{userID, keep.SessionID, keep.SignIn}},
		{"UPDATE sessions SET credential_version = (SELECT u.credential_version FROM users u WHERE u.id = sessions.user_id) WHERE user_id = ?", []any{userID}},
		{"DELETE FROM mailed_codes WHERE user_id = ?", []any{userID}},
		{"UPDATE otp_secrets SET pending = NULL WHERE user_id = ? AND sealed IS NOT NULL", []any{userID}},
		{"DELETE FROM otp_secrets WHERE user_id = ? AND sealed IS NULL", []any{userID}},
	} {
		if err := s.tx(ctx).Exec(step.statement, step.args...).Error; err != nil {
			return s.wrap(err)
		}
	}
	return nil
}

// KeptSignIn is the sign-in that a new password leaves alone, and the session that belongs to it.
type KeptSignIn struct {
	SignIn    string
	SessionID int64
}

// UpdateUser writes the given columns. A username or e-mail that is taken is ErrDuplicate.
func (s *Store) UpdateUser(ctx context.Context, id int64, columns map[string]any) error {
	return s.wrap(s.tx(ctx).Model(&User{}).Where("id = ?", id).Updates(setEmailKey(columns)).Error)
}

// EnabledUser finds the enabled user with a username, without regard to case.
func (s *Store) EnabledUser(ctx context.Context, username string) (User, error) {
	return first[User](s, s.query(ctx).Where("lower(username) = lower(?) AND is_active", username))
}

// UserByUUID finds the enabled user with a UUID.
func (s *Store) UserByUUID(ctx context.Context, uuid string) (User, error) {
	return first[User](s, s.query(ctx).Where("uuid = ? AND is_active", strings.ToLower(uuid)))
}

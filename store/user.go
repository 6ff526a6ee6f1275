package store

import (
	"context"
	"strings"
	"time"
)

// UserByLogin finds an enabled user by what she types to sign in: her e-mail when it holds an @, else her username, both without
// regard to case; then the exact username, which covers usernames with an @ (auth-users.md 4.1).
func (s *Store) UserByLogin(ctx context.Context, name string) (User, error) {
	column := "username"
	if strings.Contains(name, "@") {
		column = "email"
	}
	u, err := first[User](s, s.query(ctx).Where("is_active AND lower("+column+") = ?", strings.ToLower(name)))
	if err != nil && column == "email" {
		u, err = first[User](s, s.query(ctx).Where("is_active AND username = ?", name))
	}
	return u, err
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

// UserByEmail finds a user by e-mail, without regard to case.
func (s *Store) UserByEmail(ctx context.Context, email string) (User, error) {
	return first[User](s, s.query(ctx).Where("lower(email) = ?", strings.ToLower(email)))
}

// UserByName finds a user by username or e-mail, without regard to case.
func (s *Store) UserByName(ctx context.Context, name string) (User, error) {
	folded := strings.ToLower(name)
	return first[User](s, s.query(ctx).Where("is_active AND (lower(username) = ? OR lower(email) = ?)", folded, folded).
		Order(clauseFirst("lower(username)", folded)))
}

// UsernameTaken tells whether a user has the username, without regard to case.
func (s *Store) UsernameTaken(ctx context.Context, username string) (bool, error) {
	var n int64
	err := s.query(ctx).Model(&User{}).Where("lower(username) = ?", strings.ToLower(username)).Count(&n).Error
	return n > 0, err
}

// CreateUser writes a new user and sets her id. A username or e-mail that is taken is ErrDuplicate.
func (s *Store) CreateUser(ctx context.Context, u *User) error {
	return s.wrap(s.tx(ctx).Create(u).Error)
}

// RecordLogin sets the time of the last login.
func (s *Store) RecordLogin(ctx context.Context, userID int64, at time.Time) error {
	return s.wrap(s.tx(ctx).Model(&User{}).Where("id = ?", userID).Update("last_login", at).Error)
}

// ContactOf returns the contact that is linked to a user.
func (s *Store) ContactOf(ctx context.Context, userID int64) (Contact, error) {
	return first[Contact](s, s.query(ctx).Where("user_id = ?", userID))
}

// ContactWithoutUser finds the oldest contact with an e-mail that is not linked to a user.
func (s *Store) ContactWithoutUser(ctx context.Context, email string) (Contact, error) {
	return first[Contact](s, s.query(ctx).Where("user_id IS NULL AND lower(email) = ?", strings.ToLower(email)).Order("id"))
}

// ContactSlugTaken tells whether a contact has the slug.
func (s *Store) ContactSlugTaken(ctx context.Context, slug string) (bool, error) {
	var n int64
	err := s.query(ctx).Model(&Contact{}).Where("slug = ?", slug).Count(&n).Error
	return n > 0, err
}

// CreateContact writes a new contact and sets its id.
func (s *Store) CreateContact(ctx context.Context, c *Contact) error {
	return s.wrap(s.tx(ctx).Create(c).Error)
}

// UpdateContact writes the given columns.
func (s *Store) UpdateContact(ctx context.Context, id int64, columns map[string]any) error {
	return s.wrap(s.tx(ctx).Model(&Contact{}).Where("id = ?", id).Updates(columns).Error)
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

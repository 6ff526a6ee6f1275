package store

import (
	"context"
	"errors"
	"time"

	"tollkeeper/server/domain/naming"
)

// speaksFor is the condition that the address of a user u counts for her: she showed that she reads its mail, or can do nothing before she does,
// since the link that activates her account is mailed there.
const speaksFor = `(substr(u.password_hash, 1, 1) = '!' OR EXISTS (SELECT 1 FROM contacts p
	WHERE p.user_id = u.id AND p.verification_state = 'verified' AND p.email_key = u.email_key))`

// UserOfAddress finds the enabled user for whom an address counts. Who only says that it is hers is not found.
func (s *Store) UserOfAddress(ctx context.Context, email string) (User, error) {
	return first[User](s, s.query(ctx).Table("users u").Where("u.is_active AND u.email_key = ? AND "+speaksFor, naming.EmailKey(email)))
}

// SpeaksForAddress tells whether the address of a user counts for her.
func (s *Store) SpeaksForAddress(ctx context.Context, userID int64) (bool, error) {
	return s.exists(ctx, "users u", "u.id = ? AND "+speaksFor, userID)
}

// OrganizationsOfAddress lists the active profiles for which an address counts: those that its user manages and that are called like her, or have
// the address on file; her personal one first. What a profile has on file is a contact: by itself it is nobody's identity.
func (s *Store) OrganizationsOfAddress(ctx context.Context, email string) ([]Organization, error) {
	var out []Organization
	err := s.query(ctx).Raw(`SELECT o.* FROM users u JOIN roles r ON r.user_id = u.id JOIN role_descriptions d ON d.id = r.role_description_id
		JOIN organizations o ON o.id = r.organization_id
		WHERE u.is_active AND u.email_key = ? AND `+speaksFor+` AND `+liveManager+` AND o.is_active AND NOT o.is_processor
		AND (lower(o.slug) = lower(u.username) OR o.email_key = u.email_key)
		ORDER BY CASE WHEN lower(o.slug) = lower(u.username) THEN 0 ELSE 1 END, o.id`, naming.EmailKey(email)).Scan(&out).Error
	return out, s.wrap(err)
}

// TakeOffers lets a user see and take what was offered to her address, which she has shown to be hers.
func (s *Store) TakeOffers(ctx context.Context, userID int64) error {
	return s.wrap(s.tx(ctx).Model(&Role{}).Where("user_id = ? AND by_address", userID).Update("by_address", false).Error)
}

// OffersByAddress tells whether something waits for whoever reads the mail of the address of a user.
func (s *Store) OffersByAddress(ctx context.Context, userID int64) (bool, error) {
	return s.exists(ctx, "roles", "user_id = ? AND by_address", userID)
}

// PassOffers makes what waits for whoever reads the mail of the address of a user that of another, new user, for whom the address counts.
func (s *Store) PassOffers(ctx context.Context, fromID, toID int64) error {
	return s.wrap(s.tx(ctx).Model(&Role{}).Where("user_id = ? AND by_address", fromID).Updates(map[string]any{"user_id": toID, "by_address": false}).Error)
}

// KeepConfirmation writes the key that a user is mailed to confirm an address; it replaces the one before.
func (s *Store) KeepConfirmation(ctx context.Context, c AddressConfirmation) error {
	if err := s.DropConfirmation(ctx, c.UserID); err != nil {
		return err
	}
	return s.wrap(s.tx(ctx).Create(&c).Error)
}

// Confirmation finds the confirmation with a selector that is good at the time.
func (s *Store) Confirmation(ctx context.Context, selector string, at time.Time) (AddressConfirmation, error) {
	return first[AddressConfirmation](s, s.query(ctx).Where("selector = ? AND expires_at > ?", selector, at))
}

// ConfirmationOf finds what a user was mailed last to confirm an address, whether or not it is still good.
func (s *Store) ConfirmationOf(ctx context.Context, userID int64) (AddressConfirmation, error) {
	return first[AddressConfirmation](s, s.query(ctx).Where("user_id = ?", userID))
}

// DropConfirmation ends the key of a user.
func (s *Store) DropConfirmation(ctx context.Context, userID int64) error {
	return s.wrap(s.tx(ctx).Where("user_id = ?", userID).Delete(&AddressConfirmation{}).Error)
}

// SweepConfirmations forgets the confirmations that have ended, a bounded number at a time, and returns how many.
func (s *Store) SweepConfirmations(ctx context.Context, at time.Time) (int, error) {
	done := s.tx(ctx).Exec(`DELETE FROM address_confirmations WHERE user_id IN
		(SELECT user_id FROM address_confirmations WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)`, at, sweepRows)
	return int(done.RowsAffected), s.wrap(done.Error)
}

// TakeLead lets the contact without login that has an address become part of the contact of the user who has shown that it is hers: its notes, and
// what her own contact lacks.
func (s *Store) TakeLead(ctx context.Context, contactID int64, email string) error {
	lead, err := s.ContactWithoutUser(ctx, email)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, step := range []struct {
		statement string
		args      []any
	}{
		{"UPDATE activities SET contact_id = ? WHERE contact_id = ?", []any{contactID, lead.ID}},
		{
			`UPDATE contacts SET full_name = CASE WHEN full_name = '' THEN ? ELSE full_name END, nick_name = CASE WHEN nick_name = '' THEN ? ELSE nick_name END,
			picture = COALESCE(picture, ?), extra = COALESCE(extra, ?) WHERE id = ?`,
			[]any{lead.FullName, lead.NickName, lead.Picture, lead.Extra, contactID},
		},
		{"DELETE FROM contacts WHERE id = ?", []any{lead.ID}},
	} {
		if err := s.tx(ctx).Exec(step.statement, step.args...).Error; err != nil {
			return s.wrap(err)
		}
	}
	return nil
}

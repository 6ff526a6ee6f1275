package store

import (
	"context"

	"tollkeeper/server/domain/naming"
)

// ContactOf returns the contact that is linked to a user.
func (s *Store) ContactOf(ctx context.Context, userID int64) (Contact, error) {
	return first[Contact](s, s.query(ctx).Where("user_id = ?", userID))
}

// ContactWithoutUser finds the oldest contact with an e-mail that is not linked to a user.
func (s *Store) ContactWithoutUser(ctx context.Context, email string) (Contact, error) {
	return first[Contact](s, s.query(ctx).Where("user_id IS NULL AND NOT archived AND email_key = ?", naming.EmailKey(email)).Order("id"))
}

// ContactSlugTaken tells whether a contact has the slug.
func (s *Store) ContactSlugTaken(ctx context.Context, slug string) (bool, error) {
	return s.exists(ctx, "contacts", "lower(slug) = lower(?)", slug)
}

// CreateContact writes a new contact and sets its id.
func (s *Store) CreateContact(ctx context.Context, c *Contact) error {
	if err := s.wrap(s.tx(ctx).Create(c).Error); err != nil || c.UserID == nil {
		return err
	}
	return s.setHasContact(ctx, *c.UserID)
}

// setHasContact keeps what the list of the address book reads.
func (s *Store) setHasContact(ctx context.Context, userID int64) error {
	return s.wrap(s.tx(ctx).Model(&User{}).Where("id = ?", userID).Update("has_contact", true).Error)
}

// LinkContact gives a contact to a user, with other columns that change.
func (s *Store) LinkContact(ctx context.Context, id, userID int64, columns map[string]any) error {
	columns["user_id"] = userID
	if err := s.UpdateContact(ctx, id, columns); err != nil {
		return err
	}
	return s.setHasContact(ctx, userID)
}

// Lead finds the contact with a slug that is not linked to a user.
func (s *Store) Lead(ctx context.Context, slug string) (Contact, error) {
	return first[Contact](s, s.query(ctx).Where("slug = lower(?) AND user_id IS NULL AND NOT archived", slug))
}

// ContactBySlug finds a contact of a user or without one.
func (s *Store) ContactBySlug(ctx context.Context, slug string) (Contact, error) {
	return first[Contact](s, s.query(ctx).Where("lower(slug) = lower(?) AND NOT archived", slug).Order(clauseFirst("slug", slug)))
}

// EmailOfContactTaken tells whether a contact other than one has an e-mail address, without regard to case.
func (s *Store) EmailOfContactTaken(ctx context.Context, email string, except int64) (bool, error) {
	return s.exists(ctx, "contacts", "email_key = ? AND id <> ? AND NOT archived", naming.EmailKey(email), except)
}

// PicturesOf lists the pictures of a person by the slugs of her contact and of her personal profile.
func (s *Store) PicturesOf(ctx context.Context, contact, profile string) ([]string, error) {
	var out []string
	err := s.query(ctx).Raw(`SELECT picture FROM contacts WHERE slug = ? AND picture IS NOT NULL
		UNION SELECT picture FROM organizations WHERE slug = ? AND picture IS NOT NULL`, contact, profile).Scan(&out).Error
	return out, s.wrap(err)
}

// PictureUsed tells whether anybody shows a picture.
func (s *Store) PictureUsed(ctx context.Context, url string) (bool, error) {
	used, err := s.exists(ctx, "contacts", "picture = ?", url)
	if err != nil || used {
		return used, err
	}
	return s.exists(ctx, "organizations", "picture = ?", url)
}

// DeleteContact removes a contact with the notes about it.
func (s *Store) DeleteContact(ctx context.Context, id int64) error {
	return s.wrap(s.tx(ctx).Where("id = ?", id).Delete(&Contact{}).Error)
}

// UpdateContact writes the given columns.
func (s *Store) UpdateContact(ctx context.Context, id int64, columns map[string]any) error {
	return s.wrap(s.tx(ctx).Model(&Contact{}).Where("id = ?", id).Updates(setEmailKey(columns)).Error)
}

// ContactByVerification finds the contact that waits for the key with a selector.
func (s *Store) ContactByVerification(ctx context.Context, selector string) (Contact, error) {
	return first[Contact](s, s.query(ctx).Where("verification_key_hash = ? AND verification_state = 'pending' AND NOT archived", selector))
}

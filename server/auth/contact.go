package auth

import (
	"context"
	"errors"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/store"
)

// contactSlugTries is how many slugs are looked at: the first one and nine variations (auth-users.md 1.4).
const contactSlugTries = 1 + 9

// ContactFor returns the contact of a user: the one she has, else one of her address that waited for its user, else a new one.
func (r *Accounts) ContactFor(ctx context.Context, tx *store.Store, u store.User, fullName string) (store.Contact, error) {
	c, err := tx.ContactOf(ctx, u.ID)
	if !errors.Is(err, store.ErrNotFound) {
		return c, err
	}
	c, err = tx.ContactWithoutUser(ctx, u.Email)
	if err == nil {
		return r.linkContact(ctx, tx, c, u, fullName)
	}
	if !errors.Is(err, store.ErrNotFound) {
		return c, err
	}
	selector := newSelector()
	c = store.Contact{
		CreatedAt: r.now(), Email: u.Email, FullName: fullName, UserID: &u.ID, VerificationState: verificationPending, VerificationKeyHash: &selector,
	}
	c.Slug, err = naming.FirstFree(u.Username, slugLimit, contactSlugTries, func() string { return randomText(7, hexDigits) },
		func(slug string) (bool, error) { return tx.ContactSlugTaken(ctx, slug) })
	if errors.Is(err, naming.ErrNoneFree) {
		err = fault.Field("username", "No free name was found for the contact: choose another username.")
	}
	if err != nil {
		return c, err
	}
	return c, tx.CreateContact(ctx, &c)
}

// linkContact gives a contact to its user. What was known of the person stays; that her address was verified does not: it was not she
// who proved it.
func (r *Accounts) linkContact(ctx context.Context, tx *store.Store, c store.Contact, u store.User, fullName string) (store.Contact, error) {
	if c.FullName == "" {
		c.FullName = fullName
	}
	selector := newSelector()
	c.UserID = &u.ID
	return c, tx.LinkContact(ctx, c.ID, u.ID, map[string]any{
		"full_name": c.FullName, "verification_state": verificationPending, "verification_key_hash": selector,
		"verification_sent_at": nil,
	})
}

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

// ContactFor returns the contact of a user: the one she has, else a new one. What the address book has under her address becomes hers when she has
// shown that the address is (Proved).
func (r *Accounts) ContactFor(ctx context.Context, tx *store.Store, u store.User, fullName string) (store.Contact, error) {
	c, err := tx.ContactOf(ctx, u.ID)
	if !errors.Is(err, store.ErrNotFound) {
		return c, err
	}
	selector := newSelector()
	c = store.Contact{
		CreatedAt: r.now(), Email: u.Email, FullName: fullName, UserID: &u.ID, VerificationState: verificationPending, VerificationKeyHash: &selector,
	}
	c.Slug, err = naming.FirstFree(u.Username, naming.Limit, contactSlugTries, func() string { return randomText(7, hexDigits) },
		func(slug string) (bool, error) { return tx.ContactSlugTaken(ctx, slug) })
	if errors.Is(err, naming.ErrNoneFree) {
		err = fault.Field("username", "No free name was found for the contact: choose another username.")
	}
	if err != nil {
		return c, err
	}
	return c, tx.CreateContact(ctx, &c)
}

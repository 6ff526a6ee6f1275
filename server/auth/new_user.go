package auth

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/names"
	"tollkeeper/store"
)

// usernameTries is how many usernames are looked at when none is given: the first one and ten variations (auth-users.md 1.4).
const usernameTries = 1 + 10

// newUser writes a user; without a username one is made of the e-mail address.
func (r *Accounts) newUser(ctx context.Context, tx *store.Store, username, email, fullName, passwordHash string) (store.User, error) {
	faults := unfitNames(username, email)
	faults.add("email", naming.Undeliverable(email))
	if len(faults) > 0 {
		return store.User{}, fault.Fields(faults)
	}
	first, last := naming.Split(fullName)
	u := store.User{
		UUID: uuid.NewString(), Username: username, Email: email, FirstName: first, LastName: last, PasswordHash: passwordHash,
		CredentialVersion: 1, IsActive: true, CreatedAt: r.now(),
	}
	if u.Username == "" {
		var err error
		if u.Username, err = freeUsername(ctx, tx, email); err != nil {
			return u, err
		}
	}
	return u, tx.CreateUser(ctx, &u)
}

// freeUsername makes a username of an e-mail address that nobody has.
func freeUsername(ctx context.Context, s *store.Store, email string) (string, error) {
	name, err := naming.FirstFree(naming.Username(email), naming.Limit, usernameTries,
		func() string { return randomText(3, digits) },
		func(name string) (bool, error) {
			if names.Unfit(names.Profile, name) != "" {
				return true, nil
			}
			return s.NameTaken(ctx, name, store.NameHolder{})
		})
	if errors.Is(err, naming.ErrNoneFree) {
		err = fault.Field("username", "No free username was found for this address: choose one.")
	}
	return name, err
}

// unfitNames tells which names cannot be given; an empty username is none.
func unfitNames(username, email string) fields {
	faults := fields{}
	if username != "" {
		faults.add("username", names.Unfit(names.Profile, username))
	}
	if naming.Reserved(email) {
		faults.add("email", "Addresses like this one are those of deleted users.")
	}
	return faults
}

// Invite creates a user for an address, with her contact and without a password: a mailed link lets her in. The address of a closed
// account is a fault of the field email, one that was taken at this moment a fault of kind Conflict.
func (r *Accounts) Invite(ctx context.Context, tx *store.Store, email, fullName string) (store.User, error) {
	switch _, err := tx.UserByEmail(ctx, email); {
	case err == nil:
		return store.User{}, fault.Field("email", "The account with this address is closed.")
	case !errors.Is(err, store.ErrNotFound):
		return store.User{}, err
	}
	u, err := r.newUser(ctx, tx, "", lowerDomain(email), fullName, Unusable())
	if errors.Is(err, store.ErrDuplicate) {
		return u, fault.New(fault.Conflict, "Somebody else invited this user at this moment; try again.").Because(err)
	}
	if err != nil {
		return u, err
	}
	_, err = r.ContactFor(ctx, tx, u, fullName)
	return u, err
}

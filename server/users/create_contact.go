package users

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"strings"

	"tollkeeper/gen"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/names"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

const (
	// contactSlugLimit and contactSlugTries are the rule of auth-users.md 1.4.
	contactSlugLimit = 50
	contactSlugTries = 1 + 9
)

// UsersCreate adds a contact to the address book, not a login. It is linked to the user who has shown that its address is hers, if there is one
// (auth-users.md 4.6).
func (r *Room) UsersCreate(ctx context.Context, req gen.UsersCreateRequestObject) (gen.UsersCreateResponseObject, error) {
	out, err := store.InTx(ctx, r.store, func(tx *store.Store) (gen.ContactDetail, error) {
		p, err := r.newContact(ctx, tx, *req.Body)
		if err != nil {
			return gen.ContactDetail{}, err
		}
		return r.detail(ctx, tx, p)
	})
	if errors.Is(err, store.ErrDuplicate) {
		err = fault.Field("email", "Somebody else is adding this contact right now.").Because(err)
	}
	if err != nil {
		return nil, err
	}
	return gen.UsersCreate201JSONResponse(out), nil
}

func (r *Room) newContact(ctx context.Context, tx *store.Store, in gen.ContactInput) (person, error) {
	if why := naming.Undeliverable(in.Email); why != "" {
		return person{}, fault.Field("email", "%s", why)
	}
	taken, err := tx.EmailOfContactTaken(ctx, in.Email, 0)
	if err != nil {
		return person{}, err
	}
	if taken {
		return person{}, fault.Field("email", contactHasAddress)
	}
	c := store.Contact{CreatedAt: r.now(), Email: in.Email, FullName: text(in.FullName), NickName: text(in.NickName), VerificationState: "none"}
	c.Picture, _ = wire.Given(in.Picture)
	if err := wire.Picture(c.Picture); err != nil {
		return person{}, err
	}
	c.Extra, _ = wire.Given(in.Extra)
	p := person{contact: &c}
	u, err := tx.UserOfAddress(ctx, in.Email)
	base := naming.Slugify(strings.Split(in.Email, "@")[0], contactSlugLimit)
	switch {
	case err == nil:
		if _, err := tx.ContactOf(ctx, u.ID); !errors.Is(err, store.ErrNotFound) {
			return p, errors.Join(fault.Field("email", "The user with this address is a contact already."), err)
		}
		if c.FullName == "" {
			c.FullName = u.FullName()
		}
		p.user, c.UserID, base = &u, &u.ID, u.Username
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return p, err
	}
	if base == "" || names.Reserved(names.Profile, base) {
		base = randomHex(15)
	}
	c.Slug, err = naming.FirstFree(base, contactSlugLimit, contactSlugTries, func() string { return randomHex(7) },
		func(slug string) (bool, error) { return tx.ContactSlugTaken(ctx, slug) })
	if errors.Is(err, naming.ErrNoneFree) {
		err = fault.Field("email", "No free slug was found for this address.")
	}
	if err != nil {
		return p, err
	}
	return p, tx.CreateContact(ctx, &c)
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func randomHex(n int) string {
	b := make([]byte, (n+1)/2)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return hex.EncodeToString(b)[:n]
}

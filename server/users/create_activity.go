package users

import (
	"context"
	"errors"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ContactsActivitiesCreate notes something about a contact; a user who is no contact yet becomes one (auth-users.md 4.3).
func (r *Room) ContactsActivitiesCreate(ctx context.Context, req gen.ContactsActivitiesCreateRequestObject) (gen.ContactsActivitiesCreateResponseObject, error) {
	caller := access.PrincipalOf(ctx)
	out, err := store.InTx(ctx, r.store, func(tx *store.Store) (store.ActivityOf, error) {
		c, err := r.contact(ctx, tx, req.User)
		if err != nil {
			return store.ActivityOf{}, err
		}
		a := store.Activity{CreatedAt: r.now(), CreatedByID: &caller.UserID, ContactID: c.ID}
		if req.Body.Text != nil {
			a.Text = *req.Body.Text
		}
		account, _ := wire.Given(req.Body.Account)
		if account != nil {
			o, err := tx.OrganizationBySlug(ctx, *account)
			if errors.Is(err, store.ErrNotFound) {
				return store.ActivityOf{}, fault.Field("account", "No profile has this slug.")
			}
			if err != nil {
				return store.ActivityOf{}, err
			}
			a.OrganizationID = &o.ID
		}
		return store.ActivityOf{CreatedAt: a.CreatedAt, CreatedBy: &caller.Username, Text: a.Text, Account: account}, tx.CreateActivity(ctx, &a)
	})
	if err != nil {
		return nil, err
	}
	return gen.ContactsActivitiesCreate201JSONResponse(wire.Activity(out)), nil
}

// contact returns the contact of a path, and makes one for a user who has none.
func (r *Room) contact(ctx context.Context, tx *store.Store, slug string) (store.Contact, error) {
	p, err := r.find(ctx, tx, slug)
	switch {
	case fault.Is(err, fault.NotFound):
		c, err := tx.ContactBySlug(ctx, slug)
		return c, wire.Missing(err)
	case err != nil:
		return store.Contact{}, err
	case p.contact != nil:
		return *p.contact, nil
	}
	return r.accounts.ContactFor(ctx, tx, *p.user, p.user.FullName())
}

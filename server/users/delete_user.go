package users

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/enroll"
	"tollkeeper/store"
)

// UsersDelete makes a user anonymous for ever, and removes a contact without login (auth-users.md 4.6). What she bought and paid stays.
func (r *Room) UsersDelete(ctx context.Context, req gen.UsersDeleteRequestObject) (gen.UsersDeleteResponseObject, error) {
	p, err := r.find(ctx, r.store, req.User)
	if err != nil {
		return nil, err
	}
	unused, err := store.InTx(ctx, r.store, func(tx *store.Store) ([]string, error) { return r.forget(ctx, tx, p) })
	if err != nil {
		return nil, err
	}
	for _, picture := range unused {
		if err := r.pictures.Forget(ctx, picture); err != nil {
			return nil, err
		}
	}
	if p.user != nil {
		r.accounts.Audit(ctx, "delete", p.user.ID)
		if access.PrincipalOf(ctx).UserID == p.user.ID {
			err = r.accounts.CloseSession(ctx)
		}
	}
	return gen.UsersDelete204Response{}, err
}

// forget removes a contact, or makes a user anonymous, and returns the pictures that nobody shows any more.
func (r *Room) forget(ctx context.Context, tx *store.Store, p person) ([]string, error) {
	contact, profile := "", ""
	if p.contact != nil {
		contact = p.contact.Slug
	}
	if p.user != nil {
		profile = p.user.Username
	}
	return enroll.Unshown(ctx, tx, contact, profile, func() error {
		if p.user == nil {
			return tx.DeleteContact(ctx, p.contact.ID)
		}
		if err := enroll.LeaveAll(ctx, tx, *p.user); err != nil {
			return err
		}
		return enroll.Forget(ctx, tx, *p.user, r.domain, r.now())
	})
}

package users

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/auth"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/notice"
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
func (r *Room) forget(ctx context.Context, tx *store.Store, p person) (unused []string, err error) {
	contact, profile := "", ""
	if p.contact != nil {
		contact = p.contact.Slug
	}
	if p.user != nil {
		profile = p.user.Username
	}
	pictures, err := tx.PicturesOf(ctx, contact, profile)
	if err != nil {
		return nil, err
	}
	if p.user == nil {
		err = tx.DeleteContact(ctx, p.contact.ID)
	} else {
		err = r.archive(ctx, tx, *p.user)
	}
	for _, picture := range pictures {
		used := false
		if err == nil {
			used, err = tx.PictureUsed(ctx, picture)
		}
		if err == nil && !used {
			unused = append(unused, picture)
		}
	}
	return unused, err
}

func (r *Room) archive(ctx context.Context, tx *store.Store, u store.User) error {
	if err := tx.LockUser(ctx, u.ID); err != nil {
		return err
	}
	if err := tx.ForgetPerson(ctx, u.ID, u.Username, u.Email, r.domain); err != nil {
		return err
	}
	if err := notice.Forget(ctx, tx, u); err != nil {
		return err
	}
	return tx.ArchiveUser(ctx, u.ID, auth.Unusable(), r.domain)
}

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
	err = r.store.Do(ctx, func(tx *store.Store) error {
		if p.user == nil {
			return tx.DeleteContact(ctx, p.contact.ID)
		}
		return r.archive(ctx, tx, *p.user)
	})
	if err != nil {
		return nil, err
	}
	if p.user != nil {
		r.accounts.Audit(ctx, "delete", p.user.ID)
		if access.PrincipalOf(ctx).UserID == p.user.ID {
			err = r.accounts.CloseSession(ctx)
		}
	}
	return gen.UsersDelete204Response{}, err
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

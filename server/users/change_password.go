package users

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/store"
)

// UsersPasswordUpdate sets the password of a user; the caller shows her own (auth-users.md 4.6).
func (r *Room) UsersPasswordUpdate(ctx context.Context, req gen.UsersPasswordUpdateRequestObject) (gen.UsersPasswordUpdateResponseObject, error) {
	return gen.UsersPasswordUpdate200JSONResponse{}, r.changePassword(ctx, req.User, *req.Body)
}

// UsersPasswordPartialUpdate does what UsersPasswordUpdate does.
func (r *Room) UsersPasswordPartialUpdate(ctx context.Context, req gen.UsersPasswordPartialUpdateRequestObject) (gen.UsersPasswordPartialUpdateResponseObject, error) {
	return gen.UsersPasswordPartialUpdate200JSONResponse{}, r.changePassword(ctx, req.User, *req.Body)
}

func (r *Room) changePassword(ctx context.Context, name string, in gen.PasswordChange) error {
	u, err := r.login(ctx, r.store, name)
	if err != nil {
		return err
	}
	if err := r.accounts.ConfirmPassword(ctx, in.Password); err != nil {
		return err
	}
	hash, err := r.accounts.NewPassword("new_password", in.NewPassword)
	if err != nil {
		return err
	}
	endKeys := in.RevokeAPIKeys != nil && *in.RevokeAPIKeys
	if err := r.store.Do(ctx, func(tx *store.Store) error { return r.accounts.ChangePassword(ctx, tx, u, hash, endKeys) }); err != nil {
		return err
	}
	r.accounts.Audit(ctx, "update-password", u.ID)
	return nil
}

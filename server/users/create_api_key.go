package users

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/auth"
	"tollkeeper/store"
)

// UsersAPIKeysCreate makes a new API key for a user, in place of the one she had. It is shown this once (auth-users.md 4.6).
func (r *Room) UsersAPIKeysCreate(ctx context.Context, req gen.UsersAPIKeysCreateRequestObject) (gen.UsersAPIKeysCreateResponseObject, error) {
	u, err := r.login(ctx, r.store, req.User)
	if err != nil {
		return nil, err
	}
	if err := r.accounts.ConfirmPassword(ctx, req.Body.Password); err != nil {
		return nil, err
	}
	secret, key := auth.NewAPIKey(u.ID, r.now)
	if err := r.store.Do(ctx, func(tx *store.Store) error { return tx.CreateAPIKey(ctx, &key) }); err != nil {
		return nil, err
	}
	r.accounts.Audit(ctx, "create-api-key", u.ID)
	return gen.UsersAPIKeysCreate201JSONResponse{Secret: secret}, nil
}

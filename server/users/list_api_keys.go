package users

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/auth"
	"tollkeeper/server/wire"
)

// UsersAPIKeysList shows the API key of a user by its prefix, so that she can tell which one it is and whether somebody uses it.
func (r *Room) UsersAPIKeysList(ctx context.Context, req gen.UsersAPIKeysListRequestObject) (gen.UsersAPIKeysListResponseObject, error) {
	u, err := r.login(ctx, r.store, req.User)
	if err != nil {
		return nil, err
	}
	keys, err := r.store.APIKeys(ctx, u.ID)
	out := gen.APIKeyList{Count: int64(len(keys)), Results: make([]gen.APIKey, len(keys))}
	for i, k := range keys {
		out.Results[i] = gen.APIKey{Prefix: auth.KeyPrefix(k), CreatedAt: k.CreatedAt, LastUsedAt: wire.Null(k.LastUsedAt)}
	}
	return gen.UsersAPIKeysList200JSONResponse(out), err
}

package users

import (
	"context"

	"tollkeeper/gen"
)

// UsersRead returns a user or contact (auth-users.md 4.6).
func (r *Room) UsersRead(ctx context.Context, req gen.UsersReadRequestObject) (gen.UsersReadResponseObject, error) {
	p, err := r.find(ctx, r.store, req.User)
	if err != nil {
		return nil, err
	}
	out, err := r.detail(ctx, r.store, p)
	return gen.UsersRead200JSONResponse(out), err
}

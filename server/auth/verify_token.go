package auth

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
)

// AuthTokensVerifyCreate returns a token that is good and the caller's (auth-users.md 4.1).
func (r *Room) AuthTokensVerifyCreate(
	ctx context.Context, req gen.AuthTokensVerifyCreateRequestObject,
) (gen.AuthTokensVerifyCreateResponseObject, error) {
	u, _, err := r.userOfToken(ctx, req.Body.Token)
	if err != nil {
		return nil, err
	}
	if u.ID != access.PrincipalOf(ctx).UserID {
		return nil, fault.Field("token", "This is a token of another user.")
	}
	return gen.AuthTokensVerifyCreate200JSONResponse{Token: req.Body.Token}, nil
}

package auth

import (
	"context"
	"errors"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/store"
)

// AuthTokensCreate returns a new token for a good one of the caller; the old one stays good until it expires (auth-users.md 4.1).
func (r *Room) AuthTokensCreate(ctx context.Context, req gen.AuthTokensCreateRequestObject) (gen.AuthTokensCreateResponseObject, error) {
	u, signIn, err := r.userOfToken(ctx, req.Body.Token)
	if err != nil {
		return nil, err
	}
	if u.ID != access.PrincipalOf(ctx).UserID {
		return nil, fault.New(fault.Forbidden, "This is a token of another user.")
	}
	contact, err := r.store.ContactOf(ctx, u.ID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	token, err := r.tokens.Issue(u, contact.Picture, TokenLifetime, signIn)
	if err != nil {
		return nil, err
	}
	return gen.AuthTokensCreate201JSONResponse{Token: token}, nil
}

// userOfToken returns the user who stands behind a token, and the sign-in that it came of: enabled, of the same name, with the credentials of then, or
// in the sign-in that went on when they changed, and not signed out (auth-users.md 2.2).
func (r *Room) userOfToken(ctx context.Context, token string) (store.User, string, error) {
	bad := fault.Field("token", "This token cannot be read, has expired or is good no more.")
	claims, err := r.tokens.Verify(token)
	if err != nil {
		return store.User{}, "", bad
	}
	ended, err := r.store.SignInEnded(ctx, claims.SignIn)
	switch {
	case err != nil:
		return store.User{}, "", err
	case ended:
		return store.User{}, "", bad
	}
	u, err := r.store.User(ctx, claims.UserID)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return u, "", bad
	case err != nil:
		return u, "", err
	case !u.IsActive || u.Username != claims.Username || u.CredentialVersion != claims.Version && u.KeptSignIn != claims.SignIn:
		return u, "", bad
	}
	return u, claims.SignIn, nil
}

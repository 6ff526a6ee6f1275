package credits

import (
	"context"
	"time"

	v1 "tollkeeper/gen/v1"
	"tollkeeper/server/auth"
	"tollkeeper/server/domain/fault"
)

// tokenLifetime is how long a token of this API is good (credit-subscriptions.md, "Contract").
const tokenLifetime = time.Hour

// LoginAccessToken signs a user in by the password flow of OAuth 2 (RFC 6749, 4.3). It takes no second factor: an account that asks for one signs
// in under /api/auth/, whose tokens are as good here.
func (r *Room) LoginAccessToken(ctx context.Context, req v1.LoginAccessTokenRequestObject) (v1.LoginAccessTokenResponseObject, error) {
	token, err := r.accounts.SignIn(ctx, auth.Credentials{Name: req.Body.Username, Password: req.Body.Password, Lifetime: tokenLifetime})
	switch {
	case fault.Is(err, fault.Forbidden):
		return nil, fault.New(fault.Unauthenticated, "Incorrect email or password")
	case fault.Is(err, fault.Invalid):
		return nil, fault.New(fault.Unauthenticated, "This account asks for a second factor: sign in at /api/auth/ and use its token here.")
	case err != nil:
		return nil, err
	}
	return v1.LoginAccessToken200JSONResponse{AccessToken: token, TokenType: "bearer", ExpiresIn: int64(tokenLifetime / time.Second)}, nil
}

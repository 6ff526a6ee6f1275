package auth

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
)

// AuthLogoutCreate ends the sign-ins that the request shows: that of the token that it came with, that of its session, and that of a good token in the
// body, for which it answers one that has just expired. Their tokens and sessions are good nowhere any more. Nothing that is wrong with the token in the
// body keeps a user from signing out (auth-users.md 4.1).
func (r *Room) AuthLogoutCreate(ctx context.Context, req gen.AuthLogoutCreateRequestObject) (gen.AuthLogoutCreateResponseObject, error) {
	var userID int64
	var ended []string
	if p := access.PrincipalOf(ctx); p != nil {
		userID, ended = p.UserID, append(ended, p.SignIn)
	}
	var out gen.Logout
	if req.Body != nil && value(req.Body.Token) != "" {
		u, signIn, err := r.userOfToken(ctx, *req.Body.Token)
		switch {
		case err == nil:
			token, err := r.tokens.Issue(u, nil, 0, signIn)
			if err != nil {
				return nil, err
			}
			out.Token, userID, ended = &token, u.ID, append(ended, signIn)
		case !fault.Is(err, fault.Invalid):
			return nil, err
		}
	}
	if err := r.sessions.Close(ctx); err != nil {
		return nil, err
	}
	for _, signIn := range ended {
		if signIn == "" { // an API key is not signed out, it is replaced
			continue
		}
		if err := r.sessions.End(ctx, signIn); err != nil {
			return nil, err
		}
	}
	if userID != 0 {
		r.Audit(ctx, "logout", userID)
	}
	return gen.AuthLogoutCreate200JSONResponse(out), nil
}

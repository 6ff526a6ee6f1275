package auth

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
)

// AuthLogoutCreate ends the browser session and, for a good token, answers one that has just expired. Nothing that is wrong with the
// token keeps a user from signing out (auth-users.md 4.1).
func (r *Room) AuthLogoutCreate(ctx context.Context, req gen.AuthLogoutCreateRequestObject) (gen.AuthLogoutCreateResponseObject, error) {
	var userID int64
	if p := access.PrincipalOf(ctx); p != nil {
		userID = p.UserID
	}
	var out gen.Logout
	if req.Body != nil && value(req.Body.Token) != "" {
		u, err := r.userOfToken(ctx, *req.Body.Token)
		switch {
		case err == nil:
			token, err := r.tokens.Issue(u, nil, 0)
			if err != nil {
				return nil, err
			}
			out.Token, userID = &token, u.ID
		case !fault.Is(err, fault.Invalid):
			return nil, err
		}
	}
	if err := r.sessions.Close(ctx); err != nil {
		return nil, err
	}
	if userID != 0 {
		r.Audit(ctx, "logout", userID)
	}
	return gen.AuthLogoutCreate200JSONResponse(out), nil
}

package auth

import (
	"context"

	"tollkeeper/server/contract"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/throttle"
	"tollkeeper/store"
)

// ConfirmPassword makes the caller show her own password once more. Wrong, or none at all, is a fault of kind Forbidden, too often wrong one
// of kind TooManyRequests (auth-users.md 3.2).
func (r *Accounts) ConfirmPassword(ctx context.Context, password string) error {
	caller := access.PrincipalOf(ctx)
	account := accountKey(caller.UserID)
	if err := r.cfg.Limiter.Account(ctx, throttle.Password, account, contract.ClientAddress(ctx)); err != nil {
		return err
	}
	u, err := r.store.User(ctx, caller.UserID)
	if err != nil {
		return err
	}
	if !r.hasher.Matches(password, u.PasswordHash) {
		return fault.New(fault.Forbidden, "Your password is not right.")
	}
	return r.cfg.Limiter.Forgive(ctx, throttle.Password, account, contract.ClientAddress(ctx))
}

// NewPassword checks a new password and returns its hash, computed before any transaction is open since that takes long. field is the
// one to blame.
func (r *Accounts) NewPassword(field, password string) (hash string, err error) {
	if weak := r.Weakness(password); weak != "" {
		return "", fault.Field(field, "%s", weak)
	}
	return r.hasher.Hash(password), nil
}

// SetPassword writes the hash of a new password. Every token and session of the user ends, but for the caller's own session when it is hers.
func (r *Accounts) SetPassword(ctx context.Context, tx *store.Store, userID int64, hash string) error {
	var keep int64
	if p := access.PrincipalOf(ctx); p != nil && p.UserID == userID {
		keep = p.SessionID
	}
	return tx.SetPassword(ctx, userID, hash, keep)
}

// CloseSession ends the session of the request, if it has one, and takes its cookies back.
func (r *Accounts) CloseSession(ctx context.Context) error { return r.sessions.Close(ctx) }

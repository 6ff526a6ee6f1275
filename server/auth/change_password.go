package auth

import (
	"context"
	"errors"
	"time"

	"tollkeeper/server/contract"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/notice"
	"tollkeeper/server/throttle"
	"tollkeeper/store"
)

// ConfirmPassword makes the caller show her own password once more. Wrong, or none at all, is a fault of kind Forbidden, too often wrong one
// of kind TooManyRequests (auth-users.md 3.2).
func (r *Accounts) ConfirmPassword(ctx context.Context, password string) error {
	caller := access.PrincipalOf(ctx)
	account := accountKey(caller.UserID)
	if err := r.limit(ctx, throttle.Password, account, caller.UserID); err != nil {
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

// SetPassword writes the hash of a new password. Every token and session of the user ends, but for those of the caller's own sign-in when she is the
// user.
func (r *Accounts) SetPassword(ctx context.Context, tx *store.Store, userID int64, hash string) error {
	var keep store.KeptSignIn
	if p := access.PrincipalOf(ctx); p != nil && p.UserID == userID {
		keep = store.KeptSignIn{SignIn: p.SignIn, SessionID: p.SessionID}
	}
	if err := r.dropMove(ctx, tx, userID); err != nil {
		return err
	}
	return tx.SetPassword(ctx, userID, hash, keep)
}

// dropMove ends the key that would give a user another address: whoever asked for it may be why she sets a new password. One that shows that her own
// address is hers goes on.
func (r *Accounts) dropMove(ctx context.Context, tx *store.Store, userID int64) error {
	c, err := tx.ConfirmationOf(ctx, userID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	u, err := tx.User(ctx, userID)
	if err != nil || naming.SameEmail(c.Email, u.Email) {
		return err
	}
	return tx.DropConfirmation(ctx, userID)
}

// ChangePassword does what SetPassword does for a user who may have had a password before, and mails her that it is another one now, with the API
// keys that go on: endKeys ends them too.
func (r *Accounts) ChangePassword(ctx context.Context, tx *store.Store, u store.User, hash string, endKeys bool) error {
	if err := r.SetPassword(ctx, tx, u.ID, hash); err != nil {
		return err
	}
	keys, err := tx.APIKeys(ctx, u.ID)
	if err == nil && endKeys {
		_, err = tx.DeleteAPIKeys(ctx, u.ID)
	}
	if err != nil || !u.Activated() {
		return err
	}
	var list []map[string]any
	for _, k := range keys {
		used := "never"
		if k.LastUsedAt != nil {
			used = k.LastUsedAt.UTC().Format(time.DateOnly)
		}
		list = append(list, map[string]any{"prefix": KeyPrefix(k), "created": k.CreatedAt.UTC().Format(time.DateOnly), "used": used})
	}
	return notice.To(ctx, tx, notice.Notice{Template: "password_updated", At: r.now(), Data: map[string]any{
		"user": notice.User(u), "keys": list, "ended": endKeys, "public_key": u.PublicKey != nil,
	}}, u.Email)
}

// CloseSession ends the session of the request, if it has one, and takes its cookies back.
func (r *Accounts) CloseSession(ctx context.Context) error { return r.sessions.Close(ctx) }

package auth

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/store"
)

// AuthResetCreate sets a new password for whoever has the mailed link (auth-users.md 2.5).
func (r *Room) AuthResetCreate(ctx context.Context, req gen.AuthResetCreateRequestObject) (gen.AuthResetCreateResponseObject, error) {
	if err := r.ResetPassword(ctx, req.User, req.Token, req.Body.NewPassword); err != nil {
		return nil, err
	}
	return gen.AuthResetCreate200JSONResponse{Detail: "Your password is changed. You can sign in with it now."}, nil
}

// ResetPassword sets the password of the user whom a link is for; the link is used up by it. Whoever needs it may have lost
// more than a password: API keys end as well.
func (r *Accounts) ResetPassword(ctx context.Context, reference, token, password string) error {
	if _, err := r.ResetUser(ctx, r.store, reference, token); err != nil {
		return err
	}
	hash, err := r.NewPassword("new_password", password)
	if err != nil {
		return err
	}
	u, err := store.InTx(ctx, r.store, func(tx *store.Store) (store.User, error) {
		u, err := r.ResetUser(ctx, tx, reference, token)
		if err != nil {
			return u, err
		}
		if err := tx.LockUser(ctx, u.ID); err != nil {
			return u, err
		}
		// Of two who follow one link at once the second finds it used.
		if u, err = r.ResetUser(ctx, tx, reference, token); err != nil {
			return u, err
		}
		own, err := tx.SpeaksForAddress(ctx, u.ID)
		if err == nil && !own {
			// Somebody else may have made the account in her name and kept a way in.
			if err = tx.DeleteOTP(ctx, u.ID); err == nil {
				err = tx.UpdateUser(ctx, u.ID, map[string]any{"public_key": nil})
			}
			u.PublicKey = nil
		}
		if err != nil {
			return u, err
		}
		// The link was mailed to her address.
		if err := r.Proved(ctx, tx, u); err != nil {
			return u, err
		}
		if err := r.ChangePassword(ctx, tx, u, hash, true); err != nil {
			return u, err
		}
		// She signs in here next, however many guess elsewhere.
		return u, r.rememberPlace(ctx, tx, u.ID)
	})
	if err == nil {
		r.Audit(ctx, "resetpassword", u.ID)
	}
	return err
}

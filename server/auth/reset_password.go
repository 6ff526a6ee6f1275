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
			u, err = r.endWaysIn(ctx, tx, u)
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

// endWaysIn takes back what somebody else who made an account in a user's name could have kept to act for her: a second factor, a public key, and
// managers of the profile that is called like her. These ask for their roles anew, and what they were offered is withdrawn: the user decides.
func (r *Accounts) endWaysIn(ctx context.Context, tx *store.Store, u store.User) (store.User, error) {
	if err := tx.DeleteOTP(ctx, u.ID); err != nil {
		return u, err
	}
	u.PublicKey = nil
	if err := tx.UpdateUser(ctx, u.ID, map[string]any{"public_key": nil}); err != nil {
		return u, err
	}
	others, err := tx.RolesBeside(ctx, u.ID)
	if err != nil {
		return u, err
	}
	for _, role := range others {
		if role.GrantKey != nil {
			err = tx.DeleteRole(ctx, role.OrganizationID, role.UserID)
		} else {
			key := randomText(verificationKeyLength, hexDigits)
			role.RequestKey = &key
			err = tx.SaveRole(ctx, role)
		}
		if err != nil {
			return u, err
		}
	}
	return u, nil
}

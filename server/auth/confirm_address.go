package auth

import (
	"context"
	"errors"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/notice"
	"tollkeeper/store"
)

const (
	// confirmationLifetime is how long a user may take to confirm an address.
	confirmationLifetime = 3 * 24 * time.Hour
	// recently is how long after a sign-in a user need not show her password once more to change her address.
	recently = 10 * time.Minute
)

// AuthAddressCreate confirms the address that a key was mailed to.
func (r *Room) AuthAddressCreate(ctx context.Context, req gen.AuthAddressCreateRequestObject) (gen.AuthAddressCreateResponseObject, error) {
	email, err := r.ConfirmAddress(ctx, req.VerificationKey)
	if err != nil {
		return nil, err
	}
	return gen.AuthAddressCreate200JSONResponse{Email: email}, nil
}

// MayMove refuses a caller who asks for another address of her own without having shown lately who she is: by her password now, or by a sign-in
// that is not older than ten minutes, for which she showed her second factor if she has one. A stolen token alone moves no account.
func (r *Accounts) MayMove(ctx context.Context, password string) error {
	if password != "" {
		return r.ConfirmPassword(ctx, password)
	}
	if at, ok := signedInAt(access.PrincipalOf(ctx).SignIn); ok && r.now().Before(at.Add(recently)) {
		return nil
	}
	return fault.New(fault.Forbidden, "Send your password along to change the address that you sign in with, or sign in anew.")
}

// AskToConfirm mails a user the key that shows that an address is hers. Another one than she has becomes hers with it; till then all stays as it is.
func (r *Accounts) AskToConfirm(ctx context.Context, tx *store.Store, u store.User, email string) error {
	now := r.now()
	c := store.AddressConfirmation{UserID: u.ID, Email: email, Selector: newSelector(), CreatedAt: now, ExpiresAt: now.Add(confirmationLifetime)}
	if err := tx.KeepConfirmation(ctx, c); err != nil {
		return err
	}
	err := notice.To(ctx, tx, notice.Notice{Template: "address_confirmation", At: now, Data: map[string]any{
		"user": notice.User(u), "email": email, "days": int(confirmationLifetime / (24 * time.Hour)),
		"link": "/address/" + r.tokens.VerificationKey(c.Selector) + "/",
	}}, email)
	if err != nil || naming.SameEmail(email, u.Email) {
		return err
	}
	return r.tellOldAddress(ctx, tx, u, email, false)
}

// tellOldAddress tells the address that a user has, or had, that she asked for another one, or has it now.
func (r *Accounts) tellOldAddress(ctx context.Context, tx *store.Store, u store.User, email string, done bool) error {
	return notice.To(ctx, tx, notice.Notice{Template: "address_updated", At: r.now(), Data: map[string]any{
		"user": notice.User(u), "email": email, "done": done,
	}}, u.Email)
}

// Moved does what goes with another address that a user gets: the old one is kept, so that what is known of her can be forgotten, and is told.
func (r *Accounts) Moved(ctx context.Context, tx *store.Store, before store.User, email string) error {
	if naming.SameEmail(before.Email, email) {
		return nil
	}
	own, err := tx.SpeaksForAddress(ctx, before.ID)
	if err == nil && own {
		err = tx.KeepFormerAddress(ctx, before.ID, before.Email)
	}
	if err != nil {
		return err
	}
	return r.tellOldAddress(ctx, tx, before, email, true)
}

// LeaveOffers leaves behind what was offered to the address that a user had, who has another one now: it waits for whoever reads the mail of the old
// one, with an account that they can activate from there. Else whoever typed the address of somebody else took along what others offer to it.
func (r *Accounts) LeaveOffers(ctx context.Context, tx *store.Store, before store.User, email string) error {
	if naming.SameEmail(before.Email, email) {
		return nil
	}
	waits, err := tx.OffersByAddress(ctx, before.ID)
	if err != nil || !waits {
		return err
	}
	owner, err := r.Invite(ctx, tx, before.Email, "")
	if err != nil {
		return err
	}
	return tx.PassOffers(ctx, before.ID, owner.ID)
}

// Confirming is the user whom a mailed key asks to confirm an address, and that address. A key that is wrong, used or too old is a fault of kind
// NotFound.
func (r *Accounts) Confirming(ctx context.Context, key string) (store.User, string, error) {
	return r.confirming(ctx, r.store, key)
}

func (r *Accounts) confirming(ctx context.Context, s *store.Store, key string) (store.User, string, error) {
	selector, ok := r.tokens.VerificationSelector(key)
	if !ok {
		return store.User{}, "", deadLink()
	}
	c, err := s.Confirmation(ctx, selector, r.now())
	if errors.Is(err, store.ErrNotFound) {
		return store.User{}, "", deadLink()
	}
	if err != nil {
		return store.User{}, "", err
	}
	u, err := s.User(ctx, c.UserID)
	if err == nil && !u.IsActive {
		err = deadLink()
	}
	return u, c.Email, err
}

// ConfirmAddress takes an address as shown to be that of the user whom the key was mailed to; it becomes hers if she had another one. What waited
// for the address is hers from now on. It returns the address.
func (r *Accounts) ConfirmAddress(ctx context.Context, key string) (string, error) {
	var u store.User
	email, err := store.InTx(ctx, r.store, func(tx *store.Store) (email string, err error) {
		if u, _, err = r.confirming(ctx, tx, key); err != nil {
			return "", err
		}
		if err := tx.LockUser(ctx, u.ID); err != nil {
			return "", err
		}
		// Of two who follow one link at once the second finds it used.
		if u, email, err = r.confirming(ctx, tx, key); err != nil {
			return "", err
		}
		if err := r.Moved(ctx, tx, u, email); err != nil {
			return "", err
		}
		switch err := tx.UpdateUser(ctx, u.ID, map[string]any{"email": email}); {
		case errors.Is(err, store.ErrDuplicate):
			return "", fault.New(fault.Conflict, "Somebody else has this address now.").Because(err)
		case err != nil:
			return "", err
		}
		if err := r.LeaveOffers(ctx, tx, u, email); err != nil {
			return "", err
		}
		u.Email = email
		return email, r.Proved(ctx, tx, u)
	})
	if err == nil {
		r.Audit(ctx, "confirm-address", u.ID)
	}
	return email, err
}

// Proved records that a user has shown that she reads the mail of her address. What the address book knew of it becomes hers.
func (r *Accounts) Proved(ctx context.Context, tx *store.Store, u store.User) error {
	c, err := r.ContactFor(ctx, tx, u, u.FullName())
	if err != nil {
		return err
	}
	err = tx.UpdateContact(ctx, c.ID, map[string]any{"email": u.Email, "verification_state": "verified", "verification_key_hash": nil})
	if err == nil {
		err = tx.DropConfirmation(ctx, u.ID)
	}
	if err == nil {
		err = tx.TakeLead(ctx, c.ID, u.Email)
	}
	if err == nil {
		err = tx.TakeOffers(ctx, u.ID)
	}
	return err
}

package users

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/fault"
	"tollkeeper/store"
)

// UsersActivateCreate mails a user the link to activate her account once more (auth-users.md 4.6), or the one that shows that her address is hers.
func (r *Room) UsersActivateCreate(ctx context.Context, req gen.UsersActivateCreateRequestObject) (gen.UsersActivateCreateResponseObject, error) {
	out, err := store.InTx(ctx, r.store, func(tx *store.Store) (gen.Contact, error) {
		p, err := r.find(ctx, tx, req.User)
		switch {
		case err != nil:
			return gen.Contact{}, err
		case p.user == nil:
			return gen.Contact{}, fault.New(fault.Invalid, "This contact cannot sign in: there is nothing to activate.")
		}
		if err := r.accounts.MayMail(ctx, tx, "activation", p.user.Email); err != nil {
			return gen.Contact{}, err
		}
		if !p.user.Activated() {
			return toAPIContact(p.summary()), r.accounts.SendVerification(ctx, tx, *p.user, "")
		}
		shown, err := tx.SpeaksForAddress(ctx, p.user.ID)
		if err == nil && shown {
			err = fault.New(fault.Invalid, "This user is active already, and has shown that the address is hers.")
		}
		if err != nil {
			return gen.Contact{}, err
		}
		return toAPIContact(p.summary()), r.accounts.AskToConfirm(ctx, tx, *p.user, p.user.Email)
	})
	if err != nil {
		return nil, err
	}
	return gen.UsersActivateCreate201JSONResponse(out), nil
}

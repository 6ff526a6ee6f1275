package auth

import (
	"context"
	"errors"

	"tollkeeper/gen"
	"tollkeeper/server/contract"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/throttle"
	"tollkeeper/store"
)

// registrationTries is how often a registration is begun anew when another one took a name between the look and the write: the next
// look finds out which.
const registrationTries = 3

// AuthRegisterCreate creates a user and, in the modes PERSONAL and TOGETHER, the profile that she manages (auth-users.md 4.1).
func (r *Room) AuthRegisterCreate(ctx context.Context, req gen.AuthRegisterCreateRequestObject) (gen.AuthRegisterCreateResponseObject, error) {
	if r.cfg.Authentication != AuthenticationEnabled {
		return nil, fault.New(fault.Forbidden, "Registration is disabled on this site.")
	}
	if err := r.cfg.Limiter.Account(ctx, throttle.Register, req.Body.Email, contract.ClientAddress(ctx)); err != nil {
		return nil, err
	}
	in, err := r.registrationOf(*req.Body)
	if err != nil {
		return nil, err
	}
	if r.cfg.ConfirmRegistration {
		return r.awaitConfirmation(ctx, *req.Body, in)
	}
	if req.Body.Password != nil {
		in.passwordHash = r.hasher.Hash(*req.Body.Password)
	}
	out, err := r.registering(ctx, func(tx *store.Store) (registered, error) {
		out, err := r.register(ctx, tx, in)
		if err == nil && out.refused == nil && out.user.Activated() {
			// Who chooses her password by mail shows by it that the address is hers.
			var may bool
			if may, err = r.MayMailSilently(ctx, tx, out.user.Email); may {
				err = r.AskToConfirm(ctx, tx, out.user, out.user.Email)
			}
		}
		return out, err
	})
	if err != nil {
		return nil, err
	}
	token, err := r.tokens.Issue(out.user, out.contact.Picture, TokenLifetime, signInAt(r.now()))
	if err != nil {
		return nil, err
	}
	return gen.AuthRegisterCreate201JSONResponse{Token: token}, nil
}

// registering commits what f writes about a new user, and refuses what f does.
func (r *Accounts) registering(ctx context.Context, f func(tx *store.Store) (registered, error)) (registered, error) {
	var out registered
	var err error
	for range registrationTries {
		out, err = store.InTx(ctx, r.store, f)
		if !errors.Is(err, store.ErrDuplicate) {
			break
		}
	}
	if errors.Is(err, store.ErrDuplicate) {
		return out, fault.New(fault.Invalid, "Others are registering under these names right now; try again.").Because(err)
	}
	if err != nil {
		return out, err
	}
	if out.refused != nil {
		return out, out.refused
	}
	r.Audit(ctx, "register", out.user.ID)
	return out, nil
}

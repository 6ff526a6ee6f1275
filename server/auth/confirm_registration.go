package auth

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/notice"
	"tollkeeper/store"
)

// registrationLifetime is how long the owner of an address may take to confirm a registration: no longer than needed, since until then we keep what
// a stranger told us of her.
const registrationLifetime = 3 * 24 * time.Hour

// awaitConfirmation keeps a registration until the owner of the address follows the link that is mailed to her. Whether an account has the address
// already makes no difference that the caller could notice: the same rows are written, no password is hashed, only the mail says something else
// (issue "People", no account enumeration).
func (r *Room) awaitConfirmation(ctx context.Context, body gen.Registration, in registration) (gen.AuthRegisterCreateResponseObject, error) {
	// Whoever registered may not be who owns the address. If we kept her password she would know that of an account which the owner confirms.
	body.Password = nil
	asked, err := json.Marshal(body) //nolint:gosec // the password is taken out
	if err != nil {
		return nil, err
	}
	now := r.now()
	pending := store.PendingRegistration{
		Email: in.email, Selector: newSelector(), Asked: string(asked), CreatedAt: now, ExpiresAt: now.Add(registrationLifetime),
	}
	err = r.store.Do(ctx, func(tx *store.Store) error {
		faults := fields{}
		if err := takenNames(ctx, tx, in, faults); err != nil {
			return err
		}
		if len(faults) > 0 {
			return fault.Fields(faults)
		}
		if err := tx.KeepRegistration(ctx, pending); err != nil {
			return err
		}
		return r.mailRegistrant(ctx, tx, in.email, pending.Selector)
	})
	if err != nil {
		return nil, err
	}
	return gen.AuthRegisterCreate202JSONResponse{Detail: "We mailed you how to go on: look for it in your mailbox."}, nil
}

// mailRegistrant mails the owner of an address what it takes to have an account. Nothing in the mail is the registrant's word.
func (r *Room) mailRegistrant(ctx context.Context, tx *store.Store, email, selector string) error {
	u, err := tx.UserByEmail(ctx, email)
	n := notice.Notice{At: r.now()}
	if may, err := r.MayMailSilently(ctx, tx, email); err != nil || !may {
		return err
	}
	switch {
	case errors.Is(err, store.ErrNotFound):
		n.Template, n.Data = "registration_confirmation", map[string]any{
			"email": email, "days": int(registrationLifetime / (24 * time.Hour)), "link": "/activate/" + r.tokens.VerificationKey(selector) + "/",
		}
		return notice.To(ctx, tx, n, email)
	case err != nil:
		return err
	case u.IsActive && !u.Activated():
		return r.SendVerification(ctx, tx, u, "")
	}
	n.Template, n.Data = "registration_attempt", map[string]any{"user": notice.User(u), "closed": !u.IsActive}
	return notice.To(ctx, tx, n, u.Email)
}

// pendingRegistration returns the registration that a key confirms. A key that is wrong, used or too old is a fault of kind NotFound, as is any
// where nobody may register any more.
func (r *Accounts) pendingRegistration(ctx context.Context, s *store.Store, key string) (store.PendingRegistration, gen.Registration, error) {
	var body gen.Registration
	selector, ok := r.tokens.VerificationSelector(key)
	if !ok || r.cfg.Authentication != AuthenticationEnabled {
		return store.PendingRegistration{}, body, deadLink()
	}
	pending, err := s.PendingRegistration(ctx, selector, r.now())
	if errors.Is(err, store.ErrNotFound) {
		return pending, body, deadLink()
	}
	if err != nil {
		return pending, body, err
	}
	return pending, body, json.Unmarshal([]byte(pending.Asked), &body)
}

// confirmRegistration completes a registration with what its owner chose, and signs her in. Her address is verified by it. It stays pending while
// it is refused, so that she can choose another name.
func (r *Accounts) confirmRegistration(ctx context.Context, key string, chosen Activation, hash string) (store.User, *string, error) {
	out, err := r.registering(ctx, func(tx *store.Store) (registered, error) {
		// Of two who follow one link at once the second finds it used.
		if err := tx.Lock(ctx, "registration "+key); err != nil {
			return registered{}, err
		}
		pending, body, err := r.pendingRegistration(ctx, tx, key)
		if err != nil {
			return registered{}, err
		}
		in, err := r.registrationOf(chosen.insteadOf(body))
		if err != nil {
			return registered{}, err
		}
		in.passwordHash = hash
		out, err := r.register(ctx, tx, in)
		if err != nil || out.refused != nil {
			return out, err
		}
		if err := tx.ForgetRegistration(ctx, pending.ID); err != nil {
			return out, err
		}
		out.user, err = r.enter(ctx, tx, out, chosen)
		return out, err
	})
	return out.user, out.contact.Picture, err
}

// enter signs a new user in who has shown that her address is hers.
func (r *Accounts) enter(ctx context.Context, tx *store.Store, newcomer registered, chosen Activation) (store.User, error) {
	u, now := newcomer.user, r.now()
	u.LastLogin = &now
	err := r.Proved(ctx, tx, u)
	if err == nil {
		err = tx.RecordLogin(ctx, u.ID, now)
	}
	if err == nil && chosen.Cookies {
		_, err = r.sessions.Open(ctx, tx, &u, chosen.SignIn)
	}
	return u, err
}

// insteadOf puts the names that were chosen in the place of those that were registered. A profile that was to be called like the user still is.
func (a Activation) insteadOf(body gen.Registration) gen.Registration {
	if a.Username != "" {
		body.Username = &a.Username
	}
	if a.FullName != "" {
		if value(body.OrganizationName) == body.FullName {
			body.OrganizationName = &a.FullName
		}
		body.FullName = a.FullName
	}
	return body
}

package auth

import (
	"context"
	"errors"
	"strings"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/notice"
	"tollkeeper/store"
)

// AuthActivateRead says whom an activation link is for (auth-users.md 2.4).
func (r *Room) AuthActivateRead(ctx context.Context, req gen.AuthActivateReadRequestObject) (gen.AuthActivateReadResponseObject, error) {
	u, err := r.Invited(ctx, req.VerificationKey)
	if err != nil {
		return nil, err
	}
	return gen.AuthActivateRead200JSONResponse(u), nil
}

// AuthActivateCreate activates the account that a link is for and signs its user in (auth-users.md 2.4).
func (r *Room) AuthActivateCreate(ctx context.Context, req gen.AuthActivateCreateRequestObject) (gen.AuthActivateCreateResponseObject, error) {
	in := Activation{Password: req.Body.NewPassword, Username: value(req.Body.Username), FullName: value(req.Body.FullName)}
	in.Cookies = req.Params.Cookie != nil && *req.Params.Cookie
	in.SignIn = signInAt(r.now())
	u, picture, err := r.Activate(ctx, req.VerificationKey, in)
	if err != nil {
		return nil, err
	}
	token, err := r.tokens.Issue(u, picture, TokenLifetime, in.SignIn)
	if err != nil {
		return nil, err
	}
	return gen.AuthActivateCreate201JSONResponse{Token: token}, nil
}

// Activation is what a user chooses when she activates her account; an empty name stays as it is.
type Activation struct {
	Password, Username, FullName string
	// Cookies opens a browser session.
	Cookies bool
	// SignIn names the sign-in that begins with it; a page that asks for no token leaves it out.
	SignIn string
}

// Invited is whom an activation link is for: a user, or somebody who confirms a registration by it.
type Invited struct {
	Email    string
	FullName string
	Username string
}

// Invited says whom an activation link is for. One that is wrong, used or too old is a fault of kind NotFound.
func (r *Accounts) Invited(ctx context.Context, key string) (Invited, error) {
	u, _, err := r.activationOf(ctx, r.store, key)
	if !fault.Is(err, fault.NotFound) {
		return Invited{Username: u.Username, Email: u.Email, FullName: u.FullName()}, err
	}
	_, body, err := r.pendingRegistration(ctx, r.store, key)
	out := Invited{Username: value(body.Username), Email: body.Email, FullName: body.FullName}
	if err == nil && out.Username == "" {
		out.Username, err = freeUsername(ctx, r.store, body.Email)
	}
	return out, err
}

// activationOf returns the user whom an activation link is for, with her contact. A link that is wrong, used or too old is a fault of kind
// NotFound.
func (r *Accounts) activationOf(ctx context.Context, s *store.Store, key string) (store.User, store.Contact, error) {
	selector, ok := r.tokens.VerificationSelector(key)
	if !ok {
		return store.User{}, store.Contact{}, deadLink()
	}
	c, err := s.ContactByVerification(ctx, selector)
	if errors.Is(err, store.ErrNotFound) || err == nil && (!r.fresh(c) || c.UserID == nil) {
		return store.User{}, c, deadLink()
	}
	if err != nil {
		return store.User{}, c, err
	}
	u, err := s.User(ctx, *c.UserID)
	if err == nil && (!u.IsActive || u.Activated()) {
		err = deadLink()
	}
	return u, c, err
}

// Activate sets the password, and the names that are given, of the user whom a link is for. Her address is verified by it, the terms of use
// are signed, and the managers of the broker are told. A registration that a link confirms is completed.
func (r *Accounts) Activate(ctx context.Context, key string, in Activation) (store.User, *string, error) {
	_, _, err := r.activationOf(ctx, r.store, key)
	registering := fault.Is(err, fault.NotFound)
	if registering {
		_, _, err = r.pendingRegistration(ctx, r.store, key)
	}
	if err != nil {
		return store.User{}, nil, err
	}
	hash, err := r.NewPassword("new_password", in.Password)
	if err != nil {
		return store.User{}, nil, err
	}
	if registering {
		return r.confirmRegistration(ctx, key, in, hash)
	}
	var picture *string
	u, err := store.InTx(ctx, r.store, func(tx *store.Store) (store.User, error) {
		u, c, err := r.activationOf(ctx, tx, key)
		if err != nil {
			return u, err
		}
		if err := tx.LockUser(ctx, u.ID); err != nil {
			return u, err
		}
		// Of two who follow one link at once the second finds it used.
		if u, c, err = r.activationOf(ctx, tx, key); err != nil {
			return u, err
		}
		picture = c.Picture
		return r.activate(ctx, tx, u, c, in, hash)
	})
	if err != nil {
		return u, nil, err
	}
	r.Audit(ctx, "activate", u.ID)
	return u, picture, nil
}

func (r *Accounts) activate(ctx context.Context, tx *store.Store, u store.User, c store.Contact, in Activation, hash string) (store.User, error) {
	columns := map[string]any{"last_login": r.now()}
	if in.Username != "" && in.Username != u.Username {
		if faults := unfitNames(in.Username, ""); len(faults) > 0 && !strings.EqualFold(in.Username, u.Username) {
			return u, fault.Fields(faults)
		}
		columns["username"] = in.Username
		if err := freeName(ctx, tx, u, in.Username); err != nil {
			return u, err
		}
	}
	if in.FullName != "" {
		columns["first_name"], columns["last_name"] = naming.Split(in.FullName)
		if err := tx.UpdateContact(ctx, c.ID, map[string]any{"full_name": in.FullName}); err != nil {
			return u, err
		}
	}
	err := tx.UpdateUser(ctx, u.ID, columns)
	if errors.Is(err, store.ErrDuplicate) {
		return u, fault.Field("username", "A user with this name exists.")
	}
	if err == nil && columns["username"] != nil {
		err = renamePersonal(ctx, tx, u, in.Username, r.now())
	}
	if err != nil {
		return u, err
	}
	if err := r.Proved(ctx, tx, u); err != nil {
		return u, err
	}
	if err := r.SetPassword(ctx, tx, u.ID, hash); err != nil {
		return u, err
	}
	if err := r.SignTerms(ctx, tx, u); err != nil {
		return u, err
	}
	if u, err = tx.User(ctx, u.ID); err != nil {
		return u, err
	}
	if err := r.admitted(ctx, tx, u, in); err != nil {
		return u, err
	}
	return u, notice.Broker(ctx, tx, notice.Notice{
		Template: "user_activated", At: r.now(), Data: map[string]any{"user": notice.User(u), "link": "/api/users/" + u.Username + "/"},
	})
}

// admitted remembers where a user has activated her account, and opens a session when she wants one.
func (r *Accounts) admitted(ctx context.Context, tx *store.Store, u store.User, in Activation) error {
	err := r.rememberPlace(ctx, tx, u.ID)
	if err == nil && in.Cookies {
		_, err = r.sessions.Open(ctx, tx, &u, in.SignIn)
	}
	return err
}

// freeName refuses a name that another user or a profile has; in another spelling her own stays hers.
func freeName(ctx context.Context, tx *store.Store, u store.User, name string) error {
	taken, err := tx.NameTaken(ctx, name, store.NameHolder{UserID: u.ID})
	if err == nil && taken && !strings.EqualFold(name, u.Username) {
		err = fault.Field("username", "A user or a profile with this name exists.")
	}
	return err
}

// renamePersonal lets the personal profile of a user follow her to another name, as she follows it: else it would be nobody's
// (profiles-subscriptions-roles.md 1.1 and 3.2).
func renamePersonal(ctx context.Context, tx *store.Store, u store.User, name string, at time.Time) error {
	if !strings.EqualFold(u.Username, name) {
		if err := tx.KeepFormerName(ctx, u.Username, store.NameHolder{UserID: u.ID}, at); err != nil {
			return err
		}
	}
	o, err := tx.OrganizationBySlug(ctx, u.Username)
	if err == nil {
		_, err = tx.RoleOn(ctx, o.ID, u.ID)
	}
	if errors.Is(err, store.ErrNotFound) || err == nil && o.IsBroker {
		return nil
	}
	if err != nil {
		return err
	}
	if err := tx.UpdateOrganization(ctx, o.ID, map[string]any{"slug": name}); err != nil {
		return err
	}
	if !strings.EqualFold(o.Slug, name) {
		if err := tx.KeepFormerName(ctx, o.Slug, store.NameHolder{OrganizationID: o.ID, UserID: u.ID}, at); err != nil {
			return err
		}
	}
	return tx.RenameBeneficiary(ctx, o.Slug, name)
}

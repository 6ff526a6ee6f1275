package auth

import (
	"context"
	"errors"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/contract"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/throttle"
	"tollkeeper/store"
)

// AuthCreate signs a user in: by her password, and by a mailed code when her contact asks for one (auth-users.md 4.1).
func (r *Room) AuthCreate(ctx context.Context, req gen.AuthCreateRequestObject) (gen.AuthCreateResponseObject, error) {
	token, err := r.SignIn(ctx, Credentials{
		Name: req.Body.Username, Password: req.Body.Password, Code: value(req.Body.Code), RecoveryCode: value(req.Body.RecoveryCode),
		Cookies: req.Params.Cookie != nil && *req.Params.Cookie, Lifetime: TokenLifetime,
	})
	if err != nil {
		return nil, err
	}
	return gen.AuthCreate201JSONResponse{Token: token}, nil
}

// Credentials are what a user shows to sign in, and what she wants for it.
type Credentials struct {
	// Name is a username or an e-mail address.
	Name, Password, Code, RecoveryCode string
	// Cookies opens a browser session too.
	Cookies bool
	// Lifetime is that of the token.
	Lifetime time.Duration
}

// SignIn returns a token for whoever shows the right credentials. Wrong ones are a fault of kind Forbidden, a second factor that is missing or
// wrong one of kind Invalid, too many attempts one of kind TooManyRequests.
func (r *Accounts) SignIn(ctx context.Context, c Credentials) (string, error) {
	signIn := signInAt(r.now())
	u, picture, err := r.signInUser(ctx, c, signIn)
	if err != nil {
		return "", err
	}
	return r.tokens.Issue(u, picture, c.Lifetime, signIn)
}

// SignInUser does what SignIn does and returns the user, for pages that need no token.
func (r *Accounts) SignInUser(ctx context.Context, c Credentials) (store.User, error) {
	u, _, err := r.signInUser(ctx, c, signInAt(r.now()))
	return u, err
}

func (r *Accounts) signInUser(ctx context.Context, c Credentials, name string) (store.User, *string, error) {
	u, err := r.knownUser(ctx, c.Name, c.Password)
	if err != nil {
		return u, nil, err
	}
	// Whoever has the password guesses at codes no quicker by calling the account by its other name.
	address := contract.ClientAddress(ctx)
	if err := r.limit(ctx, throttle.SignIn, accountKey(u.ID), u.ID); err != nil {
		return u, nil, err
	}
	out, err := store.InTx(ctx, r.store, func(tx *store.Store) (signIn, error) {
		return r.signIn(ctx, tx, u, c, name)
	})
	if err != nil {
		return u, nil, err
	}
	if out.refused != nil {
		return u, nil, out.refused
	}
	for _, account := range []string{c.Name, accountKey(u.ID)} {
		if err := r.cfg.Limiter.Forgive(ctx, throttle.SignIn, account, address); err != nil {
			return u, nil, err
		}
	}
	r.Audit(ctx, "login", u.ID)
	return u, out.picture, nil
}

// knownUser finds the user with a name, or e-mail address, and password. Whatever is wrong with them gets the same words after the same
// work.
func (r *Accounts) knownUser(ctx context.Context, name, password string) (store.User, error) {
	u, err := r.store.UserByLogin(ctx, name)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return u, err
	}
	// The name is counted as it was typed. If both names of an account were counted together anybody could find out which address belongs to a
	// username, and so who has an account: by guessing with the one until the other is refused.
	if err := r.limit(ctx, throttle.SignIn, name, u.ID); err != nil {
		return u, err
	}
	if !r.hasher.Matches(password, u.PasswordHash) {
		return u, fault.New(fault.Forbidden, "This name and this password do not belong together, or the account cannot sign in.")
	}
	if r.cfg.Authentication == AuthenticationEnabled || r.cfg.Authentication == AuthenticationLoginOnly {
		return u, nil
	}
	manages, err := r.store.ManagesBroker(ctx, u.ID)
	if err == nil && !manages {
		err = fault.New(fault.Forbidden, "Nobody can sign in to this site at present.")
	}
	return u, err
}

// signIn is what a right password led to. A refusal is no error: the attempt that it counts has to be committed.
type signIn struct {
	refused *fault.Fault
	picture *string
}

func (r *Accounts) signIn(ctx context.Context, tx *store.Store, u store.User, c Credentials, name string) (signIn, error) {
	// Two guesses at one code are counted one after the other.
	if err := tx.LockUser(ctx, u.ID); err != nil {
		return signIn{}, err
	}
	contact, err := tx.ContactOf(ctx, u.ID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return signIn{}, err
	}
	out := signIn{picture: contact.Picture}
	if out.refused, err = r.secondFactor(ctx, tx, u, contact, c.Code, c.RecoveryCode); err != nil || out.refused != nil {
		return out, err
	}
	if err := tx.RecordLogin(ctx, u.ID, r.now()); err != nil {
		return out, err
	}
	if err := r.rememberPlace(ctx, tx, u.ID); err != nil || !c.Cookies {
		return out, err
	}
	_, err = r.sessions.Open(ctx, tx, &u, name)
	return out, err
}

// secondFactor asks for what the account asks for beside the password: a code of an authenticator app, else a mailed one. It returns why the
// user may not go on, nil when she may.
func (r *Accounts) secondFactor(ctx context.Context, tx *store.Store, u store.User, c store.Contact, code, recovery string) (*fault.Fault, error) {
	app, err := tx.OTP(ctx, u.ID)
	switch {
	case err == nil:
		return r.authenticatorApp(ctx, tx, app, code, recovery)
	case !errors.Is(err, store.ErrNotFound):
		return nil, err
	case c.MFABackend != passwordOnly:
		return r.mailedCode(ctx, tx, u, code)
	}
	return nil, nil //nolint:nilnil // she may go on
}

package auth

import (
	"context"
	"errors"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/notice"
	"tollkeeper/store"
)

// registered is what a registration led to. A refusal is no error: the mail that goes with it has to be committed.
type registered struct {
	refused *fault.Fault
	user    store.User
	contact store.Contact
}

// register writes the user with all that belongs to her, in the caller's transaction.
func (r *Accounts) register(ctx context.Context, tx *store.Store, in registration) (registered, error) {
	refused, err := r.conflicts(ctx, tx, in)
	if err != nil || refused != nil {
		return registered{refused: refused}, err
	}
	u, err := r.createUser(ctx, tx, in)
	if err != nil {
		return registered{}, err
	}
	contact, err := r.ContactFor(ctx, tx, u, in.fullName)
	if err != nil {
		return registered{}, err
	}
	if err := r.SignTerms(ctx, tx, u); err != nil {
		return registered{}, err
	}
	if err := r.rememberPlace(ctx, tx, u.ID); err != nil {
		return registered{}, err
	}
	if in.profile != nil {
		if err := r.createProfile(ctx, tx, u, *in.profile); err != nil {
			return registered{}, err
		}
	}
	return registered{user: u, contact: contact}, r.announce(ctx, tx, u)
}

// conflicts tells what the registration asks for and others have. A user who never activated her account gets the link once more.
func (r *Accounts) conflicts(ctx context.Context, tx *store.Store, in registration) (*fault.Fault, error) {
	faults := fields{}
	known, err := tx.UserByEmail(ctx, in.email)
	switch {
	case err == nil && known.IsActive && !known.Activated():
		faults.add("email", "An account with this address waits for its activation: follow the link that we mailed again.")
		err = r.sendVerificationTo(ctx, tx, known)
	case err == nil:
		faults.add("email", "An account with this address exists: sign in, or recover your password.")
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	if err := takenNames(ctx, tx, in, faults); err != nil {
		return nil, err
	}
	if len(faults) > 0 {
		return fault.Fields(faults), nil
	}
	return nil, nil
}

// takenNames adds the names that are asked for and that a user or a profile has.
func takenNames(ctx context.Context, tx *store.Store, in registration, faults fields) error {
	if in.username != "" {
		taken, err := tx.NameTaken(ctx, in.username, store.NameHolder{})
		if err != nil {
			return err
		}
		if taken {
			faults.add("username", "A user or a profile with this name exists.")
		}
	}
	if in.profile != nil {
		taken, err := tx.NameTaken(ctx, in.profile.Slug, store.NameHolder{})
		if err != nil {
			return err
		}
		if taken && len(faults[in.slugField]) == 0 {
			faults.add(in.slugField, "A profile with this name exists.")
		}
	}
	return nil
}

func (r *Accounts) createUser(ctx context.Context, tx *store.Store, in registration) (store.User, error) {
	return r.newUser(ctx, tx, in.username, in.email, in.fullName, in.passwordHash)
}

// SignTerms signs the terms of use for a new user; a site that has none asks for nothing.
func (r *Accounts) SignTerms(ctx context.Context, tx *store.Store, u store.User) error {
	terms, err := tx.Agreement(ctx, "terms-of-use")
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return tx.Sign(ctx, terms.ID, u.ID, r.now())
}

func (r *Accounts) createProfile(ctx context.Context, tx *store.Store, u store.User, o store.Organization) error {
	o.CreatedAt = r.now()
	if err := tx.CreateOrganization(ctx, &o); err != nil {
		return err
	}
	manager, err := tx.GlobalRoleDescription(ctx, "manager")
	if err != nil {
		return err
	}
	return tx.CreateRole(ctx, &store.Role{CreatedAt: o.CreatedAt, OrganizationID: o.ID, UserID: u.ID, RoleDescriptionID: &manager.ID})
}

// announce enqueues the mails about a new user (auth-users.md 1.8).
func (r *Accounts) announce(ctx context.Context, tx *store.Store, u store.User) error {
	n := notice.Notice{Template: "user_registered", At: r.now(), Data: map[string]any{"user": notice.User(u)}}
	if err := notice.Broker(ctx, tx, n); err != nil || !r.cfg.WelcomeMail {
		return err
	}
	if may, err := r.MayMailSilently(ctx, tx, u.Email); err != nil || !may {
		return err
	}
	broker, err := tx.Broker(ctx)
	if err != nil {
		return err
	}
	copies, err := tx.ManagerEmails(ctx, broker.ID, notice.Preference("user_registered"), 0)
	if err != nil {
		return err
	}
	n.Template, n.ReplyTo = "user_welcome", broker.Email
	return notice.To(ctx, tx, n, append([]string{u.Email}, copies...)...)
}

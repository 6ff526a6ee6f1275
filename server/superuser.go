package server

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"tollkeeper/server/domain/naming"
	"tollkeeper/server/domain/text"
	"tollkeeper/server/names"
	"tollkeeper/store"
)

// Superuser is a user who manages the broker.
type Superuser struct {
	Username, Email, FullName string
	// Broker is the slug of the broker that is created when there is none.
	Broker       string
	PasswordHash string
}

// CreateSuperuser creates the user and, in a new database, what a site cannot be without: broker, processor, the global role
// descriptions and the terms of use, which the user signs.
func CreateSuperuser(ctx context.Context, s *store.Store, now time.Time, in Superuser) error {
	for _, in := range []struct{ flag, value string }{{"username", in.Username}, {"email", in.Email}, {"full-name", in.FullName}, {"broker", in.Broker}} {
		if !text.Fits(in.value) {
			return fmt.Errorf("--%s has control characters or is not UTF-8", in.flag)
		}
	}
	for _, in := range []struct{ flag, value string }{{"username", in.Username}, {"broker", in.Broker}} {
		if why := names.Unfit(names.Profile, in.value); why != "" {
			return fmt.Errorf("--%s %s: %s", in.flag, in.value, why)
		}
	}
	if why := naming.Undeliverable(in.Email); why != "" {
		return fmt.Errorf("--email %s: %s", in.Email, why)
	}
	return s.Do(ctx, func(tx *store.Store) error {
		if err := Found(ctx, tx, now, in.Broker, in.Broker, in.Email); err != nil {
			return err
		}
		switch taken, err := tx.SlugTaken(ctx, in.Username); {
		case err != nil:
			return err
		case taken: // whose owner she would seem to be: a personal profile is called like its user
			return fmt.Errorf("a profile is called %s: choose another username", in.Username)
		}
		first, last := naming.Split(in.FullName)
		u := store.User{
			UUID: uuid.NewString(), Username: in.Username, Email: in.Email, FirstName: first, LastName: last, PasswordHash: in.PasswordHash,
			CredentialVersion: 1, IsActive: true, CreatedAt: now,
		}
		switch err := tx.CreateUser(ctx, &u); {
		case errors.Is(err, store.ErrDuplicate):
			return fmt.Errorf("a user with the name %s or the address %s exists", in.Username, in.Email)
		case err != nil:
			return err
		}
		// Whoever has the command line of the server says whose address it is.
		if err := tx.CreateContact(ctx, &store.Contact{
			Slug: u.Username, CreatedAt: now, Email: u.Email, FullName: in.FullName, UserID: &u.ID, VerificationState: "verified",
		}); err != nil {
			return err
		}
		return MakeManager(ctx, tx, now, u)
	})
}

// MakeManager makes a user manager of the broker and signs the terms of use for her.
func MakeManager(ctx context.Context, tx *store.Store, now time.Time, u store.User) error {
	broker, err := tx.Broker(ctx)
	if err != nil {
		return err
	}
	manager, err := tx.GlobalRoleDescription(ctx, "manager")
	if err != nil {
		return err
	}
	if err := tx.CreateRole(ctx, &store.Role{CreatedAt: now, OrganizationID: broker.ID, UserID: u.ID, RoleDescriptionID: &manager.ID}); err != nil {
		return err
	}
	terms, err := tx.Agreement(ctx, "terms-of-use")
	if err != nil {
		return err
	}
	return tx.Sign(ctx, terms.ID, u.ID, now)
}

// Found creates what is missing of what a site cannot be without. The processor comes first, as the ledger expects
// (billing-ledger.md 1.1).
func Found(ctx context.Context, tx *store.Store, now time.Time, slug, fullName, email string) error {
	_, err := tx.Broker(ctx)
	if err == nil || !errors.Is(err, store.ErrNotFound) {
		return err
	}
	for _, o := range []store.Organization{
		{Slug: "stripe", FullName: "Stripe", Email: "stripe@localhost.localdomain", IsProcessor: true},
		{Slug: slug, FullName: fullName, Email: email, IsBroker: true, IsProvider: true},
	} {
		o.CreatedAt, o.IsActive, o.DefaultTimezone = now, true, "UTC"
		if err := tx.CreateOrganization(ctx, &o); err != nil {
			return err
		}
	}
	for _, d := range []store.RoleDescription{{Slug: "manager", Title: "Profile Manager"}, {Slug: "contributor", Title: "Contributor"}} {
		d.CreatedAt = now
		if err := tx.CreateRoleDescription(ctx, &d); err != nil {
			return err
		}
	}
	for _, a := range []store.Agreement{{Slug: "terms-of-use", Title: "Terms of use"}, {Slug: "security", Title: "Security"}} {
		a.ModifiedAt = now
		if err := tx.CreateAgreement(ctx, &a); err != nil {
			return err
		}
	}
	return nil
}

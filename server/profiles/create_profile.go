package profiles

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"time"

	"github.com/google/uuid"

	"tollkeeper/gen"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/notice"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

const (
	// slugLimit is how long the slug of a profile may be; slugTries how many slugs are looked at when the first is taken
	// (profiles-subscriptions-roles.md 1.1).
	slugLimit = 50
	slugTries = 9
)

// ProfileCreate creates a profile; a personal one gets a user without password, who manages it.
func (r *Room) ProfileCreate(ctx context.Context, req gen.ProfileCreateRequestObject) (gen.ProfileCreateResponseObject, error) {
	in, err := r.createInput(*req.Body)
	if err != nil {
		return nil, err
	}
	profile, err := store.InTx(ctx, r.store, func(tx *store.Store) (store.Profile, error) { return r.create(ctx, tx, in) })
	if err != nil {
		return nil, err
	}
	return gen.ProfileCreate201JSONResponse(wire.Organization(profile)), nil
}

type createInput struct {
	profile  store.Organization
	personal bool
}

func (r *Room) createInput(body gen.OrganizationCreate) (createInput, error) {
	in := createInput{personal: body.Type != nil && *body.Type == "personal"}
	o := &in.profile
	*o = store.Organization{
		Slug: value(body.Slug), CreatedAt: r.now(), IsActive: true, FullName: body.FullName, Email: body.Email, Phone: value(body.Phone),
		StreetAddress: value(body.StreetAddress), Locality: value(body.Locality), Region: value(body.Region), PostalCode: value(body.PostalCode),
		DefaultTimezone: value(body.DefaultTimezone),
	}
	o.Extra, _ = wire.Given(body.Extra)
	if o.DefaultTimezone == "" {
		o.DefaultTimezone = "UTC"
	}
	if _, err := time.LoadLocation(o.DefaultTimezone); err != nil || o.DefaultTimezone == "Local" {
		return in, fault.Field("default_timezone", "%q is not a time zone of the IANA list.", o.DefaultTimezone)
	}
	if body.Country != nil {
		var err error
		if o.Country, err = wire.Country(string(*body.Country)); err != nil {
			return in, err
		}
	}
	return in, nil
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func (r *Room) create(ctx context.Context, tx *store.Store, in createInput) (store.Profile, error) {
	o := in.profile
	if err := chooseSlug(ctx, tx, &o); err != nil {
		return store.Profile{}, err
	}
	switch err := tx.CreateOrganization(ctx, &o); {
	case errors.Is(err, store.ErrDuplicate):
		return store.Profile{}, slugTaken(o.Slug)
	case err != nil:
		return store.Profile{}, err
	}
	if in.personal {
		if err := r.attachUser(ctx, tx, o); err != nil {
			return store.Profile{}, err
		}
	}
	return tx.Profile(ctx, o.ID)
}

func slugTaken(slug string) error {
	return fault.Field("slug", "A profile or a user with the name %q exists.", slug)
}

// chooseSlug keeps an explicit slug, which must be free, or makes one of the full name (profiles-subscriptions-roles.md 1.1).
func chooseSlug(ctx context.Context, tx *store.Store, o *store.Organization) error {
	if o.Slug != "" {
		taken, err := tx.SlugTaken(ctx, o.Slug)
		if err == nil && taken {
			err = slugTaken(o.Slug)
		}
		return err
	}
	base := naming.Slugify(o.FullName, slugLimit)
	if base == "" {
		return fault.Field("full_name", "No slug can be made of this name: give one as slug.")
	}
	var err error
	o.Slug, err = naming.FirstFree(base, slugLimit, slugTries, func() string { return randomHex(7) },
		func(slug string) (bool, error) { return tx.SlugTaken(ctx, slug) })
	if errors.Is(err, naming.ErrNoneFree) {
		return slugTaken(base)
	}
	return err
}

func randomHex(n int) string {
	b := make([]byte, (n+1)/2)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return hex.EncodeToString(b)[:n]
}

// attachUser creates the user of a personal profile: named like it, without password, its manager.
func (r *Room) attachUser(ctx context.Context, tx *store.Store, o store.Organization) error {
	taken, err := tx.UsernameTaken(ctx, o.Slug)
	if err == nil && taken {
		err = slugTaken(o.Slug)
	}
	if err != nil {
		return err
	}
	first, last := naming.Split(o.FullName)
	u := store.User{
		UUID: uuid.NewString(), Username: o.Slug, Email: o.Email, FirstName: first, LastName: last, PasswordHash: "!" + rand.Text(),
		CredentialVersion: 1, IsActive: true, CreatedAt: o.CreatedAt,
	}
	switch err := tx.CreateUser(ctx, &u); {
	case errors.Is(err, store.ErrDuplicate):
		return fault.Field("email", "A user with this e-mail address exists.")
	case err != nil:
		return err
	}
	manager, err := tx.GlobalRoleDescription(ctx, "manager")
	if err != nil {
		return err
	}
	if err := tx.CreateRole(ctx, &store.Role{CreatedAt: o.CreatedAt, OrganizationID: o.ID, UserID: u.ID, RoleDescriptionID: &manager.ID}); err != nil {
		return err
	}
	return notifyRegistered(ctx, tx, u, o.CreatedAt)
}

// notifyRegistered enqueues the mail to the broker's managers; that of the role is suppressed since profile and user have one address.
func notifyRegistered(ctx context.Context, tx *store.Store, u store.User, at time.Time) error {
	return notice.Broker(ctx, tx, notice.Notice{Template: "user_registered", At: at, Data: map[string]any{"user": notice.User(u)}})
}

// Package enroll makes profiles and the users behind them. Rooms that create them for somebody else share its rules
// (profiles-subscriptions-roles.md 1.1 and 3.4).
package enroll

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"

	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/names"
	"tollkeeper/server/notice"
	"tollkeeper/store"
)

const (
	// nameLimit is how long a first or last name may be (auth-users.md 1.1).
	nameLimit = 30
)

// Profile writes a new profile, with a slug of its own when it has none; a personal one gets a user of the same name, without password, who
// manages it. It fails with faults about slug, full_name and email.
func Profile(ctx context.Context, tx *store.Store, o store.Organization, personal bool) (store.Organization, error) {
	return create(ctx, tx, o, personal, "")
}

// create is Profile for a profile that may be called like its owner.
func create(ctx context.Context, tx *store.Store, o store.Organization, personal bool, owner string) (store.Organization, error) {
	if why := naming.Undeliverable(o.Email); why != "" {
		return o, fault.Field("email", "%s", why)
	}
	if err := ChooseSlug(ctx, tx, &o, "", owner); err != nil {
		return o, err
	}
	switch err := tx.CreateOrganization(ctx, &o); {
	case errors.Is(err, store.ErrDuplicate):
		return o, SlugTaken(o.Slug)
	case err != nil:
		return o, err
	}
	if !personal {
		return o, nil
	}
	return o, attachUser(ctx, tx, o)
}

// Invite creates a user without password who is known by an e-mail address, and perhaps a name, only.
type Invite func(ctx context.Context, tx *store.Store, email, fullName string) (store.User, error)

// MayMail counts a mail that offers something, and refuses one too many (auth.Accounts).
type MayMail func(ctx context.Context, tx *store.Store, offer string, to ...string) error

// Invited writes a profile that somebody names, by Profile. One that is not personal is offered to the user with its e-mail address, who is created
// by invite when there is none: nobody manages what they did not ask for. It is theirs at once when they are the user who asks. Who has the address
// without having shown that it is theirs gets the key by a mail to it alone.
func Invited(ctx context.Context, tx *store.Store, o store.Organization, personal bool, asks int64, invite Invite, may MayMail) (store.Organization, error) {
	if personal {
		return create(ctx, tx, o, true, "")
	}
	u, err := tx.UserByEmail(ctx, o.Email)
	unknown := errors.Is(err, store.ErrNotFound) || err == nil && !u.IsActive
	if err != nil && !unknown {
		return o, err
	}
	owner, own := "", true
	if !unknown {
		if own, err = tx.SpeaksForAddress(ctx, u.ID); err != nil {
			return o, err
		}
	}
	if !unknown && own {
		owner = u.Username
	}
	if o, err = create(ctx, tx, o, false, owner); err != nil {
		return o, err
	}
	if unknown {
		if u, err = invite(ctx, tx, o.Email, ""); err != nil {
			return o, err
		}
	}
	if own && !unknown && u.ID == asks {
		return o, manage(ctx, tx, o, u)
	}
	return o, offer(ctx, tx, o, u, !own, may)
}

func createUser(ctx context.Context, tx *store.Store, username, email, fullName string, at time.Time) (store.User, error) {
	if naming.Reserved(email) {
		return store.User{}, fault.Field("email", "Addresses like this one are those of deleted users.")
	}
	first, last := Names(fullName)
	u := store.User{
		UUID: uuid.NewString(), Username: username, Email: email, FirstName: first, LastName: last, PasswordHash: Unusable(),
		CredentialVersion: 1, IsActive: true, CreatedAt: at,
	}
	err := tx.CreateUser(ctx, &u)
	if errors.Is(err, store.ErrDuplicate) {
		err = fault.Field("email", "A user with this e-mail address exists.")
	}
	return u, err
}

// Unusable is a password hash that matches no password.
func Unusable() string { return "!" + rand.Text() }

// Names parts the full name of a profile into those of its user.
func Names(fullName string) (first, last string) {
	first, last = naming.Split(fullName)
	return cut(first, nameLimit), cut(last, nameLimit)
}

func cut(name string, limit int) string {
	if runes := []rune(name); len(runes) > limit {
		return strings.TrimSpace(string(runes[:limit]))
	}
	return name
}

// attachUser creates the user of a personal profile: named like it, without password, its manager. The managers of the broker get a mail; that of
// the role is suppressed since profile and user have one address.
func attachUser(ctx context.Context, tx *store.Store, o store.Organization) error {
	u, err := createUser(ctx, tx, o.Slug, o.Email, o.FullName, o.CreatedAt)
	if err != nil {
		return err
	}
	if err := manage(ctx, tx, o, u); err != nil {
		return err
	}
	return notice.Broker(ctx, tx, notice.Notice{Template: "user_registered", At: o.CreatedAt, Data: map[string]any{"user": notice.User(u)}})
}

// OfferLifetime is how long a role that is offered can be accepted. Who comes later is offered it once more.
const OfferLifetime = 30 * 24 * time.Hour

// offer makes a user manager of a profile once they accept it. With byAddress they have not shown that its address is theirs: the key is told by a
// mail to it alone.
func offer(ctx context.Context, tx *store.Store, o store.Organization, u store.User, byAddress bool, may MayMail) error {
	manager, err := tx.GlobalRoleDescription(ctx, "manager")
	if err != nil {
		return err
	}
	by, err := tx.User(ctx, access.PrincipalOf(ctx).UserID)
	if err != nil {
		return err
	}
	key, end := randomHex(40), o.CreatedAt.Add(OfferLifetime)
	err = tx.CreateRole(ctx, &store.Role{
		CreatedAt: o.CreatedAt, OrganizationID: o.ID, UserID: u.ID, RoleDescriptionID: &manager.ID, GrantKey: &key, OfferEndsAt: &end, ByAddress: byAddress,
	})
	if err != nil || !byAddress {
		return err
	}
	if err := may(ctx, tx, "", u.Email); err != nil {
		return err
	}
	return notice.To(ctx, tx, notice.Notice{Template: "role_grant_created", At: o.CreatedAt, ReplyTo: by.Email, Data: map[string]any{
		"user": notice.User(u), "granted_by": notice.User(by), "organization": notice.Organization(o),
		"role": map[string]any{"title": manager.Title, "slug": manager.Slug}, "message": "", "activate": false,
		"link": "/accept/roles/" + key + "/", "until": end.UTC().Format(time.DateOnly),
	}}, u.Email)
}

func manage(ctx context.Context, tx *store.Store, o store.Organization, u store.User) error {
	manager, err := tx.GlobalRoleDescription(ctx, "manager")
	if err != nil {
		return err
	}
	return tx.CreateRole(ctx, &store.Role{CreatedAt: o.CreatedAt, OrganizationID: o.ID, UserID: u.ID, RoleDescriptionID: &manager.ID})
}

// ChooseSlug keeps an explicit slug, which must be free, or makes one of the full name. own is the slug that the profile has already, "" for a
// new one; owner is the username of the only one who will manage it, "" when there is nobody or she is not known yet: it may be called like her.
func ChooseSlug(ctx context.Context, tx *store.Store, o *store.Organization, own, owner string) error {
	taken := func(slug string) (bool, error) {
		switch {
		case own != "" && strings.EqualFold(slug, own):
			return false, nil
		case owner != "" && strings.EqualFold(slug, owner):
			return tx.SlugTaken(ctx, slug)
		}
		return tx.NameTaken(ctx, slug, store.NameHolder{OrganizationID: o.ID})
	}
	if o.Slug != "" {
		if why := names.Unfit(names.Profile, o.Slug); why != "" && !strings.EqualFold(o.Slug, own) {
			return fault.Field("slug", "%s", why)
		}
		used, err := taken(o.Slug)
		if err == nil && used {
			err = SlugTaken(o.Slug)
		}
		return err
	}
	var err error
	o.Slug, err = names.Free(names.Profile, o.FullName, "slug", taken)
	return err
}

// SlugTaken refuses a slug that somebody has.
func SlugTaken(slug string) error {
	return fault.Field("slug", "A profile or a user with the name %q exists.", slug)
}

// Timezone refuses what is not a name of the IANA list.
func Timezone(name string) error {
	if _, err := time.LoadLocation(name); err != nil || name == "Local" || name == "" {
		return fault.Field("default_timezone", "%q is not a time zone of the IANA list.", name)
	}
	return nil
}

func randomHex(n int) string {
	b := make([]byte, (n+1)/2)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return hex.EncodeToString(b)[:n]
}

package profiles

import (
	"context"
	"errors"
	"strings"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/enroll"
	"tollkeeper/server/notice"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfileUpdate changes what is sent of a profile; optional keys that are left out keep their value (profiles-subscriptions-roles.md 3.2).
func (r *Room) ProfileUpdate(ctx context.Context, req gen.ProfileUpdateRequestObject) (gen.ProfileUpdateResponseObject, error) {
	b := req.Body
	out, err := r.update(ctx, gen.OrganizationPatch{
		Country: b.Country, DefaultTimezone: b.DefaultTimezone, Email: &b.Email, Extra: b.Extra, FullName: &b.FullName, IsBulkBuyer: b.IsBulkBuyer,
		IsProvider: b.IsProvider, Locality: b.Locality, Phone: b.Phone, Picture: b.Picture, PostalCode: b.PostalCode, Region: b.Region, Slug: b.Slug,
		StreetAddress: b.StreetAddress,
	})
	return gen.ProfileUpdate200JSONResponse(out), err
}

// ProfilePartialUpdate does so with every key optional.
func (r *Room) ProfilePartialUpdate(ctx context.Context, req gen.ProfilePartialUpdateRequestObject) (gen.ProfilePartialUpdateResponseObject, error) {
	out, err := r.update(ctx, *req.Body)
	return gen.ProfilePartialUpdate200JSONResponse(out), err
}

func (r *Room) update(ctx context.Context, in gen.OrganizationPatch) (gen.OrganizationWithSubscriptions, error) {
	id := access.ScopeOf(ctx).OrganizationID
	return store.InTx(ctx, r.store, func(tx *store.Store) (gen.OrganizationWithSubscriptions, error) {
		var none gen.OrganizationWithSubscriptions
		if _, err := wire.Locked(ctx, tx, id); err != nil {
			return none, err
		}
		before, err := tx.Profile(ctx, id)
		if err != nil {
			return none, err
		}
		after, err := r.apply(ctx, tx, before.Organization, in)
		if err != nil {
			return none, err
		}
		if err := r.write(ctx, tx, before, after); err != nil {
			return none, err
		}
		return r.read(ctx, tx, id)
	})
}

// apply makes the profile as it is to be.
func (r *Room) apply(ctx context.Context, tx *store.Store, o store.Organization, in gen.OrganizationPatch) (store.Organization, error) {
	if in.Email != nil && *in.Email != o.Email {
		if why := naming.Undeliverable(*in.Email); why != "" {
			return o, fault.Field("email", "%s", why)
		}
	}
	for field, given := range map[*string]*string{
		&o.FullName: in.FullName, &o.Email: in.Email, &o.Phone: in.Phone, &o.StreetAddress: in.StreetAddress, &o.Locality: in.Locality,
		&o.Region: in.Region, &o.PostalCode: in.PostalCode, &o.DefaultTimezone: in.DefaultTimezone,
	} {
		if given != nil {
			*field = *given
		}
	}
	if err := enroll.Timezone(o.DefaultTimezone); err != nil {
		return o, err
	}
	if in.Country != nil {
		var err error
		if o.Country, err = wire.Country(string(*in.Country)); err != nil {
			return o, err
		}
	}
	if in.IsBulkBuyer != nil {
		o.IsBulkBuyer = *in.IsBulkBuyer
	}
	if err := r.letSell(ctx, &o, in.IsProvider); err != nil {
		return o, err
	}
	if picture, given := wire.Given(in.Picture); given {
		if err := wire.Picture(picture); err != nil {
			return o, err
		}
		o.Picture = picture
	}
	if extra, given := wire.Given(in.Extra); given {
		o.Extra = extra
	}
	return rename(ctx, tx, o, in.Slug)
}

// letSell lets a profile sell plans, or no more: managers of the broker do, and its own where the site is open to sellers. The broker always sells.
func (r *Room) letSell(ctx context.Context, o *store.Organization, sells *bool) error {
	switch rel := access.ScopeOf(ctx).Relation; {
	case sells == nil || *sells == o.IsProvider:
		return nil
	case o.IsBroker:
		return fault.Field("is_provider", "The profile that runs the site always sells.")
	case rel.Broker < access.Manager && !r.openToSellers:
		return fault.New(fault.Forbidden, "Only managers of the profile that runs the site can change whether %s sells plans.", o.PrintableName())
	}
	o.IsProvider = *sells
	return nil
}

// rename gives the profile another slug, a blank one being made anew of its name. The broker keeps its own: the configuration of the site
// refers to it.
func rename(ctx context.Context, tx *store.Store, o store.Organization, slug *string) (store.Organization, error) {
	if slug == nil || *slug == o.Slug {
		return o, nil
	}
	if o.IsBroker || o.IsProcessor {
		return o, fault.Field("slug", "The name of this profile cannot be changed.")
	}
	own := o.Slug
	o.Slug = *slug
	return o, enroll.ChooseSlug(ctx, tx, &o, own, "")
}

// write saves a profile, copies name and slug to its attached user, and tells its managers what changed.
func (r *Room) write(ctx context.Context, tx *store.Store, before store.Profile, after store.Organization) error {
	changes := differences(before.Organization, after)
	err := tx.UpdateOrganization(ctx, after.ID, map[string]any{
		"slug": after.Slug, "full_name": after.FullName, "email": after.Email, "phone": after.Phone, "street_address": after.StreetAddress,
		"locality": after.Locality, "region": after.Region, "postal_code": after.PostalCode, "country": after.Country,
		"default_timezone": after.DefaultTimezone, "is_bulk_buyer": after.IsBulkBuyer, "is_provider": after.IsProvider, "picture": after.Picture, "extra": after.Extra,
	})
	if errors.Is(err, store.ErrDuplicate) {
		err = enroll.SlugTaken(after.Slug)
	}
	if err == nil && after.Slug != before.Slug {
		err = tx.RenameBeneficiary(ctx, before.Slug, after.Slug)
	}
	if err == nil && !strings.EqualFold(after.Slug, before.Slug) {
		err = tx.KeepFormerName(ctx, before.Slug, store.NameHolder{OrganizationID: after.ID}, r.now())
	}
	if err != nil {
		return err
	}
	if before.Personal {
		if err := follow(ctx, tx, before.Organization, after, r.now()); err != nil {
			return err
		}
	}
	if len(changes) == 0 {
		return nil
	}
	caller, err := tx.User(ctx, access.PrincipalOf(ctx).UserID)
	if err != nil {
		return err
	}
	return notice.ManagersAndBroker(ctx, tx, notice.Notice{Template: "organization_updated", At: r.now(), Data: map[string]any{
		"user": notice.User(caller), "organization": notice.Organization(after), "changes": changes, "link": "/profile/" + after.Slug + "/contact/",
	}}, after.ID, 0)
}

// follow copies name and slug of a personal profile to its user (profiles-subscriptions-roles.md 1.1, "Synchronisation"). The username is what the user
// signs in with: it and the name are for the user and the broker to change, not for all who manage the profile. The address of the profile is where it
// can be reached; the one of the user is changed by users_update, and confirmed.
func follow(ctx context.Context, tx *store.Store, before, o store.Organization, at time.Time) error {
	u, err := tx.EnabledUser(ctx, before.Slug)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	changed := o.Slug != before.Slug || o.FullName != before.FullName
	if changed && access.PrincipalOf(ctx).UserID != u.ID && access.ScopeOf(ctx).Relation.Broker < access.Manager {
		return fault.New(fault.Forbidden, "Slug and name of a personal profile are those of %s, who signs in with them: only they and managers of the broker can change them.", u.Username)
	}
	if !strings.EqualFold(u.Username, o.Slug) {
		if err := tx.KeepFormerName(ctx, u.Username, store.NameHolder{OrganizationID: o.ID, UserID: u.ID}, at); err != nil {
			return err
		}
	}
	columns := map[string]any{"username": o.Slug}
	if o.FullName != "" {
		columns["first_name"], columns["last_name"] = enroll.Names(o.FullName)
	}
	return tx.UpdateUser(ctx, u.ID, columns)
}

// differences lists the fields whose change is told (metrics-jobs-notifications.md 6.2, organization_updated).
func differences(before, after store.Organization) []map[string]any {
	var out []map[string]any
	groupBuy := map[bool]string{true: "GroupBuy enabled", false: "GroupBuy disabled"}
	provider := map[bool]string{true: "true", false: "false"}
	for _, f := range []struct{ name, before, after string }{
		{"slug", before.Slug, after.Slug},
		{"full_name", before.FullName, after.FullName},
		{"email", before.Email, after.Email},
		{"phone", before.Phone, after.Phone},
		{"street_address", before.StreetAddress, after.StreetAddress},
		{"locality", before.Locality, after.Locality},
		{"region", before.Region, after.Region},
		{"postal_code", before.PostalCode, after.PostalCode},
		{"country", before.Country, after.Country},
		{"is_bulk_buyer", groupBuy[before.IsBulkBuyer], groupBuy[after.IsBulkBuyer]},
		{"is_provider", provider[before.IsProvider], provider[after.IsProvider]},
		{"default_timezone", before.DefaultTimezone, after.DefaultTimezone},
	} {
		if f.before != f.after {
			out = append(out, map[string]any{"field": f.name, "before": f.before, "after": f.after})
		}
	}
	return out
}

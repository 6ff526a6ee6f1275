package subscriptions

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/enroll"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// customers finds whom a provider wants to subscribe: the profile with a slug, without one every profile with an e-mail address. With force
// one that does not exist is created (profiles-subscriptions-roles.md 3.4).
func (r *Room) customers(ctx context.Context, tx *store.Store, in gen.SubscriberInput, force bool) ([]store.Organization, error) {
	slug, email := text(in.Slug, true), text(in.Email, true)
	if slug == "" && email == "" {
		return nil, fault.Field("email", "Name the customer by its slug or by its e-mail address.")
	}
	if force {
		// Two who invite the same customer do so one after the other, and the second finds it.
		if _, err := tx.OrganizationForUpdate(ctx, access.ScopeOf(ctx).OrganizationID); err != nil {
			return nil, err
		}
	}
	found, err := enroll.Known(ctx, tx, slug, email)
	switch {
	case err != nil || len(found) > 0:
		return found, err
	case !force:
		return nil, fault.New(fault.NotFound, "There is no such customer; with force it is created.")
	case email == "":
		return nil, fault.Field("email", "This field is required to create the customer.")
	}
	o, err := r.newCustomer(in, slug, email)
	if err != nil {
		return nil, err
	}
	o, err = enroll.Invited(ctx, tx, o, in.Type != nil && *in.Type == "personal", access.PrincipalOf(ctx).UserID, r.invited.Invite)
	return []store.Organization{o}, err
}

func (r *Room) newCustomer(in gen.SubscriberInput, slug, email string) (store.Organization, error) {
	o := store.Organization{
		Slug: slug, CreatedAt: r.now(), IsActive: true, FullName: text(in.FullName, true), Email: email, Phone: text(in.Phone, true),
		StreetAddress: text(in.StreetAddress, true), Locality: text(in.Locality, true), Region: text(in.Region, true),
		PostalCode: text(in.PostalCode, true), DefaultTimezone: text(in.DefaultTimezone, true),
	}
	o.Extra, _ = wire.Given(in.Extra)
	if o.DefaultTimezone == "" {
		o.DefaultTimezone = "UTC"
	}
	if o.FullName == "" {
		o.FullName = enroll.NameOf(slug, email)
	}
	if err := enroll.Timezone(o.DefaultTimezone); err != nil {
		return o, err
	}
	if in.Country == nil {
		return o, nil
	}
	var err error
	o.Country, err = wire.Country(string(*in.Country))
	return o, err
}

package subscriptions

import (
	"context"
	"errors"
	"strings"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/enroll"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// slugLimit is how long the slug of a profile may be.
const slugLimit = 50

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
	found, err := known(ctx, tx, slug, email)
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
	o, err = enroll.Invited(ctx, tx, o, in.Type != nil && *in.Type == "personal", r.invited.Invite)
	return []store.Organization{o}, err
}

func known(ctx context.Context, tx *store.Store, slug, email string) ([]store.Organization, error) {
	switch {
	case slug == "" && email == "":
		return nil, nil
	case slug == "":
		return tx.OrganizationsWithEmail(ctx, email)
	}
	for _, name := range []string{slug, naming.Slugify(slug, slugLimit)} {
		o, err := tx.OrganizationBySlug(ctx, name)
		if err == nil {
			return []store.Organization{o}, nil
		}
		if !errors.Is(err, store.ErrNotFound) {
			return nil, err
		}
	}
	return nil, nil
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
		o.FullName = nameOf(slug, email)
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

// nameOf names a customer of whom only slug and e-mail address are known: the slug, else the company part of the address, which of
// joe@mail.acme.com is acme, else what is before the @.
func nameOf(slug, email string) string {
	if slug != "" {
		return slug
	}
	local, domain, _ := strings.Cut(email, "@")
	labels := strings.Split(domain, ".")
	if len(labels) < 2 {
		return local
	}
	return labels[len(labels)-2]
}

package wire

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/store"
)

// Locked returns a profile and holds it until the transaction ends. One that was deleted since the guard looked at it is a fault of kind
// Conflict: nothing may come to life on it again. The broker, who alone knows what was deleted, may still put it right.
func Locked(ctx context.Context, tx *store.Store, id int64) (store.Organization, error) {
	o, err := tx.OrganizationForUpdate(ctx, id)
	if err == nil && !o.IsActive && access.ScopeOf(ctx).Relation.Broker < access.Manager {
		err = Deleted()
	}
	return o, err
}

// Deleted refuses what somebody wants of a profile that another one deletes at this moment.
func Deleted() error {
	return fault.New(fault.Conflict, "The profile was deleted at this moment.")
}

// Customer is a profile as its providers may see it: what an invoice needs, not what it is for itself.
func Customer(p store.Profile) gen.Organization {
	p.IsBulkBuyer, p.DefaultTimezone, p.Extra, p.Credentials = false, "UTC", nil, false
	return Organization(p)
}

// Stranger is a profile as those see it who have nothing to do with it: its name, and whether it is a person.
func Stranger(p store.Profile) gen.Organization {
	return Customer(store.Profile{
		Organization: store.Organization{Slug: p.Slug, FullName: p.FullName, Picture: p.Picture, CreatedAt: p.CreatedAt, IsProvider: p.IsProvider},
		Personal:     p.Personal, Bare: p.Bare,
	})
}

// Organization is a profile as every list and object shows it (profiles-subscriptions-roles.md 3.0).
func Organization(p store.Profile) gen.Organization {
	kind := gen.ProfileType("organization")
	switch {
	case p.Bare:
		kind = "user"
	case p.Personal:
		kind = "personal"
	}
	return gen.Organization{
		Slug: p.Slug, CreatedAt: p.CreatedAt, FullName: p.FullName, Email: p.Email, Phone: p.Phone, StreetAddress: p.StreetAddress,
		Locality: p.Locality, Region: p.Region, PostalCode: p.PostalCode, Country: gen.Country(p.Country), DefaultTimezone: p.DefaultTimezone,
		PrintableName: p.PrintableName(), IsProvider: p.IsProvider, IsBulkBuyer: p.IsBulkBuyer, Type: kind,
		Credentials: p.Credentials, Extra: p.Extra,
	}
}

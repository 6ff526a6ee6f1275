package wire

import (
	"tollkeeper/gen"
	"tollkeeper/store"
)

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

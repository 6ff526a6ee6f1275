package auth

import (
	"strings"
	"unicode/utf8"

	"tollkeeper/gen"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/names"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// registration is what a user registers with, as the contract and the rules let it pass.
type registration struct {
	// username is empty when one is to be made of the e-mail address.
	username, email, fullName string
	passwordHash              string
	// profile is the one to create, nil in mode USER; slugField is the field to blame when its slug is taken.
	profile   *store.Organization
	slugField string
}

// registrationOf finds out the mode (auth-users.md 4.1): another organization_name than the full name means TOGETHER, the same one or any
// other key about billing PERSONAL, none of them USER.
func (r *Accounts) registrationOf(body gen.Registration) (registration, error) {
	in := registration{username: value(body.Username), email: lowerDomain(body.Email), fullName: body.FullName, passwordHash: Unusable()}
	faults := unfitNames(in.username, in.email)
	faults.add("email", naming.Undeliverable(in.email))
	if body.Password != nil {
		faults.add("password", r.Weakness(*body.Password))
	}
	name := value(body.OrganizationName)
	switch {
	case name != "" && name != body.FullName:
		in.profile, in.slugField = billingOf(body, name, names.Base(names.Profile, name)), "organization_name"
	case name != "" || hasBilling(body):
		in.profile, in.slugField = billingOf(body, body.FullName, in.username), "username"
		if in.username == "" {
			faults.add("username", "This field is required for a personal profile.")
		}
	}
	if in.profile != nil {
		var err error
		if in.profile.Country, err = wire.Country(in.profile.Country); err != nil {
			faults.add("country", "Must be a country of ISO 3166-1.")
		}
	}
	if len(faults) > 0 {
		return in, fault.Fields(faults)
	}
	return in, nil
}

// fields collects what is wrong with several fields at once.
type fields map[string][]string

func (f fields) add(name, message string) {
	if message != "" {
		f[name] = append(f[name], message)
	}
}

// Weakness says why a password is refused, "" when it is not (auth-users.md 2.3).
func (r *Accounts) Weakness(password string) string {
	switch {
	case strings.TrimSpace(password) == "":
		return "This field may not be blank."
	case utf8.RuneCountInString(password) < r.cfg.MinPassword:
		return "This password is too short for this site."
	}
	return ""
}

func hasBilling(body gen.Registration) bool {
	return value(body.StreetAddress)+value(body.Locality)+value(body.Region)+value(body.PostalCode)+value(body.Country)+value(body.Phone) != ""
}

func billingOf(body gen.Registration, fullName, slug string) *store.Organization {
	return &store.Organization{
		Slug: slug, IsActive: true, FullName: fullName, Email: lowerDomain(body.Email), Phone: value(body.Phone),
		StreetAddress: value(body.StreetAddress), Locality: value(body.Locality), Region: value(body.Region),
		PostalCode: value(body.PostalCode), Country: value(body.Country), DefaultTimezone: "UTC",
	}
}

// lowerDomain lowers the part of an e-mail address that never depends on case (auth-users.md 1.1).
func lowerDomain(email string) string {
	i := strings.LastIndexByte(email, '@')
	return email[:i+1] + strings.ToLower(email[i+1:])
}

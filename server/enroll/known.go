package enroll

import (
	"context"
	"errors"
	"strings"

	"tollkeeper/server/domain/naming"
	"tollkeeper/server/names"
	"tollkeeper/store"
)

// Known finds the profiles that somebody names: the one with a slug, as it is written or as a slug is made of it; without a slug all with an
// e-mail address, the oldest first (profiles-subscriptions-roles.md 3.4).
func Known(ctx context.Context, s *store.Store, slug, email string) ([]store.Organization, error) {
	switch {
	case slug == "" && email == "":
		return nil, nil
	case slug == "":
		return s.OrganizationsOfAddress(ctx, email)
	case strings.Contains(slug, "@"): // an address in the place of a name
		return s.OrganizationsOfAddress(ctx, slug)
	}
	for _, name := range []string{slug, naming.Slugify(slug, naming.Limit)} {
		o, err := s.OrganizationBySlug(ctx, name)
		if err == nil {
			return []store.Organization{o}, nil
		}
		if !errors.Is(err, store.ErrNotFound) {
			return nil, err
		}
	}
	return nil, nil
}

// fullNameLimit is how long the name of a profile may be (profiles-subscriptions-roles.md 1.1).
const fullNameLimit = 100

// NameOf names a profile of which only slug and e-mail address are known: the slug, else the company part of the address, which of
// joe@mail.acme.com is acme, else what is before the @.
func NameOf(slug, email string) string {
	if slug != "" {
		return cut(slug, fullNameLimit)
	}
	local, domain, _ := strings.Cut(email, "@")
	labels := strings.Split(domain, ".")
	if len(labels) < 2 {
		return cut(local, fullNameLimit)
	}
	return cut(labels[len(labels)-2], fullNameLimit)
}

// Explicit returns a text that may be a slug as it is; of another one a slug has to be made, as of a name.
func Explicit(text string) string {
	if names.Unfit(names.Profile, text) != "" {
		return ""
	}
	return text
}

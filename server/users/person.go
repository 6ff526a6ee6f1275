package users

import (
	"context"
	"errors"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// person is whom a path names: a user, with her contact if there is one, or a contact without login.
type person struct {
	user    *store.User
	contact *store.Contact
}

// find resolves a path: an enabled user comes before a contact, so that nobody is shadowed by an entry that somebody else made
// (auth-users.md 4.6).
func (r *Room) find(ctx context.Context, s *store.Store, name string) (person, error) {
	u, err := s.EnabledUser(ctx, name)
	if err == nil {
		p := person{user: &u}
		c, err := s.ContactOf(ctx, u.ID)
		if err == nil {
			p.contact = &c
		} else if !errors.Is(err, store.ErrNotFound) {
			return p, err
		}
		return p, nil
	}
	if !errors.Is(err, store.ErrNotFound) {
		return person{}, err
	}
	c, err := s.Lead(ctx, name)
	if errors.Is(err, store.ErrNotFound) {
		return person{}, fault.Missing()
	}
	return person{contact: &c}, err
}

// login resolves the path of an operation about somebody who can sign in.
func (r *Room) login(ctx context.Context, s *store.Store, name string) (store.User, error) {
	u, err := s.EnabledUser(ctx, name)
	return u, wire.Missing(err)
}

// summary is the person as lists show her: what her contact lacks is taken from the user, and a user without contact is a contact of her own
// (auth-users.md 1.2).
func (p person) summary() store.Person {
	var out store.Person
	if c := p.contact; c != nil {
		out = store.Person{Slug: c.Slug, NickName: c.NickName, FullName: c.FullName, Email: c.Email, Picture: c.Picture, CreatedAt: c.CreatedAt}
	}
	if u := p.user; u != nil {
		if p.contact == nil {
			out.NickName, out.CreatedAt = u.FirstName, u.CreatedAt
		}
		out.Slug, out.Credentials = u.Username, u.Activated()
		if out.FullName == "" {
			out.FullName = u.FullName()
		}
		if out.Email == "" {
			out.Email = u.Email
		}
	}
	return out
}

// printableName is the nick name, else the first part of the full name, else the slug (auth-users.md 1.2).
func printableName(p store.Person) string {
	if p.NickName != "" {
		return p.NickName
	}
	if first := naming.First(p.FullName); first != "" {
		return first
	}
	return p.Slug
}

func toAPIContact(p store.Person) gen.Contact {
	return gen.Contact{
		Slug: p.Slug, PrintableName: printableName(p), Picture: wire.Null(p.Picture), Email: p.Email, CreatedAt: p.CreatedAt,
		Credentials: p.Credentials,
	}
}

// detail is the person with all that is known of her; the newest notes are for managers of the broker.
func (r *Room) detail(ctx context.Context, s *store.Store, p person) (gen.ContactDetail, error) {
	short := p.summary()
	out := gen.ContactDetail{
		Slug: short.Slug, PrintableName: printableName(short), Picture: wire.Null(short.Picture), Email: short.Email,
		CreatedAt: short.CreatedAt, Credentials: short.Credentials, FullName: short.FullName, NickName: short.NickName,
		Extra: wire.Null[string](nil), Activities: []gen.Activity{},
	}
	if p.contact == nil {
		return out, nil
	}
	out.Extra = wire.Null(p.contact.Extra)
	if access.ScopeOf(ctx).Relation.Broker < access.Manager {
		return out, nil // notes are for those who write them
	}
	notes, err := s.NewestActivities(ctx, p.contact.ID)
	for _, a := range notes {
		out.Activities = append(out.Activities, wire.Activity(a))
	}
	return out, err
}

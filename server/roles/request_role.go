package roles

import (
	"cmp"
	"context"
	"errors"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/enroll"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// UsersAccessiblesCreate asks the managers of a profile for a role (profiles-subscriptions-roles.md 3.8).
func (r *Room) UsersAccessiblesCreate(ctx context.Context, req gen.UsersAccessiblesCreateRequestObject) (gen.UsersAccessiblesCreateResponseObject, error) {
	force := req.Params.Force != nil && *req.Params.Force
	seen, err := r.seen(ctx, req.User, text(req.Body.Slug), text(req.Body.Email))
	if err != nil {
		return nil, err
	}
	created := false
	out, err := store.InTx(ctx, r.store, func(tx *store.Store) (store.RoleOf, error) {
		u, err := r.user(ctx, tx, req.User)
		if err != nil {
			return store.RoleOf{}, err
		}
		o, isNew, err := r.profile(ctx, tx, *req.Body, force)
		if err != nil {
			return store.RoleOf{}, err
		}
		role, asked, err := r.request(ctx, tx, o, u, nil, seen)
		if err != nil {
			return role, err
		}
		created = asked || isNew
		switch {
		case asked:
			return role, r.tellManagers(ctx, tx, o, u, text(req.Body.Message))
		case role.GrantKey != nil && !role.ByAddress && access.PrincipalOf(ctx).UserID == u.ID:
			// Whoever asks for what she was offered accepts it.
			return r.accept(ctx, tx, role, u)
		}
		return role, nil
	})
	if err != nil {
		return nil, err
	}
	if created {
		return gen.UsersAccessiblesCreate201JSONResponse(toAPIAccessible(ctx, out)), nil
	}
	return gen.UsersAccessiblesCreate200JSONResponse(toAPIAccessible(ctx, out)), nil
}

// UsersAccessiblesRoleCreate asks for a certain role; the managers may grant another one.
func (r *Room) UsersAccessiblesRoleCreate(ctx context.Context, req gen.UsersAccessiblesRoleCreateRequestObject) (gen.UsersAccessiblesRoleCreateResponseObject, error) {
	slug := text(req.Body.Organization)
	if slug == "" {
		slug = text(req.Body.Slug)
	}
	if slug == "" {
		return nil, fault.Field("organization", "Name the profile.")
	}
	seen, err := r.seen(ctx, req.User, slug, "")
	if err != nil {
		return nil, err
	}
	created := false
	out, err := store.InTx(ctx, r.store, func(tx *store.Store) (store.RoleOf, error) {
		u, err := r.user(ctx, tx, req.User)
		if err != nil {
			return store.RoleOf{}, err
		}
		o, err := tx.OrganizationBySlug(ctx, slug)
		if err != nil {
			return store.RoleOf{}, wire.Missing(err)
		}
		d, err := description(ctx, tx, o.ID, req.Role)
		if err != nil {
			return store.RoleOf{}, err
		}
		role, asked, err := r.request(ctx, tx, o, u, &d.ID, seen)
		created = asked
		if err != nil || role.RequestKey == nil {
			return role, err
		}
		return role, r.tellManagers(ctx, tx, o, u, text(req.Body.Message))
	})
	if err != nil {
		return nil, err
	}
	if created {
		return gen.UsersAccessiblesRoleCreate201JSONResponse(toAPIAccessible(ctx, out)), nil
	}
	return gen.UsersAccessiblesRoleCreate200JSONResponse(toAPIAccessible(ctx, out)), nil
}

// seen looks at what the user has on the profile that a body names, when both exist.
func (r *Room) seen(ctx context.Context, user, slug, email string) (standing, error) {
	u, err := r.store.EnabledUser(ctx, user)
	if errors.Is(err, store.ErrNotFound) {
		return standing{}, nil
	}
	if err != nil {
		return standing{}, err
	}
	found, err := enroll.Known(ctx, r.store, slug, email)
	if err != nil || len(found) == 0 {
		return standing{}, err
	}
	return standingOf(ctx, r.store, found[0].ID, u.ID)
}

// request writes a request unless the user has something on the profile already; it tells whether it did. Of two who ask at once the second finds
// what the first asked, but what the caller saw there must not have become something else.
func (r *Room) request(ctx context.Context, tx *store.Store, o store.Organization, u store.User, kind *int64, seen standing) (store.RoleOf, bool, error) {
	if _, err := wire.Locked(ctx, tx, o.ID); err != nil {
		return store.RoleOf{}, false, err
	}
	if seen.role != nil {
		switch now, err := standingOf(ctx, tx, o.ID, u.ID); {
		case err != nil:
			return store.RoleOf{}, false, err
		case now != seen:
			return store.RoleOf{}, false, conflict()
		}
	}
	switch old, err := tx.RoleOn(ctx, o.ID, u.ID); {
	case err == nil && r.ended(old.Role):
		// Nothing is left of an offer that came to its end: it is asked for anew.
		if err := tx.DeleteRole(ctx, o.ID, u.ID); err != nil {
			return old, false, err
		}
	case !errors.Is(err, store.ErrNotFound):
		return old, false, err
	}
	role := store.Role{CreatedAt: r.now(), OrganizationID: o.ID, UserID: u.ID, RoleDescriptionID: kind, RequestKey: randomKey()}
	if err := tx.CreateRole(ctx, &role); err != nil {
		return store.RoleOf{}, false, err
	}
	out, err := tx.RoleOn(ctx, o.ID, u.ID)
	return out, true, err
}

// profile finds the profile by slug, else by address; with force one that does not exist is created, with the owner of the address as its
// manager.
func (r *Room) profile(ctx context.Context, tx *store.Store, in gen.AccessibleInput, force bool) (o store.Organization, created bool, err error) {
	slug, email := text(in.Slug), text(in.Email)
	if force {
		// Of two who invite the same profile at once the second finds it.
		if err := tx.Lock(ctx, "invited "+naming.EmailKey(cmp.Or(slug, email))); err != nil {
			return o, false, err
		}
	}
	found, err := enroll.Known(ctx, tx, slug, email)
	switch {
	case err != nil:
		return o, false, err
	case len(found) > 0:
		return found[0], false, nil
	case !force:
		return o, false, fault.New(fault.NotFound, "There is no such profile.")
	case email == "":
		return o, false, fault.Field("email", "The e-mail address of its manager is required to create a profile.")
	}
	o, err = r.newProfile(ctx, tx, slug, email)
	return o, true, err
}

// newProfile creates a profile with the owner of an address as its manager, who is invited when nobody has it.
func (r *Room) newProfile(ctx context.Context, tx *store.Store, slug, email string) (store.Organization, error) {
	o := store.Organization{
		Slug: enroll.Explicit(slug), CreatedAt: r.now(), IsActive: true, FullName: enroll.NameOf(slug, email), Email: email, DefaultTimezone: "UTC",
	}
	o, err := enroll.Invited(ctx, tx, o, false, access.PrincipalOf(ctx).UserID, r.accounts.Invite, r.accounts.MayMail)
	if fields := fault.As(err); fields != nil && fields.Fields["full_name"] != nil {
		err = fault.Field("slug", "No slug can be made of this name: use some letters or digits of ASCII.")
	}
	if err != nil {
		return o, err
	}
	owner, err := tx.UserByEmail(ctx, email) // who is offered the profile, if she has not shown that the address is hers
	if err != nil {
		return o, err
	}
	role, err := tx.RoleOn(ctx, o.ID, owner.ID)
	if err != nil || role.ByAddress { // she was mailed the key
		return o, err
	}
	return o, r.tellGrantee(ctx, tx, o, owner, *role.Description, role.Role, "")
}

// UsersAccessiblesRoleOrgCreate mails the managers about an open request once more.
func (r *Room) UsersAccessiblesRoleOrgCreate(ctx context.Context, req gen.UsersAccessiblesRoleOrgCreateRequestObject) (gen.UsersAccessiblesRoleOrgCreateResponseObject, error) {
	out, err := store.InTx(ctx, r.store, func(tx *store.Store) (store.RoleOf, error) {
		u, o, err := r.relation(ctx, tx, req.User, req.Organization)
		if err != nil {
			return store.RoleOf{}, err
		}
		role, err := tx.RoleOn(ctx, o.ID, u.ID)
		if err != nil {
			return role, wire.Missing(err)
		}
		if role.RequestKey == nil {
			return role, fault.New(fault.Invalid, "This is no open request.")
		}
		return role, r.tellManagers(ctx, tx, o, u, "")
	})
	if err != nil {
		return nil, err
	}
	return gen.UsersAccessiblesRoleOrgCreate200JSONResponse(toAPIRoleAccessible(ctx, out)), nil
}

// UsersAccessiblesDelete leaves a profile, declines an offer or withdraws a request.
func (r *Room) UsersAccessiblesDelete(ctx context.Context, req gen.UsersAccessiblesDeleteRequestObject) (gen.UsersAccessiblesDeleteResponseObject, error) {
	u, o, err := r.relation(ctx, r.store, req.User, req.Organization)
	if err != nil {
		return nil, err
	}
	switch role, err := r.store.RoleOn(ctx, o.ID, u.ID); {
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return nil, err
	case role.ByAddress && access.PrincipalOf(ctx).UserID == u.ID:
		// It was offered to whoever reads the mail of an address, who need not be she.
		return gen.UsersAccessiblesDelete204Response{}, nil
	}
	if err := r.remove(ctx, o.ID, u.ID); err != nil {
		return nil, err
	}
	r.audit(ctx, "remove-role", o.ID, u.ID)
	return gen.UsersAccessiblesDelete204Response{}, nil
}

// relation finds the user and the profile of a path.
func (r *Room) relation(ctx context.Context, s *store.Store, user, slug string) (store.User, store.Organization, error) {
	u, err := r.user(ctx, s, user)
	if err != nil {
		return u, store.Organization{}, err
	}
	o, err := s.OrganizationBySlug(ctx, slug)
	if err != nil {
		return u, o, wire.Missing(err)
	}
	return u, o, nil
}

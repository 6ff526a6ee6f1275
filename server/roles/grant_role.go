package roles

import (
	"context"
	"errors"
	"strings"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/enroll"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfileRolesCreate grants a role: a request is accepted by it, an active role changes at once, an offer is repeated
// (profiles-subscriptions-roles.md 1.5 and 3.7).
func (r *Room) ProfileRolesCreate(ctx context.Context, req gen.ProfileRolesCreateRequestObject) (gen.ProfileRolesCreateResponseObject, error) {
	organization := access.ScopeOf(ctx).OrganizationID
	force := req.Params.Force != nil && *req.Params.Force
	var created bool
	seen, err := r.standing(ctx, r.store, organization, *req.Body)
	if err != nil {
		return nil, err
	}
	var grantee store.User
	err = r.store.Do(ctx, func(tx *store.Store) error {
		o, err := wire.Locked(ctx, tx, organization)
		if err != nil {
			return err
		}
		d, err := description(ctx, tx, organization, req.Role)
		if err != nil {
			return err
		}
		switch now, err := r.standing(ctx, tx, organization, *req.Body); {
		case err != nil:
			return err
		case now != seen:
			return conflict()
		}
		invited := false
		if grantee, invited, err = r.grantee(ctx, tx, *req.Body, force); err != nil {
			return err
		}
		role, isNew, err := r.grant(ctx, tx, o, grantee, d, invited, invited && grantee.Activated())
		created = isNew
		if err != nil {
			return err
		}
		if role.GrantKey != nil && !isNew { // the link that was mailed still works
			if told, err := r.accounts.WasOffered(ctx, tx, offerOf(role), grantee.Email); err != nil || told {
				return err
			}
		}
		return r.tellGrantee(ctx, tx, o, grantee, d, role, text(req.Body.Message))
	})
	if err != nil {
		return nil, err
	}
	r.audit(ctx, "grant-role", organization, grantee.ID)
	out := gen.UserRoleCreate{Slug: text(req.Body.Slug), Email: req.Body.Email, Message: req.Body.Message}
	if out.Slug == "" {
		out.Slug = grantee.Username
	}
	if created {
		return gen.ProfileRolesCreate201JSONResponse(out), nil
	}
	return gen.ProfileRolesCreate200JSONResponse(out), nil
}

// standing is what a user has on a profile, comparable.
type standing struct{ user, role, kind, request, grant any }

// standing looks at what the user that a body names has. Whoever grants saw it before the profile was locked; when it is another one then,
// somebody else was quicker.
func (r *Room) standing(ctx context.Context, s *store.Store, organizationID int64, in gen.UserRoleInput) (standing, error) {
	u, err := known(ctx, s, in)
	if errors.Is(err, store.ErrNotFound) {
		return standing{}, nil
	}
	if err != nil {
		return standing{}, err
	}
	return standingOf(ctx, s, organizationID, u.ID)
}

func standingOf(ctx context.Context, s *store.Store, organizationID, userID int64) (standing, error) {
	role, err := s.RoleOn(ctx, organizationID, userID)
	if errors.Is(err, store.ErrNotFound) {
		return standing{user: userID}, nil
	}
	return standing{userID, role.ID, value(role.RoleDescriptionID), value(role.RequestKey), value(role.GrantKey)}, err
}

// value is what a pointer points to, or nil.
func value[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

func conflict() error {
	return fault.New(fault.Conflict, "Somebody else changed this role at this moment; look at it again.")
}

// known finds the user that a body names: by name, else by an address that counts for her.
func known(ctx context.Context, s *store.Store, in gen.UserRoleInput) (store.User, error) {
	slug, email := text(in.Slug), addressOf(in)
	if slug != "" {
		u, err := s.EnabledUser(ctx, slug)
		if !errors.Is(err, store.ErrNotFound) {
			return u, err
		}
	}
	if email == "" {
		return store.User{}, store.ErrNotFound
	}
	return s.UserOfAddress(ctx, email)
}

// claimant is the enabled user who says that an address is hers and has not shown it.
func claimant(ctx context.Context, s *store.Store, email string) (store.User, error) {
	u, err := s.UserByEmail(ctx, email)
	if err == nil && !u.IsActive {
		err = store.ErrNotFound
	}
	return u, err
}

// addressOf is the e-mail address that a body gives; its slug may be one.
func addressOf(in gen.UserRoleInput) string {
	if email := text(in.Email); email != "" || !strings.Contains(text(in.Slug), "@") {
		return email
	}
	return text(in.Slug)
}

// grantee finds the user by name, else by address; with force one that does not exist is invited.
func (r *Room) grantee(ctx context.Context, tx *store.Store, in gen.UserRoleInput, force bool) (u store.User, invited bool, err error) {
	email := addressOf(in)
	if text(in.Slug) == "" && email == "" {
		return u, false, fault.Field("slug", "Name the user, by slug or by email.")
	}
	u, err = known(ctx, tx, in)
	switch {
	case !errors.Is(err, store.ErrNotFound):
		return u, false, err
	case !force:
		return u, false, fault.New(fault.NotFound, "There is no such user.")
	case email == "":
		return u, false, fault.Field("email", "An e-mail address is required to invite somebody.")
	}
	if u, err = claimant(ctx, tx, email); !errors.Is(err, store.ErrNotFound) {
		return u, true, err
	}
	u, err = r.accounts.Invite(ctx, tx, email, text(in.FullName))
	return u, true, err
}

// grant writes the role of a user on a profile that is locked. What is offered by an address that she has not shown to be hers waits for the key that
// is mailed there, and changes nothing that she has.
func (r *Room) grant(ctx context.Context, tx *store.Store, o store.Organization, u store.User, d store.RoleDescription, invited, byAddress bool) (store.Role, bool, error) {
	old, err := tx.RoleOn(ctx, o.ID, u.ID)
	if err == nil && byAddress && !old.ByAddress {
		return store.Role{}, false, fault.New(fault.Conflict,
			"The account with this address has something on this profile already, but its owner has not shown that the address is theirs: name the user by slug.")
	}
	if err == nil {
		role := old.Role
		if err := r.mayTakeRole(ctx, tx, o, old, d); err != nil {
			return role, false, err
		}
		if role.GrantKey == nil && manages(d) && !agreedToManage(old, d) {
			role.GrantKey = randomKey()
		}
		role.RoleDescriptionID, role.RequestKey, role.ByAddress = &d.ID, nil, byAddress
		r.renew(&role)
		return role, false, tx.SaveRole(ctx, role)
	}
	if !errors.Is(err, store.ErrNotFound) {
		return store.Role{}, false, err
	}
	role := store.Role{CreatedAt: r.now(), OrganizationID: o.ID, UserID: u.ID, RoleDescriptionID: &d.ID, ByAddress: byAddress}
	if invited || manages(d) || !d.SkipOptinOnGrant {
		role.GrantKey = randomKey()
	}
	r.renew(&role)
	return role, true, tx.CreateRole(ctx, &role)
}

// manages tells whether a role makes somebody a manager, which nobody becomes who did not accept it or ask for it.
func manages(d store.RoleDescription) bool { return d.OrganizationID == nil && d.Slug == "manager" }

// agreedToManage tells whether the user of a role is a manager already, or asked to be one or for whatever the managers give.
func agreedToManage(old store.RoleOf, d store.RoleDescription) bool {
	return old.RoleDescriptionID == nil || *old.RoleDescriptionID == d.ID
}

// mayTakeRole refuses to take a role from somebody, or to make another one of it: the last manager of a profile stays, and so does a person on the
// profile of her own, unless by herself or a manager of the broker.
func (r *Room) mayTakeRole(ctx context.Context, tx *store.Store, o store.Organization, old store.RoleOf, to store.RoleDescription) error {
	if old.Description == nil || old.RequestKey != nil || old.GrantKey != nil || old.Description.ID == to.ID {
		return nil
	}
	if old.User.Username == o.Slug && access.PrincipalOf(ctx).UserID != old.UserID && access.ScopeOf(ctx).Relation.Broker < access.Manager {
		return fault.New(fault.Forbidden, "This is the profile of %s in person: only they and managers of the broker change their role on it.", old.User.Username)
	}
	if !manages(*old.Description) {
		return nil
	}
	return enroll.Leave(ctx, tx, o, old.UserID)
}

// renew lets an offer last from now on.
func (r *Room) renew(role *store.Role) {
	if role.GrantKey != nil {
		end := r.now().Add(enroll.OfferLifetime)
		role.OfferEndsAt = &end
	}
}

// ended tells that a role was offered for so long that it can no longer be accepted.
func (r *Room) ended(role store.Role) bool {
	return role.GrantKey != nil && role.OfferEndsAt != nil && !role.OfferEndsAt.After(r.now())
}

// ProfileRolesResendEmail mails the user about her role once more; an offer lasts from then on.
func (r *Room) ProfileRolesResendEmail(ctx context.Context, req gen.ProfileRolesResendEmailRequestObject) (gen.ProfileRolesResendEmailResponseObject, error) {
	organization := access.ScopeOf(ctx).OrganizationID
	out, err := store.InTx(ctx, r.store, func(tx *store.Store) (store.RoleOf, error) {
		// Locked, so that what is accepted or changed at this moment is not written back.
		if _, err := wire.Locked(ctx, tx, organization); err != nil {
			return store.RoleOf{}, err
		}
		d, err := description(ctx, tx, organization, req.Role)
		if err != nil {
			return store.RoleOf{}, err
		}
		u, err := r.user(ctx, tx, req.User)
		if err != nil {
			return store.RoleOf{}, err
		}
		role, err := tx.RoleOn(ctx, organization, u.ID)
		// What she only asks for is no role yet: she must not be told that she has it.
		if err == nil && (role.RequestKey != nil || role.RoleDescriptionID == nil || *role.RoleDescriptionID != d.ID) {
			err = store.ErrNotFound
		}
		if err != nil {
			return role, wire.Missing(err)
		}
		if role.GrantKey != nil {
			r.renew(&role.Role)
			if err := tx.SaveRole(ctx, role.Role); err != nil {
				return role, err
			}
		}
		return role, r.tellGrantee(ctx, tx, role.Organization.Organization, u, d, role.Role, "")
	})
	if err != nil {
		return nil, err
	}
	return gen.ProfileRolesResendEmail200JSONResponse(toAPIRoleAccessible(ctx, out)), nil
}

// ProfileRolesDelete removes the role, offer or request of a user, whatever its kind; the one in the path must only exist.
func (r *Room) ProfileRolesDelete(ctx context.Context, req gen.ProfileRolesDeleteRequestObject) (gen.ProfileRolesDeleteResponseObject, error) {
	organization := access.ScopeOf(ctx).OrganizationID
	if _, err := description(ctx, r.store, organization, req.Role); err != nil {
		return nil, err
	}
	u, err := r.user(ctx, r.store, req.User)
	if err != nil {
		return nil, err
	}
	if err := r.remove(ctx, organization, u.ID); err != nil {
		return nil, err
	}
	r.audit(ctx, "remove-role", organization, u.ID)
	return gen.ProfileRolesDelete204Response{}, nil
}

// remove deletes what a user has on a profile. What was accepted, changed or asked for at this moment stays: its remover has not seen it.
func (r *Room) remove(ctx context.Context, organizationID, userID int64) error {
	seen, err := standingOf(ctx, r.store, organizationID, userID)
	if err != nil {
		return err
	}
	return r.store.Do(ctx, func(tx *store.Store) error {
		o, err := tx.OrganizationForUpdate(ctx, organizationID)
		if err != nil {
			return err
		}
		switch now, err := standingOf(ctx, tx, organizationID, userID); {
		case err != nil:
			return err
		case now != seen:
			return conflict()
		}
		old, err := tx.RoleOn(ctx, organizationID, userID)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		if err == nil {
			err = r.mayTakeRole(ctx, tx, o, old, store.RoleDescription{})
		}
		if err != nil {
			return err
		}
		return tx.DeleteRole(ctx, organizationID, userID)
	})
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

package roles

import (
	"context"
	"errors"
	"strings"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfileRolesCreate grants a role: a request is accepted by it, an active role changes at once, an offer is repeated
// (profiles-subscriptions-roles.md 1.5 and 3.7).
func (r *Room) ProfileRolesCreate(ctx context.Context, req gen.ProfileRolesCreateRequestObject) (gen.ProfileRolesCreateResponseObject, error) {
	organization := access.ScopeOf(ctx).OrganizationID
	force := req.Params.Force != nil && *req.Params.Force
	var created bool
	var grantee store.User
	err := r.store.Do(ctx, func(tx *store.Store) error {
		// Two who grant at once do so one after the other: one creates, the other finds it.
		o, err := tx.OrganizationForUpdate(ctx, organization)
		if err != nil {
			return err
		}
		d, err := description(ctx, tx, organization, req.Role)
		if err != nil {
			return err
		}
		invited := false
		if grantee, invited, err = r.grantee(ctx, tx, *req.Body, force); err != nil {
			return err
		}
		role, isNew, err := r.grant(ctx, tx, o, grantee, d, invited)
		created = isNew
		if err != nil {
			return err
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

// grantee finds the user by name, else by address; with force one that does not exist is invited.
func (r *Room) grantee(ctx context.Context, tx *store.Store, in gen.UserRoleInput, force bool) (u store.User, invited bool, err error) {
	slug, email := text(in.Slug), text(in.Email)
	if slug == "" && email == "" {
		return u, false, fault.Field("slug", "Name the user, by slug or by email.")
	}
	if slug != "" {
		u, err = tx.EnabledUser(ctx, slug)
		if !errors.Is(err, store.ErrNotFound) {
			return u, false, err
		}
	}
	if email == "" && strings.Contains(slug, "@") {
		email = slug
	}
	if email != "" {
		u, err = tx.UserByEmail(ctx, email)
		if err == nil && u.IsActive || err != nil && !errors.Is(err, store.ErrNotFound) {
			return u, false, err
		}
	}
	switch {
	case !force:
		return u, false, fault.New(fault.NotFound, "There is no such user.")
	case email == "":
		return u, false, fault.Field("email", "An e-mail address is required to invite somebody.")
	}
	u, err = r.accounts.Invite(ctx, tx, email, text(in.FullName))
	return u, true, err
}

// grant writes the role of a user on a profile that is locked.
func (r *Room) grant(ctx context.Context, tx *store.Store, o store.Organization, u store.User, d store.RoleDescription, invited bool) (store.Role, bool, error) {
	old, err := tx.RoleOn(ctx, o.ID, u.ID)
	if err == nil {
		role := old.Role
		role.RoleDescriptionID, role.RequestKey = &d.ID, nil
		return role, false, tx.SaveRole(ctx, role)
	}
	if !errors.Is(err, store.ErrNotFound) {
		return store.Role{}, false, err
	}
	role := store.Role{CreatedAt: r.now(), OrganizationID: o.ID, UserID: u.ID, RoleDescriptionID: &d.ID}
	if invited || !d.SkipOptinOnGrant {
		role.GrantKey = randomKey()
	}
	return role, true, tx.CreateRole(ctx, &role)
}

// ProfileRolesResendEmail mails the user about her role once more; nothing changes.
func (r *Room) ProfileRolesResendEmail(ctx context.Context, req gen.ProfileRolesResendEmailRequestObject) (gen.ProfileRolesResendEmailResponseObject, error) {
	organization := access.ScopeOf(ctx).OrganizationID
	out, err := store.InTx(ctx, r.store, func(tx *store.Store) (store.RoleOf, error) {
		d, err := description(ctx, tx, organization, req.Role)
		if err != nil {
			return store.RoleOf{}, err
		}
		u, err := r.user(ctx, tx, req.User)
		if err != nil {
			return store.RoleOf{}, err
		}
		role, err := tx.RoleOn(ctx, organization, u.ID)
		if err == nil && (role.RoleDescriptionID == nil || *role.RoleDescriptionID != d.ID) {
			err = store.ErrNotFound
		}
		if err != nil {
			return role, wire.Missing(err)
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
	if err := r.store.Do(ctx, func(tx *store.Store) error { return tx.DeleteRole(ctx, organization, u.ID) }); err != nil {
		return nil, err
	}
	r.audit(ctx, "remove-role", organization, u.ID)
	return gen.ProfileRolesDelete204Response{}, nil
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

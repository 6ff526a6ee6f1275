package roles

import (
	"context"
	"errors"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/names"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfileRolesDescribeList lists the kinds of roles on a profile, each with its roles (profiles-subscriptions-roles.md 3.6).
func (r *Room) ProfileRolesDescribeList(ctx context.Context, req gen.ProfileRolesDescribeListRequestObject) (gen.ProfileRolesDescribeListResponseObject, error) {
	organization := access.ScopeOf(ctx).OrganizationID
	rows, err := r.store.KindsOn(ctx, organization, wire.Query{Page: req.Params.Page}.Listing(nil))
	if err != nil {
		return nil, wire.PageFault(err)
	}
	page := gen.RoleDescriptionCRUDPage{Count: rows.Count, Results: make([]gen.RoleDescriptionCRUD, len(rows.Items))}
	page.Next, page.Previous = wire.Links(ctx, rows)
	for i, d := range rows.Items {
		page.Results[i] = toAPIKind(ctx, d.RoleDescription, d.Roles)
	}
	return gen.ProfileRolesDescribeList200JSONResponse(page), nil
}

// ProfileRolesDescribeRead returns a kind of role.
func (r *Room) ProfileRolesDescribeRead(ctx context.Context, req gen.ProfileRolesDescribeReadRequestObject) (gen.ProfileRolesDescribeReadResponseObject, error) {
	organization := access.ScopeOf(ctx).OrganizationID
	d, err := description(ctx, r.store, organization, req.Role)
	if err != nil {
		return nil, err
	}
	of, err := r.store.RolesOfKind(ctx, organization, d.ID)
	return gen.ProfileRolesDescribeRead200JSONResponse(toAPIKind(ctx, d, of)), err
}

// ProfileRolesDescribeCreate creates a kind of role for one profile.
func (r *Room) ProfileRolesDescribeCreate(ctx context.Context, req gen.ProfileRolesDescribeCreateRequestObject) (gen.ProfileRolesDescribeCreateResponseObject, error) {
	organization := access.ScopeOf(ctx).OrganizationID
	d := store.RoleDescription{
		Slug: kindOf(names.Base(names.Role, req.Body.Title)), CreatedAt: r.now(), OrganizationID: &organization, Title: req.Body.Title,
	}
	if why := names.Unfit(names.Role, d.Slug); why != "" {
		return nil, fault.Field("title", "%s", why)
	}
	err := r.store.Do(ctx, func(tx *store.Store) error {
		_, err := tx.RoleDescriptionOn(ctx, organization, d.Slug)
		if err == nil {
			return store.ErrDuplicate
		}
		if !errors.Is(err, store.ErrNotFound) {
			return err
		}
		return tx.CreateRoleDescription(ctx, &d)
	})
	if errors.Is(err, store.ErrDuplicate) {
		err = fault.Field("title", "There is a role %q already.", d.Slug)
	}
	if err != nil {
		return nil, err
	}
	return gen.ProfileRolesDescribeCreate201JSONResponse(toAPIKind(ctx, d, nil)), nil
}

// ProfileRolesDescribeUpdate changes the title of a kind of role of the profile.
func (r *Room) ProfileRolesDescribeUpdate(ctx context.Context, req gen.ProfileRolesDescribeUpdateRequestObject) (gen.ProfileRolesDescribeUpdateResponseObject, error) {
	out, err := r.rename(ctx, req.Role, &req.Body.Title)
	return gen.ProfileRolesDescribeUpdate200JSONResponse(out), err
}

// ProfileRolesDescribePartialUpdate does so too; without a title nothing changes.
func (r *Room) ProfileRolesDescribePartialUpdate(ctx context.Context, req gen.ProfileRolesDescribePartialUpdateRequestObject) (gen.ProfileRolesDescribePartialUpdateResponseObject, error) {
	out, err := r.rename(ctx, req.Role, req.Body.Title)
	return gen.ProfileRolesDescribePartialUpdate200JSONResponse(out), err
}

func (r *Room) rename(ctx context.Context, role string, title *string) (gen.RoleDescriptionCRUD, error) {
	organization := access.ScopeOf(ctx).OrganizationID
	return store.InTx(ctx, r.store, func(tx *store.Store) (gen.RoleDescriptionCRUD, error) {
		d, err := local(ctx, tx, organization, role)
		if err != nil {
			return gen.RoleDescriptionCRUD{}, err
		}
		if title != nil {
			d.Title = *title
			if err := tx.RenameRoleDescription(ctx, d.ID, d.Title); err != nil {
				return gen.RoleDescriptionCRUD{}, err
			}
		}
		of, err := tx.RolesOfKind(ctx, organization, d.ID)
		return toAPIKind(ctx, d, of), err
	})
}

// local finds a kind of role that belongs to the profile: a global one is nobody's to change.
func local(ctx context.Context, s *store.Store, organizationID int64, role string) (store.RoleDescription, error) {
	d, err := description(ctx, s, organizationID, role)
	if err == nil && d.OrganizationID == nil {
		err = fault.New(fault.Forbidden, "This role is global: every profile has it, and nobody may change it.")
	}
	return d, err
}

// ProfileRolesDescribeDelete deletes a kind of role of the profile together with all roles of that kind.
func (r *Room) ProfileRolesDescribeDelete(ctx context.Context, req gen.ProfileRolesDescribeDeleteRequestObject) (gen.ProfileRolesDescribeDeleteResponseObject, error) {
	organization := access.ScopeOf(ctx).OrganizationID
	err := r.store.Do(ctx, func(tx *store.Store) error {
		// Locked, so that a role which is granted at this moment goes along, or is not granted any more.
		if _, err := wire.Locked(ctx, tx, organization); err != nil {
			return err
		}
		d, err := local(ctx, tx, organization, req.Role)
		if err != nil {
			return err
		}
		return tx.DeleteRoleDescription(ctx, d.ID)
	})
	if err != nil {
		return nil, err
	}
	r.audit(ctx, "delete-role-description", organization, 0)
	return gen.ProfileRolesDescribeDelete204Response{}, nil
}

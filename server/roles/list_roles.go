package roles

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfileRolesList lists who has, was offered or asks for a role on a profile (profiles-subscriptions-roles.md 3.7).
func (r *Room) ProfileRolesList(ctx context.Context, req gen.ProfileRolesListRequestObject) (gen.ProfileRolesListResponseObject, error) {
	p := req.Params
	ask := store.RoleAsk{OrganizationID: access.ScopeOf(ctx).OrganizationID}
	rows, err := r.list(ctx, ask, p.RoleStatus, wire.Query{
		Page: p.Page, Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: wire.UntilNow(p.EndsAt, r.now()),
	}.Listing(wire.Sort(p.O)), "username")
	return gen.ProfileRolesList200JSONResponse(rolePage(ctx, rows)), err
}

// ProfileRolesRead lists the roles of one kind, and every open request.
func (r *Room) ProfileRolesRead(ctx context.Context, req gen.ProfileRolesReadRequestObject) (gen.ProfileRolesReadResponseObject, error) {
	p, organization := req.Params, access.ScopeOf(ctx).OrganizationID
	d, err := description(ctx, r.store, organization, req.Role)
	if err != nil {
		return nil, err
	}
	rows, err := r.list(ctx, store.RoleAsk{OrganizationID: organization, Kind: d.Slug}, p.RoleStatus, wire.Query{
		Page: p.Page, Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: wire.UntilNow(p.EndsAt, r.now()),
	}.Listing(wire.Sort(p.O)), "username")
	return gen.ProfileRolesRead200JSONResponse(rolePage(ctx, rows)), err
}

// UsersAccessiblesList lists the profiles that a user can access, or will be able to (profiles-subscriptions-roles.md 3.8).
func (r *Room) UsersAccessiblesList(ctx context.Context, req gen.UsersAccessiblesListRequestObject) (gen.UsersAccessiblesListResponseObject, error) {
	p := req.Params
	user, err := userInPath(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := r.list(ctx, store.RoleAsk{UserID: user}, p.RoleStatus, wire.Query{
		Page: p.Page, Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: wire.UntilNow(p.EndsAt, r.now()),
	}.Listing(wire.Sort(p.O)), "full_name")
	return gen.UsersAccessiblesList200JSONResponse(accessiblePage(ctx, rows)), err
}

// UsersAccessiblesRead lists those of one kind of role; one that does not exist has none.
func (r *Room) UsersAccessiblesRead(ctx context.Context, req gen.UsersAccessiblesReadRequestObject) (gen.UsersAccessiblesReadResponseObject, error) {
	p := req.Params
	user, err := userInPath(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := r.list(ctx, store.RoleAsk{UserID: user, Kind: kindOf(req.Role)}, p.RoleStatus, wire.Query{
		Page: p.Page, Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: wire.UntilNow(p.EndsAt, r.now()),
	}.Listing(wire.Sort(p.O)), "full_name")
	return gen.UsersAccessiblesRead200JSONResponse(accessiblePage(ctx, rows)), err
}

// userInPath is the user whom the guard has found already.
func userInPath(ctx context.Context) (int64, error) {
	id := access.ScopeOf(ctx).UserID
	if id == 0 {
		return 0, fault.Missing()
	}
	return id, nil
}

// user finds the enabled user of a path; a contact without login has no roles.
func (r *Room) user(ctx context.Context, s *store.Store, name string) (store.User, error) {
	u, err := s.EnabledUser(ctx, name)
	return u, wire.Missing(err)
}

func (r *Room) list(ctx context.Context, ask store.RoleAsk, status *[]string, listing store.Listing, sort string) (store.RoleRows, error) {
	if status != nil {
		for _, word := range *status {
			switch word { // words that it does not know are ignored (profiles-subscriptions-roles.md 4.4)
			case "active":
				ask.Active = true
			case "invited":
				ask.Invited = true
			case "requested":
				ask.Requested = true
			case "pending":
				ask.Invited, ask.Requested = true, true
			}
		}
	}
	rows, err := r.store.Roles(ctx, ask, listing, sort)
	return rows, wire.PageFault(err)
}

func rolePage(ctx context.Context, rows store.RoleRows) gen.RolePage {
	page := gen.RolePage{Count: rows.Count, InvitedCount: rows.Invited, RequestedCount: rows.Requested, Results: make([]gen.Role, len(rows.Items))}
	page.Next, page.Previous = wire.Links(ctx, rows.Rows)
	for i, one := range rows.Items {
		page.Results[i] = toAPIRole(ctx, one)
	}
	return page
}

func accessiblePage(ctx context.Context, rows store.RoleRows) gen.AccessiblePage {
	page := gen.AccessiblePage{Count: rows.Count, InvitedCount: rows.Invited, RequestedCount: rows.Requested, Results: make([]gen.Accessible, len(rows.Items))}
	page.Next, page.Previous = wire.Links(ctx, rows.Rows)
	for i, one := range rows.Items {
		page.Results[i] = toAPIAccessible(ctx, one)
	}
	return page
}

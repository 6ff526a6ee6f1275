package users

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// AccountsList completes the name of a profile or user (auth-users.md 4.2).
func (r *Room) AccountsList(ctx context.Context, req gen.AccountsListRequestObject) (gen.AccountsListResponseObject, error) {
	p := req.Params
	ask := wire.Query{Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: p.EndsAt}.Listing(wire.Sort(p.O))
	found, err := r.accountsNamed(ctx, true, ask)
	return gen.AccountsList200JSONResponse(found), err
}

// AccountsProfilesList completes the name of a profile.
func (r *Room) AccountsProfilesList(ctx context.Context, req gen.AccountsProfilesListRequestObject) (gen.AccountsProfilesListResponseObject, error) {
	p := req.Params
	ask := wire.Query{Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: p.EndsAt}.Listing(wire.Sort(p.O))
	found, err := r.accountsNamed(ctx, false, ask)
	return gen.AccountsProfilesList200JSONResponse(found), err
}

// accountsNamed finds profiles and users, whom the caller sees and finds by their names alone; managers of the broker know everybody.
func (r *Room) accountsNamed(ctx context.Context, bareUsers bool, ask store.Listing) (gen.AccountList, error) {
	all, err := r.store.ManagesBroker(ctx, access.PrincipalOf(ctx).UserID)
	if err != nil {
		return gen.AccountList{}, err
	}
	ask.ByName = !all
	found, err := r.store.Accounts(ctx, bareUsers, ask)
	out := gen.AccountList{Count: int64(len(found)), Results: make([]gen.Organization, len(found))}
	for i, p := range found {
		if out.Results[i] = wire.Stranger(p); all {
			out.Results[i] = wire.Organization(p)
		}
	}
	return out, err
}

// AccountsUsersList completes the name of a user; without an end those who joined before now.
func (r *Room) AccountsUsersList(ctx context.Context, req gen.AccountsUsersListRequestObject) (gen.AccountsUsersListResponseObject, error) {
	p := req.Params
	ask := wire.Query{
		Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: wire.UntilNow(p.EndsAt, r.now()),
	}.Listing(wire.Sort(p.O))
	all, err := r.store.ManagesBroker(ctx, access.PrincipalOf(ctx).UserID)
	if err != nil {
		return nil, err
	}
	ask.ByName = !all
	found, err := r.store.UserAccounts(ctx, ask)
	out := gen.UserList{Count: int64(len(found)), Results: make([]gen.User, len(found))}
	for i, u := range found {
		if out.Results[i] = (gen.User{Slug: u.Username, FullName: u.FullName(), CreatedAt: u.CreatedAt}); all {
			out.Results[i].Email = u.Email
		}
	}
	return gen.AccountsUsersList200JSONResponse(out), err
}

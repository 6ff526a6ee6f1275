package users

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// AccountsList completes the name of a profile or user (auth-users.md 4.2).
func (r *Room) AccountsList(ctx context.Context, req gen.AccountsListRequestObject) (gen.AccountsListResponseObject, error) {
	p := req.Params
	ask := wire.Query{Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: p.EndsAt}.Listing(wire.Sort(p.O))
	found, err := r.store.Accounts(ctx, true, ask)
	return gen.AccountsList200JSONResponse(toAPIAccounts(found)), err
}

// AccountsProfilesList completes the name of a profile.
func (r *Room) AccountsProfilesList(ctx context.Context, req gen.AccountsProfilesListRequestObject) (gen.AccountsProfilesListResponseObject, error) {
	p := req.Params
	ask := wire.Query{Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: p.EndsAt}.Listing(wire.Sort(p.O))
	found, err := r.store.Accounts(ctx, false, ask)
	return gen.AccountsProfilesList200JSONResponse(toAPIAccounts(found)), err
}

func toAPIAccounts(found []store.Profile) gen.AccountList {
	out := gen.AccountList{Count: int64(len(found)), Results: make([]gen.Organization, len(found))}
	for i, p := range found {
		out.Results[i] = wire.Organization(p)
	}
	return out
}

// AccountsUsersList completes the name of a user; without an end those who joined before now.
func (r *Room) AccountsUsersList(ctx context.Context, req gen.AccountsUsersListRequestObject) (gen.AccountsUsersListResponseObject, error) {
	p := req.Params
	ask := wire.Query{
		Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: wire.UntilNow(p.EndsAt, r.now()),
	}.Listing(wire.Sort(p.O))
	found, err := r.store.UserAccounts(ctx, ask)
	out := gen.UserList{Count: int64(len(found)), Results: make([]gen.User, len(found))}
	for i, u := range found {
		out.Results[i] = gen.User{Slug: u.Username, Email: u.Email, FullName: u.FullName(), CreatedAt: u.CreatedAt}
	}
	return gen.AccountsUsersList200JSONResponse(out), err
}

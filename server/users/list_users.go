package users

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/wire"
)

// UsersList lists contacts and users as one address book (auth-users.md 4.6).
func (r *Room) UsersList(ctx context.Context, req gen.UsersListRequestObject) (gen.UsersListResponseObject, error) {
	p := req.Params
	rows, err := r.store.AddressBook(ctx, wire.Query{Page: p.Page, Search: p.Q}.Listing(wire.Sort(p.O)))
	if err != nil {
		return nil, wire.PageFault(err)
	}
	page := gen.ContactPage{Count: rows.Count, Results: make([]gen.Contact, len(rows.Items))}
	page.Next, page.Previous = wire.Links(ctx, rows)
	for i, one := range rows.Items {
		page.Results[i] = toAPIContact(one)
	}
	return gen.UsersList200JSONResponse(page), nil
}

package users

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ContactsActivitiesList lists the notes about a contact, oldest first; those about a user without contact are none (auth-users.md 4.3).
func (r *Room) ContactsActivitiesList(ctx context.Context, req gen.ContactsActivitiesListRequestObject) (gen.ContactsActivitiesListResponseObject, error) {
	p, err := r.find(ctx, r.store, req.User)
	if err != nil {
		if !fault.Is(err, fault.NotFound) {
			return nil, err
		}
		// A contact whose user goes by another name is found by its slug.
		c, err := r.store.ContactBySlug(ctx, req.User)
		if err != nil {
			return nil, wire.Missing(err)
		}
		p.contact = &c
	}
	var id int64
	if p.contact != nil {
		id = p.contact.ID
	}
	ask := wire.Query{Page: req.Params.Page, Search: req.Params.Q}.Listing(wire.Sort(req.Params.O))
	rows, err := r.store.Activities(ctx, id, ask)
	if err != nil {
		return nil, wire.PageFault(err)
	}
	return gen.ContactsActivitiesList200JSONResponse(activityPage(ctx, rows)), nil
}

func activityPage(ctx context.Context, rows store.Rows[store.ActivityOf]) gen.ActivityPage {
	page := gen.ActivityPage{Count: rows.Count, Results: make([]gen.Activity, len(rows.Items))}
	page.Next, page.Previous = wire.Links(ctx, rows)
	for i, a := range rows.Items {
		page.Results[i] = wire.Activity(a)
	}
	return page
}

package profiles

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/wire"
)

// ProfileList lists the profiles that are not archived.
func (r *Room) ProfileList(ctx context.Context, req gen.ProfileListRequestObject) (gen.ProfileListResponseObject, error) {
	p := req.Params
	ask := wire.Query{
		Page: p.Page, Search: p.Q, SearchFields: p.QF, Descending: wire.Descending(p.Ot), StartAt: p.StartAt, EndsAt: p.EndsAt,
	}.Listing(wire.Sort(p.O))
	rows, err := r.store.Profiles(ctx, ask)
	if err != nil {
		return nil, wire.PageFault(err)
	}
	page := gen.OrganizationPage{Count: rows.Count, Results: make([]gen.Organization, len(rows.Items))}
	page.Next, page.Previous = wire.Links(ctx, rows)
	for i, profile := range rows.Items {
		page.Results[i] = wire.Organization(profile)
	}
	return gen.ProfileList200JSONResponse(page), nil
}

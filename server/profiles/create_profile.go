package profiles

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/enroll"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfileCreate creates a profile; a personal one gets a user without password, who manages it.
func (r *Room) ProfileCreate(ctx context.Context, req gen.ProfileCreateRequestObject) (gen.ProfileCreateResponseObject, error) {
	in, err := r.createInput(*req.Body)
	if err != nil {
		return nil, err
	}
	profile, err := store.InTx(ctx, r.store, func(tx *store.Store) (store.Profile, error) {
		o, err := enroll.Profile(ctx, tx, in.profile, in.personal)
		if err != nil {
			return store.Profile{}, err
		}
		return tx.Profile(ctx, o.ID)
	})
	if err != nil {
		return nil, err
	}
	return gen.ProfileCreate201JSONResponse(wire.Organization(profile)), nil
}

type createInput struct {
	profile  store.Organization
	personal bool
}

func (r *Room) createInput(body gen.OrganizationCreate) (createInput, error) {
	in := createInput{personal: body.Type != nil && *body.Type == "personal"}
	o := &in.profile
	*o = store.Organization{
		Slug: value(body.Slug), CreatedAt: r.now(), IsActive: true, FullName: body.FullName, Email: body.Email, Phone: value(body.Phone),
		StreetAddress: value(body.StreetAddress), Locality: value(body.Locality), Region: value(body.Region), PostalCode: value(body.PostalCode),
		DefaultTimezone: value(body.DefaultTimezone),
	}
	o.Extra, _ = wire.Given(body.Extra)
	o.IsProvider, o.IsBulkBuyer = body.IsProvider != nil && *body.IsProvider, body.IsBulkBuyer != nil && *body.IsBulkBuyer
	if o.DefaultTimezone == "" {
		o.DefaultTimezone = "UTC"
	}
	if err := enroll.Timezone(o.DefaultTimezone); err != nil {
		return in, err
	}
	if body.Country != nil {
		var err error
		if o.Country, err = wire.Country(string(*body.Country)); err != nil {
			return in, err
		}
	}
	return in, nil
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

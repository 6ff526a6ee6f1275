package plans

import (
	"context"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/names"
	"tollkeeper/store"
)

// chooseSlug makes a slug of the plan's title, in whatever script, that no other plan has (profiles-subscriptions-roles.md 1.2).
func chooseSlug(ctx context.Context, tx *store.Store, p *store.Plan) error {
	var err error
	p.Slug, err = names.Free(names.Plan, *p.Title, "title", func(slug string) (bool, error) { return tx.PlanSlugTaken(ctx, slug, p.ID) })
	return err
}

// refuseTitle fails when another plan of the provider has the title.
func refuseTitle(ctx context.Context, tx *store.Store, p store.Plan) error {
	taken, err := tx.PlanTitleTaken(ctx, p.OrganizationID, *p.Title, p.ID)
	if err == nil && taken {
		err = fault.Field("title", "Another plan of this provider has this title.")
	}
	return err
}

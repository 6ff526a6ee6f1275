package plans

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/store"
)

const (
	// slugLimit is how long the slug of a plan may be; slugTries how often a taken one is varied (profiles-subscriptions-roles.md 1.2).
	slugLimit = 50
	slugTries = 9
)

// chooseSlug makes a slug of the plan's title that no other plan has.
func chooseSlug(ctx context.Context, tx *store.Store, p *store.Plan) error {
	base := naming.Slugify(*p.Title, slugLimit)
	if base == "" {
		return fault.Field("title", "No slug can be made of this title: use some letters or digits of ASCII.")
	}
	var err error
	p.Slug, err = naming.FirstFree(base, slugLimit, slugTries, randomSuffix,
		func(slug string) (bool, error) { return tx.PlanSlugTaken(ctx, slug, p.ID) })
	if errors.Is(err, naming.ErrNoneFree) {
		return fault.New(fault.Invalid, "No free slug was found for this title; choose another one.")
	}
	return err
}

func randomSuffix() string {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])[:7]
}

// refuseTitle fails when another plan of the provider has the title.
func refuseTitle(ctx context.Context, tx *store.Store, p store.Plan) error {
	taken, err := tx.PlanTitleTaken(ctx, p.OrganizationID, *p.Title, p.ID)
	if err == nil && taken {
		err = fault.Field("title", "Another plan of this provider has this title.")
	}
	return err
}

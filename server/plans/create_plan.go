package plans

import (
	"context"
	"errors"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/money"
	"tollkeeper/server/domain/period"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfilePlansCreate creates a plan of a provider: inactive, yearly and renewed automatically unless the body says otherwise.
func (r *Room) ProfilePlansCreate(ctx context.Context, req gen.ProfilePlansCreateRequestObject) (gen.ProfilePlansCreateResponseObject, error) {
	in := *req.Body
	patch := gen.PlanPatch{
		AdvanceDiscount: in.AdvanceDiscount, Description: in.Description, Extra: in.Extra, Interval: in.Interval, IsActive: in.IsActive,
		IsNotPriced: in.IsNotPriced, OptinOnRequest: in.OptinOnRequest, PeriodAmount: in.PeriodAmount, PeriodLength: in.PeriodLength,
		RenewalType: in.RenewalType, SetupAmount: in.SetupAmount, SkipOptinOnGrant: in.SkipOptinOnGrant, Title: &in.Title, Unit: in.Unit,
	}
	plan, err := store.InTx(ctx, r.store, func(tx *store.Store) (store.PlanOf, error) {
		return r.create(ctx, tx, access.ScopeOf(ctx).OrganizationID, patch)
	})
	if err != nil {
		return nil, err
	}
	return gen.ProfilePlansCreate201JSONResponse(wire.Plan(ctx, plan)), nil
}

func (r *Room) create(ctx context.Context, tx *store.Store, organizationID int64, in gen.PlanPatch) (store.PlanOf, error) {
	// Two plans of one provider are made one after the other, so that title and slug stay free until they are written.
	provider, err := wire.Locked(ctx, tx, organizationID)
	if err == nil && !provider.IsProvider && !provider.IsBroker {
		err = r.noSeller(ctx, tx, provider)
	}
	if err != nil {
		return store.PlanOf{}, err
	}
	p := store.Plan{
		CreatedAt: r.now(), OrganizationID: organizationID, IntervalCode: int64(period.Yearly), PeriodLength: 1, RenewalType: wire.AutoRenew,
	}
	if err := change(&p, in); err != nil {
		return store.PlanOf{}, err
	}
	if in.Unit == nil {
		unit, err := unitOf(ctx, tx, organizationID)
		if err != nil {
			return store.PlanOf{}, err
		}
		p.Unit = unit
	}
	if err := refuseTitle(ctx, tx, p); err != nil {
		return store.PlanOf{}, err
	}
	if err := chooseSlug(ctx, tx, &p); err != nil {
		return store.PlanOf{}, err
	}
	if err := tx.CreatePlan(ctx, &p); err != nil {
		return store.PlanOf{}, err
	}
	return tx.PlanOf(ctx, organizationID, p.Slug)
}

// noSeller says who can let a profile sell.
func (r *Room) noSeller(ctx context.Context, tx *store.Store, o store.Organization) error {
	broker, err := tx.Broker(ctx)
	if err != nil {
		return err
	}
	who := "a manager of " + broker.Slug
	if r.openToSellers {
		who = "one of its managers, or of " + broker.Slug + ","
	}
	return fault.New(fault.Forbidden, "%s may not sell plans: %s can let it, with is_provider.", o.PrintableName(), who)
}

// unitOf is the currency of the provider's first plan, else that of the site.
func unitOf(ctx context.Context, tx *store.Store, organizationID int64) (string, error) {
	first, err := tx.FirstPlanOf(ctx, organizationID)
	if errors.Is(err, store.ErrNotFound) {
		return money.DefaultUnit, nil
	}
	return first.Unit, err
}

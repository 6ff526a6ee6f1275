package cart

import (
	"context"
	"errors"
	"strings"

	"tollkeeper/gen"
	"tollkeeper/server/domain/coupon"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// addition is an item to put into the cart.
type addition struct {
	plan     store.Plan
	option   int64
	fullName string
	syncOn   *string
	email    *string
}

// CartCreate puts one item, or each of a list, into the caller's cart (billing-ledger.md 4.1).
func (r *Room) CartCreate(ctx context.Context, req gen.CartCreateRequestObject) (gen.CartCreateResponseObject, error) {
	wanted, list := itemsOf(*req.Body)
	results := make(gen.CartItemResultList, len(wanted))
	created, err := store.InTx(ctx, r.store, func(tx *store.Store) (bool, error) {
		additions, err := resolve(ctx, tx, wanted)
		if err != nil {
			return false, err
		}
		owner, err := r.owner(ctx, tx, true)
		if err != nil {
			return false, err
		}
		anyNew := false
		for i, a := range additions {
			item, isNew, err := r.add(ctx, tx, owner, a)
			if err != nil {
				return false, err
			}
			results[i] = toAPIItem(item, a.plan)
			anyNew = anyNew || isNew
		}
		return anyNew, nil
	})
	if err != nil {
		return nil, err
	}
	var body gen.CartAdditionResult
	if list {
		err = body.FromCartItemResultList(results)
	} else {
		err = body.FromCartItemResult(results[0])
	}
	if err != nil {
		return nil, err
	}
	if created {
		return gen.CartCreate201JSONResponse(body), nil
	}
	return gen.CartCreate200JSONResponse(body), nil
}

func toAPIItem(i store.CartItem, p store.Plan) gen.CartItemResult {
	return gen.CartItemResult{Plan: p.Slug, Option: i.OptionIndex, FullName: i.FullName, SyncOn: wire.Null(i.SyncOn), Email: wire.Null(i.Email)}
}

// itemsOf reads an object as a list of one. The guard has proven that it is one or the other.
func itemsOf(body gen.CartAddition) (items gen.CartItemCreateList, list bool) {
	if items, err := body.AsCartItemCreateList(); err == nil {
		return items, true
	}
	item, _ := body.AsCartItemCreate()
	return gen.CartItemCreateList{item}, false
}

// resolve checks the whole list before anything is stored.
func resolve(ctx context.Context, tx *store.Store, wanted gen.CartItemCreateList) ([]addition, error) {
	out := make([]addition, len(wanted))
	for i, item := range wanted {
		plan, err := tx.PlanBySlug(ctx, item.Plan)
		switch {
		case errors.Is(err, store.ErrNotFound):
			return nil, fault.New(fault.NotFound, "There is no plan %q.", item.Plan)
		case err != nil:
			return nil, err
		case !plan.IsActive:
			return nil, fault.Field("plan", "The plan %q is not open for subscriptions.", item.Plan)
		}
		out[i] = addition{plan: plan}
		if item.Option != nil {
			out[i].option = *item.Option
		}
		if item.FullName != nil {
			out[i].fullName = *item.FullName
		}
		out[i].syncOn, out[i].email = given(wire.Given(item.SyncOn)), given(wire.Given(item.Email))
	}
	return out, nil
}

// given makes an empty text as good as none.
func given(text *string, _ bool) *string {
	if text == nil || *text == "" {
		return nil
	}
	return text
}

func same(a, b *string) bool {
	if a == nil || b == nil {
		return (a == nil || *a == "") && (b == nil || *b == "")
	}
	return strings.EqualFold(*a, *b)
}

// add puts an item into a cart by the table of billing-ledger.md 4.1 and tells whether it is new.
func (r *Room) add(ctx context.Context, tx *store.Store, owner store.CartOwner, a addition) (store.CartItem, bool, error) {
	existing, err := tx.ItemsForPlan(ctx, owner, a.plan.ID)
	if err != nil {
		return store.CartItem{}, false, err
	}
	if len(existing) == 0 {
		item, err := r.newItem(ctx, tx, owner, a)
		return item, err == nil, err
	}
	target := choose(existing, a.syncOn)
	switch {
	case a.syncOn == nil:
		target.FullName, target.OptionIndex = a.fullName, a.option
	case target == nil:
		item := existing[0]
		item.ID, item.CreatedAt = 0, r.now()
		item.FullName, item.SyncOn, item.Email = a.fullName, a.syncOn, a.email
		if a.option > 0 {
			item.OptionIndex = a.option
		}
		return item, true, tx.CreateCartItem(ctx, &item)
	default:
		target.FullName, target.SyncOn, target.Email = a.fullName, a.syncOn, a.email
		if a.option > 0 {
			target.OptionIndex = a.option
		}
	}
	return *target, false, tx.UpdateCartItem(ctx, target)
}

// choose finds the item that an addition changes: without sync_on the first one; else the one synced on the same, or one that is synced
// on nobody yet; nil for none.
func choose(existing []store.CartItem, syncOn *string) *store.CartItem {
	if syncOn == nil {
		return &existing[0]
	}
	var free *store.CartItem
	for i := range existing {
		if same(existing[i].SyncOn, syncOn) {
			return &existing[i]
		}
		if free == nil && same(existing[i].SyncOn, nil) {
			free = &existing[i]
		}
	}
	return free
}

func (r *Room) newItem(ctx context.Context, tx *store.Store, owner store.CartOwner, a addition) (store.CartItem, error) {
	item, err := r.pattern(ctx, tx, owner, a.plan)
	if err != nil {
		return item, err
	}
	item.OptionIndex, item.FullName, item.SyncOn, item.Email = a.option, a.fullName, a.syncOn, a.email
	return item, tx.CreateCartItem(ctx, &item)
}

// pattern is the first item of a plan in a cart, for nobody in particular: with the coupon that was redeemed earlier, if it still fits.
func (r *Room) pattern(ctx context.Context, tx *store.Store, owner store.CartOwner, plan store.Plan) (store.CartItem, error) {
	item := owner.NewCartItem()
	item.CreatedAt, item.PlanID = r.now(), plan.ID
	redeemed, err := tx.Redeemed(ctx, owner, plan.OrganizationID)
	switch {
	case err == nil && ruleOf(redeemed).Fits(plan.OrganizationID, plan.ID, r.now()):
		item.CouponID = &redeemed.ID
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return item, err
	}
	return item, nil
}

func ruleOf(c store.Coupon) coupon.Coupon {
	rule := coupon.Coupon{ProviderID: c.OrganizationID, EndsAt: c.EndsAt, Attempts: c.NbAttempts}
	if c.PlanID != nil {
		rule.PlanID = *c.PlanID
	}
	return rule
}

package cart

import (
	"context"
	"errors"
	"strings"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/coupon"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
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

// strangersItems is how much an anonymous cart holds: what somebody looks at before she signs in. Strangers cause little work by it, and leave little
// behind.
const strangersItems = 20

func errStrangersItems() error {
	return fault.New(fault.Invalid, "A cart without an account holds at most %d items: sign in to order for more people.", strangersItems)
}

// CartCreate puts one item, or each of a list, into the caller's cart (billing-ledger.md 4.1).
func (r *Room) CartCreate(ctx context.Context, req gen.CartCreateRequestObject) (gen.CartCreateResponseObject, error) {
	wanted, list := itemsOf(*req.Body)
	if access.PrincipalOf(ctx) == nil && len(wanted) > strangersItems {
		return nil, errStrangersItems() // before anything is read
	}
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
		items, err := r.add(ctx, tx, owner, additions)
		if err != nil {
			return false, err
		}
		for i, item := range items.put {
			results[i] = toAPIItem(item, additions[i].plan)
		}
		return len(items.created) > 0, within(ctx, tx, owner)
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

// within refuses an anonymous cart that holds too much.
func within(ctx context.Context, tx *store.Store, owner store.CartOwner) error {
	if owner.UserID != 0 {
		return nil
	}
	n, err := tx.CountCartItems(ctx, owner)
	if err == nil && n > strangersItems {
		err = errStrangersItems()
	}
	return err
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
	out, plans := make([]addition, len(wanted)), map[string]store.Plan{}
	for i, item := range wanted {
		plan, known := plans[item.Plan]
		var err error
		if !known {
			plan, err = sold(ctx, tx, item.Plan)
			plans[item.Plan] = plan
		}
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
		if s := out[i].syncOn; s != nil && strings.Contains(*s, "@") && naming.Undeliverable(*s) != "" {
			return nil, fault.Field("sync_on", "%s", naming.Undeliverable(*s))
		}
	}
	return out, nil
}

// sold finds a plan; that of a profile that may not sell is as good as inactive.
func sold(ctx context.Context, tx *store.Store, slug string) (store.Plan, error) {
	plan, err := tx.PlanBySlug(ctx, slug)
	if err != nil {
		return plan, err
	}
	sells, err := tx.Sells(ctx, plan.OrganizationID)
	plan.IsActive = plan.IsActive && sells
	return plan, err
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
	return naming.SameEmail(*a, *b)
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

package cart

import (
	"context"
	"errors"

	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/store"
)

// owner returns whose cart a request is about. A user's cart is locked until the transaction ends, takes over what was put into the
// session before she signed in, and cannot be changed while a checkout of it is under way. An anonymous caller without a session gets
// one when create says so; without it she has no cart.
func (r *Room) owner(ctx context.Context, tx *store.Store, create bool) (store.CartOwner, error) {
	anonymous := access.ScopeOf(ctx).SessionID
	p := access.PrincipalOf(ctx)
	if p == nil {
		if anonymous == 0 && create {
			session, err := r.sessions.Open(ctx, tx, nil, "")
			return store.CartOwner{SessionID: session.ID}, err
		}
		return store.CartOwner{SessionID: anonymous}, nil
	}
	owner := store.CartOwner{UserID: p.UserID}
	if err := tx.LockUser(ctx, p.UserID); err != nil {
		return owner, err
	}
	switch _, err := tx.OpenAttempt(ctx, p.UserID); {
	case err == nil:
		return owner, errUnderWay()
	case !errors.Is(err, store.ErrNotFound):
		return owner, err
	}
	if anonymous == 0 {
		return owner, nil
	}
	return owner, takeOver(ctx, tx, store.CartOwner{SessionID: anonymous}, owner)
}

func errUnderWay() error {
	return fault.New(fault.Conflict, "A checkout of this cart is under way; look at your charges in a moment before you try again.")
}

// takeOver moves an anonymous cart to the user who turned out to own it: an item like one she has only fills its blanks
// (billing-ledger.md 4.2). What was redeemed for later comes along.
func takeOver(ctx context.Context, tx *store.Store, from, to store.CartOwner) error {
	if err := tx.TakeOverRedeemed(ctx, from.SessionID, to.UserID); err != nil {
		return err
	}
	lines, err := tx.Cart(ctx, from)
	if err != nil || len(lines) == 0 {
		return err
	}
	mine := map[int64]map[twinKey]*store.CartItem{}
	var added []*store.CartItem
	for _, line := range lines {
		item := line.CartItem
		twins, known := mine[item.PlanID]
		if !known {
			if twins, err = twinsOf(ctx, tx, to, item.PlanID); err != nil {
				return err
			}
			mine[item.PlanID] = twins
		}
		if twin := twins[keyOf(item)]; twin != nil {
			if fill(twin, item); twin.ID != 0 {
				err = tx.UpdateCartItem(ctx, twin)
			}
			if err != nil {
				return err
			}
			continue
		}
		item.ID, item.SessionID, item.UserID = 0, nil, &to.UserID
		twins[keyOf(item)], added = &item, append(added, &item)
	}
	if err := tx.CreateCartItems(ctx, added); err != nil {
		return err
	}
	return tx.DeleteCartItems(ctx, from, "", "")
}

// twinKey is what two items of a plan have in common when they are the same.
type twinKey struct{ fullName, email, syncOn string }

func keyOf(i store.CartItem) twinKey {
	key := twinKey{fullName: i.FullName}
	if i.Email != nil {
		key.email = naming.EmailKey(*i.Email)
	}
	if i.SyncOn != nil {
		key.syncOn = naming.EmailKey(*i.SyncOn)
	}
	return key
}

// twinsOf are the owner's items of a plan, the first one where two are the same.
func twinsOf(ctx context.Context, tx *store.Store, owner store.CartOwner, planID int64) (map[twinKey]*store.CartItem, error) {
	items, err := tx.ItemsForPlan(ctx, owner, planID)
	twins := make(map[twinKey]*store.CartItem, len(items))
	for i := range items {
		if key := keyOf(items[i]); twins[key] == nil {
			twins[key] = &items[i]
		}
	}
	return twins, err
}

func fill(twin *store.CartItem, item store.CartItem) {
	if twin.CouponID == nil {
		twin.CouponID = item.CouponID
	}
	if twin.OptionIndex == 0 {
		twin.OptionIndex = item.OptionIndex
	}
}

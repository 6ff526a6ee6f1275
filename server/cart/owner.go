package cart

import (
	"context"
	"errors"

	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
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
			session, err := r.sessions.Open(ctx, tx, nil)
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
// (billing-ledger.md 4.2).
func takeOver(ctx context.Context, tx *store.Store, from, to store.CartOwner) error {
	lines, err := tx.Cart(ctx, from)
	if err != nil || len(lines) == 0 {
		return err
	}
	for _, line := range lines {
		item := line.CartItem
		mine, err := tx.ItemsForPlan(ctx, to, item.PlanID)
		if err != nil {
			return err
		}
		if twin := findTwin(mine, item); twin != nil {
			fill(twin, item)
			err = tx.UpdateCartItem(ctx, twin)
		} else {
			item.ID, item.SessionID, item.UserID = 0, nil, &to.UserID
			err = tx.CreateCartItem(ctx, &item)
		}
		if err != nil {
			return err
		}
	}
	return tx.DeleteCartItems(ctx, from, "", "")
}

func findTwin(mine []store.CartItem, item store.CartItem) *store.CartItem {
	for i := range mine {
		if mine[i].FullName == item.FullName && same(mine[i].Email, item.Email) && same(mine[i].SyncOn, item.SyncOn) {
			return &mine[i]
		}
	}
	return nil
}

func fill(twin *store.CartItem, item store.CartItem) {
	if twin.CouponID == nil {
		twin.CouponID = item.CouponID
	}
	if twin.OptionIndex == 0 {
		twin.OptionIndex = item.OptionIndex
	}
}

package cart

import (
	"context"
	"errors"
	"fmt"

	"tollkeeper/gen"
	"tollkeeper/server/domain/fault"
	"tollkeeper/store"
)

// CartRedeemCreate attaches a coupon to every item of the cart that it fits (billing-ledger.md 4.5).
func (r *Room) CartRedeemCreate(ctx context.Context, req gen.CartRedeemCreateRequestObject) (gen.CartRedeemCreateResponseObject, error) {
	code := req.Body.Code
	err := r.store.Do(ctx, func(tx *store.Store) error {
		owner, err := r.owner(ctx, tx, false)
		if err != nil {
			return err
		}
		applied, err := r.redeem(ctx, tx, owner, code)
		if err == nil && !applied {
			err = fault.New(fault.Invalid, "Coupon '%s' does not discount anything in the cart.", code)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	text := fmt.Sprintf("Coupon '%s' was successfully applied.", code)
	return gen.CartRedeemCreate200JSONResponse{Detail: text, Details: text}, nil
}

func (r *Room) redeem(ctx context.Context, tx *store.Store, owner store.CartOwner, code string) (bool, error) {
	if owner == (store.CartOwner{}) {
		return false, nil
	}
	lines, err := tx.Cart(ctx, owner)
	if err != nil {
		return false, err
	}
	coupons, discounted := map[int64]store.Coupon{}, map[int64][]int64{}
	for _, line := range lines {
		provider := line.Plan.OrganizationID
		c, known := coupons[provider]
		if !known {
			if c, err = tx.CouponByCode(ctx, provider, code); err != nil && !errors.Is(err, store.ErrNotFound) {
				return false, err
			}
			coupons[provider] = c // the zero coupon for a provider that has none of this code
		}
		if c.ID != 0 && ruleOf(c).Fits(provider, line.PlanID, r.now()) {
			discounted[provider] = append(discounted[provider], line.ID)
		}
	}
	for provider, items := range discounted {
		c := coupons[provider]
		if err := tx.DiscountCartItems(ctx, c.ID, items); err != nil {
			return false, err
		}
		if err := r.keep(ctx, tx, owner, c); err != nil {
			return false, err
		}
	}
	return len(discounted) > 0, nil
}

// keep counts an attempt of a coupon that has a limit and remembers it for what is put into the cart later. Two callers may want the
// last attempt: one of them gets it.
func (r *Room) keep(ctx context.Context, tx *store.Store, owner store.CartOwner, c store.Coupon) error {
	if c.NbAttempts != nil {
		left, err := tx.CountCouponAttempt(ctx, c.ID)
		if err != nil {
			return err
		}
		if !left {
			return fault.New(fault.Invalid, "Coupon '%s' has been used up.", c.Code)
		}
	}
	return tx.KeepRedeemed(ctx, owner, c, r.now())
}

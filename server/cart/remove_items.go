package cart

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/store"
)

// CartDelete takes items out of the caller's cart: those of a plan, for an e-mail, both, or all.
func (r *Room) CartDelete(ctx context.Context, req gen.CartDeleteRequestObject) (gen.CartDeleteResponseObject, error) {
	err := r.store.Do(ctx, func(tx *store.Store) error {
		owner, err := r.owner(ctx, tx, false)
		if err != nil || owner == (store.CartOwner{}) {
			return err
		}
		return tx.DeleteCartItems(ctx, owner, value(req.Params.Plan), value(req.Params.Email))
	})
	if err != nil {
		return nil, err
	}
	return gen.CartDelete204Response{}, nil
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

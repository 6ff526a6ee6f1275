package billing

import (
	"context"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// shown is a charge as the caller may see it: whole for the customer and the broker; who only sold something sees the lines of its own, together, and
// nothing of the card.
func (r *Room) shown(ctx context.Context, c store.Charge) (gen.Charge, error) {
	rel := access.ScopeOf(ctx).Relation
	if max(rel.Broker, rel.Direct) >= access.Contributor {
		return wire.Charge(c), nil
	}
	sold, err := r.store.SoldBy(ctx, c.ID, access.PrincipalOf(ctx).UserID)
	c.Amount, c.Description, c.Last4, c.ExpDate = sold, nil, "0000", time.Unix(0, 0).UTC()
	return wire.Charge(c), err
}

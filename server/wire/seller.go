package wire

import (
	"tollkeeper/server/domain/fault"
	"tollkeeper/store"
)

// NotSold refuses what is new of a plan whose provider may not sell: what was sold runs to its end.
func NotSold(plan store.PlanOf) error {
	if plan.Sold {
		return nil
	}
	return fault.New(fault.Conflict, "%s does not sell any more: no new subscriptions to %s can be made.", plan.Provider, plan.Slug)
}

// Package plans is the room of what a provider sells (profiles-subscriptions-roles.md 3.3).
package plans

import (
	"tollkeeper/gen"
	"tollkeeper/server/clock"
	"tollkeeper/server/unbuilt"
	"tollkeeper/store"
)

// Room answers the operations of the tag plans.
type Room struct {
	unbuilt.Plans
	store *store.Store
	now   clock.Clock
	// openToSellers tells that each profile may let itself sell.
	openToSellers bool
}

var _ gen.PlansOperations = (*Room)(nil)

// New makes the room.
func New(s *store.Store, now clock.Clock, openToSellers bool) *Room {
	return &Room{store: s, now: now, openToSellers: openToSellers}
}

// Package billing is the room of charges, cards, banks and the ledger (billing-ledger.md 7).
package billing

import (
	"tollkeeper/gen"
	"tollkeeper/server/clock"
	"tollkeeper/server/unbuilt"
	"tollkeeper/store"
)

// Room answers the operations of the tag billing.
type Room struct {
	unbuilt.Billing
	store *store.Store
	now   clock.Clock
}

var _ gen.BillingOperations = (*Room)(nil)

// New makes the room.
func New(s *store.Store, now clock.Clock) *Room { return &Room{store: s, now: now} }

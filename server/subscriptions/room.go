// Package subscriptions is the room of who subscribed to what, until when (profiles-subscriptions-roles.md 3.4 and 3.5).
package subscriptions

import (
	"tollkeeper/gen"
	"tollkeeper/server/clock"
	"tollkeeper/server/unbuilt"
	"tollkeeper/store"
)

// Room answers the operations of the tag subscriptions.
type Room struct {
	unbuilt.Subscriptions
	store *store.Store
	now   clock.Clock
}

var _ gen.SubscriptionsOperations = (*Room)(nil)

// New makes the room.
func New(s *store.Store, now clock.Clock) *Room { return &Room{store: s, now: now} }

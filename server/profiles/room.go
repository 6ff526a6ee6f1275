// Package profiles is the room of profiles: organizations that sell, buy or run the site (profiles-subscriptions-roles.md 3.2).
package profiles

import (
	"tollkeeper/gen"
	"tollkeeper/server/clock"
	"tollkeeper/server/unbuilt"
	"tollkeeper/store"
)

// Room answers the operations of the tag profiles.
type Room struct {
	unbuilt.Profiles
	store *store.Store
	now   clock.Clock
}

var _ gen.ProfilesOperations = (*Room)(nil)

// New makes the room.
func New(s *store.Store, now clock.Clock) *Room { return &Room{store: s, now: now} }

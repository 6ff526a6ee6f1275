// Package profiles is the room of profiles: organizations that sell, buy or run the site (profiles-subscriptions-roles.md 3.2).
package profiles

import (
	"tollkeeper/gen"
	"tollkeeper/server/clock"
	"tollkeeper/server/media"
	"tollkeeper/server/unbuilt"
	"tollkeeper/store"
)

// Room answers the operations of the tag profiles.
type Room struct {
	unbuilt.Profiles
	store    *store.Store
	now      clock.Clock
	pictures media.Keeper
	// domain is that of the addresses of profiles and users that were deleted.
	domain string
	// openToSellers tells that each profile may let itself sell.
	openToSellers bool
}

var _ gen.ProfilesOperations = (*Room)(nil)

// New makes the room. What is deleted gets an address in the domain, which takes no mail.
func New(s *store.Store, now clock.Clock, pictures media.Keeper, domain string, openToSellers bool) *Room {
	return &Room{store: s, now: now, pictures: pictures, domain: domain, openToSellers: openToSellers}
}

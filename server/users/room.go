// Package users answers for the address book: users and contacts as one, notes about them, what they sign, which mails they want, how they
// prove who they are (auth-users.md 1, 4.2 to 4.6).
package users

import (
	"tollkeeper/gen"
	"tollkeeper/server/auth"
	"tollkeeper/server/clock"
	"tollkeeper/server/media"
	"tollkeeper/server/unbuilt"
	"tollkeeper/store"
)

// Room answers the operations of the tag users.
type Room struct {
	unbuilt.Users
	store    *store.Store
	now      clock.Clock
	accounts *auth.Accounts
	pictures media.Keeper
	// domain is that of the addresses of users who were deleted.
	domain string
}

var _ gen.UsersOperations = (*Room)(nil)

// New makes the room. Users who are deleted get an address in the domain, which takes no mail.
func New(s *store.Store, now clock.Clock, accounts *auth.Accounts, pictures media.Keeper, domain string) *Room {
	return &Room{store: s, now: now, accounts: accounts, pictures: pictures, domain: domain}
}

// Package coupons is the room of the discounts that a provider gives (billing-ledger.md 1.5 and 7).
package coupons

import (
	"tollkeeper/gen"
	"tollkeeper/server/clock"
	"tollkeeper/server/unbuilt"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// Room answers the operations of the tag coupons.
type Room struct {
	unbuilt.Coupons
	store *store.Store
	now   clock.Clock
}

var _ gen.CouponsOperations = (*Room)(nil)

// New makes the room.
func New(s *store.Store, now clock.Clock) *Room { return &Room{store: s, now: now} }

func toAPICoupon(c store.Coupon) gen.Coupon {
	return gen.Coupon{
		Code: c.Code, Percent: c.Percent, CreatedAt: c.CreatedAt.UTC(), EndsAt: wire.Null(utc(c.EndsAt)), Description: wire.Null(c.Description),
	}
}

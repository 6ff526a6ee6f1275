// Package cart is the room from a plan in a cart to a paid order (billing-ledger.md 4).
//
// A checkout never holds a database transaction open over the network: it commits a payment attempt, asks the processor, and then
// writes order, charge, settlement and subscriptions in one transaction. Reconcile finishes what a crash left in between (design 4).
package cart

import (
	"context"
	"log/slog"

	"tollkeeper/gen"
	"tollkeeper/server/auth"
	"tollkeeper/server/clock"
	"tollkeeper/server/payment"
	"tollkeeper/server/unbuilt"
	"tollkeeper/store"
)

// Room answers the operations of the tag cart.
type Room struct {
	unbuilt.Cart
	store     *store.Store
	now       clock.Clock
	processor payment.Processor
	sessions  *auth.Sessions
	log       *slog.Logger
	// MayMail counts mails that the caller causes, and refuses too many (auth.Accounts).
	MayMail func(ctx context.Context, tx *store.Store, offer string, to ...string) error
}

var _ gen.CartOperations = (*Room)(nil)

// New makes the room.
func New(s *store.Store, now clock.Clock, processor payment.Processor, sessions *auth.Sessions, log *slog.Logger) *Room {
	return &Room{store: s, now: now, processor: processor, sessions: sessions, log: log}
}

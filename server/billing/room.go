// Package billing is the room of charges, cards, banks and the ledger (billing-ledger.md 7).
package billing

import (
	"context"
	"log/slog"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/clock"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/payment"
	"tollkeeper/server/unbuilt"
	"tollkeeper/store"
)

// Room answers the operations of the tag billing.
type Room struct {
	unbuilt.Billing
	store     *store.Store
	now       clock.Clock
	processor payment.Processor
	log       *slog.Logger
	book      *payment.Book
	// MayMail counts mails that the caller causes, and refuses too many (auth.Accounts).
	MayMail func(ctx context.Context, tx *store.Store, offer string, to ...string) error
}

var _ gen.BillingOperations = (*Room)(nil)

// New makes the room.
func New(s *store.Store, now clock.Clock, processor payment.Processor, log *slog.Logger) *Room {
	return &Room{store: s, now: now, processor: processor, log: log, book: payment.NewBook(s, now, log)}
}

// processorTimeout bounds what a request asks the processor for and writes afterwards.
const processorTimeout = 30 * time.Second

// silent is what a client hears when the processor does not answer.
func silent(cause error) error {
	f := fault.New(fault.Unavailable, "The payment processor did not answer; try again in a minute.")
	f.RetryAfter = time.Minute
	return f.Because(cause)
}

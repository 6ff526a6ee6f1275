// Package subscriptions is the room of who subscribed to what, until when (profiles-subscriptions-roles.md 3.4 and 3.5).
package subscriptions

import (
	"context"

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
	// invited makes the links of people who have no password yet.
	invited Inviter
}

// Inviter creates people who do not know yet, and knows where they set a password first.
type Inviter interface {
	// Invite creates a user without password.
	Invite(ctx context.Context, tx *store.Store, email, fullName string) (store.User, error)
	// ActivationLink is a path of the site that lets the user set a password and goes on to the path next then.
	ActivationLink(ctx context.Context, tx *store.Store, u store.User, next string) (string, error)
	// MayMail counts mails that the caller causes, and refuses too many; WasOffered tells whether an offer was mailed to somebody within a day.
	MayMail(ctx context.Context, tx *store.Store, offer string, to ...string) error
	WasOffered(ctx context.Context, tx *store.Store, offer, to string) (bool, error)
}

var _ gen.SubscriptionsOperations = (*Room)(nil)

// New makes the room.
func New(s *store.Store, now clock.Clock, invited Inviter) *Room {
	return &Room{store: s, now: now, invited: invited}
}

// Package roles answers for who may act for a profile: roles that are granted, requested and accepted, and the kinds of them
// (profiles-subscriptions-roles.md 1.4 to 1.6 and 3.6 to 3.8).
package roles

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"strings"

	"tollkeeper/gen"
	"tollkeeper/server/auth"
	"tollkeeper/server/clock"
	"tollkeeper/server/contract"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/unbuilt"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// Room answers the operations of the tag roles.
type Room struct {
	unbuilt.Roles
	store    *store.Store
	now      clock.Clock
	accounts *auth.Accounts
	log      *slog.Logger
}

var _ gen.RolesOperations = (*Room)(nil)

// New makes the room.
func New(s *store.Store, now clock.Clock, accounts *auth.Accounts, log *slog.Logger) *Room {
	return &Room{store: s, now: now, accounts: accounts, log: log}
}

// kindOf normalizes the {role} of a path: lower case, without one plural s at the end (profiles-subscriptions-roles.md 1.4).
func kindOf(role string) string { return strings.TrimSuffix(strings.ToLower(role), "s") }

// description finds the kind of role that a path names on a profile.
func description(ctx context.Context, s *store.Store, organizationID int64, role string) (store.RoleDescription, error) {
	d, err := s.RoleDescriptionOn(ctx, organizationID, kindOf(role))
	return d, wire.Missing(err)
}

// randomKey is 40 random hexadecimal digits: whoever has it may accept what it belongs to.
func randomKey() *string {
	var b [20]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	key := hex.EncodeToString(b[:])
	return &key
}

// audit records who changed who may do what.
func (r *Room) audit(ctx context.Context, event string, organizationID, userID int64) {
	r.log.LogAttrs(ctx, slog.LevelInfo, "audit", slog.String("event", event), slog.String("request_id", contract.RequestID(ctx)),
		slog.Int64("organization_id", organizationID), slog.Int64("subject_id", userID), slog.Int64("user_id", access.PrincipalOf(ctx).UserID))
}

// Package auth knows who calls: passwords, tokens, API keys and browser sessions, and the room where users register, sign in and sign out
// (auth-users.md 1, 2 and 4.1).
package auth

import (
	"context"
	"log/slog"
	"net/url"
	"strconv"

	"tollkeeper/gen"
	"tollkeeper/server/clock"
	"tollkeeper/server/contract"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/throttle"
	"tollkeeper/server/unbuilt"
	"tollkeeper/store"
)

// Authentication says who may sign in (auth-users.md 1.3).
type Authentication string

// The modes: everybody may register and sign in; registered users may sign in; only managers of the broker may. A word that is none of
// these is as good as the last.
const (
	AuthenticationEnabled   Authentication = "enabled"
	AuthenticationLoginOnly Authentication = "login-only"
	AuthenticationDisabled  Authentication = "disabled"
)

// Config is what an operator decides about accounts.
type Config struct {
	// MinPassword is the least number of characters of a new password (auth-users.md 2.3).
	MinPassword int
	// Authentication says who may sign in; registering needs AuthenticationEnabled.
	Authentication Authentication
	// WelcomeMail sends new users the mail user_welcome (auth-users.md 1.8).
	WelcomeMail bool
	// ConfirmRegistration makes auth_register_create answer all alike and wait for the owner of the address (issue "People", no account enumeration).
	ConfirmRegistration bool
	// RecoverTelling makes auth_recover_create refuse an address that no account has, or that waits for its activation; otherwise it answers
	// all alike (auth-users.md 4.1; issue "People", no account enumeration).
	RecoverTelling bool
	// Limiter limits attempts on an account; nil lets all pass.
	Limiter *throttle.Limiter
	// URL is where the site is: only paths of it are kept of what a client asks to go to next.
	URL *url.URL
	// Uploads signs uploads into the site's bucket; nil when it has none.
	Uploads *Uploads
}

// Accounts are the rules about users that several rooms need: contacts, passwords, second factors, the mails about them.
type Accounts struct {
	store    *store.Store
	now      clock.Clock
	hasher   *Hasher
	tokens   *Tokens
	sessions *Sessions
	log      *slog.Logger
	cfg      Config
}

// Room answers the operations of the tag auth.
type Room struct {
	unbuilt.Auth
	*Accounts
}

var _ gen.AuthOperations = (*Room)(nil)

// New makes the room.
func New(s *store.Store, now clock.Clock, hasher *Hasher, tokens *Tokens, sessions *Sessions, log *slog.Logger, cfg Config) *Room {
	return &Room{Accounts: &Accounts{store: s, now: now, hasher: hasher, tokens: tokens, sessions: sessions, log: log, cfg: cfg}}
}

// Audit records what was done to a user, by whom and from which network address: ids of users, no names and no secrets (auth-users.md 4.0).
// Whoever has not proven yet who she is acts for herself.
func (r *Accounts) Audit(ctx context.Context, event string, userID int64) {
	by := userID
	if p := access.PrincipalOf(ctx); p != nil {
		by = p.UserID
	}
	attributes := []slog.Attr{
		slog.String("event", event), slog.String("request_id", contract.RequestID(ctx)), slog.Int64("user_id", userID), slog.Int64("by", by),
	}
	if address := contract.ClientAddress(ctx); address.IsValid() {
		attributes = append(attributes, slog.String("address", address.String()))
	}
	r.log.LogAttrs(ctx, slog.LevelInfo, "audit", attributes...)
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// accountKey is what attempts on the account of a user are counted under.
func accountKey(userID int64) string { return "user " + strconv.FormatInt(userID, 10) }

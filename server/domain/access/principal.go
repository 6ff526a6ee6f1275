package access

import (
	"context"
	"time"
)

// Principal is an authenticated caller.
type Principal struct {
	UserID    int64
	Username  string
	Email     string
	FirstName string
	LastName  string
	CreatedAt time.Time
	// Activated tells that the account has a usable password; TermsSigned that the current terms of use are signed.
	Activated   bool
	TermsSigned bool
	// SessionID is the browser session the caller came with, 0 for tokens and keys.
	SessionID int64
	// SignIn is the sign-in that the token or the session came of, "" for keys.
	SignIn string
}

// FullName is first and last name.
func (p *Principal) FullName() string {
	switch {
	case p.LastName == "":
		return p.FirstName
	case p.FirstName == "":
		return p.LastName
	}
	return p.FirstName + " " + p.LastName
}

// Relation is what the caller is to the scope of an operation.
type Relation struct {
	// Self: the user in the path, or the owner of the row, is the caller.
	Self bool
	// Broker is the caller's rank on the broker, Direct on the profile in the path. Provider is the highest one on its providers: who has a plan
	// with a live subscription that a manager of the profile ordered or accepted. Former is the highest one on those that were, of which some may
	// still be; of a charge, on those of them that sold a line of it. Nobody is a provider of the broker.
	Broker, Direct, Provider, Former Rank
}

// Rank is the rank that the caller has on what the operation is about as one of its own: the user in the path counts as a manager, who only sells
// to the profile as nobody.
func (r Relation) Rank() Rank {
	if r.Self {
		return Manager
	}
	return max(r.Broker, r.Direct)
}

// Scope is what an operation acts on, loaded before the caller is authorized and before anything else is.
type Scope struct {
	// OrganizationID and Organization are id and slug of the profile in the path, or of the customer of the charge in it.
	OrganizationID int64
	Organization   string
	// UserID is the user in the path, 0 when the path has none.
	UserID int64
	// SessionID is the session that the request carries, with the cart filled before signing in; 0 for none.
	SessionID int64
	Relation  Relation
}

type contextKey int

const (
	principalKey contextKey = iota
	scopeKey
)

// With returns a context that carries the caller, nil for an anonymous one, and the scope.
func With(ctx context.Context, p *Principal, s Scope) context.Context {
	return context.WithValue(context.WithValue(ctx, principalKey, p), scopeKey, s)
}

// PrincipalOf returns the caller, nil for an anonymous one.
func PrincipalOf(ctx context.Context) *Principal {
	p, _ := ctx.Value(principalKey).(*Principal)
	return p
}

// ScopeOf returns what the operation acts on.
func ScopeOf(ctx context.Context) Scope {
	s, _ := ctx.Value(scopeKey).(Scope)
	return s
}

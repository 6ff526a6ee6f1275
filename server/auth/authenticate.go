package auth

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"

	"tollkeeper/server/clock"
	"tollkeeper/server/contract"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/store"
)

// Authenticator tries, in this order, a bearer token, an API key as the user name of HTTP Basic, and a session cookie
// (auth-users.md 2.1). It loads caller, scope and their relation in one query.
type Authenticator struct {
	store    *store.Store
	tokens   *Tokens
	sessions *Sessions
	now      clock.Clock
	// Remind mails a user without password, who tries what needs one, the link to activate her account; nil mails nothing.
	Remind func(ctx context.Context, userID int64) error
}

// NewAuthenticator makes the authenticator of a server.
func NewAuthenticator(s *store.Store, tokens *Tokens, sessions *Sessions, now clock.Clock) *Authenticator {
	return &Authenticator{store: s, tokens: tokens, sessions: sessions, now: now}
}

var _ contract.Authenticator = (*Authenticator)(nil)

func badCredentials() error {
	return fault.New(fault.Unauthenticated, "Invalid or expired credentials.")
}

// Authenticate implements contract.Authenticator.
func (a *Authenticator) Authenticate(r *http.Request, rule access.Rule, key string) (contract.Caller, error) {
	scheme, value, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	var caller contract.Caller
	var err error
	switch {
	case r.Header.Get("Authorization") == "":
		return a.cookie(r, rule, key)
	case strings.EqualFold(scheme, "Bearer"):
		caller, err = a.bearer(r.Context(), value, rule, key)
	case strings.EqualFold(scheme, "Basic"):
		caller, err = a.apiKey(r.Context(), value, rule, key)
	default:
		return caller, badCredentials()
	}
	if err == nil {
		// The cart that was filled before signing in comes along (billing-ledger.md 4.2).
		caller.Scope.SessionID, err = a.anonymousSession(r)
	}
	return caller, err
}

func (a *Authenticator) bearer(ctx context.Context, token string, rule access.Rule, key string) (contract.Caller, error) {
	claims, err := a.tokens.Verify(token)
	if err != nil {
		return contract.Caller{}, badCredentials()
	}
	c, err := a.load(ctx, store.Credential{UserID: claims.UserID, SignIn: claims.SignIn}, rule, key)
	if err != nil {
		return contract.Caller{}, err
	}
	if c.Principal.Username != claims.Username || c.CredentialVersion != claims.Version && c.KeptSignIn != claims.SignIn {
		return contract.Caller{}, badCredentials()
	}
	return callerOf(c), nil
}

// secretLength is that of an API key: 32 characters that select the pair and 32 that prove it.
const secretLength = 64

func (a *Authenticator) apiKey(ctx context.Context, basic string, rule access.Rule, key string) (contract.Caller, error) {
	decoded, err := base64.StdEncoding.DecodeString(strings.TrimSpace(basic))
	if err != nil {
		return contract.Caller{}, badCredentials()
	}
	secret, _, _ := strings.Cut(string(decoded), ":")
	if len(secret) != secretLength || !isAlphanumeric(secret) {
		return contract.Caller{}, badCredentials()
	}
	c, err := a.load(ctx, store.Credential{APIKey: secret[:32]}, rule, key)
	if err != nil {
		return contract.Caller{}, err
	}
	if subtle.ConstantTimeCompare([]byte(hashKey(secret[32:])), []byte(c.SecretHash)) != 1 {
		return contract.Caller{}, badCredentials()
	}
	err = a.store.Do(ctx, func(tx *store.Store) error { return tx.TouchAPIKey(ctx, c.Principal.UserID, a.now()) })
	return callerOf(c), err
}

func isAlphanumeric(s string) bool {
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

func (a *Authenticator) cookie(r *http.Request, rule access.Rule, key string) (contract.Caller, error) {
	cookie, err := r.Cookie(SessionCookie)
	if err != nil || cookie.Value == "" {
		return contract.Caller{}, nil
	}
	hash := hashKey(cookie.Value)
	c, err := a.load(r.Context(), store.Credential{SessionHash: hash}, rule, key)
	if fault.Is(err, fault.Unauthenticated) || err == nil && (c.SessionVersion != c.CredentialVersion || !c.SessionEndsAt.After(a.now())) {
		// A browser keeps sending an old cookie: that is an anonymous visitor, not an attack.
		id, err := a.sessions.anonymous(r.Context(), hash)
		return contract.Caller{Scope: access.Scope{SessionID: id}}, err
	}
	if err != nil {
		return contract.Caller{}, err
	}
	caller := callerOf(c)
	caller.Scope.SessionID = c.Principal.SessionID // it may have been anonymous when its cart was filled
	if !safe(r.Method) && !hmac.Equal([]byte(r.Header.Get(CSRFHeader)), []byte(a.sessions.csrf(cookie.Value))) {
		caller.CSRF = fault.New(fault.Forbidden, "CSRF token missing or incorrect: repeat the cookie %s in the header %s.", CSRFCookie, CSRFHeader)
	}
	return caller, nil
}

func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

func (a *Authenticator) anonymousSession(r *http.Request) (int64, error) {
	cookie, err := r.Cookie(SessionCookie)
	if err != nil || cookie.Value == "" {
		return 0, nil //nolint:nilerr // no cookie, no session
	}
	return a.sessions.anonymous(r.Context(), hashKey(cookie.Value))
}

func (a *Authenticator) load(ctx context.Context, c store.Credential, rule access.Rule, key string) (store.Caller, error) {
	rule.At = a.now()
	caller, err := a.store.Caller(ctx, c, rule, key)
	if errors.Is(err, store.ErrNotFound) || err == nil && !caller.IsActive {
		return caller, badCredentials()
	}
	if err == nil && rule.Gated() && !caller.Principal.Activated && a.Remind != nil {
		err = a.Remind(ctx, caller.Principal.UserID)
	}
	if err == nil && !caller.ScopeFound && (rule.Of == "organization" || rule.Of == "user") {
		caller.Moved, err = a.moved(ctx, key)
	}
	return caller, err
}

// moved says where what a path names went, when it had that name within a year; "" when it is nobody's. No more of anybody is told than the name.
func (a *Authenticator) moved(ctx context.Context, name string) (string, error) {
	switch now, err := a.store.Whereabouts(ctx, name, a.now()); {
	case errors.Is(err, store.ErrNotFound):
		return "", nil
	case err != nil:
		return "", err
	case now == "":
		return "Who was called " + name + " was deleted.", nil
	default:
		return "Who was called " + name + " is called " + now + " now: use that name in the path.", nil
	}
}

func callerOf(c store.Caller) contract.Caller {
	principal := c.Principal
	return contract.Caller{Principal: &principal, Scope: c.Scope, ScopeFound: c.ScopeFound, Moved: c.Moved}
}

const (
	// keyAlphabet has no characters that look alike (auth-users.md 1.3).
	keyAlphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
	digits      = "0123456789"
	hexDigits   = "0123456789abcdef"
)

// NewAPIKey makes a key pair: the secret of 64 characters that the caller sees once, and the record without it.
func NewAPIKey(userID int64, now clock.Clock) (secret string, record store.APIKey) {
	secret = randomText(secretLength, keyAlphabet)
	return secret, store.APIKey{UserID: userID, PublicKey: secret[:32], SecretHash: hashKey(secret[32:]), CreatedAt: now()}
}

// keyPrefix is how much of an API key is shown afterwards: enough to tell keys apart, too little to find the rest.
const keyPrefix = 8

// KeyPrefix is what is shown of an API key.
func KeyPrefix(k store.APIKey) string { return k.PublicKey[:keyPrefix] }

// randomText draws n characters of the alphabet without bias.
func randomText(n int, alphabet string) string {
	out := make([]byte, 0, n)
	limit := byte(256 - 256%len(alphabet)) //nolint:gosec // less than 256
	var b [1]byte
	for len(out) < n {
		_, _ = rand.Read(b[:]) // never fails (crypto/rand)
		if b[0] < limit || limit == 0 {
			out = append(out, alphabet[int(b[0])%len(alphabet)])
		}
	}
	return string(out)
}

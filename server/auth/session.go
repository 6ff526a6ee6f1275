package auth

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"time"

	"tollkeeper/server/clock"
	"tollkeeper/server/contract"
	"tollkeeper/server/throttle"
	"tollkeeper/store"
)

// The cookies of a browser session and of its anti-CSRF token, and the header that repeats the latter (auth-users.md 2.1).
const (
	SessionCookie = "sessionid"
	CSRFCookie    = "csrftoken"
	CSRFHeader    = "X-CSRFToken"
)

// Sessions opens and finds browser sessions. Only the hash of a session's key is stored.
type Sessions struct {
	store  *store.Store
	now    clock.Clock
	secret []byte
	// secure marks cookies for HTTPS only.
	secure bool
	// Limiter limits the sessions that somebody without account leaves behind; nil lets all be.
	Limiter *throttle.Limiter
}

// NewSessions makes sessions whose anti-CSRF tokens are derived from the secret.
func NewSessions(s *store.Store, now clock.Clock, secret string, secure bool) *Sessions {
	return &Sessions{store: s, now: now, secret: []byte(secret), secure: secure}
}

// Open starts a session, of a user or anonymous, and sets its cookies on the response. A user takes over the anonymous session that her
// browser came with, and so what she put into its cart (billing-ledger.md 4.2), but under a new key: one that somebody else planted in
// her browser does not become hers.
func (s *Sessions) Open(ctx context.Context, tx *store.Store, u *store.User, signIn string) (store.Session, error) {
	key := rand.Text()
	now := s.now()
	session := store.Session{KeyHash: hashKey(key), CreatedAt: now, ExpiresAt: now.Add(TokenLifetime), SignIn: signIn}
	if err := s.write(ctx, tx, &session, u); err != nil {
		return session, err
	}
	contract.SetCookie(ctx, s.cookie(SessionCookie, key, true, TokenLifetime))
	contract.SetCookie(ctx, s.cookie(CSRFCookie, s.csrf(key), false, TokenLifetime))
	return session, nil
}

func (s *Sessions) write(ctx context.Context, tx *store.Store, session *store.Session, u *store.User) error {
	if u == nil {
		if err := s.Limiter.In(tx).Address(ctx, throttle.FirstVisit, contract.ClientAddress(ctx)); err != nil {
			return err
		}
		return tx.CreateSession(ctx, session)
	}
	session.UserID, session.CredentialVersion = &u.ID, u.CredentialVersion
	if key := contract.RequestCookie(ctx, SessionCookie); key != "" {
		old, err := tx.Session(ctx, hashKey(key), s.now())
		switch {
		case err == nil && old.UserID == nil:
			session.ID, session.CreatedAt = old.ID, old.CreatedAt
			return tx.AdoptSession(ctx, session)
		case err != nil && !errors.Is(err, store.ErrNotFound):
			return err
		}
	}
	return tx.CreateSession(ctx, session)
}

// Close ends the session that the cookies of the request name, if they name one, with the tokens of the same sign-in, and takes the cookies back.
func (s *Sessions) Close(ctx context.Context) error {
	contract.SetCookie(ctx, s.cookie(SessionCookie, "", true, -time.Second))
	contract.SetCookie(ctx, s.cookie(CSRFCookie, "", false, -time.Second))
	key := contract.RequestCookie(ctx, SessionCookie)
	if key == "" {
		return nil
	}
	if _, err := s.store.Session(ctx, hashKey(key), time.Time{}); errors.Is(err, store.ErrNotFound) {
		return nil // no reason to write
	}
	return s.store.Do(ctx, func(tx *store.Store) error {
		signIn, err := tx.DeleteSession(ctx, hashKey(key))
		if err != nil || signIn == "" {
			return err
		}
		return s.end(ctx, tx, signIn)
	})
}

// End ends a sign-in: its tokens and its session are good nowhere any more.
func (s *Sessions) End(ctx context.Context, signIn string) error {
	return s.store.Do(ctx, func(tx *store.Store) error { return s.end(ctx, tx, signIn) })
}

// endMargin is how much longer than a token an ended sign-in is remembered: one may be issued at the moment when it ends.
const endMargin = time.Hour

func (s *Sessions) end(ctx context.Context, tx *store.Store, signIn string) error {
	return tx.EndSignIn(ctx, signIn, s.now().Add(TokenLifetime+endMargin))
}

func (s *Sessions) cookie(name, value string, httpOnly bool, lifetime time.Duration) *http.Cookie {
	return &http.Cookie{ //nolint:gosec // the anti-CSRF cookie is read by pages; Secure is the operator's choice
		Name: name, Value: value, Path: "/", MaxAge: int(lifetime / time.Second),
		HttpOnly: httpOnly, Secure: s.secure, SameSite: http.SameSiteLaxMode,
	}
}

// csrf is the token that proves that a page of ours sent the request: it can be had only by reading the cookie.
func (s *Sessions) csrf(key string) string {
	return mac(s.secret, "csrf", key)[:32]
}

// mac proves that a text comes from whoever has the secret; purpose keeps the uses of one secret apart.
func mac(secret []byte, purpose, text string) string {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte(purpose + ":" + text))
	return hex.EncodeToString(h.Sum(nil))
}

// keyLength is that of the keys of sessions (rand.Text).
const keyLength = 26

// Visitor stands for the session cookie of a request, "" without one that looks like ours: nobody else can know it.
func Visitor(r *http.Request) string {
	cookie, err := r.Cookie(SessionCookie)
	if err != nil || len(cookie.Value) != keyLength {
		return ""
	}
	return "session " + hashKey(cookie.Value)
}

// anonymous returns the session of a cookie that belongs to no user, 0 for none.
func (s *Sessions) anonymous(ctx context.Context, keyHash string) (int64, error) {
	session, err := s.store.Session(ctx, keyHash, s.now())
	switch {
	case errors.Is(err, store.ErrNotFound):
		return 0, nil
	case err != nil:
		return 0, err
	case session.UserID != nil:
		return 0, nil
	}
	return session.ID, nil
}

func hashKey(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

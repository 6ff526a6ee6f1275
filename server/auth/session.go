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
}

// NewSessions makes sessions whose anti-CSRF tokens are derived from the secret.
func NewSessions(s *store.Store, now clock.Clock, secret string, secure bool) *Sessions {
	return &Sessions{store: s, now: now, secret: []byte(secret), secure: secure}
}

// Open starts a session, of a user or anonymous, and sets its cookies on the response.
func (s *Sessions) Open(ctx context.Context, tx *store.Store, u *store.User) (store.Session, error) {
	key := rand.Text()
	now := s.now()
	session := store.Session{KeyHash: hashKey(key), CreatedAt: now, ExpiresAt: now.Add(TokenLifetime)}
	if u != nil {
		session.UserID, session.CredentialVersion = &u.ID, u.CredentialVersion
	}
	if err := tx.CreateSession(ctx, &session); err != nil {
		return session, err
	}
	contract.SetCookie(ctx, s.cookie(SessionCookie, key, true, TokenLifetime))
	contract.SetCookie(ctx, s.cookie(CSRFCookie, s.csrf(key), false, TokenLifetime))
	return session, nil
}

// Close ends a session and takes its cookies back.
func (s *Sessions) Close(ctx context.Context, id int64) error {
	contract.SetCookie(ctx, s.cookie(SessionCookie, "", true, -time.Second))
	contract.SetCookie(ctx, s.cookie(CSRFCookie, "", false, -time.Second))
	return s.store.Do(ctx, func(tx *store.Store) error { return tx.DeleteSession(ctx, id) })
}

func (s *Sessions) cookie(name, value string, httpOnly bool, lifetime time.Duration) *http.Cookie {
	return &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(lifetime / time.Second),
		HttpOnly: httpOnly, Secure: s.secure, SameSite: http.SameSiteLaxMode,
	}
}

// csrf is the token that proves that a page of ours sent the request: it can be had only by reading the cookie.
func (s *Sessions) csrf(key string) string {
	mac := hmac.New(sha256.New, s.secret)
	mac.Write([]byte("csrf:" + key))
	return hex.EncodeToString(mac.Sum(nil)[:16])
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

package auth

import (
	"context"
	"crypto/hmac"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"tollkeeper/server/domain/fault"
	"tollkeeper/store"
)

// resetLifetime is how long a link to set a new password is good: what the mail says and what is checked (auth-users.md 2.5).
const resetLifetime = 3 * 24 * time.Hour

// resetMAC is the number of hexadecimal digits that prove a token.
const resetMAC = 40

// userReference stands for a user in a link without telling her name.
func userReference(u store.User) string {
	id, err := uuid.Parse(u.UUID)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(id[:])
}

// ResetToken is good for setting the password of a user once: the time it was made and a MAC over what changes when the password does,
// when she signs in, or when her address is another one: who reads the old letter box is not asked any more. Nothing is stored that could be
// stolen (auth-users.md 2.5).
func (t *Tokens) ResetToken(u store.User) string {
	at := strconv.FormatInt(t.now().Unix(), 36)
	return at + "-" + resetProof(t.keys[t.keyID], u, at)
}

func resetProof(secret []byte, u store.User, at string) string {
	login := ""
	if u.LastLogin != nil {
		login = strconv.FormatInt(u.LastLogin.UnixMicro(), 10)
	}
	return mac(secret, "reset", fmt.Sprintf("%d %d %s %s %s %s", u.ID, u.CredentialVersion, u.PasswordHash, login, at, strings.ToLower(u.Email)))[:resetMAC]
}

// Resets tells whether a token is good for a user now.
func (t *Tokens) Resets(u store.User, token string) bool {
	at, proof, _ := strings.Cut(token, "-")
	seconds, err := strconv.ParseInt(at, 36, 64)
	if err != nil || !t.now().Before(time.Unix(seconds, 0).Add(resetLifetime)) {
		return false
	}
	for _, secret := range t.keys {
		if hmac.Equal([]byte(resetProof(secret, u, at)), []byte(proof)) {
			return true
		}
	}
	return false
}

// ResetUser returns the user whom a link is for. A link that is wrong, used or too old is a fault of kind NotFound.
func (r *Accounts) ResetUser(ctx context.Context, s *store.Store, reference, token string) (store.User, error) {
	raw, err := base64.RawURLEncoding.DecodeString(reference)
	if err != nil || len(raw) != len(uuid.UUID{}) {
		return store.User{}, deadLink()
	}
	u, err := s.UserByUUID(ctx, uuid.UUID(raw).String())
	if err == nil && !r.tokens.Resets(u, token) || errors.Is(err, store.ErrNotFound) {
		return store.User{}, deadLink()
	}
	return u, err
}

func deadLink() error {
	return fault.New(fault.NotFound, "This link is wrong, was used already or is too old: ask for a new one.")
}

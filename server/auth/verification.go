package auth

import (
	"context"
	"crypto/hmac"
	"time"

	"tollkeeper/store"
)

// A verification key is 40 hexadecimal digits: a selector of 20, which is stored, and the beginning of its MAC under the server's secret,
// which is not. Whoever reads the database cannot make a link of what is there, and yet the same key can be mailed again
// (auth-users.md 1.4 and 1.6).
const (
	selectorLength        = 20
	verificationKeyLength = 40
)

func newSelector() string { return randomText(selectorLength, hexDigits) }

// VerificationKey returns the key that a mail tells, for the selector that is stored with the contact.
func (t *Tokens) VerificationKey(selector string) string {
	return verificationKey(t.keys[t.keyID], selector)
}

func verificationKey(secret []byte, selector string) string {
	return (selector + mac(secret, "verification", selector))[:verificationKeyLength]
}

// VerificationSelector returns the selector of a key that this server made; ok is false for any other text.
func (t *Tokens) VerificationSelector(key string) (selector string, ok bool) {
	if len(key) != verificationKeyLength {
		return "", false
	}
	for _, secret := range t.keys {
		if hmac.Equal([]byte(verificationKey(secret, key[:selectorLength])), []byte(key)) {
			return key[:selectorLength], true
		}
	}
	return "", false
}

// verificationLifetime is how long a mailed activation link is good (auth-users.md 1.6).
const verificationLifetime = 30 * 24 * time.Hour

const verificationPending = "pending"

// sendVerification mails a user the link that activates her account. A fresh key is kept, so that every earlier mail still works; one
// that is stale, or was used, is replaced (auth-users.md 1.6).
func (r *Room) sendVerification(ctx context.Context, tx *store.Store, u store.User) error {
	c, err := r.contactFor(ctx, tx, u, fullName(u))
	if err != nil {
		return err
	}
	now := r.now()
	columns := map[string]any{"verification_sent_at": now}
	stale := c.VerificationSentAt != nil && !now.Before(c.VerificationSentAt.Add(verificationLifetime))
	if c.VerificationState != verificationPending || c.VerificationKeyHash == nil || stale {
		columns["verification_state"], columns["verification_key_hash"] = verificationPending, newSelector()
	}
	if err := tx.UpdateContact(ctx, c.ID, columns); err != nil {
		return err
	}
	return tx.EnqueueMail(ctx, "verification", map[string]any{"user": u.Username}, now)
}

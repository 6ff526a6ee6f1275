package auth

import (
	"context"
	"crypto/hmac"
	"errors"
	"time"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/notice"
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

// SendVerification mails a user the link that activates her account, and goes on to a path of the site then, "" for none. A fresh key is
// kept, so that every earlier mail still works; one that is stale, or was used, is replaced (auth-users.md 1.6).
func (r *Accounts) SendVerification(ctx context.Context, tx *store.Store, u store.User, next string) error {
	link, err := r.ActivationLink(ctx, tx, u, next)
	if err != nil {
		return err
	}
	return notice.To(ctx, tx, notice.Notice{Template: "verification", At: r.now(), Data: map[string]any{
		"user": notice.User(u), "days": int(verificationLifetime / (24 * time.Hour)), "link": link,
	}}, u.Email)
}

// sendVerificationTo does what SendVerification does for a stranger who asks for it, unless too many mails went to the address.
func (r *Accounts) sendVerificationTo(ctx context.Context, tx *store.Store, u store.User) error {
	may, err := r.MayMailSilently(ctx, tx, u.Email)
	if err != nil || !may {
		return err
	}
	return r.SendVerification(ctx, tx, u, "")
}

// ActivationLink prepares the link that activates a user's account, for a mail that says something else too, and returns its path.
func (r *Accounts) ActivationLink(ctx context.Context, tx *store.Store, u store.User, next string) (string, error) {
	c, err := r.ContactFor(ctx, tx, u, u.FullName())
	if err != nil {
		return "", err
	}
	now := r.now()
	columns := map[string]any{"verification_sent_at": now}
	if c.VerificationState != verificationPending || c.VerificationKeyHash == nil || !r.fresh(c) && c.VerificationSentAt != nil {
		selector := newSelector()
		c.VerificationKeyHash = &selector
		columns["verification_state"], columns["verification_key_hash"] = verificationPending, selector
	}
	return "/activate/" + r.tokens.VerificationKey(*c.VerificationKeyHash) + "/" + nextQuery(next), tx.UpdateContact(ctx, c.ID, columns)
}

// fresh tells whether the key that was mailed last is still good.
func (r *Accounts) fresh(c store.Contact) bool {
	return c.VerificationSentAt != nil && r.now().Before(c.VerificationSentAt.Add(verificationLifetime))
}

// reminderInterval is how often at most a user without password is mailed her link for having tried to do something
// (auth-users.md 3.1, G2).
const reminderInterval = 15 * time.Minute

// Remind mails a user who has not activated her account the link once more.
func (r *Accounts) Remind(ctx context.Context, userID int64) error {
	return r.store.Do(ctx, func(tx *store.Store) error {
		if err := tx.LockUser(ctx, userID); err != nil {
			return err
		}
		u, err := tx.User(ctx, userID)
		if err != nil || u.Activated() {
			return err
		}
		c, err := tx.ContactOf(ctx, userID)
		if err == nil && c.VerificationSentAt != nil && r.now().Before(c.VerificationSentAt.Add(reminderInterval)) {
			return nil
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		// Whoever gave an address that is somebody else's sends nobody there a mail with every call.
		err = r.MayMail(ctx, tx, "reminder", u.Email)
		if fault.Is(err, fault.TooManyRequests) {
			return nil
		}
		if err != nil {
			return err
		}
		return r.SendVerification(ctx, tx, u, "")
	})
}

package auth

import (
	"context"
	"crypto/subtle"
	"strconv"
	"time"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/notice"
	"tollkeeper/store"
)

const (
	// passwordOnly is the mfa_backend of a contact that asks for no code (auth-users.md 1.2).
	passwordOnly = 0
	// codeLifetime is how long a mailed code is good; codeAttempts how many wrong ones are forgiven (auth-users.md 4.1).
	codeLifetime = 10 * time.Minute
	codeAttempts = 3
)

// mailedCode holds a code against the one that was mailed, and mails one when none is pending. It returns why the user may not go on,
// nil when she may (auth-users.md 4.1, step 5).
func (r *Accounts) mailedCode(ctx context.Context, tx *store.Store, u store.User, c store.Contact, code string) (*fault.Fault, error) {
	pending := c.MFACodeHash != nil && c.MFASentAt != nil && r.now().Before(c.MFASentAt.Add(codeLifetime))
	switch {
	case !pending:
		return fault.Field("code", "A code is required: it is on its way to you by mail."), r.sendCode(ctx, tx, u, c)
	case subtle.ConstantTimeCompare([]byte(r.codeHash(c, code)), []byte(*c.MFACodeHash)) == 1:
		return nil, tx.UpdateContact(ctx, c.ID, codeColumns(nil, nil))
	case c.MFAAttempts >= codeAttempts:
		return fault.New(fault.Forbidden, "Too many wrong codes: start again."), tx.UpdateContact(ctx, c.ID, codeColumns(nil, nil))
	}
	return fault.Field("code", "The code does not match."), tx.UpdateContact(ctx, c.ID, map[string]any{"mfa_attempts": c.MFAAttempts + 1})
}

func (r *Accounts) sendCode(ctx context.Context, tx *store.Store, u store.User, c store.Contact) error {
	code, now := randomText(6, digits), r.now()
	hash := r.codeHash(c, code)
	if err := tx.UpdateContact(ctx, c.ID, codeColumns(&hash, &now)); err != nil {
		return err
	}
	return notice.To(ctx, tx, notice.Notice{Template: "mfa_code", At: now, Data: map[string]any{"user": notice.User(u), "code": code}}, u.Email)
}

// codeHash is keyed: there are so few codes that a plain hash of one could be looked up.
func (r *Accounts) codeHash(c store.Contact, code string) string {
	return r.tokens.mac("mfa code", strconv.FormatInt(c.ID, 10)+":"+code)
}

func codeColumns(hash *string, sentAt *time.Time) map[string]any {
	return map[string]any{"mfa_code_hash": hash, "mfa_sent_at": sentAt, "mfa_attempts": 0}
}

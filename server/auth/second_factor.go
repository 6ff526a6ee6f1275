package auth

import (
	"context"
	"crypto/subtle"
	"errors"
	"strconv"
	"time"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/notice"
	"tollkeeper/server/throttle"
	"tollkeeper/store"
)

const (
	// passwordOnly is the mfa_backend of a contact that asks for no code (auth-users.md 1.2).
	passwordOnly = 0
	// codeLifetime is how long a mailed code is good; codeAttempts how many wrong ones are forgiven (auth-users.md 4.1).
	codeLifetime = 10 * time.Minute
	codeAttempts = 3
)

// mailedCode holds a code against the one that was mailed to where the caller is, and mails one when none is pending there. It returns why the user may
// not go on, nil when she may (auth-users.md 4.1, step 5). Who guesses elsewhere uses up a code of her own.
func (r *Accounts) mailedCode(ctx context.Context, tx *store.Store, u store.User, code string) (*fault.Fault, error) {
	place := r.place(ctx, u.ID)
	mailed, err := tx.MailedCode(ctx, u.ID, place)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	pending := err == nil && r.now().Before(mailed.SentAt.Add(codeLifetime))
	switch {
	case !pending:
		return fault.Field("code", "A code is required: it is on its way to you by mail."), r.sendCode(ctx, tx, u, place)
	case subtle.ConstantTimeCompare([]byte(r.codeHash(u, code)), []byte(mailed.CodeHash)) == 1:
		return nil, tx.ForgetMailedCode(ctx, u.ID, place)
	case mailed.Attempts >= codeAttempts:
		return fault.New(fault.Forbidden, "Too many wrong codes: start again."), tx.ForgetMailedCode(ctx, u.ID, place)
	}
	mailed.Attempts++
	return fault.Field("code", "The code does not match."), tx.KeepMailedCode(ctx, mailed)
}

func (r *Accounts) sendCode(ctx context.Context, tx *store.Store, u store.User, place string) error {
	known, err := r.knownPlace(ctx, tx, u.ID)
	if err == nil && !known {
		err = r.cfg.Limiter.In(tx).Mail(ctx, throttle.Letter{Purpose: "code", Recipient: u.Email})
	}
	if err != nil {
		return err
	}
	code, now := randomText(6, digits), r.now()
	if err := tx.KeepMailedCode(ctx, store.MailedCode{UserID: u.ID, PlaceHash: place, CodeHash: r.codeHash(u, code), SentAt: now}); err != nil {
		return err
	}
	return notice.To(ctx, tx, notice.Notice{Template: "mfa_code", At: now, Data: map[string]any{"user": notice.User(u), "code": code}}, u.Email)
}

// codeHash is keyed: there are so few codes that a plain hash of one could be looked up.
func (r *Accounts) codeHash(u store.User, code string) string {
	return r.tokens.mac("mfa code", strconv.FormatInt(u.ID, 10)+":"+code)
}

package auth

import (
	"context"
	"errors"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/notice"
	"tollkeeper/server/throttle"
	"tollkeeper/store"
)

// AuthRecoverCreate mails a user the link to set a new password; one who has none yet gets the link to activate her account
// (auth-users.md 4.1).
func (r *Room) AuthRecoverCreate(ctx context.Context, req gen.AuthRecoverCreateRequestObject) (gen.AuthRecoverCreateResponseObject, error) {
	email, next := req.Body.Email, r.Next(req.Params.Next)
	known, err := r.store.UserByEmail(ctx, email)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	if err := r.limit(ctx, throttle.Recover, email, known.ID); err != nil {
		return nil, err
	}
	refused, err := store.InTx(ctx, r.store, func(tx *store.Store) (*fault.Fault, error) { return r.recoverPassword(ctx, tx, email, next) })
	if err != nil {
		return nil, err
	}
	if refused != nil && r.cfg.RecoverTelling {
		return nil, refused
	}
	return gen.AuthRecoverCreate201JSONResponse{Email: email}, nil
}

// recoverPassword decides which mail goes out. A refusal is no error: the mail that goes with it has to be committed.
func (r *Room) recoverPassword(ctx context.Context, tx *store.Store, email, next string) (*fault.Fault, error) {
	u, err := tx.UserByEmail(ctx, email)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	n := notice.Notice{Template: "password_reset", At: r.now(), Data: map[string]any{
		"user": notice.User(u), "days": int(resetLifetime / (24 * time.Hour)),
		"link": "/reset/" + userReference(u) + "/" + r.tokens.ResetToken(u) + "/" + nextQuery(next),
	}}
	// Who is asked for too often gets no more mails, whoever it is: nobody learns from it who has an account.
	may, err := r.mayRecover(ctx, tx, email, u.ID)
	if err != nil {
		return nil, err
	}
	switch {
	case !may && u.Activated():
		return nil, nil
	case !may && !u.IsActive:
		return fault.Field("email", "No account has this address."), nil
	case !may:
		return fault.Field("email", "The account waits for its activation: follow the link that we mailed."), nil
	case !u.IsActive: // nobody's, or disabled
		return fault.Field("email", "No account has this address."), notice.ToNobody(ctx, tx, n, email)
	case !u.Activated():
		return fault.Field("email", "The account waits for its activation: follow the link that we mailed again."), r.SendVerification(ctx, tx, u, next)
	}
	return nil, notice.To(ctx, tx, n, u.Email)
}

// mayRecover tells whether a mail may go to an address for who asks for a new password. Whoever asked for many before her has used up none of hers where
// she signed in before.
func (r *Room) mayRecover(ctx context.Context, tx *store.Store, email string, userID int64) (bool, error) {
	known, err := r.knownPlace(ctx, tx, userID)
	if err != nil || known {
		return known, err
	}
	err = r.cfg.Limiter.In(tx).Mail(ctx, throttle.Letter{Purpose: "recover", Recipient: email})
	if fault.Is(err, fault.TooManyRequests) {
		return false, nil
	}
	return err == nil, err
}

package auth

import (
	"context"
	"strconv"
	"time"

	"tollkeeper/server/contract"
	"tollkeeper/server/throttle"
	"tollkeeper/store"
)

// A place is a network from which somebody calls. Attempts on an account are counted for each place, and for all places together: the latter stops who
// guesses from many. It would also let strangers keep an owner out, so that it does not count where she signed in before. Only a keyed hash of the
// place is stored.

const placePurpose = "place"

// placeLifetime is how long a place is remembered where a user does not sign in any more.
const placeLifetime = 180 * 24 * time.Hour

func placeText(ctx context.Context, userID int64) string {
	return strconv.FormatInt(userID, 10) + ":" + throttle.Network(contract.ClientAddress(ctx))
}

// place is the hash of where the caller is, for a user.
func (r *Accounts) place(ctx context.Context, userID int64) string {
	return r.tokens.mac(placePurpose, placeText(ctx, userID))
}

// knownPlace tells whether a user signed in before where the caller is. It looks for a user who does not exist, 0, like for any other.
func (r *Accounts) knownPlace(ctx context.Context, s *store.Store, userID int64) (bool, error) {
	if !contract.ClientAddress(ctx).IsValid() {
		return false, nil
	}
	return s.KnowsPlace(ctx, userID, r.tokens.macs(placePurpose, placeText(ctx, userID)))
}

// rememberPlace keeps where the caller has proved to be a user.
func (r *Accounts) rememberPlace(ctx context.Context, tx *store.Store, userID int64) error {
	if !contract.ClientAddress(ctx).IsValid() {
		return nil
	}
	return tx.RememberPlace(ctx, store.KnownPlace{PlaceHash: r.place(ctx, userID), UserID: userID, SeenAt: r.now()})
}

// limit counts an attempt on the account of a user, 0 for one that does not exist, under any text that stands for it. What others do elsewhere does not
// count where she signed in before.
func (r *Accounts) limit(ctx context.Context, policy, account string, userID int64) error {
	if r.cfg.Limiter == nil {
		return nil
	}
	known, err := r.knownPlace(ctx, r.store, userID)
	switch {
	case err != nil:
		return err
	case known:
		return r.cfg.Limiter.Pair(ctx, policy, account, contract.ClientAddress(ctx))
	}
	return r.cfg.Limiter.Account(ctx, policy, account, contract.ClientAddress(ctx))
}

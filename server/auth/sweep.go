package auth

import (
	"context"
	"time"

	"tollkeeper/store"
)

// Sweep forgets what has ended: registrations that nobody has confirmed in time, sessions with what is in their carts, the names of sign-ins
// whose tokens have expired, places where nobody has signed in for long, and mailed codes. It returns how many. Others can write in between.
func (r *Accounts) Sweep(ctx context.Context) (int, error) {
	sum := 0
	for _, sweep := range []func(*store.Store, context.Context, time.Time) (int, error){
		(*store.Store).SweepRegistrations, (*store.Store).SweepConfirmations, (*store.Store).SweepFormerNames, (*store.Store).SweepSessions, (*store.Store).SweepSignIns,
		func(tx *store.Store, ctx context.Context, now time.Time) (int, error) {
			return tx.SweepPlaces(ctx, now.Add(-placeLifetime))
		},
		func(tx *store.Store, ctx context.Context, now time.Time) (int, error) {
			return tx.SweepMailedCodes(ctx, now.Add(-codeLifetime))
		},
	} {
		for {
			n, err := store.InTx(ctx, r.store, func(tx *store.Store) (int, error) { return sweep(tx, ctx, r.now()) })
			sum += n
			if err != nil {
				return sum, err
			}
			if n == 0 {
				break
			}
		}
	}
	return sum, nil
}

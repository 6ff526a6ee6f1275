package idempotency

import (
	"context"
	"time"

	"tollkeeper/server/contract"
	"tollkeeper/store"
)

// Request names the request that ctx belongs to, to be kept with what it does when that asks a payment processor; nil for one without an
// Idempotency-Key.
func Request(ctx context.Context) *string {
	if name := contract.Keyed(ctx); name != "" {
		return &name
	}
	return nil
}

// Earlier finds what the same request, by its Idempotency-Key, has done already: its answer may have been lost, and nobody means to pay or to be
// paid twice. find looks for it among what was begun since an instant. It returns store.ErrNotFound when nothing was done, and underWay for what is
// open, of which nobody knows yet whether it is.
func Earlier[T interface{ Open() bool }](ctx context.Context, now time.Time, underWay error, find func(request string, since time.Time) (T, error)) (T, error) {
	var none T
	request := Request(ctx)
	if request == nil {
		return none, store.ErrNotFound
	}
	did, err := find(*request, now.Add(-Lifetime))
	if err == nil && did.Open() {
		contract.Undecided(ctx)
		return none, underWay
	}
	return did, err
}

// Done tells whether the same request, by its Idempotency-Key, has been done already, as Did has kept.
func Done(ctx context.Context, s *store.Store, now time.Time) (bool, error) {
	request := Request(ctx)
	if request == nil {
		return false, nil
	}
	return s.RequestDone(ctx, *request, now.Add(-Lifetime))
}

// Did keeps that the request that ctx belongs to was done, in the transaction of what it did, where no other record tells.
func Did(ctx context.Context, tx *store.Store, now time.Time) error {
	request := Request(ctx)
	if request == nil {
		return nil
	}
	return tx.RememberRequest(ctx, *request, now, now.Add(-Lifetime))
}

// Package idempotency keeps what operations answered, so that the same request sent twice has one effect and one answer.
package idempotency

import (
	"context"
	"encoding/json"
	"errors"
	"sync/atomic"
	"time"

	"tollkeeper/server/clock"
	"tollkeeper/server/contract"
	"tollkeeper/server/domain/fault"
	"tollkeeper/store"
)

// Lifetime is how long an answer is kept (billing, "Safe writes").
const Lifetime = 24 * time.Hour

// sweepInterval is how often a process removes what is too old.
const sweepInterval = time.Hour

// Answers keeps answers in the database.
type Answers struct {
	store   *store.Store
	now     clock.Clock
	lease   time.Duration
	secrets []string
	// swept is when this process last removed what is too old, in microseconds since 1970.
	swept atomic.Int64
}

var _ contract.Answers = (*Answers)(nil)

// New makes the keeper of answers. The lease is how long a claim without an answer stands when it is not part of a transaction: longer
// than any operation runs. The first secret seals, each of them opens.
func New(s *store.Store, now clock.Clock, lease time.Duration, secrets ...string) *Answers {
	return &Answers{store: s, now: now, lease: lease, secrets: secrets}
}

// Claim implements contract.Answers.
func (a *Answers) Claim(ctx context.Context, c contract.Claim, outside bool) (*contract.Answer, error) {
	now := a.now()
	claim := store.KeptAnswer{KeyHash: keyHash(c), RequestHash: requestHash(c), CreatedAt: now}
	var claimed bool
	kept, err := store.InTx(ctx, a.store, func(tx *store.Store) (store.KeptAnswer, error) {
		kept, ok, err := tx.ClaimAnswer(ctx, claim, now.Add(-Lifetime))
		claimed = ok
		return kept, err
	})
	switch {
	case errors.Is(err, store.ErrBusy):
		return nil, underWay().Because(err)
	case err != nil:
		return nil, err
	case claimed:
		return nil, a.sweep(ctx, now)
	case kept.RequestHash != claim.RequestHash:
		f := fault.New(fault.KeyReused, "This Idempotency-Key was sent before with another request.")
		f.Fields = map[string][]string{"Idempotency-Key": {"was sent before with another request."}}
		return nil, f
	case kept.Sealed == nil:
		return nil, a.takeOver(ctx, kept, now, outside)
	}
	answer, err := a.open(c, kept.Sealed)
	return answer, err
}

func underWay() *fault.Fault {
	return fault.New(fault.Conflict, "The same request is being answered; try again in a moment.")
}

// takeOver claims a key again whose owner ended without an answer.
func (a *Answers) takeOver(ctx context.Context, kept store.KeptAnswer, now time.Time, outside bool) error {
	if !outside || now.Before(kept.CreatedAt.Add(a.lease)) {
		return underWay()
	}
	taken, err := store.InTx(ctx, a.store, func(tx *store.Store) (bool, error) { return tx.TakeOverAnswer(ctx, kept, now) })
	if err == nil && !taken {
		err = underWay()
	}
	return err
}

// Keep implements contract.Answers.
func (a *Answers) Keep(ctx context.Context, c contract.Claim, answer contract.Answer) error {
	data, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	sealed, err := seal(a.secrets[0], c, data)
	if err != nil {
		return err
	}
	return a.store.Do(ctx, func(tx *store.Store) error { return tx.KeepAnswer(ctx, keyHash(c), sealed) })
}

// Drop implements contract.Answers.
func (a *Answers) Drop(ctx context.Context, c contract.Claim) error {
	return a.store.Do(ctx, func(tx *store.Store) error { return tx.DropAnswer(ctx, keyHash(c)) })
}

// Loosen implements contract.Answers.
func (a *Answers) Loosen(ctx context.Context, c contract.Claim) error {
	return a.store.Do(ctx, func(tx *store.Store) error { return tx.AgeAnswer(ctx, keyHash(c), a.now().Add(-a.lease)) })
}

func (a *Answers) open(c contract.Claim, sealed []byte) (*contract.Answer, error) {
	for _, secret := range a.secrets {
		data, err := unseal(secret, c, sealed)
		if err != nil {
			continue
		}
		var out contract.Answer
		return &out, json.Unmarshal(data, &out)
	}
	return nil, fault.New(fault.Conflict, "This request was answered, under a secret key of the server that is gone: look at what it did, then use another Idempotency-Key.")
}

// sweep removes what is too old, once in a while.
func (a *Answers) sweep(ctx context.Context, now time.Time) error {
	last := a.swept.Load()
	if now.UnixMicro()-last < sweepInterval.Microseconds() || !a.swept.CompareAndSwap(last, now.UnixMicro()) {
		return nil
	}
	return a.store.Do(ctx, func(tx *store.Store) error { return tx.SweepAnswers(ctx, now.Add(-Lifetime)) })
}

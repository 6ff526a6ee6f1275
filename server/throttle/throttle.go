// Package throttle limits attempts: for each address, and for each account, known or not. It counts in the database, so that all
// processes count together and a restart forgets nothing.
package throttle

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/netip"
	"strings"
	"sync/atomic"
	"time"

	"tollkeeper/server/clock"
	"tollkeeper/server/domain/fault"
	"tollkeeper/store"
)

// Limiter counts attempts.
type Limiter struct {
	store *store.Store
	now   clock.Clock
	// swept is when this process last removed what is out of date, in microseconds since 1970.
	swept atomic.Int64
}

// sweepInterval is how often a process removes counts that say nothing any more.
const sweepInterval = 10 * time.Minute

// New makes a limiter. A nil Limiter lets everything pass.
func New(s *store.Store, now clock.Clock) *Limiter { return &Limiter{store: s, now: now} }

// In is a limiter that counts in a transaction, with what else is done in it.
func (l *Limiter) In(tx *store.Store) *Limiter {
	if l == nil {
		return nil
	}
	in := &Limiter{store: tx, now: l.now}
	in.swept.Store(l.swept.Load())
	return in
}

// Knows tells whether there is a policy of this name.
func (l *Limiter) Knows(name string) bool {
	_, ok := policies[name]
	return ok
}

// Address counts an attempt of a network address: of one host, or of one subscriber's network in IPv6, where whoever has one address has
// 2^64 (RFC 6177). It returns a fault of kind TooManyRequests when there were too many.
func (l *Limiter) Address(ctx context.Context, name string, address netip.Addr) error {
	return l.count(ctx, policies[name].address, name, "address", Network(address))
}

// Account counts an attempt on an account, from an address. The account is any text that stands for it, the same for one that does not
// exist. It returns a fault of kind TooManyRequests when there were too many.
func (l *Limiter) Account(ctx context.Context, name, account string, address netip.Addr) error {
	if err := l.Pair(ctx, name, account, address); err != nil {
		return err
	}
	return l.count(ctx, policies[name].account, name, "account", strings.ToLower(account))
}

// Pair counts an attempt on an account from an address, but not among those of all addresses together: for an address from which the owner is known to
// come, so that nobody else keeps her out.
func (l *Limiter) Pair(ctx context.Context, name, account string, address netip.Addr) error {
	return l.count(ctx, policies[name].pair, name, "pair", Network(address), strings.ToLower(account))
}

// Forgive forgets the attempts of an address on an account: whoever was right need not wait for having been wrong before.
func (l *Limiter) Forgive(ctx context.Context, name, account string, address netip.Addr) error {
	if l == nil {
		return nil
	}
	return l.store.Do(ctx, func(tx *store.Store) error {
		return tx.ForgiveAttempts(ctx, hash(name, "pair", Network(address), strings.ToLower(account)))
	})
}

func (l *Limiter) count(ctx context.Context, r rate, parts ...string) error {
	if l == nil || r.burst == 0 {
		return nil
	}
	now := l.now()
	// Who has to wait is told so without the writer of the database: a refusal is cheap.
	wait, err := l.store.MustWait(ctx, hash(parts...), r.burst, r.every, now)
	if err == nil && wait > 0 {
		return tooMany(wait)
	}
	if err != nil {
		return err
	}
	wait, err = store.InTx(ctx, l.store, func(tx *store.Store) (time.Duration, error) {
		return tx.Attempt(ctx, hash(parts...), r.burst, r.every, now)
	})
	if err != nil {
		return err
	}
	if wait > 0 {
		return tooMany(wait)
	}
	return l.sweep(ctx, now)
}

func tooMany(wait time.Duration) *fault.Fault {
	seconds := int((wait + time.Second - 1) / time.Second)
	f := fault.New(fault.TooManyRequests, "Too many attempts; try again in %d seconds.", seconds)
	f.RetryAfter = time.Duration(seconds) * time.Second
	return f
}

// sweep removes what is out of date, once in a while.
func (l *Limiter) sweep(ctx context.Context, now time.Time) error {
	last := l.swept.Load()
	if now.UnixMicro()-last < sweepInterval.Microseconds() || !l.swept.CompareAndSwap(last, now.UnixMicro()) {
		return nil
	}
	return l.store.Do(ctx, func(tx *store.Store) error { return tx.SweepAttempts(ctx, now) })
}

// hash is what a count is kept under. It is no secret: it only keeps names and addresses out of the database.
func hash(parts ...string) string {
	var text strings.Builder
	for _, part := range parts {
		fmt.Fprintf(&text, "%d:%s", len(part), part)
	}
	sum := sha256.Sum256([]byte(text.String()))
	return hex.EncodeToString(sum[:])
}

const ipv6Network = 64

// Network is what an address counts as: itself, or the network of one subscriber in IPv6.
func Network(a netip.Addr) string {
	a = a.Unmap().WithZone("")
	if a.Is6() {
		if prefix, err := a.Prefix(ipv6Network); err == nil {
			return prefix.String()
		}
	}
	return a.String()
}

package throttle_test

import (
	"context"
	"errors"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/throttle"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

var start = time.Date(2019, 6, 24, 10, 0, 0, 0, time.UTC)

// bench is a limiter with a clock that the test moves.
type bench struct {
	*throttle.Limiter
	t   *testing.T
	now time.Time
}

func each(t *testing.T, f func(b *bench)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := &bench{t: t, now: start}
		b.Limiter = throttle.New(s, func() time.Time { return b.now })
		f(b)
	})
}

// pass counts how many of n attempts of f pass, and returns the wait that the last refused one was told.
func (b *bench) pass(n int, f func(context.Context) error) (passed int, wait time.Duration) {
	b.t.Helper()
	for range n {
		err := f(b.t.Context())
		var refused *fault.Fault
		switch {
		case err == nil:
			passed++
		case errors.As(err, &refused) && refused.Kind == fault.TooManyRequests:
			wait = refused.RetryAfter
		default:
			b.t.Fatal(err)
		}
	}
	return passed, wait
}

var home, cafe = netip.MustParseAddr("192.0.2.7"), netip.MustParseAddr("198.51.100.9")

func TestAddress(t *testing.T) {
	each(t, func(b *bench) {
		attempt := func(ctx context.Context) error { return b.Address(ctx, throttle.Register, home) }
		if n, wait := b.pass(30, attempt); n != 20 || wait != time.Minute {
			t.Errorf("%d at once, wait %s; want 20 and a minute", n, wait)
		}
		b.now = b.now.Add(59 * time.Second)
		if n, wait := b.pass(1, attempt); n != 0 || wait != time.Second {
			t.Errorf("after 59 s: %d, wait %s", n, wait)
		}
		b.now = b.now.Add(time.Second + 2*time.Minute)
		if n, _ := b.pass(10, attempt); n != 3 {
			t.Errorf("after 3 minutes: %d, want 3", n)
		}
		if n, _ := b.pass(1, func(ctx context.Context) error { return b.Address(ctx, throttle.Register, cafe) }); n != 1 {
			t.Error("another address is refused")
		}
		if n, _ := b.pass(1, func(ctx context.Context) error { return b.Address(ctx, throttle.SignIn, home) }); n != 1 {
			t.Error("another policy is refused")
		}
		b.now = b.now.Add(24 * time.Hour)
		if n, _ := b.pass(30, attempt); n != 20 {
			t.Errorf("a day later: %d at once, want 20", n)
		}
	})
}

// Whoever has one address of a network in IPv6 has all of it.
func TestAddressOfNetwork(t *testing.T) {
	each(t, func(b *bench) {
		host := 0
		n, _ := b.pass(30, func(ctx context.Context) error {
			host++
			return b.Address(ctx, throttle.Register, netip.AddrFrom16([16]byte{0x20, 1, 0xd, 0xb8, 15: byte(host)}))
		})
		if n != 20 {
			t.Errorf("%d of 30 hosts of one network, want 20", n)
		}
		mapped := netip.AddrFrom16(home.As16())
		b.pass(20, func(ctx context.Context) error { return b.Address(ctx, throttle.Register, home) })
		if n, _ := b.pass(1, func(ctx context.Context) error { return b.Address(ctx, throttle.Register, mapped) }); n != 0 {
			t.Error("an IPv4 address counts anew when it is written as IPv6")
		}
	})
}

func TestAccount(t *testing.T) {
	each(t, func(b *bench) {
		at := func(a netip.Addr, account string) func(context.Context) error {
			return func(ctx context.Context) error { return b.Account(ctx, throttle.SignIn, account, a) }
		}
		if n, wait := b.pass(15, at(home, "Ana")); n != 10 || wait != time.Minute {
			t.Errorf("%d at once, wait %s; want 10 and a minute", n, wait)
		}
		if n, _ := b.pass(1, at(home, "ANA")); n != 0 {
			t.Error("another spelling counts anew")
		}
		if n, _ := b.pass(1, at(cafe, "ana")); n != 1 {
			t.Error("guesses from elsewhere lock the owner out")
		}
		if err := b.Forgive(t.Context(), throttle.SignIn, "ana", home); err != nil {
			t.Fatal(err)
		}
		if n, _ := b.pass(15, at(home, "ana")); n != 10 {
			t.Errorf("after having been right: %d at once, want 10", n)
		}
		host := 0
		n, _ := b.pass(200, func(ctx context.Context) error {
			host++
			return b.Account(ctx, throttle.SignIn, "bob", netip.AddrFrom4([4]byte{203, 0, 113, byte(host)}))
		})
		if n != 100 {
			t.Errorf("%d guesses from everywhere at once, want 100", n)
		}
	})
}

// Attempts that come at once, also through several processes, are counted one after the other.
func TestAttemptsAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		now := func() time.Time { return start }
		processes := []*throttle.Limiter{throttle.New(s, now), throttle.New(s, now)}
		var passed atomic.Int64
		var wg sync.WaitGroup
		for i := range 40 {
			wg.Go(func() {
				err := processes[i%2].Address(context.Background(), throttle.Register, home)
				if err == nil {
					passed.Add(1)
				} else if !fault.Is(err, fault.TooManyRequests) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if passed.Load() != 20 {
			t.Errorf("%d passed, want 20", passed.Load())
		}
	})
}

func TestSwept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		now := start
		l := throttle.New(s, func() time.Time { return now })
		for host := range 5 {
			if err := l.Address(t.Context(), throttle.Register, netip.AddrFrom4([4]byte{203, 0, 113, byte(host)})); err != nil {
				t.Fatal(err)
			}
		}
		now = now.Add(time.Hour)
		if err := l.Address(t.Context(), throttle.Register, home); err != nil {
			t.Fatal(err)
		}
		if n, err := s.Throttled(t.Context()); err != nil || n != 1 {
			t.Errorf("%d counts are kept, want that of the last attempt (%v)", n, err)
		}
	})
}

func TestNilLetsPass(t *testing.T) {
	var l *throttle.Limiter
	for range 100 {
		if err := errors.Join(l.Account(t.Context(), throttle.SignIn, "ana", home), l.Forgive(t.Context(), throttle.SignIn, "ana", home)); err != nil {
			t.Fatal(err)
		}
	}
}

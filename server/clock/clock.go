// Package clock is the only place of the server that reads the wall clock; everything else is handed a Clock.
package clock

import "time"

// Clock tells the time, in UTC and whole microseconds (what both databases store).
type Clock func() time.Time

// System is the machine's clock.
func System() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// Fixed is a clock that stands still at t, for tests.
func Fixed(t time.Time) Clock {
	t = t.UTC().Truncate(time.Microsecond)
	return func() time.Time { return t }
}

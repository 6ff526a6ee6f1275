// Package period counts the intervals that plans are sold in (billing-ledger.md 1.2; profiles-subscriptions-roles.md 1.3).
package period

import (
	"fmt"
	"time"
)

// Fits reports whether a time is within the bounds of what is stored and computed: after 1970 began and before the year 9000, in UTC. Times of more than
// four digits have no form in RFC 3339; a thousand years are left for what is added to them.
func Fits(t time.Time) bool { return t.Unix() >= 0 && t.UTC().Year() < 9000 }

// Interval is the unit of a plan's natural period. Its numbers are stored.
type Interval int

// The intervals, with the codes of billing-ledger.md 1.2.
const (
	Hourly Interval = iota + 1
	Daily
	Weekly
	Monthly
	Yearly
)

var (
	names = [...]string{Hourly: "hourly", Daily: "daily", Weekly: "weekly", Monthly: "monthly", Yearly: "yearly"}
	words = [...]string{Hourly: "hour", Daily: "day", Weekly: "week", Monthly: "month", Yearly: "year"}
)

// Valid reports whether i is one of the five.
func (i Interval) Valid() bool { return i >= Hourly && i <= Yearly }

// String is the word of the contract: hourly, daily, weekly, monthly, yearly.
func (i Interval) String() string {
	if !i.Valid() {
		return fmt.Sprintf("interval(%d)", int(i))
	}
	return names[i]
}

// Parse is the inverse of String.
func Parse(name string) (Interval, bool) {
	for i := Hourly; i <= Yearly; i++ {
		if names[i] == name {
			return i, true
		}
	}
	return 0, false
}

// Count says n intervals in words: "1 month", "3 months".
func (i Interval) Count(n int) string {
	if n == 1 {
		return "1 " + words[i]
	}
	return fmt.Sprintf("%d %ss", n, words[i])
}

// Add returns the instant n intervals after start, in UTC. Days, months and years are counted on the calendar of loc, so that a
// period keeps its local time of day over a change of clocks; months and years clip to the last day of the target month: 31 January
// + 1 month = 28 or 29 February, and 31 March when two months are added in one step. Counting always starts from a
// subscription's anchor, so that the day returns (design 4).
func (i Interval) Add(start time.Time, n int, loc *time.Location) time.Time {
	local := start.In(loc)
	switch i {
	case Hourly:
		return start.UTC().Add(time.Duration(n) * time.Hour)
	case Daily:
		return local.AddDate(0, 0, n).UTC()
	case Weekly:
		return local.AddDate(0, 0, 7*n).UTC()
	case Monthly:
		return addMonths(local, n).UTC()
	case Yearly:
		return addMonths(local, 12*n).UTC()
	}
	panic("period: Add on " + i.String())
}

func addMonths(start time.Time, n int) time.Time {
	year, month, day := start.Date()
	first := time.Date(year, month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	hour, minute, sec := start.Clock()
	return time.Date(first.Year(), first.Month(), min(day, last), hour, minute, sec, start.Nanosecond(), start.Location())
}

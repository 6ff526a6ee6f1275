package period

import "time"

// Anchor is how the end of a subscription is counted: a number of intervals after an instant, in one step, so that a subscription of
// the 31st ends on 28 February and then on 31 March again (design 4).
type Anchor struct {
	At        time.Time
	Intervals int
}

// Extend returns the anchor and the end after n more intervals. A subscription whose end is not where its anchor says (its plan changed
// its interval, or somebody set the end) is anchored anew at that end.
func (a Anchor) Extend(i Interval, endsAt time.Time, n int, loc *time.Location) (Anchor, time.Time) {
	if !i.Add(a.At, a.Intervals, loc).Equal(endsAt) {
		a = Anchor{At: endsAt}
	}
	a.Intervals += n
	return a, i.Add(a.At, a.Intervals, loc)
}

package ledger

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"sort"
	"time"

	"tollkeeper/server/domain/money"
	"tollkeeper/server/domain/period"
)

// Service is a subscription whose income is recognized as it is rendered.
type Service struct {
	Event string
	// Name is the subscription, "subscriber:plan".
	Name              string
	Provider          int64
	CreatedAt, EndsAt time.Time
	Interval          period.Interval
	// Location is where the subscription's months are counted.
	Location *time.Location
	// Entries are all rows of the event, in the order in which they were written.
	Entries []Entry
}

// ErrNothingToRecognize says that more was earned of a subscription than its orders and payments hold: somebody has to look.
var ErrNothingToRecognize = errors.New("ledger: neither backlog nor receivable holds what was earned")

// errUnits says that the orders of a subscription are in several currencies (billing-ledger.md 1.9).
var errUnits = errors.New("ledger: the orders of the subscription are in several currencies")

// span is what an order covers: from interval From of the subscription for Intervals of them. An order without periods, a setup or an offline
// payment, is earned in the slice in which it was placed.
type span struct {
	from, intervals int
	begins, ends    time.Time
	amount          int64
	at              time.Time
}

// tail is below what number of cents the remainder of rounding is taken along in the end (billing-ledger.md E10).
const tail = 50

// Recognize returns what was earned of a subscription until now and is not in its entries yet, a journal a slice. A slice is a month, counted
// from the creation of the subscription; it is recognized when it is over, as far as orders cover it; the last month of an order takes the
// cents that its months leave over. What was paid leaves the backlog, what was not the receivable (billing-ledger.md E10).
//
// An order covers the periods after those of the order before it, or those from which it was placed on, if that is later. When a
// subscription of weeks, days or hours has ended, its last slice ends with what was ordered.
func Recognize(s Service, now time.Time) ([]Journal, error) {
	spans, unit, err := s.spans()
	if err != nil || len(spans) == 0 {
		return nil, err
	}
	s.Entries = slices.Clip(s.Entries) // what is added here is not the caller's
	r := recognition{Service: s, now: now, spans: spans, unit: unit}
	for _, o := range spans {
		if o.ends.After(r.covered) {
			r.covered = o.ends
		}
		if o.at.After(r.last) {
			r.last = o.at
		}
	}
	for k := 0; ; k++ {
		start, end := r.month(k), r.month(k+1)
		// Ended for good: what is left of the last slice is over with the orders.
		if over := !s.EndsAt.After(now); over && r.covered.After(start) && r.covered.Before(end) {
			end = r.covered
		}
		if end.After(now) || (start.Before(r.covered) && end.After(r.covered)) || (!start.Before(r.covered) && start.After(r.last)) {
			return r.journals, nil
		}
		if err := r.slice(start, end); err != nil {
			return nil, err
		}
	}
}

// recognition is Recognize at work.
type recognition struct {
	Service
	now   time.Time
	spans []span
	unit  string
	// covered is the end of what was ordered, last the time of the last order.
	covered, last time.Time
	journals      []Journal
}

func (r *recognition) month(k int) time.Time { return period.Monthly.Add(r.CreatedAt, k, r.Location) }

// spans lays the orders one behind the other.
func (s Service) spans() (out []span, unit string, err error) {
	next := 0
	for _, e := range s.Entries {
		if e.Orig.Account != Receivable || e.Dest.Account != Payable || e.Orig.Amount == 0 {
			continue
		}
		if unit != "" && unit != e.Orig.Unit {
			return nil, "", fmt.Errorf("%w: %s", errUnits, s.Event)
		}
		unit = e.Orig.Unit
		o := span{amount: e.Orig.Amount, intervals: e.Periods, at: e.CreatedAt}
		if o.at.Before(s.CreatedAt) {
			o.at = s.CreatedAt
		}
		if o.intervals > 0 {
			o.from = max(next, s.indexOf(o.at))
			next = o.from + o.intervals
			o.begins, o.ends = s.Interval.Add(s.CreatedAt, o.from, s.Location), s.Interval.Add(s.CreatedAt, next, s.Location)
		}
		out = append(out, o)
	}
	return out, unit, nil
}

// indexOf is the number of the interval in which an instant lies.
func (s Service) indexOf(at time.Time) int {
	most := int(at.Sub(s.CreatedAt)/time.Hour) + 2
	return sort.Search(most, func(i int) bool { return s.Interval.Add(s.CreatedAt, i+1, s.Location).After(at) })
}

// slice recognizes what of a slice is not recognized yet.
func (r *recognition) slice(start, end time.Time) error {
	already := r.held(Income, func(e Entry) bool { return !e.CreatedAt.Before(start) && e.CreatedAt.Before(end) }).total()
	amount := max(0, r.earned(start, end)-already)
	last := end.Equal(r.covered) && !r.EndsAt.After(r.now)
	if amount == 0 && !last {
		return nil
	}
	before := func(e Entry) bool { return e.CreatedAt.Before(end) }
	text := r.describe(start, end)
	var entries []Entry
	for _, source := range []Account{Backlog, Receivable} {
		for _, pot := range r.held(source, before) {
			if last && amount < pot.worth && pot.worth < amount+tail {
				amount = pot.worth
			}
			part := min(amount, pot.worth)
			if part <= 0 {
				continue
			}
			earned := exchange{from: part, to: money.MulDiv(part, pot.cents, pot.worth), fromUnit: r.unit, toUnit: pot.unit}
			entries = append(entries, earned.move(end.Add(-time.Second), r.Event, text, at(r.Provider, source), at(r.Provider, Income)))
			amount -= part
		}
	}
	if amount > 0 && (!last || amount >= tail) {
		return fmt.Errorf("%w: %s, %d cents until %s", ErrNothingToRecognize, r.Event, amount, end.UTC().Format(time.RFC3339))
	}
	if len(entries) == 0 {
		return nil
	}
	j, err := newJournal(fmt.Sprintf("recognize:%s%d:%d", r.Event, start.Unix(), already), entries)
	r.journals, r.Entries = append(r.journals, j), append(r.Entries, entries...)
	return err
}

// pot is what an account of the provider holds in one currency: cents of unit, and what they are worth in cents of that of the orders. The two
// differ where the processor distributed another currency than was paid (billing-ledger.md E3): a row in two says the worth on its other side.
type pot struct {
	unit         string
	cents, worth int64
}

type pots []pot

func (p pots) total() (worth int64) {
	for _, one := range p {
		worth += one.worth
	}
	return worth
}

func (p *pots) add(unit string, cents, worth int64) {
	for i := range *p {
		if one := &(*p)[i]; one.unit == unit {
			one.cents, one.worth = one.cents+cents, one.worth+worth
			return
		}
	}
	*p = append(*p, pot{unit, cents, worth})
}

// held is what an account of the provider got on its credit side over some entries, without what was written off (billing-ledger.md E12), by
// currency in the order in which they came.
func (r *recognition) held(account Account, when func(Entry) bool) (out pots) {
	worth := func(here, there Side) int64 {
		if here.Unit != r.unit && there.Unit == r.unit {
			return there.Amount
		}
		return here.Amount
	}
	for _, e := range r.Entries {
		if e.Dest.Account == Canceled || !when(e) {
			continue
		}
		if e.Orig.Account == account && e.Orig.Organization == r.Provider {
			out.add(e.Orig.Unit, e.Orig.Amount, worth(e.Orig, e.Dest))
		}
		if e.Dest.Account == account && e.Dest.Organization == r.Provider {
			out.add(e.Dest.Unit, -e.Dest.Amount, -worth(e.Dest, e.Orig))
		}
	}
	return out
}

// earned is what a slice is worth: the parts of the orders that it covers, and what has no period and was placed in it.
func (r *recognition) earned(start, end time.Time) int64 {
	share, whole := new(big.Rat), int64(0)
	for _, o := range r.spans {
		from, to := latest(start, o.begins), earliest(end, o.ends)
		switch {
		case o.intervals == 0:
			if !o.at.Before(start) && o.at.Before(end) {
				whole += o.amount
			}
		case !to.After(from):
		case r.months() > 0:
			n := int64(o.intervals * r.months())
			if whole += o.amount / n; end.Equal(o.ends) {
				whole += o.amount % n
			}
		default:
			part := big.NewRat(int64(to.Sub(from)), int64(o.ends.Sub(o.begins)))
			share.Add(share, part.Mul(part, new(big.Rat).SetInt64(o.amount)))
		}
	}
	return whole + new(big.Int).Quo(share.Num(), share.Denom()).Int64()
}

// months is how many slices an interval has, 0 where intervals are shorter.
func (r *recognition) months() int {
	return map[period.Interval]int{period.Monthly: 1, period.Yearly: 12}[r.Interval]
}

// describe says what is recognized: days, the last one included, for one interval of a week or more, else instants and the part of an interval
// (billing-ledger.md 3.7 and E10).
func (r *recognition) describe(start, end time.Time) string {
	q := big.NewRat(1, 1)
	if n := r.months(); n > 0 {
		q.SetFrac64(1, int64(n))
	} else {
		q.SetFrac64(int64(end.Sub(start)), int64(lengths[r.Interval]))
	}
	if q.IsInt() && q.Num().Int64() == 1 && r.Interval > period.Daily {
		return fmt.Sprintf("Recognize %s from %s to %s", r.Name, start.UTC().Format(time.DateOnly), end.UTC().AddDate(0, 0, -1).Format(time.DateOnly))
	}
	return fmt.Sprintf("Recognize %s from %s to %s (%s period)", r.Name, start.UTC().Format(time.RFC3339), end.UTC().Format(time.RFC3339), q.RatString())
}

// lengths are those of the intervals that are shorter than a month.
var lengths = map[period.Interval]time.Duration{period.Hourly: time.Hour, period.Daily: 24 * time.Hour, period.Weekly: 7 * 24 * time.Hour}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

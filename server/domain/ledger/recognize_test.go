package ledger_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/domain/period"
)

// sold is a subscription of maya with orders of so many intervals, each placed when the one before runs out, and paid unless it is "due".
func sold(t fataler, interval period.Interval, orders ...order) ledger.Service {
	t.Helper()
	s := ledger.Service{Event: "sub_11/", Name: "maya:starter", Provider: lumen, CreatedAt: placed, Interval: interval, Location: time.UTC}
	next := 0
	for i, o := range orders {
		at := interval.Add(placed, next, time.UTC)
		if o.at != nil {
			at = *o.at
		}
		next += o.intervals
		line := ledger.OrderLine{Payer: maya, Provider: lumen, Amount: o.amount, Unit: "usd", Event: s.Event, Description: "d", Periods: o.intervals}
		j, err := ledger.Orders("order", at, []ledger.OrderLine{line})
		if err != nil {
			t.Fatal(err)
		}
		s.Entries = append(s.Entries, j.Entries()...)
		if o.due || o.amount == 0 {
			continue
		}
		paid, err := ledger.Settle(ledger.Charge{
			ID: int64(i + 1), Key: "k", CreatedAt: at, Customer: maya, Processor: pay, Unit: "usd", Payable: map[string]int64{s.Event: o.amount},
			Lines: []ledger.ChargeLine{{Payer: maya, Provider: lumen, Amount: o.amount, Event: s.Event, Name: s.Name}},
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range paid.Entries() {
			if e.Event == s.Event {
				s.Entries = append(s.Entries, e)
			}
		}
	}
	s.EndsAt = interval.Add(placed, next, time.UTC)
	return s
}

type order struct {
	amount    int64
	intervals int
	due       bool
	at        *time.Time
}

// incomes are time, amount and source of the rows, and that they are of this provider.
func incomes(t fataler, s ledger.Service, now time.Time) (rows []string, texts []string, entries []ledger.Entry) {
	t.Helper()
	journals, err := ledger.Recognize(s, now)
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range journals {
		for _, e := range j.Entries() {
			if e.Orig.Account != ledger.Income || e.Orig.Organization != lumen || e.Dest.Organization != lumen || e.Event != s.Event {
				t.Errorf("row %s", row(e))
			}
			rows = append(rows, fmt.Sprintf("%s %s %d", e.CreatedAt.Format("2006-01-02T15:04:05"), e.Dest.Account, e.Dest.Amount))
			texts, entries = append(texts, e.Description), append(entries, e)
		}
	}
	return rows, texts, entries
}

func months(n int, first time.Time, amount func(k int) int64) []string {
	var out []string
	for k := range n {
		end := period.Monthly.Add(first, k+1, time.UTC).Add(-time.Second)
		out = append(out, fmt.Sprintf("%s Backlog %d", end.Format("2006-01-02T15:04:05"), amount(k)))
	}
	return out
}

// The examples of billing-ledger.md E10, and what it says in between.
func TestRecognize(t *testing.T) {
	later := placed.AddDate(5, 0, 0)
	early := placed.AddDate(0, 2, 14)
	each := func(cents int64) func(int) int64 { return func(int) int64 { return cents } }
	for _, tc := range []struct {
		name string
		s    ledger.Service
		now  time.Time
		want []string
		text string
	}{
		{"starter", sold(t, period.Monthly, order{amount: 2000, intervals: 1}), later, months(1, placed, each(2000)), "Recognize maya:starter from 2019-06-24 to 2019-07-23"},
		{"a second early", sold(t, period.Monthly, order{amount: 2000, intervals: 1}), placed.AddDate(0, 1, 0).Add(-time.Second), nil, ""},
		{"at the second", sold(t, period.Monthly, order{amount: 2000, intervals: 1}), placed.AddDate(0, 1, 0), months(1, placed, each(2000)), ""},
		{"annual", sold(t, period.Yearly, order{amount: 12000, intervals: 1}), later, months(12, placed, each(1000)), "Recognize maya:starter from 2019-06-24T10:00:00Z to 2019-07-24T10:00:00Z (1/12 period)"},
		{"annual, half a year", sold(t, period.Yearly, order{amount: 12000, intervals: 1}), placed.AddDate(0, 6, 1), months(6, placed, each(1000)), ""},
		{"11999", sold(t, period.Yearly, order{amount: 11999, intervals: 1}), later, months(12, placed, func(k int) int64 {
			if k == 11 {
				return 1010
			}
			return 999
		}), ""},
		{"studio for 3 months", sold(t, period.Monthly, order{amount: 13500, intervals: 3}), later, months(3, placed, each(4500)), ""},
		{
			"two orders, each with its remainder", sold(t, period.Monthly, order{amount: 10000, intervals: 3}, order{amount: 2000, intervals: 1}), later,
			months(4, placed, func(k int) int64 { return []int64{3333, 3333, 3334, 2000}[k] }), "",
		},
		{
			"a coupon first", sold(t, period.Monthly, order{amount: 1000, intervals: 1}, order{amount: 2000, intervals: 1}), later,
			months(2, placed, func(k int) int64 { return []int64{1000, 2000}[k] }), "",
		},
		{"served and not paid", sold(t, period.Monthly, order{amount: 2000, intervals: 1, due: true}), later, []string{"2019-07-24T09:59:59 Receivable 2000"}, ""},
		{"free", sold(t, period.Monthly, order{intervals: 1}), later, nil, ""},
		{
			"a setup of 99.00 is earned in its month", sold(t, period.Yearly, order{amount: 12000, intervals: 1}, order{amount: 9900, at: &placed}), later,
			months(12, placed, func(k int) int64 { return 1000 + []int64{9900, 0}[min(k, 1)] }), "",
		},
		{
			"five weeks, running", sold(t, period.Weekly, order{amount: 1000, intervals: 5}), placed.AddDate(0, 0, 34),
			[]string{"2019-07-24T09:59:59 Backlog 857"},
			"Recognize maya:starter from 2019-06-24T10:00:00Z to 2019-07-24T10:00:00Z (30/7 period)",
		},
		{"five orders of a week, over", sold(t, period.Weekly, order{amount: 1000, intervals: 1}, order{amount: 500, intervals: 1}, order{amount: 1000, intervals: 1},
			order{amount: 1000, intervals: 1}, order{amount: 1000, intervals: 1}), later, []string{"2019-07-24T09:59:59 Backlog 3785", "2019-07-29T09:59:59 Backlog 715"}, ""},
		{
			"an order after a pause", sold(t, period.Monthly, order{amount: 2000, intervals: 1}, order{amount: 3000, intervals: 1, at: &early}), later,
			[]string{"2019-07-24T09:59:59 Backlog 2000", "2019-09-24T09:59:59 Backlog 3000"},
			"",
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rows, texts, entries := incomes(t, tc.s, tc.now)
			if fmt.Sprint(rows) != fmt.Sprint(tc.want) {
				t.Errorf("\n got %q\nwant %q", rows, tc.want)
			}
			if tc.text != "" && (len(texts) == 0 || texts[0] != tc.text) {
				t.Errorf("%q", texts)
			}
			tc.s.Entries = append(tc.s.Entries, entries...)
			if again, _, _ := incomes(t, tc.s, tc.now); len(again) > 0 {
				t.Errorf("again: %q", again)
			}
		})
	}
}

// What is written off is still income; what neither account holds is an error, and nothing is written (billing-ledger.md E10 and E12).
func TestRecognizeWriteOffs(t *testing.T) {
	s := sold(t, period.Monthly, order{amount: 2000, intervals: 1, due: true})
	off, err := ledger.WriteOff(placed.AddDate(0, 0, 3), ledger.Due{
		Payer: maya, Provider: lumen, Amount: 2000, Payable: 2000, Unit: "usd", Event: s.Event, Name: s.Name, LastRow: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Entries = append(s.Entries, off.Entries()...)
	if rows, _, _ := incomes(t, s, placed.AddDate(1, 0, 0)); fmt.Sprint(rows) != "[2019-07-24T09:59:59 Receivable 2000]" {
		t.Errorf("%q", rows)
	}
	spoiled := s.Entries[0]
	spoiled.Orig, spoiled.Dest = spoiled.Dest, spoiled.Orig // the order went back in a way that nobody knows
	s.Entries = append(s.Entries, spoiled)
	if j, err := ledger.Recognize(s, placed.AddDate(1, 0, 0)); !errors.Is(err, ledger.ErrNothingToRecognize) || j != nil {
		t.Errorf("%v, %v", j, err)
	}
	other := sold(t, period.Monthly, order{amount: 2000, intervals: 1})
	cad := other.Entries[0]
	cad.Orig.Unit, cad.Dest.Unit = "cad", "cad"
	other.Entries = append(other.Entries, cad)
	if _, err := ledger.Recognize(other, placed.AddDate(1, 0, 0)); err == nil {
		t.Error("two currencies")
	}
}

// However orders come, are paid and how often the job runs: what was earned never exceeds what was ordered, no slice is recognized twice, and
// when everything is over it is exactly what was ordered.
func TestRecognizedInTheEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		interval := period.Interval(rapid.IntRange(int(period.Daily), int(period.Yearly)).Draw(t, "interval"))
		var orders []order
		var total int64
		for range rapid.IntRange(1, 5).Draw(t, "orders") {
			o := order{amount: rapid.Int64Range(0, 100_000).Draw(t, "amount"), intervals: rapid.IntRange(1, 4).Draw(t, "n"), due: rapid.Bool().Draw(t, "due")}
			orders, total = append(orders, o), total+o.amount
		}
		s := sold(t, interval, orders...)
		s.CreatedAt = placed
		var sum int64
		end := interval.Add(placed, 21, time.UTC)
		for now := placed; ; now = now.Add(time.Duration(rapid.Int64Range(int64(time.Hour), int64(end.Sub(placed)/5)+int64(90*24*time.Hour)).Draw(t, "step"))) {
			_, _, entries := incomes(t, s, now)
			for _, e := range entries {
				sum += e.Dest.Amount
			}
			s.Entries = append(s.Entries, entries...)
			if _, _, again := incomes(t, s, now); len(again) > 0 {
				t.Fatalf("twice at %s", now)
			}
			if sum > total {
				t.Fatalf("%d recognized of %d", sum, total)
			}
			if now.After(end) {
				break
			}
		}
		if sum != total {
			t.Fatalf("%d recognized of %d in the end", sum, total)
		}
	})
}

// fataler is what testing.T and rapid.T have in common.
type fataler interface {
	Helper()
	Fatal(args ...any)
	Errorf(format string, args ...any)
}

// Package pricing says what a plan costs: the options of a checkout and the fee of the payment processor
// (billing-ledger.md 4.4 and E3).
package pricing

import (
	"fmt"
	"time"

	"tollkeeper/server/domain/money"
	"tollkeeper/server/domain/period"
)

// percent100 is 100 % in the hundredths of a percent that discounts are stored in.
const percent100 = 10000

// Terms are what a plan is sold for.
type Terms struct {
	Plan string
	// PeriodAmount and SetupAmount are cents; PeriodAmount covers a whole natural period of PeriodLength intervals.
	PeriodAmount int64
	SetupAmount  int64
	Interval     period.Interval
	PeriodLength int
	// AdvanceDiscount is in hundredths of a percent for each further period paid in advance.
	AdvanceDiscount int64
}

// Discount is a coupon as pricing sees it. The zero value is no coupon.
type Discount struct {
	Code string
	// Percent is 0 to 100.
	Percent int64
	// ComplimentaryOf is the printable name of the payer whose group buy made the coupon, else empty.
	ComplimentaryOf string
}

// Option is one way to buy a plan.
type Option struct {
	// Periods is the number of natural periods, Intervals the number of the plan's intervals they last.
	Periods   int
	Intervals int
	Amount    int64
	// percent and suffix are shown behind the text of the order.
	percent int64
	suffix  string
}

// Options lists the ways to buy a plan now, the single period first (billing-ledger.md 4.4). A coupon applies to the first option
// only; when that is free it is the only one.
func Options(t Terms, c Discount) []Option {
	first := Option{
		Periods: 1, Intervals: t.PeriodLength,
		Amount:  money.MulDiv(t.PeriodAmount, 100-c.Percent, 100),
		percent: c.Percent, suffix: c.suffix(),
	}
	if first.Amount == 0 {
		if first.suffix == "" {
			first.suffix = " free"
		}
		return []Option{first}
	}
	options := []Option{first}
	if t.AdvanceDiscount <= 0 {
		return options
	}
	for _, n := range advancePeriods(t) {
		total := t.AdvanceDiscount * int64(n-1)
		if total >= percent100-1 {
			break
		}
		percent := total / 100
		options = append(options, Option{
			Periods: n, Intervals: n * t.PeriodLength,
			Amount:  money.MulDiv(t.PeriodAmount*int64(n), 100-percent, 100),
			percent: percent,
		})
	}
	return options
}

func advancePeriods(t Terms) []int {
	switch {
	case t.Interval == period.Monthly && t.PeriodLength == 1:
		return []int{3, 6, 12}
	case t.Interval == period.Monthly && t.PeriodLength == 4:
		return []int{2, 3}
	}
	return []int{2, 3, 4}
}

// suffix is the coupon's part of an order's description (billing-ledger.md 3.7).
func (c Discount) suffix() string {
	switch {
	case c.ComplimentaryOf != "":
		return " , complimentary of " + c.ComplimentaryOf
	case c.Code != "":
		return " (code: " + c.Code + ")"
	}
	return ""
}

// Describe is the description of the order that buys the option until endsAt (billing-ledger.md 3.7).
func (o Option) Describe(t Terms, endsAt time.Time) string {
	text := fmt.Sprintf("Subscription to %s until %s (%s)", t.Plan, endsAt.UTC().Format("2006/01/02"), t.Interval.Count(o.Intervals))
	if t.Interval == period.Hourly {
		text = fmt.Sprintf("Retainer for services (%s)", t.Interval.Count(o.Intervals))
	}
	if o.percent > 0 {
		text += fmt.Sprintf(" - a %d%% discount", o.percent)
	}
	return text + o.suffix
}

// Setup returns the cents of the setup line of a first subscription, and whether there is one: the plan's setup amount, which only a
// 100 % coupon waives (design 4).
func Setup(t Terms, c Discount) (int64, bool) {
	if t.SetupAmount <= 0 || c.Percent == 100 {
		return 0, false
	}
	return t.SetupAmount, true
}

// DescribeSetup is the description of that line.
func DescribeSetup(t Terms) string { return "Setup of " + t.Plan }

// Advance returns the instant at which a subscription ends after it was anchored and extended by a number of intervals.
func (t Terms) Advance(anchor time.Time, intervals int, loc *time.Location) time.Time {
	return t.Interval.Add(anchor, intervals, loc)
}

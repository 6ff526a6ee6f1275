package pricing

import (
	"fmt"
	"strings"
)

// Agreed writes what a customer who orders a plan agrees to pay again and again: the price of a natural period, its currency and its length.
func Agreed(t Terms, unit string) string {
	return fmt.Sprintf("%d %s %dx%d", t.PeriodAmount, unit, t.PeriodLength, t.Interval)
}

// Covers tells whether a customer who agreed to that may be charged by the terms of today without asking: as much or less, in the same currency, for
// the same time.
func Covers(agreed string, t Terms, unit string) bool {
	amount, rest, ok := strings.Cut(agreed, " ")
	var most int64
	if _, err := fmt.Sscan(amount, &most); err != nil || !ok {
		return false
	}
	return t.PeriodAmount <= most && rest == fmt.Sprintf("%s %dx%d", unit, t.PeriodLength, t.Interval)
}

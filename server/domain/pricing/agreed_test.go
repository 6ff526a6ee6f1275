package pricing

import (
	"testing"

	"tollkeeper/server/domain/period"
)

func TestCovers(t *testing.T) {
	monthly := Terms{PeriodAmount: 2000, Interval: period.Monthly, PeriodLength: 1}
	agreed := Agreed(monthly, "usd")
	if agreed != "2000 usd 1x4" {
		t.Errorf("agreed: %q", agreed)
	}
	with := func(amount int64, interval period.Interval, length int) Terms {
		return Terms{PeriodAmount: amount, Interval: interval, PeriodLength: length}
	}
	for _, tc := range []struct {
		agreed string
		terms  Terms
		unit   string
		want   bool
	}{
		{agreed, monthly, "usd", true},
		{agreed, with(1999, period.Monthly, 1), "usd", true},
		{agreed, with(2001, period.Monthly, 1), "usd", false},
		{agreed, monthly, "eur", false},
		{agreed, with(2000, period.Hourly, 1), "usd", false},
		{agreed, with(2000, period.Monthly, 2), "usd", false},
		{"", monthly, "usd", false},
		{"2000", monthly, "usd", false},
		{"much usd 1x4", monthly, "usd", false},
	} {
		if got := Covers(tc.agreed, tc.terms, tc.unit); got != tc.want {
			t.Errorf("Covers(%q, %+v, %s): %t", tc.agreed, tc.terms, tc.unit, got)
		}
	}
}

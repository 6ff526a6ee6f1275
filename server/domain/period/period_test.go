package period_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"tollkeeper/server/domain/period"
)

func date(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestFits(t *testing.T) {
	for s, want := range map[string]bool{
		"1969-12-31T23:59:59Z": false, "1970-01-01T00:00:00Z": true, "8999-12-31T23:59:59Z": true, "9000-01-01T00:00:00+01:00": true, "9000-01-01T00:00:00Z": false,
	} {
		if got := period.Fits(date(s)); got != want {
			t.Errorf("%s: %v, want %v", s, got, want)
		}
	}
	if far := time.Date(300_000_000_000, 1, 1, 0, 0, 0, 0, time.UTC); period.Fits(far) {
		t.Error("a time past the range of Unix nanoseconds")
	}
}

// The examples of profiles-subscriptions-roles.md 1.3.
func TestAdd(t *testing.T) {
	for _, tc := range []struct {
		interval period.Interval
		start    string
		n        int
		want     string
	}{
		{period.Hourly, "2019-01-31T23:30:00Z", 2, "2019-02-01T01:30:00Z"},
		{period.Daily, "2019-02-28T10:00:00Z", 1, "2019-03-01T10:00:00Z"},
		{period.Weekly, "2019-01-31T10:00:00Z", 2, "2019-02-14T10:00:00Z"},
		{period.Monthly, "2019-01-31T10:00:00Z", 1, "2019-02-28T10:00:00Z"},
		{period.Monthly, "2019-01-31T10:00:00Z", 2, "2019-03-31T10:00:00Z"},
		{period.Monthly, "2019-03-31T10:00:00Z", -1, "2019-02-28T10:00:00Z"},
		{period.Monthly, "2019-11-30T10:00:00Z", 3, "2020-02-29T10:00:00Z"},
		{period.Yearly, "2020-02-29T10:00:00Z", 1, "2021-02-28T10:00:00Z"},
		{period.Yearly, "2020-02-29T10:00:00Z", 4, "2024-02-29T10:00:00Z"},
	} {
		if got := tc.interval.Add(date(tc.start), tc.n, time.UTC); !got.Equal(date(tc.want)) {
			t.Errorf("%s + %d %s = %s, want %s", tc.start, tc.n, tc.interval, got.Format(time.RFC3339), tc.want)
		}
	}
}

func TestAddKeepsTheLocalTimeOfDay(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	// 10:00 in Paris before and after the clocks go forward on 31 March 2019.
	if got, want := period.Monthly.Add(date("2019-03-15T09:00:00Z"), 1, paris), date("2019-04-15T08:00:00Z"); !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
	// An hour is an hour whatever the clocks do.
	if got, want := period.Hourly.Add(date("2019-03-31T00:30:00Z"), 2, paris), date("2019-03-31T02:30:00Z"); !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAddNeverGoesBackwards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i := period.Interval(rapid.IntRange(int(period.Hourly), int(period.Yearly)).Draw(t, "interval"))
		start := time.Unix(rapid.Int64Range(0, 4_000_000_000).Draw(t, "start"), 0)
		n := rapid.IntRange(1, 48).Draw(t, "n")
		if a, b := i.Add(start, n-1, time.UTC), i.Add(start, n, time.UTC); !b.After(a) {
			t.Fatalf("%s: %d intervals end at %s, %d at %s", i, n-1, a, n, b)
		}
	})
}

func TestCount(t *testing.T) {
	if got := period.Monthly.Count(1); got != "1 month" {
		t.Errorf("got %q", got)
	}
	if got := period.Yearly.Count(2); got != "2 years" {
		t.Errorf("got %q", got)
	}
}

func TestParseIsTheInverseOfString(t *testing.T) {
	for i := period.Hourly; i <= period.Yearly; i++ {
		if got, ok := period.Parse(i.String()); !ok || got != i {
			t.Errorf("%s parses to %v, %v", i, got, ok)
		}
	}
	if _, ok := period.Parse("fortnightly"); ok {
		t.Error("an unknown word was accepted")
	}
}

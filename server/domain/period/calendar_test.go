package period_test

import (
	"archive/zip"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tollkeeper/server/domain/period"
)

// The proof of the calendar: monthly periods of every anchor day, in every zone of the IANA database whose clocks change, over 48 months, against
// a calculation that shares nothing with the one under test: civil days are counted by hand, and the instant of a local time is looked up among
// all that show it.

// zones are those whose offset changes between 2019 and 2023.
func zones(t *testing.T) []*time.Location {
	t.Helper()
	// The database that comes with Go, so that every machine has the same one.
	root, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close() //nolint:errcheck // only read
	var out []*time.Location
	for _, f := range archive.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		loc, err := time.LoadLocation(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if changes(loc) {
			out = append(out, loc)
		}
	}
	return out
}

func changes(loc *time.Location) bool {
	first := offset(time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC), loc)
	for month := range 60 {
		if offset(time.Date(2019, time.Month(1+month), 1, 0, 0, 0, 0, time.UTC), loc) != first {
			return true
		}
	}
	return false
}

// offset is how many seconds local time is ahead of UTC.
func offset(at time.Time, loc *time.Location) int64 {
	_, seconds := at.In(loc).Zone()
	return int64(seconds)
}

// days counts the days since 1970 of a civil date: years of 365 days and the leap days among them.
func days(year, month, day int64) int64 {
	n := day - 1
	for m := int64(1); m < month; m++ {
		n += length(year, m)
	}
	y := year - 1
	return n + 365*(year-1970) + (y/4 - y/100 + y/400) - (1969/4 - 1969/100 + 1969/400)
}

func length(year, month int64) int64 {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// showing lists the instants at which a clock in the zone shows a local time, given in seconds since 1970 as if it were UTC. While clocks skip
// it there is none: then the two that the offsets before and after would give are returned.
func showing(wall int64, loc *time.Location) []int64 {
	const day = 86400
	var all, valid []int64
	for _, near := range []int64{wall - 2*day, wall + 2*day} {
		at := wall - offset(time.Unix(near, 0), loc)
		all = append(all, at)
		if at+offset(time.Unix(at, 0), loc) == wall {
			valid = append(valid, at)
		}
	}
	if len(valid) > 0 {
		return valid
	}
	return all
}

func TestMonthlyPeriodsInEveryZone(t *testing.T) {
	all := zones(t)
	if len(all) < 150 {
		t.Fatalf("%d zones change their clocks; the database has some two hundred", len(all))
	}
	checked := 0
	for _, loc := range all {
		for anchor := int64(1); anchor <= 31; anchor++ {
			for _, clock := range []struct{ hour, minute int64 }{{0, 30}, {2, 30}, {12, 0}} {
				begin := time.Date(2019, time.January, int(anchor), int(clock.hour), int(clock.minute), 0, 0, loc)
				previous := begin
				for n := int64(1); n <= 48; n++ {
					year, month := 2019+n/12, n%12+1
					wall := days(year, month, min(anchor, length(year, month)))*86400 + clock.hour*3600 + clock.minute*60
					got := period.Monthly.Add(begin, int(n), loc)
					if want := showing(wall, loc); !slices.Contains(want, got.Unix()) || got.Nanosecond() != 0 {
						t.Fatalf("%s, %d January %02d:%02d plus %d months: %s, want one of %v", loc, anchor, clock.hour, clock.minute, n, got, want)
					}
					// The end of a period is the start of the next one: as long as ends follow each other there is neither gap nor overlap.
					if !got.After(previous) {
						t.Fatalf("%s: period %d of the %d. ends at %s and begins at %s", loc, n, anchor, got, previous)
					}
					previous = got
					checked++
				}
			}
		}
	}
	t.Logf("%d periods in %d zones", checked, len(all))
}

// The other intervals, by the same calculation: hours are hours, days and weeks keep the local time, and so do years, of 29 February too.
func TestOtherPeriodsInEveryZone(t *testing.T) {
	starts := []struct{ year, month, day, hour, minute int64 }{{2019, 1, 31, 2, 30}, {2019, 3, 31, 0, 30}, {2020, 2, 29, 2, 30}, {2019, 10, 27, 12, 0}}
	steps := map[period.Interval]int64{period.Hourly: 24 * 40, period.Daily: 4*365 + 1, period.Weekly: 4 * 52, period.Yearly: 8}
	for _, loc := range zones(t) {
		for _, s := range starts {
			begin := time.Date(int(s.year), time.Month(s.month), int(s.day), int(s.hour), int(s.minute), 0, 0, loc)
			clock := s.hour*3600 + s.minute*60
			// The zone itself may skip the time of the start: then the one that it shows counts.
			if h, m, _ := begin.Clock(); int64(h)*3600+int64(m)*60 != clock {
				continue
			}
			for interval, n := range steps {
				previous := begin
				for k := int64(1); k <= n; k++ {
					var want []int64
					switch interval {
					case period.Hourly:
						want = []int64{begin.Unix() + k*3600}
					case period.Daily:
						want = showing((days(s.year, s.month, s.day)+k)*86400+clock, loc)
					case period.Weekly:
						want = showing((days(s.year, s.month, s.day)+7*k)*86400+clock, loc)
					case period.Yearly:
						want = showing(days(s.year+k, s.month, min(s.day, length(s.year+k, s.month)))*86400+clock, loc)
					}
					got := interval.Add(begin, int(k), loc)
					if !slices.Contains(want, got.Unix()) || !got.After(previous) {
						t.Fatalf("%s, %s plus %d %s: %s, want one of %v, after %s", loc, begin, k, interval, got, want, previous)
					}
					previous = got
				}
			}
		}
	}
}

// Counted step by step through Extend, every interval ends where it does when it is counted at once.
func TestEveryIntervalStepByStep(t *testing.T) {
	for _, loc := range zones(t) {
		for _, i := range []period.Interval{period.Hourly, period.Daily, period.Weekly, period.Monthly, period.Yearly} {
			begin := time.Date(2019, 1, 31, 2, 30, 0, 0, loc)
			a, end := period.Anchor{At: begin}, begin
			for n := 1; n <= 60; n++ {
				before := end
				a, end = a.Extend(i, end, 1, loc)
				if !end.Equal(i.Add(begin, n, loc)) || !end.After(before) {
					t.Fatalf("%s, %s: step %d ends at %s", loc, i, n, end)
				}
			}
		}
	}
}

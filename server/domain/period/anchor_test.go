package period_test

import (
	"testing"
	"time"

	"tollkeeper/server/domain/period"
)

func TestExtendReturnsToTheDayOfTheAnchor(t *testing.T) {
	end := date("2019-01-31T10:00:00Z")
	anchor := period.Anchor{At: end}
	for _, want := range []string{"2019-02-28T10:00:00Z", "2019-03-31T10:00:00Z", "2019-04-30T10:00:00Z"} {
		if anchor, end = anchor.Extend(period.Monthly, end, 1, time.UTC); !end.Equal(date(want)) {
			t.Errorf("ends at %s, want %s", end.Format(time.RFC3339), want)
		}
	}
}

func TestExtendAnchorsAnew(t *testing.T) {
	moved := date("2019-05-10T10:00:00Z")
	anchor, end := period.Anchor{At: date("2019-01-31T10:00:00Z"), Intervals: 1}.Extend(period.Yearly, moved, 1, time.UTC)
	if want := date("2020-05-10T10:00:00Z"); !end.Equal(want) || !anchor.At.Equal(moved) || anchor.Intervals != 1 {
		t.Errorf("got %+v and %s, want an anchor at %s and %s", anchor, end, moved, want)
	}
}

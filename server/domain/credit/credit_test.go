package credit_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tollkeeper/server/domain/credit"
)

var (
	start = credit.Tier{Service: "SELF_SERVICE", Tier: "START", Price: 1012, Currency: "USD", Months: 1, Credits: 100, GraceDays: 7}
	grow  = credit.Tier{Service: "SELF_SERVICE", Tier: "GROWTH", Price: 4012, Currency: "USD", Months: 1, Credits: 500, GraceDays: 7}
	year  = credit.Tier{Service: "SELF_SERVICE", Tier: "SCALE", Price: 90000, Currency: "USD", Months: 12, Credits: 9000, GraceDays: 30}
	euro  = credit.Tier{Service: "SELF_SERVICE", Tier: "EURO", Price: 5000, Currency: "EUR", Months: 1, Credits: 1}
)

func at(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t
}

func TestNew(t *testing.T) {
	s := credit.New(start, false, at("2022-04-13T15:42:05Z"))
	want := credit.Subscription{
		Service: "SELF_SERVICE", Tier: "START", StartAt: at("2022-04-13T15:42:05Z"), EndAt: at("2022-05-13T15:42:05Z"), Anchor: at("2022-04-13T15:42:05Z"),
		AnchorMonths: 1, GraceDays: 7, CreditsTotal: 100, BasePrice: 1012, ActualPrice: 1012, Currency: "USD", Payment: credit.Pending,
	}
	if s != want || !s.GraceEnd().Equal(at("2022-05-20T15:42:05Z")) {
		t.Errorf("%+v", s)
	}
	if s := credit.New(start, true, at("2022-04-13T15:42:05Z")); s.Payment != credit.Paid {
		t.Errorf("%+v", s)
	}
}

// Active until the end of the grace, unless a payment failed.
func TestActive(t *testing.T) {
	s := credit.New(start, true, at("2022-04-13T15:42:05Z"))
	for now, want := range map[string]bool{"2022-04-13T15:42:05Z": true, "2022-05-13T15:42:05Z": true, "2022-05-20T15:42:04Z": true, "2022-05-20T15:42:05Z": false} {
		if s.Active(at(now)) != want {
			t.Errorf("%s: %t", now, !want)
		}
	}
	s.Payment = credit.Failed
	if s.Active(at("2022-04-13T15:42:05Z")) {
		t.Error("active although the payment failed")
	}
}

// The example of the contract: halfway through 30 days, half of the difference.
func TestUpgrade(t *testing.T) {
	s := credit.New(start, true, at("2022-04-13T15:42:05Z"))
	s.CreditsUsed = 40
	for _, c := range []struct {
		now           string
		actual, total int64
		payment       string
	}{
		{"2022-04-13T15:42:05Z", 1012 + 3000, 500, credit.Pending},
		{"2022-04-28T15:42:05Z", 1012 + 1500, 300, credit.Pending},
		{"2022-05-12T15:42:05Z", 1012 + 100, 100 + 13, credit.Pending}, // 400 / 30 = 13.33
		{"2022-05-13T15:42:04Z", 1012, 100, credit.Paid},               // a second before the end nothing is due
		{"2022-05-15T00:00:00Z", 1012, 100, credit.Paid},
	} {
		got, err := s.Change(grow, start.Credits, at(c.now))
		if err != nil || got.Tier != "GROWTH" || got.BasePrice != 4012 || got.ActualPrice != c.actual || got.CreditsTotal != c.total || got.Payment != c.payment ||
			!got.EndAt.Equal(s.EndAt) || !got.StartAt.Equal(s.StartAt) || got.CreditsUsed != 40 {
			t.Errorf("%s: %+v, %v", c.now, got, err)
		}
	}
}

// Half a cent goes to the even one: a third of the way, 5 of 10 cents of a period of 2 days and so on.
func TestRoundHalfToEven(t *testing.T) {
	for price, want := range map[int64]int64{1: 0, 3: 2, 5: 2, 7: 4} {
		s := credit.New(credit.Tier{Currency: "USD", Months: 1}, true, at("2022-04-01T00:00:00Z"))
		got, err := s.Change(credit.Tier{Currency: "USD", Price: price}, 0, at("2022-04-16T00:00:00Z"))
		if err != nil || got.ActualPrice != want {
			t.Errorf("half of %d: %d, want %d (%v)", price, got.ActualPrice, want, err)
		}
	}
}

// What was paid for stays until the renewal, which uses the new tier.
func TestDowngrade(t *testing.T) {
	s := credit.New(grow, true, at("2022-04-13T15:42:05Z"))
	got, err := s.Change(start, grow.Credits, at("2022-04-28T15:42:05Z"))
	if err != nil || got.Tier != "START" || got.BasePrice != 1012 || got.ActualPrice != 4012 || got.CreditsTotal != 500 || got.Payment != credit.Paid {
		t.Errorf("%+v, %v", got, err)
	}
	got = got.Renew(start, true, at("2022-05-13T15:42:05Z"))
	if got.ActualPrice != 1012 || got.CreditsTotal != 100 || !got.EndAt.Equal(at("2022-06-13T15:42:05Z")) {
		t.Errorf("%+v", got)
	}
}

func TestChangeRefused(t *testing.T) {
	s := credit.New(start, true, at("2022-04-13T15:42:05Z"))
	if _, err := s.Change(grow, 100, s.GraceEnd()); !errors.Is(err, credit.ErrGraceOver) {
		t.Errorf("after the grace: %v", err)
	}
	if _, err := s.Change(euro, 100, s.StartAt); !errors.Is(err, credit.ErrCurrency) {
		t.Errorf("another currency: %v", err)
	}
}

func TestRenew(t *testing.T) {
	s := credit.New(start, true, at("2022-01-31T10:00:00Z"))
	s.CreditsUsed = 30
	if !s.EndAt.Equal(at("2022-02-28T10:00:00Z")) {
		t.Errorf("ends %s", s.EndAt)
	}
	early := s.Renew(start, false, at("2022-02-10T00:00:00Z"))
	if !early.StartAt.Equal(s.StartAt) || !early.EndAt.Equal(at("2022-03-31T10:00:00Z")) || early.CreditsTotal != 200 || early.CreditsUsed != 30 || early.Payment != credit.Pending {
		t.Errorf("early: %+v", early)
	}
	grace := s.Renew(start, true, at("2022-03-05T00:00:00Z"))
	if !grace.StartAt.Equal(s.EndAt) || !grace.EndAt.Equal(at("2022-03-31T10:00:00Z")) || grace.CreditsTotal != 100 || grace.CreditsUsed != 0 || grace.Payment != credit.Paid {
		t.Errorf("within the grace: %+v", grace)
	}
	late := s.Renew(year, true, at("2022-03-07T10:00:00Z"))
	if !late.StartAt.Equal(at("2022-03-07T10:00:00Z")) || !late.EndAt.Equal(at("2023-03-07T10:00:00Z")) || late.CreditsTotal != 9000 || late.GraceDays != 30 || late.BasePrice != 90000 {
		t.Errorf("after the grace: %+v", late)
	}
}

// Whatever happens, credits are never negative, prices neither, and a renewal never moves the end backwards.
func TestInvariants(t *testing.T) {
	tiers := []credit.Tier{start, grow, year}
	rapid.Check(t, func(t *rapid.T) {
		now := at("2022-01-31T10:00:00Z").Add(time.Duration(rapid.Int64Range(0, 400*24*3600).Draw(t, "start")) * time.Second)
		tier := rapid.SampledFrom(tiers).Draw(t, "tier")
		s := credit.New(tier, true, now)
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.Int64Range(0, 60*24*3600).Draw(t, "wait")) * time.Second)
			before := s
			switch rapid.IntRange(0, 2).Draw(t, "step") {
			case 0:
				s = s.Renew(tier, rapid.Bool().Draw(t, "paid"), now)
				if s.EndAt.Before(before.EndAt) || !s.EndAt.After(s.StartAt) || s.StartAt.After(now) && !s.StartAt.Equal(before.StartAt) {
					t.Fatalf("renewed at %s: %+v became %+v", now, before, s)
				}
			case 1:
				to := rapid.SampledFrom(tiers).Draw(t, "to")
				changed, err := s.Change(to, tier.Credits, now)
				if err != nil && now.Before(s.GraceEnd()) {
					t.Fatal(err)
				}
				if err == nil {
					s, tier = changed, to
				}
				if s.ActualPrice < before.ActualPrice || !s.EndAt.Equal(before.EndAt) {
					t.Fatalf("changed at %s: %+v became %+v", now, before, s)
				}
			case 2:
				s.CreditsUsed += rapid.Int64Range(0, s.Remaining()).Draw(t, "use")
			}
			if s.CreditsUsed > s.CreditsTotal || s.CreditsTotal < 0 || s.Remaining() < 0 || s.ActualPrice < 0 {
				t.Fatalf("%+v", s)
			}
		}
	})
}

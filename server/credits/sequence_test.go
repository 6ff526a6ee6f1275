package credits_test

import (
	"fmt"
	"testing"
	"testing/quick"
	"time"

	"tollkeeper/gen/v1client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Whatever is renewed, changed and used in whatever order: credits never get negative, the end never moves backwards, and a payment is a
// period, however often it is sent (credit-subscriptions.md, "Rules").
func TestSequences(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		s := open(t, db)
		n := 0
		sequence := func(steps []byte) bool {
			n++
			sub := s.create("xia", "START", ref(fmt.Sprintf("first-%d", n)))
			defer s.Clock.Advance(400 * 24 * time.Hour) // past every grace: the next sequence subscribes anew
			start, end, periods := sub.StartDate, sub.EndDate, 1
			answers := map[string]v1client.SubscriptionPublic{}
			for i, step := range steps[:min(len(steps), 9)] {
				s.Clock.Advance(time.Hour)
				got := s.step(sub, step, n, i, answers, &periods)
				if got.EndDate.Before(end) || !got.EndDate.Equal(monthsAfter(start, periods)) {
					t.Logf("steps %v: after step %d the end is %s, after %d periods from %s", steps, i, got.EndDate, periods, start)
					return false
				}
				if got.CreditsRemaining < 0 || got.CreditsRemaining != got.CreditsTotal-got.CreditsUsed || got.CreditsTotal < int64(100*periods) {
					t.Logf("steps %v: after step %d of %d periods: %+v", steps, i, periods, got)
					return false
				}
				end = got.EndDate
			}
			return true
		}
		if err := quick.Check(sequence, &quick.Config{MaxCount: 25}); err != nil {
			t.Error(err)
		}
	})
}

// step does what a random byte says, and counts the periods that it should add. A payment that was sent before has to get its first answer.
func (s site) step(sub *v1client.SubscriptionPublic, step byte, n, i int, answers map[string]v1client.SubscriptionPublic, periods *int) v1client.SubscriptionPublic {
	s.Helper()
	switch choice := step / 4; step % 4 {
	case 0: // one of two payments, early and often
		payment := fmt.Sprintf("pay-%d-%d", n, choice%2)
		got := *s.renew(sub.ID, &payment)
		if first, again := answers[payment]; !again {
			answers[payment] = got
			*periods++
		} else if got != first {
			s.Errorf("payment %s was answered %+v, then %+v", payment, first, got)
		}
	case 1:
		s.renew(sub.ID, nil)
		*periods++
	case 2:
		s.update(sub.ID, []string{"START", "GROWTH", "SCALE"}[choice%3])
	case 3: // more than there is, at times
		if status, text := s.use(sub.ID, fmt.Sprintf("use-%d-%d", n, i), int64(choice)*5+1); status != 200 && status != 409 {
			s.Errorf("use: %d %s", status, text)
		}
	}
	return *servertest.Must[*v1client.SubscriptionsReadSubscriptionResponse](s.T, 200)(
		s.as("xia").SubscriptionsReadSubscriptionWithResponse(s.Context(), sub.ID)).JSON200
}

// monthsAfter is the same day of a later month, or its last one.
func monthsAfter(t time.Time, n int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

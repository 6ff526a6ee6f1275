package store_test

import (
	"testing"
	"time"

	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// What a request did is known as long as it is asked for, the latest time counts, and what is older is forgotten.
func TestDoneRequests(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		at := time.Date(2019, 6, 24, 10, 0, 0, 0, time.UTC)
		remember := func(hash string, at time.Time) {
			t.Helper()
			err := s.Do(t.Context(), func(tx *store.Store) error { return tx.RememberRequest(t.Context(), hash, at, at.Add(-time.Hour)) })
			if err != nil {
				t.Fatal(err)
			}
		}
		done := func(hash string, since time.Time, want bool) {
			t.Helper()
			if got, err := s.RequestDone(t.Context(), hash, since); got != want || err != nil {
				t.Errorf("%s since %s: %v, %v", hash, since, got, err)
			}
		}
		done("one", at, false)
		remember("one", at)
		done("one", at, true)
		done("one", at.Add(time.Second), false)
		done("other", at, false)
		remember("one", at.Add(30*time.Minute))
		done("one", at.Add(30*time.Minute), true)
		remember("other", at.Add(90*time.Minute))
		done("one", at, true)
		remember("other", at.Add(91*time.Minute))
		done("one", at, false)
		done("other", at.Add(91*time.Minute), true)
	})
}

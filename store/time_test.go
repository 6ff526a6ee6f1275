package store_test

import (
	"errors"
	"testing"
	"time"

	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// A time comes back as the same microsecond in UTC, whatever its zone and precision were, and compares as that instant.
func TestTimesAreMicrosecondsInUTC(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, when := range []time.Time{
			time.Date(2024, 2, 29, 23, 59, 59, 999999999, time.FixedZone("", -12*3600)),
			time.Date(2019, 3, 31, 1, 30, 0, 1000, time.FixedZone("", 5*3600+1800)),
			time.Date(1969, 12, 31, 23, 59, 59, 123456000, time.UTC),
			time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
		} {
			want := when.UTC().Truncate(time.Microsecond)
			name := "u" + want.Format("2006")
			u, x := user(name, name+"@x.example"), store.Session{KeyHash: name, CreatedAt: when, ExpiresAt: when.Add(time.Hour)}
			u.CreatedAt, u.LastLogin = when, &when
			err := s.Do(t.Context(), func(tx *store.Store) error {
				return errors.Join(tx.CreateUser(t.Context(), &u), tx.CreateSession(t.Context(), &x))
			})
			if err != nil {
				t.Fatal(err)
			}
			got, err := s.User(t.Context(), u.ID)
			if err != nil || got.CreatedAt != want || *got.LastLogin != want {
				t.Errorf("%s came back as %s and %s, %v", want, got.CreatedAt, got.LastLogin, err)
			}
			// An end is exclusive, also when it is asked for in another zone.
			ends := want.Add(time.Hour).In(time.FixedZone("", 7*3600))
			for before, there := range map[time.Duration]bool{time.Microsecond: true, 0: false} {
				if _, err := s.Session(t.Context(), name, ends.Add(-before)); (err == nil) != there || err != nil && !errors.Is(err, store.ErrNotFound) {
					t.Errorf("%s: %s before its end: %v", want, before, err)
				}
			}
		}
	})
}

package store

import (
	"context"
	"errors"
	"time"
)

// Throttle is how far in advance the attempts that are counted under a key are used up, in microseconds since 1970.
type Throttle struct {
	KeyHash   string
	UsedUntil int64
}

// Attempt counts an attempt under a key and returns 0, or, when there were too many, how long to wait for the next one: burst of them are
// free at once, and one more every interval (the generic cell rate algorithm of ITU-T I.371). A refused attempt is not counted. All
// processes that use the database count together.
func (s *Store) Attempt(ctx context.Context, keyHash string, burst int, every time.Duration, at time.Time) (wait time.Duration, err error) {
	now, latest := at.UnixMicro(), at.Add(time.Duration(burst-1)*every).UnixMicro()
	done := s.tx(ctx).Exec(`INSERT INTO throttles (key_hash, used_until) VALUES (?, ?) ON CONFLICT (key_hash) DO UPDATE
		SET used_until = CASE WHEN throttles.used_until < ? THEN excluded.used_until ELSE throttles.used_until + ? END
		WHERE throttles.used_until <= ?`, keyHash, at.Add(every).UnixMicro(), now, every.Microseconds(), latest)
	if done.Error != nil || done.RowsAffected > 0 {
		return 0, s.wrap(done.Error)
	}
	kept, err := first[Throttle](s, s.tx(ctx).Where("key_hash = ?", keyHash))
	return time.Duration(kept.UsedUntil-latest) * time.Microsecond, err
}

// MustWait tells how long to wait for the next attempt under a key, 0 for not at all, without counting one.
func (s *Store) MustWait(ctx context.Context, keyHash string, burst int, every time.Duration, at time.Time) (time.Duration, error) {
	latest := at.Add(time.Duration(burst-1) * every).UnixMicro()
	kept, err := first[Throttle](s, s.query(ctx).Where("key_hash = ?", keyHash))
	if errors.Is(err, ErrNotFound) || err == nil && kept.UsedUntil <= latest {
		return 0, nil
	}
	return time.Duration(kept.UsedUntil-latest) * time.Microsecond, err
}

// ForgiveAttempts forgets the attempts that were counted under a key.
func (s *Store) ForgiveAttempts(ctx context.Context, keyHash string) error {
	return s.wrap(s.tx(ctx).Where("key_hash = ?", keyHash).Delete(&Throttle{}).Error)
}

// SweepAttempts forgets all attempts that say nothing any more.
func (s *Store) SweepAttempts(ctx context.Context, at time.Time) error {
	return s.wrap(s.tx(ctx).Where("used_until < ?", at.UnixMicro()).Delete(&Throttle{}).Error)
}

// Throttled is the number of keys under which attempts are counted.
func (s *Store) Throttled(ctx context.Context) (int64, error) {
	var n int64
	err := s.query(ctx).Model(&Throttle{}).Count(&n).Error
	return n, s.wrap(err)
}

package store

import (
	"context"
	"time"
)

// ProcessorEvent is an event that the payment processor posted and that was taken.
type ProcessorEvent struct {
	EventKey   string `gorm:"primaryKey"`
	ReceivedAt time.Time
}

// RememberEvent keeps the key of an event and tells whether it is new. Events from before an instant are forgotten.
func (s *Store) RememberEvent(ctx context.Context, key string, at, forget time.Time) (bool, error) {
	fresh := false
	err := s.Do(ctx, func(tx *Store) error {
		if err := tx.tx(ctx).Exec("DELETE FROM processor_events WHERE received_at < ?", forget).Error; err != nil {
			return tx.wrap(err)
		}
		inserted := tx.tx(ctx).Exec("INSERT INTO processor_events (event_key, received_at) VALUES (?, ?) ON CONFLICT DO NOTHING", key, at)
		fresh = inserted.RowsAffected == 1
		return tx.wrap(inserted.Error)
	})
	return fresh, err
}

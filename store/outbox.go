package store

import (
	"context"
	"encoding/json"
	"time"
)

// EnqueueMail writes a mail that goes out once the transaction has committed: the name of a template and what it needs to be written.
func (s *Store) EnqueueMail(ctx context.Context, template string, payload map[string]any, at time.Time) error {
	data, err := json.Marshal(payload)
	if err != nil {
		return err
	}
	return s.wrap(s.tx(ctx).Create(&OutboxMail{CreatedAt: at, Template: template, Payload: string(data)}).Error)
}

// WaitingMails lists what is not sent yet, oldest first, a thousand at most.
func (s *Store) WaitingMails(ctx context.Context) ([]OutboxMail, error) {
	var out []OutboxMail
	err := s.query(ctx).Where("sent_at IS NULL").Order("id").Limit(1000).Find(&out).Error
	return out, err
}

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

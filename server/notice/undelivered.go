package notice

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"tollkeeper/store"
)

// undeliveredTo is the key of the data of a mail that says for whom it was.
const undeliveredTo = "undelivered_to"

// Undelivered sends the managers of the broker a mail that was given up, with a banner that says for whom it was. What is such a copy itself goes
// no further (auth-users.md 1.8; metrics-jobs-notifications.md 6.1).
func Undelivered(ctx context.Context, tx *store.Store, m store.OutboxMail, at time.Time) error {
	var data map[string]any
	if json.Unmarshal([]byte(m.Payload), &data) != nil || data[undeliveredTo] != nil {
		return nil // nobody could read it
	}
	broker, err := tx.Broker(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	managers, err := tx.ManagerEmails(ctx, broker.ID, "", 0)
	if err != nil {
		return err
	}
	managers = slices.DeleteFunc(managers, func(address string) bool { return strings.EqualFold(address, m.Recipient) })
	if data == nil {
		data = map[string]any{}
	}
	data[undeliveredTo] = m.Recipient
	return To(ctx, tx, Notice{Template: m.Template, ReplyTo: m.ReplyTo, Data: data, At: at}, managers...)
}

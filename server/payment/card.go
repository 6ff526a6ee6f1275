package payment

import (
	"context"
	"errors"
	"time"

	"tollkeeper/server/notice"
	"tollkeeper/store"
)

// NotAvailable is what people read of a card or an account that is not there.
const NotAvailable = "N/A"

// Shown is what people read of a card: its last digits, and the month in which it expires.
func (c Card) Shown() (last4, expDate string) {
	if c == (Card{}) {
		return NotAvailable, NotAvailable
	}
	return c.Last4, c.ExpDate.Format("01/2006")
}

// CardOf asks the processor about a card; nil, and one that it does not know, are no card.
func CardOf(ctx context.Context, p Processor, key *string) (Card, error) {
	if key == nil || *key == "" {
		return Card{}, nil
	}
	card, err := p.Card(ctx, *key)
	if errors.Is(err, ErrUnknown) {
		return Card{}, nil
	}
	return card, err
}

// Replacement is a card that takes the place of the one on file.
type Replacement struct {
	// Key is that of the new card, UserID who gave it.
	Key           string
	UserID        int64
	Before, After Card
	At            time.Time
}

// KeepCard writes down the card of a customer, who is locked. When it takes the place of another her managers hear of it, and the other one is
// returned, for the processor to forget when the transaction is over (metrics-jobs-notifications.md 6.2).
func KeepCard(ctx context.Context, tx *store.Store, customer store.Organization, r Replacement) (gone *string, err error) {
	old := customer.ProcessorCardKey
	err = tx.UpdateOrganization(ctx, customer.ID, map[string]any{"processor_card_key": r.Key})
	if err != nil || old == nil || *old == "" || *old == r.Key {
		return nil, err
	}
	user, err := tx.User(ctx, r.UserID)
	if err != nil {
		return nil, err
	}
	shown := func(c Card) map[string]any {
		last4, expDate := c.Shown()
		return map[string]any{"last4": last4, "exp_date": expDate}
	}
	return old, notice.ManagersAndBroker(ctx, tx, notice.Notice{Template: "card_updated", At: r.At, Data: map[string]any{
		"organization": notice.Organization(customer), "user": notice.User(user), "old_card": shown(r.Before), "new_card": shown(r.After),
	}}, customer.ID, 0)
}

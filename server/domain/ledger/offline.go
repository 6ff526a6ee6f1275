package ledger

import "time"

// OfflinePrefix begins the keys of the journals of offline payments: their order rows are paid from the start.
const OfflinePrefix = "offline:"

// OfflinePayment is a payment that a subscriber made to a provider outside the site.
type OfflinePayment struct {
	// ID is unique to the payment.
	ID                   string
	At                   time.Time
	Subscriber, Provider int64
	// Amount is cents of Unit; Payable is what the subscriber's Payable account has of the event before.
	Amount, Payable int64
	Unit            string
	Event           string
	Description     string
	// By refers to the name of who recorded it (Named), which is to be forgotten with her.
	By string
}

// OfflineText ends the description of the rows of an offline payment and of the one that balances them: by whom it was recorded (billing-ledger.md E11).
func OfflineText(by string) (text, balanced string) {
	text = " (" + by + ")"
	return text, text + " - " + matchText
}

// PayOffline records a payment made outside the site as an order and its payment at once; it pays no earlier order, and the funds of the
// provider stay as they are (billing-ledger.md E11).
func PayOffline(p OfflinePayment) (Journal, error) {
	by, balanced := OfflineText(p.By)
	text := p.Description + by
	entries := []Entry{
		move(p.At, p.Event, text, p.Amount, p.Unit, at(p.Subscriber, Payable), at(p.Provider, Receivable)),
		move(p.At, "", text, p.Amount, p.Unit, at(p.Provider, Funds), at(p.Subscriber, Liability)),
	}
	if matched := min(p.Amount, p.Payable+p.Amount); matched > 0 {
		entries = append(entries, move(p.At, p.Event, matchText, matched, p.Unit, at(p.Subscriber, Liability), at(p.Subscriber, Payable)))
	}
	entries = append(entries,
		move(p.At, p.Event, text, p.Amount, p.Unit, at(p.Provider, Receivable), at(p.Provider, Backlog)),
		move(p.At, p.Event, p.Description+balanced, p.Amount, p.Unit, at(p.Provider, Offline), at(p.Provider, Funds)))
	return newJournal(OfflinePrefix+p.ID, entries)
}

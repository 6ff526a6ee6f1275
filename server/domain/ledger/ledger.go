// Package ledger makes the rows of the double-entry ledger. A Journal can only be had from a named business event (Orders, Settle, …),
// which makes it balanced; the store appends journals and nothing else, and the database refuses what is unbalanced, changed or
// deleted (billing-ledger.md 1.10 and 2; design 4).
package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Account is the name of an account; every organization has its own of each.
type Account string

// The chart of accounts (billing-ledger.md 2.1).
const (
	Payable    Account = "Payable"
	Liability  Account = "Liability"
	Refunded   Account = "Refunded"
	Canceled   Account = "Canceled"
	Receivable Account = "Receivable"
	Backlog    Account = "Backlog"
	Income     Account = "Income"
	Expenses   Account = "Expenses"
	Funds      Account = "Funds"
	Refund     Account = "Refund"
	Chargeback Account = "Chargeback"
	Withdraw   Account = "Withdraw"
	Writeoff   Account = "Writeoff"
	Offline    Account = "Offline"
)

// Side is one end of an entry: an account of an organization and what moves there, in cents of Unit.
type Side struct {
	Organization int64
	Account      Account
	Amount       int64
	Unit         string
}

// Entry moves an amount from Orig to Dest. The amounts are equal when the units are.
type Entry struct {
	CreatedAt   time.Time
	Description string
	// Event is the identifier of the business event (billing-ledger.md 1.7), empty for none.
	Event string
	Orig  Side
	Dest  Side
	// Periods is the number of intervals that an order row pays for, 0 for other rows (billing-ledger.md 3.7, REC).
	Periods int
}

// Journal is the set of entries of one business event. Its key makes appending it twice the same as once.
type Journal struct {
	key     string
	entries []Entry
}

// Key is unique to the business event.
func (j Journal) Key() string { return j.key }

// Entries returns a copy of the entries, in the order in which they are written.
func (j Journal) Entries() []Entry { return slices.Clone(j.entries) }

// Hash is that of the journal's entries: the same key with another hash is a conflict, not a repetition.
func (j Journal) Hash() string { return HashOf(j.entries) }

// HashOf is the SHA-256 of entries in hexadecimal. Stored with a journal, it proves later that its entries are still those: so it depends
// on nothing that a database does not give back, and a field that is renamed or added must not show in the hashes of older journals.
func HashOf(entries []Entry) string {
	entries = slices.Clone(entries)
	for i := range entries {
		entries[i].CreatedAt = entries[i].CreatedAt.UTC().Truncate(time.Microsecond)
	}
	data, err := json.Marshal(entries)
	if err != nil {
		panic(err) // entries hold nothing that cannot be marshalled
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// newJournal is the only maker of journals.
func newJournal(key string, entries []Entry) (Journal, error) {
	for i, e := range entries {
		if err := e.check(); err != nil {
			return Journal{}, fmt.Errorf("ledger: journal %s, entry %d: %w", key, i, err)
		}
	}
	return Journal{key: key, entries: entries}, nil
}

func (e Entry) check() error {
	switch {
	case e.CreatedAt.IsZero():
		return fmt.Errorf("no time")
	case e.Orig.Organization == 0 || e.Dest.Organization == 0:
		return fmt.Errorf("no organization")
	case e.Orig.Amount < 0 || e.Dest.Amount < 0:
		return fmt.Errorf("negative amount")
	case e.Orig.Unit == "" || e.Dest.Unit == "":
		return fmt.Errorf("no unit")
	case e.Orig.Unit == e.Dest.Unit && e.Orig.Amount != e.Dest.Amount:
		return fmt.Errorf("unbalanced: %d out, %d in", e.Orig.Amount, e.Dest.Amount)
	case len(e.Event) > 50:
		return fmt.Errorf("event %q is longer than 50 characters", e.Event)
	}
	return nil
}

// move is an entry in a single currency.
func move(at time.Time, event, description string, amount int64, unit string, dest, orig Side) Entry {
	dest.Amount, dest.Unit = amount, unit
	orig.Amount, orig.Unit = amount, unit
	return Entry{CreatedAt: at, Description: description, Event: event, Dest: dest, Orig: orig}
}

func at(organization int64, account Account) Side {
	return Side{Organization: organization, Account: account}
}

// SubscriptionEvent is the event of orders, payments and income of a subscription.
func SubscriptionEvent(id int64) string { return fmt.Sprintf("sub_%d/", id) }

// ChargeEvent is the event of a charge, its fees and its distributions.
func ChargeEvent(id int64) string { return fmt.Sprintf("cha_%d/", id) }

package ledger

import (
	"fmt"
	"time"
)

// Due is what a payer still owes for a subscription (billing-ledger.md 3.3).
type Due struct {
	Payer, Provider int64
	// Amount is the balance due, Payable what the payer's Payable account still has of the event, in cents of Unit.
	Amount, Payable int64
	Unit            string
	Event           string
	// Name is the subscription, "subscriber:plan".
	Name string
	// LastRow is the id of the youngest order row that is due: with the payer and the event it names this due for ever.
	LastRow int64
}

// WriteOff abandons a due: what was ordered leaves the payer's Payable account, what is owed her Liability, and the provider's receivable is
// canceled (billing-ledger.md E12).
func WriteOff(now time.Time, d Due) (Journal, error) {
	var entries []Entry
	if d.Payable > 0 {
		entries = append(entries, move(now, d.Event, matchText, d.Payable, d.Unit, at(d.Payer, Liability), at(d.Payer, Payable)))
	}
	entries = append(entries,
		move(now, d.Event, "Write off liability for "+d.Name, d.Amount, d.Unit, at(d.Provider, Writeoff), at(d.Payer, Liability)),
		move(now, d.Event, "Write off receivable for "+d.Name, d.Amount, d.Unit, at(d.Payer, Canceled), at(d.Provider, Receivable)))
	return newJournal(fmt.Sprintf("writeoff:%s:%d:%d", d.Event, d.Payer, d.LastRow), entries)
}

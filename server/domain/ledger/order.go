package ledger

import "time"

// OrderLine is a line of an order as the ledger sees it.
type OrderLine struct {
	// Payer pays, Provider sells: ids of organizations.
	Payer, Provider int64
	Amount          int64
	Unit            string
	// Event is that of the subscription, or the coupon code of an order for somebody not registered yet.
	Event       string
	Description string
	// Periods is the number of the plan's intervals that the line pays for, 0 for a setup line.
	Periods int
}

// Orders records what was ordered: payer:Payable <- provider:Receivable for each line (billing-ledger.md E1, E14, E15).
func Orders(key string, placed time.Time, lines []OrderLine) (Journal, error) {
	entries := make([]Entry, len(lines))
	for i, line := range lines {
		entries[i] = move(placed, line.Event, line.Description, line.Amount, line.Unit,
			at(line.Payer, Payable), at(line.Provider, Receivable))
		entries[i].Periods = line.Periods
	}
	return newJournal(key, entries)
}

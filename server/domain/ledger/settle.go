package ledger

import (
	"fmt"
	"time"
)

// matchText is the description of the row that nets an order with its payment (billing-ledger.md 3.7).
const matchText = "Keep a balanced ledger"

// CardHolder stands for whoever paid a charge in the description of its rows, and is replaced by name when they are shown: rows can never be
// changed, and a name must be forgotten when its owner wants so.
const CardHolder = "{card holder}"

// PaidBy is the description of a payment by card (billing-ledger.md 3.7 and E3).
func PaidBy(chargeKey string) string {
	return "Charge " + chargeKey + " on credit card of " + CardHolder
}

// ChargeLine is a line of a charge: the order row it pays.
type ChargeLine struct {
	Payer, Provider int64
	Amount          int64
	Event           string
	// Name is the readable form of the event: "subscriber:plan" or "provider-coupon".
	Name string
}

// Charge is a charge that the processor says succeeded.
type Charge struct {
	ID                  int64
	Key                 string
	CreatedAt           time.Time
	Customer, Processor int64
	Unit                string
	// Distribution is what the processor made of the charge when its books are in another currency, else nil.
	Distribution *Distribution
	Lines        []ChargeLine
	// Payable is what each event of the lines still has on the payer's Payable account, in cents.
	Payable map[string]int64
}

// Distribution is what a processor made of a charge in the currency of its own books: what it distributes and the fee that it keeps, in cents
// of Unit (billing-ledger.md E3 and 5.2, charge_distribution).
type Distribution struct {
	Distribute, Fee int64
	Unit            string
}

// Settlement is the journal of a charge that succeeded, with the place of each line's fee and distribution row in it.
type Settlement struct {
	Journal
	// Fee and Distribution hold, for each line, the index of its row in Entries; Fee is -1 where there is none.
	Fee, Distribution []int
}

// Settle records that a charge succeeded: the payment, and for each line the match with its order, the processor's fee and the
// distribution to the provider (billing-ledger.md E3; in one currency the fee is split as its REC says).
func Settle(c Charge) (Settlement, error) {
	event := ChargeEvent(c.ID)
	var total int64
	for _, line := range c.Lines {
		total += line.Amount
	}
	shares, err := c.shares(total)
	if err != nil {
		return Settlement{}, err
	}
	payable := make(map[string]int64, len(c.Payable))
	for k, v := range c.Payable {
		payable[k] = v
	}
	entries := []Entry{move(c.CreatedAt, event, PaidBy(c.Key), total, c.Unit, at(c.Processor, Funds), at(c.Customer, Liability))}
	s := Settlement{Fee: make([]int, len(c.Lines)), Distribution: make([]int, len(c.Lines))}
	for i, line := range c.Lines {
		if matched := min(line.Amount, payable[line.Event]); matched > 0 {
			payable[line.Event] -= matched
			entries = append(entries, move(c.CreatedAt, line.Event, matchText, matched, c.Unit, at(line.Payer, Liability), at(line.Payer, Payable)))
		}
		share := shares[i]
		s.Fee[i] = -1
		if share.fee.from > 0 || share.fee.to > 0 {
			s.Fee[i] = len(entries)
			entries = append(entries, share.fee.move(c.CreatedAt, event, fmt.Sprintf("Charge %s processor fee for %s", c.Key, line.Event),
				at(line.Provider, Expenses), at(c.Processor, Backlog)))
		}
		distribution := fmt.Sprintf("Charge %s distribution for %s", c.Key, line.Name)
		entries = append(entries, share.earned.move(c.CreatedAt, line.Event, distribution, at(line.Provider, Receivable), at(line.Provider, Backlog)))
		s.Distribution[i] = len(entries)
		entries = append(entries, share.distributed.move(c.CreatedAt, event, distribution, at(line.Provider, Funds), at(c.Processor, Funds)))
	}
	s.Journal, err = newJournal("settle:"+event, entries)
	return s, err
}

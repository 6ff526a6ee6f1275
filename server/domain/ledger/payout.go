package ledger

import (
	"fmt"
	"time"
)

// Transferred is a payout to a provider, or what the processor pulled back from it.
type Transferred struct {
	// Key is the processor's.
	Key                 string
	At                  time.Time
	Processor, Provider int64
	// Amount is positive for a payout and negative for what was pulled back; Amount and Fee are cents of Unit.
	Amount, Fee int64
	Unit        string
	Description string
}

// Payout records a payout (billing-ledger.md E13).
func Payout(t Transferred) (Journal, error) {
	if t.Description == "" {
		t.Description = "STRIPE TRANSFER " + t.Key
	}
	to, from, amount := at(t.Processor, Withdraw), at(t.Provider, Funds), t.Amount
	if amount < 0 {
		to, from, amount = from, to, -amount
	}
	entries := []Entry{move(t.At, t.Key, t.Description, amount, t.Unit, to, from)}
	if t.Fee > 0 {
		entries = append(entries, move(t.At, t.Key, "Processor fee for "+t.Key, t.Fee, t.Unit, at(t.Processor, Funds), at(t.Provider, Funds)))
	}
	return newJournal(PayoutJournal(t.Provider, t.Key), entries)
}

// PayoutJournal is the key of the journal of a payout to a provider.
func PayoutJournal(provider int64, payoutKey string) string {
	return fmt.Sprintf("payout:%d:%s", provider, payoutKey)
}

// withdrawText begins what the site calls a payout that nobody gave a name (billing-ledger.md 3.7 and E13).
const withdrawText = "withdraw from "

// Withdrawal is what the site calls a payout of a provider that a user asked for, and the name in it, which is to be forgotten with her: the row
// holds a reference to the name instead (Named).
func Withdrawal(provider, username string) (text, name string) {
	name = provider + " (" + username + ")"
	return withdrawText + name, name
}

// NamedWithdrawal is the text of Withdrawal with a reference in place of the name.
func NamedWithdrawal(key string) string { return withdrawText + Named(key) }

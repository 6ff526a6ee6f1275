package ledger

import "time"

// Settled is the account of the placeholder that pays an old balance.
const Settled Account = "settled"

// OldBalance is the placeholder line by which an old balance is paid: charged and settled as an order is, it touches neither the payable nor the
// receivable and extends nothing (billing-ledger.md E19). No operation of the contract makes one.
func OldBalance(key string, now time.Time, d Due, plan string) (Journal, error) {
	return newJournal(key, []Entry{
		move(now, d.Event, "Balance on "+plan, d.Amount, d.Unit, at(d.Payer, Settled), at(d.Provider, Settled)),
	})
}

// PastDue moves what a period costs from what was ordered to what is owed (billing-ledger.md E20). Nothing triggers it.
func PastDue(key string, now time.Time, d Due) (Journal, error) {
	return newJournal(key, []Entry{move(now, d.Event, "Past due", d.Amount, d.Unit, at(d.Payer, Liability), at(d.Payer, Payable))})
}

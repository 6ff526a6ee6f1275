package ledger

import "time"

// Settled is the account of the placeholder that pays an old balance.
const Settled Account = "settled"

// DescribeBalance is what a payer reads of an old balance (billing-ledger.md 3.7).
func DescribeBalance(plan string) string { return "Balance on " + plan }

// OldBalance is the placeholder line that says that an old balance is paid along with an order: it touches neither the payable nor the receivable
// and extends nothing. The charge settles the order rows that are due themselves, as that of a renewal does (billing-ledger.md E19 and E18).
func OldBalance(key string, now time.Time, d Due, plan string) (Journal, error) {
	return newJournal(key, []Entry{
		move(now, d.Event, DescribeBalance(plan), d.Amount, d.Unit, at(d.Payer, Settled), at(d.Provider, Settled)),
	})
}

// PastDue moves what a period costs from what was ordered to what is owed (billing-ledger.md E20). Nothing triggers it.
func PastDue(key string, now time.Time, d Due) (Journal, error) {
	return newJournal(key, []Entry{move(now, d.Event, "Past due", d.Amount, d.Unit, at(d.Payer, Liability), at(d.Payer, Payable))})
}

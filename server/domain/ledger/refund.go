package ledger

import (
	"fmt"
	"time"

	"tollkeeper/server/domain/pricing"
)

// RefundLine is a line of a charge of which a part is paid back.
type RefundLine struct {
	// ItemID is the id of the line, Payer and Provider are the sides of the order row that it paid.
	ItemID, Payer, Provider int64
	// Amount is what goes back to the card, FeeBack what the processor gives back of its fee, in cents.
	Amount, FeeBack int64
	// HasFee tells that the line has a fee row.
	HasFee bool
	// Event and Description are those of the order row.
	Event, Description string
}

// DistBack is what the provider gives back of its distribution.
func (l RefundLine) DistBack() int64 { return l.Amount - l.FeeBack }

// Refunding is a refund that the processor has made.
type Refunding struct {
	// Key names it for ever: it is that by which the processor was asked.
	Key       string
	At        time.Time
	ChargeID  int64
	ChargeKey string
	Processor int64
	Unit      string
	Lines     []RefundLine
}

// FeeBack is the part of its fee that the processor gives back when an amount is refunded of a charge of which some was refunded before:
// what the fee of the rest has become less (billing-ledger.md E6). The fixed part so comes back at the very end.
func FeeBack(charged, before, amount int64) int64 {
	return pricing.ProcessorFee(charged-before) - pricing.ProcessorFee(charged-before-amount)
}

// Refunds records a refund: for each line what went back to the card, the fee that the processor gave back, and what the provider did
// (billing-ledger.md E6).
func Refunds(r Refunding) (Journal, error) {
	entries := make([]Entry, 0, 3*len(r.Lines))
	for _, l := range r.Lines {
		entries = append(entries, r.giveBack(Refund, "refund", l)...)
	}
	return newJournal("refund:"+r.Key, entries)
}

// giveBack is what takes a part of a line back: by a refund, or by a chargeback (billing-ledger.md E6 and E8).
func (r Refunding) giveBack(account Account, word string, l RefundLine) []Entry {
	event := LineEvent(r.ChargeID, l.ItemID)
	text := fmt.Sprintf("Charge %s %s for %s", r.ChargeKey, word, l.Description)
	entries := []Entry{move(r.At, event, text, l.Amount, r.Unit, at(l.Provider, account), at(l.Payer, Refunded))}
	// A line so small that it bore no fee may still get a cent of it back: without a row the processor's funds would be wrong.
	if l.HasFee || l.FeeBack > 0 {
		entries = append(entries, move(r.At, event, fmt.Sprintf("Charge %s refund processor fee for %s", r.ChargeKey, l.Event),
			l.FeeBack, r.Unit, at(r.Processor, account), at(r.Processor, Funds)))
	}
	return append(entries, move(r.At, event, text, l.DistBack(), r.Unit, at(r.Processor, account), at(l.Provider, Funds)))
}

// LineEvent is the event of a refund or a chargeback of a line of a charge.
func LineEvent(chargeID, itemID int64) string { return fmt.Sprintf("cha_%d/%d/", chargeID, itemID) }

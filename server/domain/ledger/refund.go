package ledger

import (
	"fmt"
	"time"

	"tollkeeper/server/domain/money"
	"tollkeeper/server/domain/pricing"
)

// RefundLine is a line of a charge of which a part is paid back.
type RefundLine struct {
	// ItemID is the id of the line, Payer and Provider are the sides of the order row that it paid.
	ItemID, Payer, Provider int64
	// Amount is what goes back to the card, in cents.
	Amount int64
	Back
	// HasFee tells that the line has a fee row.
	HasFee bool
	// Event and Description are those of the order row.
	Event, Description string
}

// Back is who gives back what goes back to the card: FeeBack the processor of its fee, in cents of the charge's unit; DistBack the provider of
// its funds, in cents of DistUnit.
type Back struct {
	FeeBack, DistBack int64
	DistUnit          string
}

// PaidLine is a line of a charge that was settled.
type PaidLine struct {
	// Amount is what was paid for it, Refunded what of that went back before, in cents of the charge's unit.
	Amount, Refunded int64
	// Fee is what the fee row took, in cents of the charge's unit; Distributed what the provider got, in cents of DistUnit.
	Fee, Distributed int64
	DistUnit         string
}

// GiveBack splits an amount of a line that goes back, when some of the charge went back before. In one currency the processor gives back what
// the fee of the rest has become less (billing-ledger.md E6): the fixed part so comes back at the very end. In two, where the fee is no
// longer that of the rule, fee and distribution go back in proportion, and all of both with the last cent.
func (l PaidLine) GiveBack(charged, before, amount int64, unit string) Back {
	if l.DistUnit == unit {
		fee := pricing.ProcessorFee(charged-before) - pricing.ProcessorFee(charged-before-amount)
		return Back{FeeBack: fee, DistBack: amount - fee, DistUnit: unit}
	}
	if amount == 0 {
		return Back{DistUnit: l.DistUnit}
	}
	part := func(whole int64) int64 {
		return money.MulDiv(whole, l.Refunded+amount, l.Amount) - money.MulDiv(whole, l.Refunded, l.Amount)
	}
	return Back{FeeBack: part(l.Fee), DistBack: part(l.Distributed), DistUnit: l.DistUnit}
}

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
	back := exchange{from: l.DistBack, to: l.Amount - l.FeeBack, fromUnit: l.DistUnit, toUnit: r.Unit}
	return append(entries, back.move(r.At, event, text, at(r.Processor, account), at(l.Provider, Funds)))
}

// LineEvent is the event of a refund or a chargeback of a line of a charge.
func LineEvent(chargeID, itemID int64) string { return fmt.Sprintf("cha_%d/%d/", chargeID, itemID) }

package ledger

import "slices"

// DisputeFee is what the processor takes from each provider of a disputed charge, in cents of the provider's funds (billing-ledger.md 5.2).
const DisputeFee = 1500

// Chargebacks records that a dispute took back what was left of a charge: the fee of each provider, then for each line what a refund would
// (billing-ledger.md E8). The key of back is the processor's of the dispute.
func Chargebacks(back Refunding) (Journal, error) {
	var entries []Entry
	event := ChargeEvent(back.ChargeID)
	var providers []int64
	for _, l := range back.Lines {
		if slices.Contains(providers, l.Provider) {
			continue
		}
		providers = append(providers, l.Provider)
		entries = append(entries,
			move(back.At, event, "Processor fee for "+event, DisputeFee, l.DistUnit, at(back.Processor, Chargeback), at(l.Provider, Funds)))
	}
	for _, l := range back.Lines {
		if l.Amount > 0 {
			entries = append(entries, back.giveBack(Chargeback, "chargeback", l)...)
		}
	}
	return newJournal(ChargebackKey(back.Key), entries)
}

// ChargebackKey is the key of the journal that Chargebacks makes for a dispute.
func ChargebackKey(dispute string) string { return "chargeback:" + dispute }

// Reverted is what the description of a row ends in that takes another one back.
const Reverted = " - reverted"

// Reverts records that a dispute was won: every row that took something back is reversed, at its own time (billing-ledger.md E9).
func Reverts(dispute string, chargebacks []Entry) (Journal, error) {
	entries := make([]Entry, len(chargebacks))
	for i, e := range chargebacks {
		e.Orig, e.Dest = e.Dest, e.Orig
		e.Description += Reverted
		entries[i] = e
	}
	return newJournal("reverted:"+dispute, entries)
}

package ledger

import (
	"fmt"
	"time"

	"tollkeeper/server/domain/money"
	"tollkeeper/server/domain/pricing"
)

// exchange is an amount that leaves one account in a currency and reaches another one in that of the books of the processor: cents of both.
type exchange struct {
	from, to         int64
	fromUnit, toUnit string
}

// move is an entry of the exchange.
func (x exchange) move(at time.Time, event, description string, dest, orig Side) Entry {
	orig.Amount, orig.Unit = x.from, x.fromUnit
	dest.Amount, dest.Unit = x.to, x.toUnit
	return Entry{CreatedAt: at, Description: description, Event: event, Dest: dest, Orig: orig}
}

// share is what becomes of a line of a charge: the processor's fee, what the provider earned, and what it got.
type share struct {
	fee, earned, distributed exchange
}

// shares splits a charge over its lines (billing-ledger.md E3).
func (c Charge) shares(total int64) ([]share, error) {
	out := make([]share, len(c.Lines))
	if c.Distribution == nil {
		amounts := make([]int64, len(c.Lines))
		for i, line := range c.Lines {
			amounts[i] = line.Amount
		}
		for i, fee := range pricing.SplitFee(pricing.ProcessorFee(total), amounts) {
			out[i] = share{fee: c.same(fee), earned: c.same(amounts[i]), distributed: c.same(amounts[i] - fee)}
		}
		return out, nil
	}
	d := *c.Distribution
	if d.Unit == c.Unit || d.Distribute < 0 || d.Fee < 0 {
		return nil, fmt.Errorf("ledger: charge %s in %s has a distribution of %d and a fee of %d %s", c.Key, c.Unit, d.Distribute, d.Fee, d.Unit)
	}
	for i, line := range c.Lines {
		fee := exchange{fromUnit: c.Unit, toUnit: d.Unit}
		distributed := exchange{from: line.Amount, fromUnit: c.Unit, toUnit: d.Unit}
		if total > 0 {
			fee.to, distributed.to = money.MulDiv(line.Amount, d.Fee, total), money.MulDiv(line.Amount, d.Distribute, total)
		}
		if whole := d.Distribute + d.Fee; whole > 0 {
			fee.from = money.MulDiv(line.Amount, d.Fee, whole)
			distributed.from -= fee.from
		}
		earned := exchange{from: fee.to + distributed.to, to: line.Amount, fromUnit: d.Unit, toUnit: c.Unit}
		out[i] = share{fee: fee, earned: earned, distributed: distributed}
	}
	return out, nil
}

// same is an amount that stays in the currency of the charge.
func (c Charge) same(cents int64) exchange {
	return exchange{from: cents, to: cents, fromUnit: c.Unit, toUnit: c.Unit}
}

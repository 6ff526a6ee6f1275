package pricing

import (
	"cmp"
	"slices"

	"tollkeeper/server/domain/money"
)

// MinimumCharge is the least number of cents a processor takes (billing-ledger.md 4.7).
const MinimumCharge = 50

// ProcessorFee is the processor's part of a charge in cents: 2.9 % rounded half up plus 30, never more than the charge
// (billing-ledger.md E3).
func ProcessorFee(amount int64) int64 {
	if amount <= 0 {
		return 0
	}
	return min(money.MulDiv(amount, 290, percent100)+half(amount)+30, amount)
}

// half is the cent that rounding half up adds to the floor of amount*290/10000.
func half(amount int64) int64 {
	if (amount%percent100*290)%percent100 >= percent100/2 {
		return 1
	}
	return 0
}

// SplitFee shares the fee of a charge over its lines: floor(fee*line/total) each, and the cents left to the largest line, the first one
// on ties, so that the shares add up to the fee (billing-ledger.md E3). What a line cannot bear, since no distribution is negative, goes
// to the next largest one.
func SplitFee(fee int64, lines []int64) []int64 {
	shares := make([]int64, len(lines))
	var total int64
	for _, line := range lines {
		total += line
	}
	if total == 0 {
		return shares
	}
	left := fee
	for i, line := range lines {
		shares[i] = money.MulDiv(line, fee, total)
		left -= shares[i]
	}
	for _, i := range largestFirst(lines) {
		more := min(left, lines[i]-shares[i])
		shares[i] += more
		left -= more
	}
	return shares
}

func largestFirst(lines []int64) []int {
	order := make([]int, len(lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(lines[b], lines[a]) })
	return order
}

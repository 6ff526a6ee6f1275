// Package money holds amounts: whole hundredths of a currency's unit with the currency beside them, never a float
// (design 4; billing-ledger.md, head and 3.6).
package money

import (
	"fmt"
	"strconv"
	"strings"
)

// DefaultUnit is the currency of an empty sum (billing-ledger.md 1.9).
const DefaultUnit = "usd"

// Amount is a number of hundredths of Unit.
type Amount struct {
	Cents int64
	// Unit is a lower-case ISO 4217 code.
	Unit string
}

// String formats the amount as billing-ledger.md 3.6 says: two decimals, no separator of thousands, negative ones in parentheses.
func (a Amount) String() string {
	if a.Cents < 0 {
		return "(" + format(uint64(-a.Cents), a.Unit) + ")"
	}
	return format(uint64(a.Cents), a.Unit)
}

// Debit formats the amount as money that leaves: always in parentheses (billing-ledger.md 3.5).
func (a Amount) Debit() string { return "(" + Amount{max(a.Cents, -a.Cents), a.Unit}.String() + ")" }

func format(cents uint64, unit string) string {
	digits := strconv.FormatUint(cents/100, 10) + fmt.Sprintf(".%02d", cents%100)
	switch unit {
	case "usd":
		return "$" + digits
	case "cad":
		return "$" + digits + " cad"
	case "eur":
		return "€" + digits
	}
	return digits + " " + unit
}

// MulDiv returns floor(x*num/den) for non-negative x and num and positive den, without overflow for amounts below 2^63/10^6
// (that is 92 billion units) and factors up to 10^6. It panics on a negative number: callers check their input.
func MulDiv(x, num, den int64) int64 {
	if x < 0 || num < 0 || den <= 0 {
		panic(fmt.Sprintf("money: MulDiv(%d, %d, %d)", x, num, den))
	}
	whole, rest := x/den, x%den
	return whole*num + mulDiv128(rest, num, den)
}

// ParseDecimal reads an amount in units with at most two decimals, like "10.00", "10.5" or "10", into cents, exactly. It tells whether the
// text is one; a sign is none.
func ParseDecimal(text string) (cents int64, ok bool) {
	units, fraction, dotted := strings.Cut(text, ".")
	if units == "" || len(units) > 12 || dotted && fraction == "" || len(fraction) > 2 {
		return 0, false
	}
	for _, digit := range units + (fraction + "00")[:2] {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		cents = cents*10 + int64(digit-'0')
	}
	return cents, true
}

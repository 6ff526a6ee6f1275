package money

import "math/bits"

// mulDiv128 returns floor(x*num/den) with a 128-bit intermediate product, for x < den.
func mulDiv128(x, num, den int64) int64 {
	hi, lo := bits.Mul64(uint64(x), uint64(num)) //nolint:gosec // both are non-negative
	quo, _ := bits.Div64(hi, lo, uint64(den))    //nolint:gosec // positive; x < den keeps the quotient in range
	return int64(quo)                            //nolint:gosec // at most num
}

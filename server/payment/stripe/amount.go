package stripe

import (
	"slices"

	"tollkeeper/server/payment"
)

// What Stripe counts in is not cents everywhere. The lists are Stripe's, which differ from ISO 4217: it treats MGA as a currency without
// decimals, and takes ISK and UGX in hundredths although it charges whole units of them only.
var (
	withoutDecimals = []string{"bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"}
	wholeOnly       = []string{"isk", "ugx"}
	threeDecimals   = []string{"bhd", "jod", "kwd", "omr", "tnd"}
)

// minor turns cents, hundredths of every currency (design 4), into what Stripe counts in. An amount that Stripe cannot charge is refused:
// rounded, the ledger would not say what was paid.
func minor(cents int64, unit string) (int64, error) {
	switch none := slices.Contains(withoutDecimals, unit); {
	case (none || slices.Contains(wholeOnly, unit)) && cents%100 != 0:
		return 0, &payment.Declined{Code: "invalid_amount", Message: "The payment processor takes whole units of this currency only."}
	case none:
		return cents / 100, nil
	case slices.Contains(threeDecimals, unit):
		return cents * 10, nil
	}
	return cents, nil
}

// whole is minor for a part of an amount that is paid already: what is less than a whole unit stays on the account of the site.
func whole(cents int64, unit string) int64 {
	part, err := minor(cents, unit)
	if err != nil {
		part, _ = minor(cents-cents%100, unit) // which divides
	}
	return part
}

// cents is the reverse of minor. What is less than a cent, which no charge of ours has, is cut off.
func cents(minor int64, unit string) int64 {
	switch {
	case slices.Contains(withoutDecimals, unit):
		return minor * 100
	case slices.Contains(threeDecimals, unit):
		return minor / 10
	}
	return minor
}

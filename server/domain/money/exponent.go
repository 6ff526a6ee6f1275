package money

import (
	"strconv"
	"strings"

	"golang.org/x/text/currency"
)

// Exponent is the number of decimals of a currency (ISO 4217): 2 of USD, 0 of JPY, 3 of KWD; 2 of one that nobody knows.
func Exponent(unit string) int {
	parsed, err := currency.ParseISO(unit)
	if err != nil {
		return 2
	}
	scale, _ := currency.Standard.Rounding(parsed)
	return scale
}

// Decimal writes minor units as a number of the currency's unit, exactly: 1012 USD is 10.12, 1012 JPY is 1012.
func Decimal(minor int64, unit string) string {
	text, exponent := strconv.FormatInt(minor, 10), Exponent(unit)
	if exponent == 0 {
		return text
	}
	sign := ""
	if minor < 0 {
		sign, text = "-", text[1:]
	}
	if len(text) <= exponent {
		text = strings.Repeat("0", exponent-len(text)+1) + text
	}
	return sign + text[:len(text)-exponent] + "." + text[len(text)-exponent:]
}

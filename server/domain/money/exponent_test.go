package money_test

import (
	"testing"

	"tollkeeper/server/domain/money"
)

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		minor int64
		unit  string
		want  string
	}{
		{1012, "USD", "10.12"},
		{5, "USD", "0.05"},
		{0, "EUR", "0.00"},
		{-1012, "USD", "-10.12"},
		{1012, "JPY", "1012"},
		{1012, "KWD", "1.012"},
		{1, "KWD", "0.001"},
		{9007199254740993, "USD", "90071992547409.93"},
		{1, "XYZ", "0.01"},
	} {
		if got := money.Decimal(c.minor, c.unit); got != c.want {
			t.Errorf("%d %s: %s, want %s", c.minor, c.unit, got, c.want)
		}
	}
}

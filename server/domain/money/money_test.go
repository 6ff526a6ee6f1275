package money_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"tollkeeper/server/domain/money"
)

func TestString(t *testing.T) {
	for _, tc := range []struct {
		amount money.Amount
		want   string
	}{
		{money.Amount{Cents: 2000, Unit: "usd"}, "$20.00"},
		{money.Amount{Cents: 2000, Unit: "cad"}, "$20.00 cad"},
		{money.Amount{Cents: 2000, Unit: "eur"}, "€20.00"},
		{money.Amount{Cents: 2000, Unit: "inr"}, "20.00 inr"},
		{money.Amount{Cents: -2000, Unit: "usd"}, "($20.00)"},
		{money.Amount{Cents: 5, Unit: "usd"}, "$0.05"},
		{money.Amount{Cents: 0, Unit: "usd"}, "$0.00"},
		{money.Amount{Cents: 112120, Unit: "usd"}, "$1121.20"},
		{money.Amount{Cents: 123456789, Unit: "usd"}, "$1234567.89"},
	} {
		if got := tc.amount.String(); got != tc.want {
			t.Errorf("%+v: %s, want %s", tc.amount, got, tc.want)
		}
	}
}

func TestDebitIsInParentheses(t *testing.T) {
	if got := (money.Amount{Cents: 1912, Unit: "usd"}).Debit(); got != "($19.12)" {
		t.Errorf("got %s, want ($19.12)", got)
	}
}

func TestMulDivIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Int64Range(0, 9_000_000_000_000).Draw(t, "x")
		num := rapid.Int64Range(0, 1_000_000).Draw(t, "num")
		den := rapid.Int64Range(1, 1_000_000_000_000).Draw(t, "den")
		want := new(big.Int).Mul(big.NewInt(x), big.NewInt(num))
		want.Quo(want, big.NewInt(den))
		if got := money.MulDiv(x, num, den); got != want.Int64() {
			t.Fatalf("MulDiv(%d, %d, %d) = %d, want %s", x, num, den, got, want)
		}
	})
}

func TestParseDecimal(t *testing.T) {
	for text, want := range map[string]int64{"10.00": 1000, "10": 1000, "10.5": 1050, "0.05": 5, "007": 700, "0.29": 29, "999999999999.99": 99999999999999} {
		if cents, ok := money.ParseDecimal(text); cents != want || !ok {
			t.Errorf("%q: %d, %v, want %d", text, cents, ok, want)
		}
	}
	for _, text := range []string{"", ".", "1.", ".5", "-1", "+1", "1.234", "1e3", "1,50", "1.5.0", " 1", "1000000000000", "٣", "1.-1"} {
		if cents, ok := money.ParseDecimal(text); ok {
			t.Errorf("%q is %d", text, cents)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		cents := rapid.Int64Range(0, 99_999_999_999_999).Draw(t, "cents")
		if got, ok := money.ParseDecimal(money.Decimal(cents, "usd")); got != cents || !ok {
			t.Fatalf("%d became %d", cents, got)
		}
	})
}

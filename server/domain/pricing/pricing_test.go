package pricing_test

import (
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tollkeeper/server/domain/period"
	"tollkeeper/server/domain/pricing"
)

type wantOption struct {
	amount int64
	text   string
}

// The examples of billing-ledger.md 4.4 and 3.7.
func TestOptions(t *testing.T) {
	now := time.Date(2019, 6, 24, 10, 0, 0, 0, time.UTC)
	studio := pricing.Terms{Plan: "studio", PeriodAmount: 5000, Interval: period.Monthly, PeriodLength: 1, AdvanceDiscount: 500}
	annual := pricing.Terms{Plan: "annual", PeriodAmount: 12000, Interval: period.Yearly, PeriodLength: 1, AdvanceDiscount: 500}
	season := pricing.Terms{Plan: "season", PeriodAmount: 8000, Interval: period.Monthly, PeriodLength: 4, AdvanceDiscount: 250}
	steep := pricing.Terms{Plan: "steep", PeriodAmount: 1000, Interval: period.Monthly, PeriodLength: 1, AdvanceDiscount: 1000}
	starter := pricing.Terms{Plan: "starter", PeriodAmount: 2000, Interval: period.Monthly, PeriodLength: 1}
	free := pricing.Terms{Plan: "freebie", Interval: period.Monthly, PeriodLength: 1, AdvanceDiscount: 500}
	hours := pricing.Terms{Plan: "hours", PeriodAmount: 100, Interval: period.Hourly, PeriodLength: 2}
	for _, tc := range []struct {
		name   string
		terms  pricing.Terms
		coupon pricing.Discount
		want   []wantOption
	}{
		{"one period", starter, pricing.Discount{}, []wantOption{{2000, "Subscription to starter until 2019/07/24 (1 month)"}}},
		{"advance", studio, pricing.Discount{}, []wantOption{
			{5000, "Subscription to studio until 2019/07/24 (1 month)"},
			{13500, "Subscription to studio until 2019/09/24 (3 months) - a 10% discount"},
			{22500, "Subscription to studio until 2019/12/24 (6 months) - a 25% discount"},
			{27000, "Subscription to studio until 2020/06/24 (12 months) - a 55% discount"},
		}},
		{"coupon on the first option only", studio, pricing.Discount{Code: "HALF", Percent: 50}, []wantOption{
			{2500, "Subscription to studio until 2019/07/24 (1 month) - a 50% discount (code: HALF)"},
			{13500, "Subscription to studio until 2019/09/24 (3 months) - a 10% discount"},
			{22500, "Subscription to studio until 2019/12/24 (6 months) - a 25% discount"},
			{27000, "Subscription to studio until 2020/06/24 (12 months) - a 55% discount"},
		}},
		{"yearly", annual, pricing.Discount{}, []wantOption{
			{12000, "Subscription to annual until 2020/06/24 (1 year)"},
			{22800, "Subscription to annual until 2021/06/24 (2 years) - a 5% discount"},
			{32400, "Subscription to annual until 2022/06/24 (3 years) - a 10% discount"},
			{40800, "Subscription to annual until 2023/06/24 (4 years) - a 15% discount"},
		}},
		{"four months", season, pricing.Discount{}, []wantOption{
			{8000, "Subscription to season until 2019/10/24 (4 months)"},
			{15680, "Subscription to season until 2020/02/24 (8 months) - a 2% discount"},
			{22800, "Subscription to season until 2020/06/24 (12 months) - a 5% discount"},
		}},
		{"withheld at 100 %", steep, pricing.Discount{}, []wantOption{
			{1000, "Subscription to steep until 2019/07/24 (1 month)"},
			{2400, "Subscription to steep until 2019/09/24 (3 months) - a 20% discount"},
			{3000, "Subscription to steep until 2019/12/24 (6 months) - a 50% discount"},
		}},
		{"free plan", free, pricing.Discount{}, []wantOption{{0, "Subscription to freebie until 2019/07/24 (1 month) free"}}},
		{"free by coupon", studio, pricing.Discount{Code: "ALL", Percent: 100}, []wantOption{
			{0, "Subscription to studio until 2019/07/24 (1 month) - a 100% discount (code: ALL)"},
		}},
		{"claimed", starter, pricing.Discount{Code: "cpn_1", Percent: 100, ComplimentaryOf: "Maya Org"}, []wantOption{
			{0, "Subscription to starter until 2019/07/24 (1 month) - a 100% discount , complimentary of Maya Org"},
		}},
		{"hourly", hours, pricing.Discount{}, []wantOption{{100, "Retainer for services (2 hours)"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := pricing.Options(tc.terms, tc.coupon)
			if len(got) != len(tc.want) {
				t.Fatalf("%d options, want %d: %+v", len(got), len(tc.want), got)
			}
			for i, option := range got {
				text := option.Describe(tc.terms, tc.terms.Advance(now, option.Intervals, time.UTC))
				if option.Amount != tc.want[i].amount || text != tc.want[i].text {
					t.Errorf("option %d: %d %q, want %d %q", i+1, option.Amount, text, tc.want[i].amount, tc.want[i].text)
				}
			}
		})
	}
}

func TestSetupIsWaivedByAFullCouponOnly(t *testing.T) {
	terms := pricing.Terms{Plan: "private", PeriodAmount: 65000, SetupAmount: 9900}
	if got, ok := pricing.Setup(terms, pricing.Discount{Code: "HALF", Percent: 50}); !ok || got != 9900 {
		t.Errorf("half coupon: %d, %v, want 9900", got, ok)
	}
	if _, ok := pricing.Setup(terms, pricing.Discount{Code: "ALL", Percent: 100}); ok {
		t.Error("a full coupon must waive the setup")
	}
	if got := pricing.DescribeSetup(terms); got != "Setup of private" {
		t.Errorf("got %q", got)
	}
}

// The table of billing-ledger.md E3.
func TestProcessorFee(t *testing.T) {
	for amount, want := range map[int64]int64{
		0: 0, 10: 10, 50: 31, 1000: 59, 1500: 74, 2000: 88, 5000: 175, 7000: 233, 10000: 320, 12000: 378, 17999: 552, 12999: 407,
	} {
		if got := pricing.ProcessorFee(amount); got != want {
			t.Errorf("fee of %d is %d, want %d", amount, got, want)
		}
	}
}

func TestProcessorFeeIsTheFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Int64Range(1, 1_000_000_000_000).Draw(t, "amount")
		want := new(big.Int).Mul(big.NewInt(amount), big.NewInt(290))
		want.Add(want, big.NewInt(5000)).Quo(want, big.NewInt(10000)).Add(want, big.NewInt(30))
		if got := pricing.ProcessorFee(amount); got != min(want.Int64(), amount) {
			t.Fatalf("fee of %d is %d, want %s", amount, got, want)
		}
	})
}

func TestSplitFee(t *testing.T) {
	got := pricing.SplitFee(233, []int64{2000, 5000})
	if got[0] != 66 || got[1] != 167 {
		t.Errorf("got %v, want [66 167] (billing-ledger.md E3)", got)
	}
	// A fee of 31 on fifty lines of a cent: each bears its cent, none more.
	cents := make([]int64, 50)
	for i := range cents {
		cents[i] = 1
	}
	if got := pricing.SplitFee(pricing.ProcessorFee(50), cents); got[0] != 1 || got[30] != 1 || got[31] != 0 {
		t.Errorf("got %v", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.OneOf(rapid.Int64Range(0, 10_000_000), rapid.Int64Range(0, 5)), 1, 20).Draw(t, "lines")
		var total int64
		for _, line := range lines {
			total += line
		}
		fee := pricing.ProcessorFee(total)
		var sum int64
		for i, share := range pricing.SplitFee(fee, lines) {
			if share < 0 || share > lines[i] {
				t.Fatalf("share %d of line %d: a distribution is never negative", share, lines[i])
			}
			sum += share
		}
		if sum != fee {
			t.Fatalf("shares add up to %d, the fee is %d", sum, fee)
		}
	})
}

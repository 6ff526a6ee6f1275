package ledger_test

import (
	"testing"

	"pgregory.net/rapid"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/domain/pricing"
)

// The worked examples of billing-ledger.md E6.
func TestFeeBack(t *testing.T) {
	for _, tc := range []struct{ charged, before, amount, fee, dist int64 }{
		{2000, 0, 500, 14, 486},
		{2000, 500, 1500, 74, 1426},
		{2000, 0, 2000, 88, 1912},
		{2000, 0, 1990, 78, 1912},
		{7000, 0, 2000, 58, 1942},
		{7000, 2000, 5000, 175, 4825},
	} {
		back := ledger.PaidLine{Amount: tc.charged, Refunded: tc.before, DistUnit: "usd"}.GiveBack(tc.charged, tc.before, tc.amount, "usd")
		if want := (ledger.Back{FeeBack: tc.fee, DistBack: tc.dist, DistUnit: "usd"}); back != want {
			t.Errorf("%d of %d after %d: %+v, want %+v", tc.amount, tc.charged, tc.before, back, want)
		}
	}
}

func TestRefunds(t *testing.T) {
	line := ledger.RefundLine{
		ItemID: 8, Payer: maya, Provider: lumen, Amount: 500, Back: ledger.Back{FeeBack: 14, DistBack: 486, DistUnit: "usd"}, HasFee: true,
		Event: "sub_11/", Description: "Subscription to starter until 2019/07/24 (1 month)",
	}
	free := line
	free.ItemID, free.Amount, free.Back, free.HasFee = 9, 3, ledger.Back{DistBack: 3, DistUnit: "usd"}, false
	j, err := ledger.Refunds(ledger.Refunding{
		Key: "refund-5-1", At: placed, ChargeID: 5, ChargeKey: "fake_ab12", Processor: pay, Unit: "usd", Lines: []ledger.RefundLine{line, free},
	})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, j.Entries(), []string{
		`lumen:Refund <- maya:Refunded 500 [cha_5/8/] "Charge fake_ab12 refund for Subscription to starter until 2019/07/24 (1 month)"`,
		`pay:Refund <- pay:Funds 14 [cha_5/8/] "Charge fake_ab12 refund processor fee for sub_11/"`,
		`pay:Refund <- lumen:Funds 486 [cha_5/8/] "Charge fake_ab12 refund for Subscription to starter until 2019/07/24 (1 month)"`,
		`lumen:Refund <- maya:Refunded 3 [cha_5/9/] "Charge fake_ab12 refund for Subscription to starter until 2019/07/24 (1 month)"`,
		`pay:Refund <- lumen:Funds 3 [cha_5/9/] "Charge fake_ab12 refund for Subscription to starter until 2019/07/24 (1 month)"`,
	})
	if j.Key() != "refund:refund-5-1" {
		t.Errorf("key %s", j.Key())
	}
}

// However a charge is refunded, in whatever parts: no part is negative, and in the end processor and provider have given back exactly
// what they got (billing-ledger.md 1.10, 4).
func TestPartialRefundsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		charged := rapid.Int64Range(1, 1_000_000).Draw(t, "charged")
		var before, fees, distributions int64
		for before < charged {
			part := rapid.Int64Range(1, charged-before).Draw(t, "part")
			back := ledger.PaidLine{Amount: charged, Refunded: before, DistUnit: "usd"}.GiveBack(charged, before, part, "usd")
			if back.FeeBack < 0 || back.DistBack < 0 || back.FeeBack+back.DistBack != part {
				t.Fatalf("%d of %d after %d gives back %+v", part, charged, before, back)
			}
			before, fees, distributions = before+part, fees+back.FeeBack, distributions+back.DistBack
		}
		if want := pricing.ProcessorFee(charged); fees != want || distributions != charged-want {
			t.Fatalf("%d and %d came back of %d, want a fee of %d", fees, distributions, charged, want)
		}
	})
}

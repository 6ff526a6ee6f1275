package ledger_test

import (
	"strings"
	"testing"
	"time"

	"tollkeeper/server/domain/ledger"
)

// The worked examples of billing-ledger.md 2 that have no test of their own: each event, its rows, and the key that makes it happen once.
func TestWorkedExamples(t *testing.T) {
	const starter = "Subscription to starter until 2019/07/24 (1 month)"
	paid := time.Date(2019, 7, 1, 8, 0, 0, 0, time.UTC)
	// 2000, of which nothing went back: the processor gives back its fee of 88, the provider her 1912.
	disputed := ledger.Refunding{
		Key: "dp_1", At: paid, ChargeID: 5, ChargeKey: "fake_ab12", Processor: pay, Unit: "usd", Lines: []ledger.RefundLine{{
			ItemID: 8, Payer: maya, Provider: lumen, Amount: 2000, HasFee: true, Event: "sub_11/", Description: starter,
			Back: ledger.PaidLine{Amount: 2000, DistUnit: "usd"}.GiveBack(2000, 0, 2000, "usd"),
		}},
	}
	taken, err := ledger.Chargebacks(disputed)
	if err != nil {
		t.Fatal(err)
	}
	offline := ledger.OfflinePayment{
		ID: "7", At: paid, Subscriber: maya, Provider: lumen, Amount: 1000, Unit: "usd", Event: "sub_11/", Description: "Paid by check", By: "ana",
	}
	due := ledger.Due{Payer: maya, Provider: lumen, Amount: 2000, Payable: 2000, Unit: "usd", Event: "sub_11/", Name: "maya:starter", LastRow: 9}
	payout := ledger.Transferred{Key: "po_1", At: paid, Processor: pay, Provider: lumen, Amount: 1500, Unit: "usd", Description: "withdraw from Lumen (ana)"}
	for _, tc := range []struct {
		name, key string
		journal   func() (ledger.Journal, error)
		want      []string
	}{
		{"E8", "chargeback:dp_1", func() (ledger.Journal, error) { return taken, nil }, []string{
			`pay:Chargeback <- lumen:Funds 1500 [cha_5/] "Processor fee for cha_5/"`,
			`lumen:Chargeback <- maya:Refunded 2000 [cha_5/8/] "Charge fake_ab12 chargeback for ` + starter + `"`,
			`pay:Chargeback <- pay:Funds 88 [cha_5/8/] "Charge fake_ab12 refund processor fee for sub_11/"`,
			`pay:Chargeback <- lumen:Funds 1912 [cha_5/8/] "Charge fake_ab12 chargeback for ` + starter + `"`,
		}},
		{"E9", "reverted:dp_1", func() (ledger.Journal, error) { return ledger.Reverts("dp_1", taken.Entries()) }, []string{
			`lumen:Funds <- pay:Chargeback 1500 [cha_5/] "Processor fee for cha_5/ - reverted"`,
			`maya:Refunded <- lumen:Chargeback 2000 [cha_5/8/] "Charge fake_ab12 chargeback for ` + starter + ` - reverted"`,
			`pay:Funds <- pay:Chargeback 88 [cha_5/8/] "Charge fake_ab12 refund processor fee for sub_11/ - reverted"`,
			`lumen:Funds <- pay:Chargeback 1912 [cha_5/8/] "Charge fake_ab12 chargeback for ` + starter + ` - reverted"`,
		}},
		{"E11", "offline:7", func() (ledger.Journal, error) { return ledger.PayOffline(offline) }, []string{
			`maya:Payable <- lumen:Receivable 1000 [sub_11/] "Paid by check (ana)"`,
			`lumen:Funds <- maya:Liability 1000 [] "Paid by check (ana)"`,
			`maya:Liability <- maya:Payable 1000 [sub_11/] "Keep a balanced ledger"`,
			`lumen:Receivable <- lumen:Backlog 1000 [sub_11/] "Paid by check (ana)"`,
			`lumen:Offline <- lumen:Funds 1000 [sub_11/] "Paid by check (ana) - Keep a balanced ledger"`,
		}},
		{"E12", "writeoff:sub_11/:3:9", func() (ledger.Journal, error) { return ledger.WriteOff(paid, due) }, []string{
			`maya:Liability <- maya:Payable 2000 [sub_11/] "Keep a balanced ledger"`,
			`lumen:Writeoff <- maya:Liability 2000 [sub_11/] "Write off liability for maya:starter"`,
			`maya:Canceled <- lumen:Receivable 2000 [sub_11/] "Write off receivable for maya:starter"`,
		}},
		{"E12, nothing payable any more", "writeoff:sub_11/:3:9", func() (ledger.Journal, error) {
			matched := due
			matched.Payable = 0
			return ledger.WriteOff(paid, matched)
		}, []string{
			`lumen:Writeoff <- maya:Liability 2000 [sub_11/] "Write off liability for maya:starter"`,
			`maya:Canceled <- lumen:Receivable 2000 [sub_11/] "Write off receivable for maya:starter"`,
		}},
		{"E13", "payout:2:po_1", func() (ledger.Journal, error) { return ledger.Payout(payout) }, []string{
			`pay:Withdraw <- lumen:Funds 1500 [po_1] "withdraw from Lumen (ana)"`,
		}},
		{"E13, pulled back, with a fee", "payout:2:po_1", func() (ledger.Journal, error) {
			back := payout
			back.Amount, back.Fee, back.Description = -200, 25, ""
			return ledger.Payout(back)
		}, []string{
			`lumen:Funds <- pay:Withdraw 200 [po_1] "STRIPE TRANSFER po_1"`,
			`pay:Funds <- lumen:Funds 25 [po_1] "Processor fee for po_1"`,
		}},
		{"E14 and E15", "order:1", func() (ledger.Journal, error) {
			return ledger.Orders("order:1", placed, []ledger.OrderLine{
				{Payer: maya, Provider: lumen, Unit: "usd", Event: "sub_12/", Description: "Subscription to freebie until 2019/07/24 (1 month) free", Periods: 1},
				{Payer: maya, Provider: lumen, Amount: 2000, Unit: "usd", Event: "cpn_1", Description: starter + ", for Omar Q (omar@example.com)", Periods: 1},
			})
		}, []string{
			`maya:Payable <- lumen:Receivable 0 [sub_12/] "Subscription to freebie until 2019/07/24 (1 month) free"`,
			`maya:Payable <- lumen:Receivable 2000 [cpn_1] "` + starter + `, for Omar Q (omar@example.com)"`,
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			j, err := tc.journal()
			if err != nil {
				t.Fatal(err)
			}
			if j.Key() != tc.key {
				t.Errorf("key %s, want %s", j.Key(), tc.key)
			}
			compare(t, j.Entries(), tc.want)
		})
	}
	back, err := ledger.Reverts("dp_1", taken.Entries())
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range back.Entries() {
		if !e.CreatedAt.Equal(paid) {
			t.Errorf("entry %d is of %s: what is reversed keeps its time", i, e.CreatedAt)
		}
	}
}

// What the site calls a payout (billing-ledger.md 3.7 and E13), and what the row says, which names nobody.
func TestWithdrawal(t *testing.T) {
	text, name := ledger.Withdrawal("Lumen", "ana")
	if text != "withdraw from Lumen (ana)" || name != "Lumen (ana)" {
		t.Errorf("%q %q", text, name)
	}
	key := ledger.NameKey("payout-1-1", "descr")
	if got := ledger.NamedWithdrawal(key); got != "withdraw from "+ledger.Named(key) || strings.Contains(got, "ana") {
		t.Errorf("%q", got)
	}
}

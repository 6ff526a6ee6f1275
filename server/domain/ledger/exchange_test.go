package ledger_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/domain/period"
)

// inTwo is a charge of euros whose processor keeps dollars.
func inTwo(d ledger.Distribution, amounts ...int64) ledger.Charge {
	c := ledger.Charge{
		ID: 5, Key: "k", CreatedAt: placed, Customer: maya, Processor: pay, Unit: "eur", Distribution: &d, Payable: map[string]int64{},
	}
	for i, amount := range amounts {
		event := ledger.SubscriptionEvent(int64(11 + i))
		c.Lines = append(c.Lines, ledger.ChargeLine{Payer: maya, Provider: lumen, Amount: amount, Event: event, Name: fmt.Sprintf("maya:p%d", i)})
		c.Payable[event] = amount
	}
	return c
}

// both writes entries with both of their amounts.
func both(entries []ledger.Entry) []string {
	names := map[int64]string{maya: "maya", lumen: "lumen", pay: "pay"}
	out := make([]string, len(entries))
	for i, e := range entries {
		out[i] = fmt.Sprintf("%s:%s %d %s <- %s:%s %d %s [%s] %s", names[e.Dest.Organization], e.Dest.Account, e.Dest.Amount, e.Dest.Unit,
			names[e.Orig.Organization], e.Orig.Account, e.Orig.Amount, e.Orig.Unit, e.Event, e.Description)
	}
	return out
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("row %d:\n got %q\nwant %q", i, got, want)
		}
	}
}

// The formulas of billing-ledger.md E3 for different currencies: 20 and 50 euros are 7700 dollar cents, 254 of them the fee, T = 7700. The fee
// rows are floor(254*2000/7000) = 72 for floor(2000*254/7700) = 65, and floor(254*5000/7000) = 181 for floor(5000*254/7700) = 164; the
// distributions floor(7446*2000/7000) = 2127 for 2000-65, and floor(7446*5000/7000) = 5318 for 5000-164.
func TestSettleInTwoCurrencies(t *testing.T) {
	s, err := ledger.Settle(inTwo(ledger.Distribution{Distribute: 7446, Fee: 254, Unit: "usd"}, 2000, 5000))
	if err != nil {
		t.Fatal(err)
	}
	same(t, both(s.Entries()), []string{
		"pay:Funds 7000 eur <- maya:Liability 7000 eur [cha_5/] Charge k on credit card of {card holder}",
		"maya:Liability 2000 eur <- maya:Payable 2000 eur [sub_11/] Keep a balanced ledger",
		"lumen:Expenses 72 usd <- pay:Backlog 65 eur [cha_5/] Charge k processor fee for sub_11/",
		"lumen:Receivable 2000 eur <- lumen:Backlog 2199 usd [sub_11/] Charge k distribution for maya:p0",
		"lumen:Funds 2127 usd <- pay:Funds 1935 eur [cha_5/] Charge k distribution for maya:p0",
		"maya:Liability 5000 eur <- maya:Payable 5000 eur [sub_12/] Keep a balanced ledger",
		"lumen:Expenses 181 usd <- pay:Backlog 164 eur [cha_5/] Charge k processor fee for sub_12/",
		"lumen:Receivable 5000 eur <- lumen:Backlog 5499 usd [sub_12/] Charge k distribution for maya:p1",
		"lumen:Funds 5318 usd <- pay:Funds 4836 eur [cha_5/] Charge k distribution for maya:p1",
	})
	if s.Fee[1] != 6 || s.Distribution[1] != 8 {
		t.Errorf("fee row %d and distribution row %d", s.Fee[1], s.Distribution[1])
	}
	for _, bad := range []ledger.Distribution{{Distribute: 1, Fee: 1, Unit: "eur"}, {Distribute: -1, Fee: 1, Unit: "usd"}, {Distribute: 1, Fee: -1, Unit: "usd"}} {
		if _, err := ledger.Settle(inTwo(bad, 2000)); err == nil {
			t.Errorf("settled with %+v", bad)
		}
	}
}

// A quarter of a line, then the rest, then what a dispute takes of another: fee and distribution go back in proportion.
func TestGiveBackInTwoCurrencies(t *testing.T) {
	line := ledger.PaidLine{Amount: 2000, Fee: 65, Distributed: 2127, DistUnit: "usd"}
	if back := line.GiveBack(7000, 0, 500, "eur"); back != (ledger.Back{FeeBack: 16, DistBack: 531, DistUnit: "usd"}) {
		t.Errorf("%+v", back)
	}
	line.Refunded = 500
	back := line.GiveBack(7000, 500, 1500, "eur")
	if back != (ledger.Back{FeeBack: 49, DistBack: 1596, DistUnit: "usd"}) {
		t.Errorf("%+v", back)
	}
	j, err := ledger.Chargebacks(ledger.Refunding{
		Key: "du_1", At: placed, ChargeID: 5, ChargeKey: "k", Processor: pay, Unit: "eur", Lines: []ledger.RefundLine{
			{ItemID: 8, Payer: maya, Provider: lumen, Amount: 1500, Back: back, HasFee: true, Event: "sub_11/", Description: "d"},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	same(t, both(j.Entries()), []string{
		"pay:Chargeback 1500 usd <- lumen:Funds 1500 usd [cha_5/] Processor fee for cha_5/",
		"lumen:Chargeback 1500 eur <- maya:Refunded 1500 eur [cha_5/8/] Charge k chargeback for d",
		"pay:Chargeback 49 eur <- pay:Funds 49 eur [cha_5/8/] Charge k refund processor fee for sub_11/",
		"pay:Chargeback 1451 eur <- lumen:Funds 1596 usd [cha_5/8/] Charge k chargeback for d",
	})
}

// Income is earned in the currency of the plan and leaves the backlog in that of the processor, all of it in the end.
func TestRecognizeInTwoCurrencies(t *testing.T) {
	order, err := ledger.Orders("o", placed, []ledger.OrderLine{
		{Payer: maya, Provider: lumen, Amount: 6000, Unit: "eur", Event: "sub_11/", Description: "d", Periods: 3},
	})
	if err != nil {
		t.Fatal(err)
	}
	settled, err := ledger.Settle(inTwo(ledger.Distribution{Distribute: 6340, Fee: 220, Unit: "usd"}, 6000))
	if err != nil {
		t.Fatal(err)
	}
	service := ledger.Service{
		Event: "sub_11/", Name: "maya:p0", Provider: lumen, CreatedAt: placed, EndsAt: placed.AddDate(0, 3, 0), Interval: period.Monthly, Location: time.UTC,
		Entries: order.Entries(),
	}
	for _, e := range settled.Entries() {
		if e.Event == "sub_11/" {
			service.Entries = append(service.Entries, e)
		}
	}
	var amounts []string
	for month := 1; month <= 3; month++ {
		journals, err := ledger.Recognize(service, placed.AddDate(0, month, 0))
		if err != nil || len(journals) != 1 {
			t.Fatalf("month %d: %d journals, %v", month, len(journals), err)
		}
		for _, e := range journals[0].Entries() {
			service.Entries = append(service.Entries, e)
			amounts = append(amounts, fmt.Sprintf("%s %d %s <- %s %d %s", e.Dest.Account, e.Dest.Amount, e.Dest.Unit, e.Orig.Account, e.Orig.Amount, e.Orig.Unit))
		}
	}
	same(t, amounts, []string{"Backlog 2186 usd <- Income 2000 eur", "Backlog 2187 usd <- Income 2000 eur", "Backlog 2187 usd <- Income 2000 eur"})
}

// However a charge in two currencies is refunded: processor and provider give back exactly what they got, in each currency.
func TestRefundsInTwoCurrenciesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amounts := rapid.SliceOfN(rapid.Int64Range(0, 1_000_000), 1, 4).Draw(t, "amounts")
		c := inTwo(ledger.Distribution{
			Distribute: rapid.Int64Range(0, 5_000_000).Draw(t, "distribute"), Fee: rapid.Int64Range(0, 500_000).Draw(t, "fee"), Unit: "usd",
		}, amounts...)
		s, err := ledger.Settle(c)
		if err != nil {
			t.Fatal(err)
		}
		entries := s.Entries()
		var charged, before int64
		for _, a := range amounts {
			charged += a
		}
		all := entries
		for i, amount := range amounts {
			paid := ledger.PaidLine{Amount: amount, Distributed: entries[s.Distribution[i]].Dest.Amount, DistUnit: "usd"}
			if s.Fee[i] >= 0 {
				paid.Fee = entries[s.Fee[i]].Orig.Amount
			}
			for paid.Refunded < amount {
				part := rapid.Int64Range(1, amount-paid.Refunded).Draw(t, "part")
				back := paid.GiveBack(charged, before, part, "eur")
				j, err := ledger.Refunds(ledger.Refunding{
					Key: fmt.Sprint(before), At: placed, ChargeID: 5, ChargeKey: "k", Processor: pay, Unit: "eur", Lines: []ledger.RefundLine{
						{ItemID: int64(i), Payer: maya, Provider: lumen, Amount: part, Back: back, HasFee: s.Fee[i] >= 0, Event: "sub_11/", Description: "d"},
					},
				})
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, j.Entries()...)
				paid.Refunded, before = paid.Refunded+part, before+part
			}
		}
		funds := map[string]int64{}
		for _, e := range all {
			if e.Dest.Account == ledger.Funds {
				funds[fmt.Sprint(e.Dest.Organization, e.Dest.Unit)] += e.Dest.Amount
			}
			if e.Orig.Account == ledger.Funds {
				funds[fmt.Sprint(e.Orig.Organization, e.Orig.Unit)] -= e.Orig.Amount
			}
		}
		for account, left := range funds {
			if left != 0 {
				t.Fatalf("%s has %d left", account, left)
			}
		}
	})
}

package ledger_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tollkeeper/server/domain/ledger"
)

const (
	pay   int64 = 1
	lumen int64 = 2
	maya  int64 = 3
)

var (
	names  = map[int64]string{pay: "pay", lumen: "lumen", maya: "maya"}
	placed = time.Date(2019, 6, 24, 10, 0, 0, 0, time.UTC)
)

// row writes an entry as billing-ledger.md does.
func row(e ledger.Entry) string {
	return fmt.Sprintf("%s:%s <- %s:%s %d [%s] %q", names[e.Dest.Organization], e.Dest.Account,
		names[e.Orig.Organization], e.Orig.Account, e.Dest.Amount, e.Event, e.Description)
}

func compare(t *testing.T, got []ledger.Entry, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d entries, want %d", len(got), len(want))
	}
	for i := range min(len(got), len(want)) {
		if r := row(got[i]); r != want[i] {
			t.Errorf("entry %d:\n got %s\nwant %s", i, r, want[i])
		}
	}
}

func TestOrders(t *testing.T) {
	j, err := ledger.Orders("order:1", placed, []ledger.OrderLine{{
		Payer: maya, Provider: lumen, Amount: 2000, Unit: "usd", Event: "sub_11/",
		Description: "Subscription to starter until 2019/07/24 (1 month)", Periods: 1,
	}})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, j.Entries(), []string{
		`maya:Payable <- lumen:Receivable 2000 [sub_11/] "Subscription to starter until 2019/07/24 (1 month)"`,
	})
	if got := j.Entries()[0].Periods; got != 1 {
		t.Errorf("periods %d, want 1", got)
	}
}

// The example of billing-ledger.md E3, one line of 2000.
func TestSettleOneLine(t *testing.T) {
	s, err := ledger.Settle(ledger.Charge{
		ID: 5, Key: "fake_ab12", CreatedAt: placed, Customer: maya, Processor: pay, Unit: "usd",
		Lines:   []ledger.ChargeLine{{Payer: maya, Provider: lumen, Amount: 2000, Event: "sub_11/", Name: "maya:starter"}},
		Payable: map[string]int64{"sub_11/": 2000},
	})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, s.Entries(), []string{
		`pay:Funds <- maya:Liability 2000 [cha_5/] "Charge fake_ab12 on credit card of {card holder}"`,
		`maya:Liability <- maya:Payable 2000 [sub_11/] "Keep a balanced ledger"`,
		`lumen:Expenses <- pay:Backlog 88 [cha_5/] "Charge fake_ab12 processor fee for sub_11/"`,
		`lumen:Receivable <- lumen:Backlog 2000 [sub_11/] "Charge fake_ab12 distribution for maya:starter"`,
		`lumen:Funds <- pay:Funds 1912 [cha_5/] "Charge fake_ab12 distribution for maya:starter"`,
	})
	if s.Fee[0] != 2 || s.Distribution[0] != 4 {
		t.Errorf("fee row %d and distribution row %d, want 2 and 4", s.Fee[0], s.Distribution[0])
	}
}

// The second example of E3: fees 66 and 167, distributions 1934 and 4833.
func TestSettleTwoLines(t *testing.T) {
	s, err := ledger.Settle(ledger.Charge{
		ID: 5, Key: "k", CreatedAt: placed, Customer: maya, Processor: pay, Unit: "usd", Lines: []ledger.ChargeLine{
			{Payer: maya, Provider: lumen, Amount: 2000, Event: "sub_11/", Name: "maya:starter"},
			{Payer: maya, Provider: lumen, Amount: 5000, Event: "sub_12/", Name: "maya:studio"},
		},
		Payable: map[string]int64{"sub_11/": 2000, "sub_12/": 5000},
	})
	if err != nil {
		t.Fatal(err)
	}
	entries := s.Entries()
	for i, want := range [][2]int64{{66, 1934}, {167, 4833}} {
		if fee, dist := entries[s.Fee[i]].Dest.Amount, entries[s.Distribution[i]].Dest.Amount; fee != want[0] || dist != want[1] {
			t.Errorf("line %d: fee %d, distribution %d, want %d and %d", i, fee, dist, want[0], want[1])
		}
	}
}

// Two lines of one event (a setup and a first period) share its Payable balance; a zero line has no fee and no match.
func TestSettleSharesThePayableOfAnEvent(t *testing.T) {
	s, err := ledger.Settle(ledger.Charge{
		ID: 5, Key: "k", CreatedAt: placed, Customer: maya, Processor: pay, Unit: "usd", Lines: []ledger.ChargeLine{
			{Payer: maya, Provider: lumen, Amount: 2000, Event: "sub_11/", Name: "maya:starter"},
			{Payer: maya, Provider: lumen, Amount: 500, Event: "sub_11/", Name: "maya:starter"},
			{Payer: maya, Provider: lumen, Amount: 0, Event: "sub_12/", Name: "maya:freebie"},
		},
		Payable: map[string]int64{"sub_11/": 2300},
	})
	if err != nil {
		t.Fatal(err)
	}
	var matched int64
	for _, e := range s.Entries() {
		if e.Orig.Account == ledger.Payable {
			matched += e.Orig.Amount
		}
	}
	if matched != 2300 {
		t.Errorf("matched %d of 2300", matched)
	}
	if s.Fee[2] != -1 {
		t.Error("a zero line has a fee row")
	}
}

func TestUnfitEntriesAreRefused(t *testing.T) {
	fit := ledger.OrderLine{Payer: maya, Provider: lumen, Amount: 1, Unit: "usd", Event: "sub_1/", Description: "d"}
	for name, spoil := range map[string]func(*ledger.OrderLine){
		"negative":        func(l *ledger.OrderLine) { l.Amount = -1 },
		"no payer":        func(l *ledger.OrderLine) { l.Payer = 0 },
		"no provider":     func(l *ledger.OrderLine) { l.Provider = 0 },
		"no unit":         func(l *ledger.OrderLine) { l.Unit = "" },
		"event too long":  func(l *ledger.OrderLine) { l.Event = fmt.Sprintf("%051d", 1) },
		"nothing spoiled": func(*ledger.OrderLine) {},
	} {
		line := fit
		spoil(&line)
		_, err := ledger.Orders("k", placed, []ledger.OrderLine{line})
		if (err == nil) != (name == "nothing spoiled") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestHashTellsInputsApart(t *testing.T) {
	line := ledger.OrderLine{Payer: maya, Provider: lumen, Amount: 1, Unit: "usd", Event: "sub_1/", Description: "d"}
	a, _ := ledger.Orders("k", placed, []ledger.OrderLine{line})
	b, _ := ledger.Orders("k", placed, []ledger.OrderLine{line})
	line.Amount = 2
	c, _ := ledger.Orders("k", placed, []ledger.OrderLine{line})
	if a.Hash() != b.Hash() || a.Hash() == c.Hash() {
		t.Error("the hash must depend on the inputs and on nothing else")
	}
}

// The hash of what a database gives back is that of what was written, whatever zone and precision the time had. The figure is pinned:
// ledgers hold it, and `tollkeeper ledger verify` compares.
func TestHashSurvivesStorage(t *testing.T) {
	const want = "48c797aeb4ceb4a05e29b4c0672e1b0e061fa2c4917068c65ddda3e5631d8bd0"
	for _, at := range []time.Time{placed, placed.In(time.FixedZone("", 19800)), placed.Add(999 * time.Nanosecond)} {
		j, err := ledger.Orders("k", at, []ledger.OrderLine{{
			Payer: maya, Provider: lumen, Amount: 2000, Unit: "usd", Event: "sub_11/", Description: "Subscription to <starter> & más", Periods: 1,
		}})
		if err != nil {
			t.Fatal(err)
		}
		if got := j.Hash(); got != want {
			t.Errorf("%s: %s, want %s", at, got, want)
		}
		if got := ledger.HashOf(j.Entries()); got != want {
			t.Errorf("%s: of its entries %s, want %s", at, got, want)
		}
	}
}

// Invariants 1, 3 and 6 of billing-ledger.md 1.10, for any order that is paid in full.
func TestPaidOrdersBalance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amounts := rapid.SliceOfN(rapid.Int64Range(0, 1_000_000), 1, 8).Draw(t, "amounts")
		var orders []ledger.OrderLine
		charge := ledger.Charge{
			ID: 1, Key: "k", CreatedAt: placed, Customer: maya, Processor: pay, Unit: "usd", Payable: map[string]int64{},
		}
		var total int64
		for _, amount := range amounts {
			event := ledger.SubscriptionEvent(rapid.Int64Range(1, 3).Draw(t, "subscription"))
			orders = append(orders, ledger.OrderLine{Payer: maya, Provider: lumen, Amount: amount, Unit: "usd", Event: event, Description: "d"})
			charge.Lines = append(charge.Lines, ledger.ChargeLine{Payer: maya, Provider: lumen, Amount: amount, Event: event, Name: "n"})
			charge.Payable[event] += amount
			total += amount
		}
		order, err := ledger.Orders("k", placed, orders)
		if err != nil {
			t.Fatal(err)
		}
		settlement, err := ledger.Settle(charge)
		if err != nil {
			t.Fatal(err)
		}
		type account struct {
			org     int64
			account ledger.Account
		}
		balance := map[account]int64{}
		var sum int64
		for _, e := range append(order.Entries(), settlement.Entries()...) {
			balance[account{e.Dest.Organization, e.Dest.Account}] += e.Dest.Amount
			balance[account{e.Orig.Organization, e.Orig.Account}] -= e.Orig.Amount
			sum += e.Dest.Amount - e.Orig.Amount
		}
		if sum != 0 {
			t.Fatalf("the ledger sums to %d", sum)
		}
		for _, a := range []account{{maya, ledger.Payable}, {maya, ledger.Liability}, {lumen, ledger.Receivable}} {
			if balance[a] != 0 {
				t.Fatalf("%s of %s is %d after payment", a.account, names[a.org], balance[a])
			}
		}
		if got := balance[account{lumen, ledger.Funds}] + balance[account{lumen, ledger.Expenses}]; got != total {
			t.Fatalf("distribution plus fees is %d of %d", got, total)
		}
	})
}

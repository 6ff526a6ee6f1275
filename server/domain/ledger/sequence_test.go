package ledger_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/domain/period"
	"tollkeeper/server/domain/pricing"
)

// books is a whole ledger, and beside it what it should say, counted by other means.
type books struct {
	entries []ledger.Entry
	now     time.Time
	keys    map[string]bool
	n       int64

	orders  []*ordered
	charges []*charged
	// owes is what customers owe, paidOut what providers got paid out.
	owes, paidOut, fees map[int64]int64
	offline, writtenOff int64
}

// ordered is an order row.
type ordered struct {
	ledger.OrderLine
	id int64
	// state is "due", "paid", "written off".
	state string
}

type charged struct {
	ledger.Charge
	orders   []*ordered
	refunded []int64
	amount   int64
	hasFee   []bool
	// disputed are the entries of the open dispute, and what they took of each line.
	disputed  []ledger.Entry
	tookBack  []int64
	lostFees  map[int64]int64
	openedKey string
}

// paid is a line as it was settled, in one currency.
func (c *charged) paid(i int) ledger.PaidLine {
	return ledger.PaidLine{Amount: c.Lines[i].Amount, Refunded: c.refunded[i], DistUnit: c.Unit}
}

func (c *charged) back() int64 {
	var sum int64
	for _, r := range c.refunded {
		sum += r
	}
	return sum
}

const (
	nova  int64 = 4 // another provider
	oscar int64 = 5 // another subscriber
)

func (b *books) append(t *rapid.T, j ledger.Journal, err error) []ledger.Entry {
	if err != nil {
		t.Fatal(err)
	}
	if b.keys[j.Key()] {
		t.Fatalf("two journals are called %s", j.Key())
	}
	b.keys[j.Key()] = true
	b.entries = append(b.entries, j.Entries()...)
	return j.Entries()
}

func (b *books) balance(org int64, account ledger.Account, event string) int64 {
	var cents int64
	for _, e := range b.entries {
		if event != "" && e.Event != event {
			continue
		}
		if e.Dest.Organization == org && e.Dest.Account == account {
			cents += e.Dest.Amount
		}
		if e.Orig.Organization == org && e.Orig.Account == account {
			cents -= e.Orig.Amount
		}
	}
	return cents
}

// subscriptionOf says whose subscription an event is: of maya or oscar, to a plan of lumen or nova.
func subscriptionOf(i int) (event string, payer, provider int64, name string) {
	payer, provider = []int64{maya, oscar}[i%2], []int64{lumen, nova}[i/2]
	return ledger.SubscriptionEvent(int64(11 + i)), payer, provider, fmt.Sprintf("s%d:p%d", i%2, i/2)
}

// unitOf is the currency in which a customer pays.
func unitOf(payer int64) string { return map[int64]string{maya: "usd", oscar: "eur"}[payer] }

func (b *books) order(t *rapid.T) {
	event, payer, provider, _ := subscriptionOf(rapid.IntRange(0, 3).Draw(t, "subscription"))
	line := ledger.OrderLine{
		Payer: payer, Provider: provider, Amount: rapid.Int64Range(0, 30_000).Draw(t, "amount"), Unit: unitOf(payer), Event: event, Description: "d",
		Periods: rapid.IntRange(1, 3).Draw(t, "periods"),
	}
	b.n++
	j, err := ledger.Orders(fmt.Sprintf("order:%d", b.n), b.now, []ledger.OrderLine{line})
	b.append(t, j, err)
	b.orders = append(b.orders, &ordered{OrderLine: line, id: b.n, state: "due"})
	b.owes[payer] += line.Amount
}

func (b *books) due(payer int64) (due []*ordered) {
	for _, o := range b.orders {
		if o.Payer == payer && o.state == "due" {
			due = append(due, o)
		}
	}
	return due
}

// pay charges some of what a customer owes, in one charge.
func (b *books) pay(t *rapid.T) {
	payer := rapid.SampledFrom([]int64{maya, oscar}).Draw(t, "payer")
	b.n++
	c := &charged{Charge: ledger.Charge{
		ID: b.n, Key: fmt.Sprintf("k%d", b.n), CreatedAt: b.now, Customer: payer, Processor: pay, Unit: unitOf(payer), Payable: map[string]int64{},
	}, lostFees: map[int64]int64{}}
	for _, o := range b.due(payer) {
		if !rapid.Bool().Draw(t, "this one") {
			continue
		}
		o.state = "paid"
		c.orders, c.amount = append(c.orders, o), c.amount+o.Amount
		c.Lines = append(c.Lines, ledger.ChargeLine{Payer: payer, Provider: o.Provider, Amount: o.Amount, Event: o.Event, Name: "n"})
		c.Payable[o.Event] = b.balance(payer, ledger.Payable, o.Event)
	}
	if len(c.Lines) == 0 || c.amount == 0 {
		for _, o := range c.orders {
			o.state = "due"
		}
		return
	}
	s, err := ledger.Settle(c.Charge)
	b.append(t, s.Journal, err)
	for i := range c.Lines {
		c.hasFee = append(c.hasFee, s.Fee[i] >= 0)
	}
	c.refunded = make([]int64, len(c.Lines))
	b.charges, b.owes[payer] = append(b.charges, c), b.owes[payer]-c.amount
}

// charge draws one of the charges that are disputed, or of those that are not; nil when there is none: then nothing happens.
func (b *books) charge(t *rapid.T, disputed bool) *charged {
	var some []*charged
	for _, c := range b.charges {
		if (c.disputed != nil) == disputed {
			some = append(some, c)
		}
	}
	if len(some) == 0 {
		return nil
	}
	return rapid.SampledFrom(some).Draw(t, "charge")
}

// takeBack are the lines of a refund or of a dispute that takes so much of each line.
func (c *charged) takeBack(key string, at time.Time, amounts []int64) ledger.Refunding {
	r := ledger.Refunding{Key: key, At: at, ChargeID: c.ID, ChargeKey: c.Key, Processor: pay, Unit: c.Unit}
	before := c.back()
	for i, l := range c.Lines {
		r.Lines = append(r.Lines, ledger.RefundLine{
			ItemID: int64(i), Payer: l.Payer, Provider: l.Provider, Amount: amounts[i], HasFee: c.hasFee[i], Event: l.Event, Description: "d",
			Back: c.paid(i).GiveBack(c.amount, before, amounts[i], c.Unit),
		})
		before += amounts[i]
	}
	return r
}

func (b *books) refund(t *rapid.T) {
	c := b.charge(t, false)
	if c == nil {
		return
	}
	amounts := make([]int64, len(c.Lines))
	for i, l := range c.Lines {
		amounts[i] = rapid.Int64Range(0, l.Amount-c.refunded[i]).Draw(t, "part")
	}
	b.n++
	j, err := ledger.Refunds(c.takeBack(fmt.Sprintf("r%d", b.n), b.now, amounts))
	b.append(t, j, err)
	for i := range amounts {
		c.refunded[i] += amounts[i]
	}
}

func (b *books) dispute(t *rapid.T) {
	c := b.charge(t, false)
	if c == nil {
		return
	}
	amounts := make([]int64, len(c.Lines))
	for i, l := range c.Lines {
		amounts[i] = l.Amount - c.refunded[i]
	}
	b.n++
	c.openedKey = fmt.Sprintf("dp%d", b.n)
	j, err := ledger.Chargebacks(c.takeBack(c.openedKey, b.now, amounts))
	c.disputed, c.tookBack = b.append(t, j, err), amounts
	for i, l := range c.Lines {
		c.refunded[i] += amounts[i]
		c.lostFees[l.Provider] = ledger.DisputeFee
	}
}

func (b *books) win(t *rapid.T) {
	c := b.charge(t, true)
	if c == nil {
		return
	}
	j, err := ledger.Reverts(c.openedKey, c.disputed)
	b.append(t, j, err)
	for i := range c.tookBack {
		c.refunded[i] -= c.tookBack[i]
	}
	c.disputed, c.lostFees = nil, map[int64]int64{}
}

func (b *books) writeOff(t *rapid.T) {
	event, payer, provider, name := subscriptionOf(rapid.IntRange(0, 3).Draw(t, "subscription"))
	d := ledger.Due{Payer: payer, Provider: provider, Payable: b.balance(payer, ledger.Payable, event), Unit: unitOf(payer), Event: event, Name: name}
	for _, o := range b.due(payer) {
		if o.Event == event && o.Amount > 0 {
			d.Amount, d.LastRow, o.state = d.Amount+o.Amount, o.id, "written off"
		}
	}
	if d.Amount == 0 {
		return
	}
	if d.Payable != d.Amount {
		t.Fatalf("%d are payable and %d due", d.Payable, d.Amount)
	}
	j, err := ledger.WriteOff(b.now, d)
	b.append(t, j, err)
	b.owes[payer], b.writtenOff = b.owes[payer]-d.Amount, b.writtenOff+d.Amount
}

func (b *books) payOffline(t *rapid.T) {
	event, payer, provider, _ := subscriptionOf(rapid.IntRange(0, 3).Draw(t, "subscription"))
	amount := rapid.Int64Range(1, 10_000).Draw(t, "amount")
	b.n++
	j, err := ledger.PayOffline(ledger.OfflinePayment{
		ID: fmt.Sprint(b.n), At: b.now, Subscriber: payer, Provider: provider, Amount: amount, Payable: b.balance(payer, ledger.Payable, event),
		Unit: unitOf(payer), Event: event, Description: "d", By: "ana",
	})
	b.append(t, j, err)
	b.offline += amount
}

func (b *books) payout(t *rapid.T) {
	provider := rapid.SampledFrom([]int64{lumen, nova}).Draw(t, "provider")
	p := ledger.Transferred{Key: fmt.Sprintf("po_%d", b.n), At: b.now, Processor: pay, Provider: provider, Unit: "usd"}
	p.Amount, p.Fee = rapid.Int64Range(-500, 5000).Draw(t, "amount"), rapid.Int64Range(0, 30).Draw(t, "fee")
	b.n++
	j, err := ledger.Payout(p)
	b.append(t, j, err)
	b.paidOut[provider], b.fees[provider] = b.paidOut[provider]+p.Amount, b.fees[provider]+p.Fee
}

// recognize writes all income until now; no more than was ordered.
func (b *books) recognize(t *rapid.T) {
	for i := range 4 {
		event, _, provider, name := subscriptionOf(i)
		s := ledger.Service{Event: event, Name: name, Provider: provider, CreatedAt: placed, Interval: period.Monthly, Location: time.UTC, EndsAt: b.now}
		var total int64
		for _, e := range b.entries {
			if e.Event == event {
				s.Entries = append(s.Entries, e)
				if e.Orig.Account == ledger.Receivable && e.Dest.Account == ledger.Payable {
					total += e.Orig.Amount
				}
			}
		}
		journals, err := ledger.Recognize(s, b.now)
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range journals {
			b.append(t, j, nil)
		}
		if income := -b.balance(provider, ledger.Income, event); income > total {
			t.Fatalf("%s earned %d of %d", event, income, total)
		}
	}
}

// check compares the books with what was counted beside them.
func (b *books) check(t *rapid.T) {
	sums := map[string]int64{}
	for _, e := range b.entries {
		sums[e.Dest.Unit] += e.Dest.Amount
		sums[e.Orig.Unit] -= e.Orig.Amount
		if e.Dest.Amount < 0 || e.Orig.Amount < 0 {
			t.Fatalf("negative: %s", row(e))
		}
	}
	for unit, sum := range sums {
		if sum != 0 {
			t.Fatalf("the ledger sums to %d %s", sum, unit)
		}
	}
	for _, customer := range []int64{maya, oscar} {
		statement := b.balance(customer, ledger.Payable, "") + b.balance(customer, ledger.Liability, "")
		var due int64
		for _, o := range b.due(customer) {
			due += o.Amount
		}
		if statement != b.owes[customer] || statement != due {
			t.Fatalf("the statement of %d says %d, %d were counted, %d are due", customer, statement, b.owes[customer], due)
		}
	}
	funds := map[int64]int64{}
	for provider, cents := range b.paidOut {
		funds[provider] -= cents + b.fees[provider]
		funds[pay] += b.fees[provider]
	}
	var providers int64
	for _, c := range b.charges {
		left := c.amount - c.back()
		if left < 0 {
			t.Fatalf("%d more than charged went back", -left)
		}
		for i, l := range c.Lines {
			if c.refunded[i] < 0 || c.refunded[i] > l.Amount {
				t.Fatalf("%d of a line of %d went back", c.refunded[i], l.Amount)
			}
		}
		// What is left of a charge, less the fee of what is left, is with the providers, whatever happened to it.
		funds[pay] += pricing.ProcessorFee(left)
		providers += left - pricing.ProcessorFee(left)
		for _, fee := range c.lostFees {
			providers -= fee
		}
	}
	providers += funds[lumen] + funds[nova]
	if got := b.balance(pay, ledger.Funds, ""); got != funds[pay] {
		t.Fatalf("the processor has %d, %d were counted", got, funds[pay])
	}
	if got := b.balance(lumen, ledger.Funds, "") + b.balance(nova, ledger.Funds, ""); got != providers {
		t.Fatalf("the providers have %d, %d were counted", got, providers)
	}
	if got := b.balance(lumen, ledger.Offline, "") + b.balance(nova, ledger.Offline, ""); got != b.offline {
		t.Fatalf("%d were paid offline, %d were counted", got, b.offline)
	}
	if got := b.balance(lumen, ledger.Writeoff, "") + b.balance(nova, ledger.Writeoff, ""); got != b.writtenOff {
		t.Fatalf("%d were written off, %d were counted", got, b.writtenOff)
	}
}

// Whatever happens in whatever order: the ledger sums to zero, no refund goes below zero, the balance of everybody is what happened to her, and
// statements add up (billing-ledger.md 1.10; issue 4).
func TestAnySequenceOfEvents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := &books{now: placed, keys: map[string]bool{}, owes: map[int64]int64{}, paidOut: map[int64]int64{}, fees: map[int64]int64{}}
		t.Repeat(map[string]func(*rapid.T){
			"order": b.order, "pay": b.pay, "pay again": b.pay, "refund": b.refund, "dispute": b.dispute, "win": b.win, "write off": b.writeOff,
			"pay offline": b.payOffline, "payout": b.payout, "recognize": b.recognize,
			"wait": func(t *rapid.T) {
				b.now = b.now.Add(time.Duration(rapid.Int64Range(1, int64(60*24*time.Hour)).Draw(t, "wait")))
			},
			"": b.check,
		})
	})
}

// The placeholder of E19, and E20, which nothing triggers.
func TestOldBalances(t *testing.T) {
	d := ledger.Due{Payer: maya, Provider: lumen, Amount: 2000, Unit: "usd", Event: "sub_11/"}
	old, err := ledger.OldBalance("old", placed, d, "starter")
	if err != nil {
		t.Fatal(err)
	}
	past, err := ledger.PastDue("past", placed, d)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, append(old.Entries(), past.Entries()...), []string{
		`maya:settled <- lumen:settled 2000 [sub_11/] "Balance on starter"`,
		`maya:Liability <- maya:Payable 2000 [sub_11/] "Past due"`,
	})
}

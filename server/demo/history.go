package demo

import (
	"crypto/sha1" //nolint:gosec // names of demo charges, no secret
	"encoding/hex"
	"fmt"
	"time"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/domain/period"
	"tollkeeper/server/domain/pricing"
	"tollkeeper/server/payment"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// exampleCharge is the key of the charge that the examples of the contract read.
const exampleCharge = "fake_5f1d7a84db00d2fce00b31a7fc73224f20129096"

// sales are who bought what: the subscription began so many months ago and was paid for so many periods.
var sales = []struct {
	subscriber, plan string
	monthsAgo        int
	periods          int
}{
	{"xia", "open-space", 24, 25},
	{"joe", "basic", 24, 25},
	{"mark", "open-plus", 23, 24},
	{"marie", "private", 18, 12},
	{"erin", "basic", 11, 6},
	{"erin", "open-space", 5, 6},
	{"sam", "premium", 14, 2},
}

// history writes subscriptions with an order and a settled charge for each period.
func (l *loader) history() error {
	processor, err := l.tx.Processor(l.ctx)
	if err != nil {
		return err
	}
	for i, sale := range sales {
		subscriber, plan := l.organizations[sale.subscriber], l.plans[sale.plan]
		// Ten days and more into the current period, so that those that still run do so for some weeks.
		start := l.now.AddDate(0, -sale.monthsAgo, -10-i).Truncate(time.Hour)
		interval := period.Interval(plan.IntervalCode)
		s := store.Subscription{
			CreatedAt: start, EndsAt: interval.Add(start, sale.periods, time.UTC), AnchorAt: start, AnchorIntervals: int64(sale.periods),
			AutoRenew: true, OrganizationID: subscriber.ID, PlanID: plan.ID,
		}
		agreed := pricing.Agreed(wire.Terms(plan), plan.Unit)
		s.AgreedTerms = &agreed
		if err := l.tx.CreateSubscription(l.ctx, &s); err != nil {
			return err
		}
		for k := range sale.periods {
			at := interval.Add(start, k, time.UTC)
			if at.After(l.now) {
				break
			}
			latest := interval.Add(start, k+1, time.UTC).After(l.now)
			if err := l.sell(s, subscriber, plan, processor, at, k, latest); err != nil {
				return err
			}
		}
	}
	return nil
}

// sell writes the order of one period and its settled charge; a first period brings the setup of the plan along.
func (l *loader) sell(s store.Subscription, subscriber store.Organization, plan store.Plan, processor store.Organization, at time.Time, k int, latest bool) error {
	terms := wire.Terms(plan)
	option := pricing.Options(terms, pricing.Discount{})[0]
	event := ledger.SubscriptionEvent(s.ID)
	rows := []ledger.OrderLine{{
		Payer: subscriber.ID, Provider: plan.OrganizationID, Amount: option.Amount, Unit: plan.Unit, Event: event,
		Description: option.Describe(terms, terms.Advance(s.AnchorAt, (k+1)*option.Intervals, time.UTC)), Periods: option.Intervals,
	}}
	if setup, ok := pricing.Setup(terms, pricing.Discount{}); ok && k == 0 {
		rows = append(rows, ledger.OrderLine{
			Payer: subscriber.ID, Provider: plan.OrganizationID, Amount: setup, Unit: plan.Unit, Event: event, Description: pricing.DescribeSetup(terms),
		})
	}
	name := fmt.Sprintf("%s/%s/%d", subscriber.Slug, plan.Slug, k)
	journal, err := ledger.Orders("order:demo/"+name, at, rows)
	if err != nil {
		return err
	}
	ids, err := l.tx.AppendJournal(l.ctx, journal)
	if err != nil {
		return err
	}
	key := chargeKey(name)
	if subscriber.Slug == "xia" && latest {
		key = exampleCharge
	}
	description := fmt.Sprintf("Charge %s on credit card of Joe Test (%s)", key, subscriber.Slug)
	buyer := l.users[subscriber.Slug]
	c := store.Charge{
		CreatedAt: at, CreatedByID: &buyer, Unit: plan.Unit, CustomerID: subscriber.ID, Description: &description, Last4: "1234",
		ExpDate: at.AddDate(1, 0, 0).Truncate(24 * time.Hour), CardName: "Joe Test", ProcessorID: processor.ID, ProcessorKey: key,
	}
	for _, row := range rows {
		c.Amount += row.Amount
	}
	if err := l.tx.CreateCharge(l.ctx, &c); err != nil {
		return err
	}
	for _, id := range ids {
		if err := l.tx.CreateChargeItem(l.ctx, &store.ChargeItem{ChargeID: c.ID, InvoicedID: id}); err != nil {
			return err
		}
	}
	_, err = payment.Record(l.ctx, l.tx, c, nil)
	return err
}

func chargeKey(name string) string {
	sum := sha1.Sum([]byte(name)) //nolint:gosec // a name, no secret
	return "fake_" + hex.EncodeToString(sum[:])
}

// invitations are what the examples accept: a subscription that cowork granted, and one that waits for cowork.
func (l *loader) invitations() error {
	at := l.now.AddDate(0, 0, -3).Truncate(time.Hour)
	grant, request := "71a6a8d2f4b0c9e35d1c8e7f60a92b4d3c5e1f08", "c2f7d95e1a40b83d6e9f1c5a7b2408d3e6f90a1b"
	for _, s := range []store.Subscription{
		{OrganizationID: l.organizations["xia"].ID, PlanID: l.plans["open-plus"].ID, GrantKey: &grant},
		{OrganizationID: l.organizations["joe"].ID, PlanID: l.plans["private"].ID, RequestKey: &request},
	} {
		s.CreatedAt, s.AnchorAt, s.AnchorIntervals, s.AutoRenew = at, at, 1, true
		s.EndsAt = period.Monthly.Add(at, 1, time.UTC)
		if s.RequestKey != nil {
			agreed := pricing.Agreed(wire.Terms(l.plans["private"]), l.plans["private"].Unit)
			s.AgreedTerms = &agreed
		}
		if err := l.tx.CreateSubscription(l.ctx, &s); err != nil {
			return err
		}
	}
	return nil
}

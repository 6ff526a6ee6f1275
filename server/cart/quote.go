package cart

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/domain/period"
	"tollkeeper/server/domain/pricing"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// quote is an item of a cart with its price for a customer: an invoicable (billing-ledger.md 4.3).
type quote struct {
	item     store.CartLine
	customer store.Organization
	// subscriber is the customer, or the beneficiary of a group buy; her ID is 0 when she is not registered.
	subscriber store.Organization
	// subscription is the running one, or a new one whose ID is 0 and which ends now.
	subscription store.Subscription
	options      []line
	lines        []line
	// setup is the line of a first subscription, nil for none.
	setup *line
}

// line is a row of an order before it is one.
type line struct {
	Description string `json:"description"`
	// Person is whom the description names at its end, "" for nobody.
	Person string `json:"person,omitempty"`
	Amount int64  `json:"amount"`
	Unit   string `json:"unit"`
	// Intervals is how long the line extends the subscription, 0 for a setup.
	Intervals int `json:"intervals"`

	// settles tells that the line pays an old balance.
	settles bool
}

func (q quote) unknown() bool { return q.subscriber.ID == 0 }

// running is a subscription as the items of one cart extend it in turn.
type running struct {
	subscription store.Subscription
	fresh        bool
}

// quoter prices the items of one cart for one customer.
type quoter struct {
	tx       *store.Store
	customer store.Organization
	now      time.Time
	seen     map[[2]int64]*running
}

// quotes prices the lines of a cart, in its order, without writing anything.
func quotes(ctx context.Context, tx *store.Store, customer store.Organization, lines []store.CartLine, now time.Time) ([]quote, error) {
	q := quoter{tx: tx, customer: customer, now: now, seen: map[[2]int64]*running{}}
	out := make([]quote, len(lines))
	for i, item := range lines {
		var err error
		if out[i], err = q.quote(ctx, item); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (q *quoter) quote(ctx context.Context, item store.CartLine) (quote, error) {
	out := quote{item: item, customer: q.customer}
	var err error
	if out.subscriber, err = q.subscriber(ctx, item); err != nil {
		return out, err
	}
	run, err := q.running(ctx, out.subscriber, item.Plan.Plan)
	if err != nil {
		return out, err
	}
	out.subscription = run.subscription
	terms := wire.Terms(item.Plan.Plan)
	discount, err := q.discount(ctx, item)
	if err != nil {
		return out, err
	}
	suffix, beneficiary := "", ""
	if !same(item.SyncOn, nil) {
		beneficiary = fmt.Sprintf("%s (%s)", item.FullName, *item.SyncOn)
		suffix = ", for " + beneficiary
	}
	person := beneficiary
	if discount.ComplimentaryOf != "" {
		person = discount.ComplimentaryOf + suffix
	}
	anchor := anchorOf(out.subscription)
	for _, o := range pricing.Options(terms, discount) {
		_, endsAt := anchor.Extend(terms.Interval, out.subscription.EndsAt, o.Intervals, out.subscriber.Location())
		if !period.Fits(endsAt) {
			continue // the item shows no way to pay, and its order is refused
		}
		out.options = append(out.options, line{
			Description: o.Describe(terms, endsAt) + suffix, Person: person, Amount: o.Amount, Unit: item.Plan.Unit, Intervals: o.Intervals,
		})
	}
	if amount, ok := pricing.Setup(terms, discount); ok && run.fresh {
		run.fresh = false
		out.setup = &line{Description: pricing.DescribeSetup(terms) + suffix, Person: beneficiary, Amount: amount, Unit: item.Plan.Unit}
	}
	option := int(item.OptionIndex)
	if len(out.options) == 1 {
		option = 1
	}
	out.choose(option)
	if len(out.options) > 0 && out.setup != nil {
		out.lines = append(out.lines, *out.setup)
	}
	q.advance(run, out, terms.Interval)
	return out, nil
}

// choose takes an option, counted from 1, as the line to pay; positions that do not exist are ignored.
func (q *quote) choose(option int) {
	if option < 1 || option > len(q.options) {
		return
	}
	q.lines = []line{q.options[option-1]}
	if q.setup != nil {
		q.lines = append(q.lines, *q.setup)
	}
	q.options = nil
}

// advance moves the running subscription by what the item buys, so that a second item for the same one continues where it ends.
func (q *quoter) advance(run *running, bought quote, interval period.Interval) {
	for _, l := range bought.lines {
		if l.Intervals > 0 {
			extend(&run.subscription, interval, l.Intervals, bought.subscriber.Location())
		}
	}
}

func anchorOf(s store.Subscription) period.Anchor {
	return period.Anchor{At: s.AnchorAt, Intervals: int(s.AnchorIntervals)}
}

// extend moves the end of a subscription by a number of intervals.
func extend(s *store.Subscription, interval period.Interval, n int, loc *time.Location) {
	anchor, endsAt := anchorOf(*s).Extend(interval, s.EndsAt, n, loc)
	s.AnchorAt, s.AnchorIntervals, s.EndsAt = anchor.At, int64(anchor.Intervals), endsAt
}

// subscriber finds who an item is for: the customer, a registered beneficiary, or somebody not registered yet, as is who has not shown that the
// address is theirs. A beneficiary who is a user without profile only lends their name: the customer subscribes (billing-ledger.md 4.3).
func (q *quoter) subscriber(ctx context.Context, item store.CartLine) (store.Organization, error) {
	if same(item.SyncOn, nil) {
		return q.customer, nil
	}
	found, err := q.tx.Beneficiary(ctx, *item.SyncOn)
	if err == nil || !errors.Is(err, store.ErrNotFound) {
		return found, err
	}
	find := q.tx.UserByName
	if strings.Contains(*item.SyncOn, "@") {
		find = q.tx.UserOfAddress
	}
	switch _, err := find(ctx, *item.SyncOn); {
	case err == nil:
		return q.customer, nil
	case !errors.Is(err, store.ErrNotFound):
		return found, err
	}
	return store.Organization{FullName: item.FullName, Email: *item.SyncOn, DefaultTimezone: q.customer.DefaultTimezone}, nil
}

func (q *quoter) running(ctx context.Context, subscriber store.Organization, plan store.Plan) (*running, error) {
	key := [2]int64{subscriber.ID, plan.ID}
	if run, ok := q.seen[key]; ok && subscriber.ID != 0 {
		return run, nil
	}
	run := &running{subscription: store.Subscription{
		EndsAt: q.now, AnchorAt: q.now, AutoRenew: plan.RenewalType == wire.AutoRenew, OrganizationID: subscriber.ID, PlanID: plan.ID,
	}, fresh: true}
	q.seen[key] = run
	if subscriber.ID == 0 {
		return run, nil
	}
	ever, err := q.tx.EverSubscribed(ctx, subscriber.ID, plan.ID)
	if err != nil {
		return nil, err
	}
	run.fresh = !ever
	found, err := q.tx.Running(ctx, subscriber.ID, plan.ID, q.now)
	switch {
	case err == nil:
		run.subscription = found
	case !errors.Is(err, store.ErrNotFound):
		return nil, err
	}
	return run, nil
}

// discount is the item's coupon, unless it ended meanwhile.
func (q *quoter) discount(ctx context.Context, item store.CartLine) (pricing.Discount, error) {
	c := item.Coupon
	if c == nil || ruleOf(*c).Ended(q.now) {
		return pricing.Discount{}, nil
	}
	d := pricing.Discount{Code: c.Code, Percent: c.Percent}
	if c.PayerID == nil {
		return d, nil
	}
	payer, err := q.tx.Organization(ctx, *c.PayerID)
	d.ComplimentaryOf = payer.PrintableName()
	return d, err
}

// entry shows a line as the ledger row that it would become.
func (q quote) entry(l line, now time.Time) store.Entry {
	orig, dest := ledger.Receivable, ledger.Payable
	if l.settles {
		orig, dest = ledger.Settled, ledger.Settled
	}
	return store.Entry{
		Transaction: store.Transaction{
			CreatedAt: now, Descr: l.Description,
			OrigAccount: string(orig), OrigAmount: l.Amount, OrigUnit: l.Unit,
			DestAccount: string(dest), DestAmount: l.Amount, DestUnit: l.Unit,
		},
		OrigOrganization: q.item.Plan.Provider, DestOrganization: q.customer.Slug,
	}
}

package renewal

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/domain/money"
	"tollkeeper/server/domain/period"
	"tollkeeper/server/domain/pricing"
	"tollkeeper/server/notice"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// lead is how long before its end a subscription is extended, at most.
const lead = 24 * time.Hour

// Extend orders one more period of the subscriptions that renew themselves and end within a day, and returns how many it extended
// (billing-ledger.md E18).
func (j *Jobs) Extend(ctx context.Context) (extended int, err error) {
	now, failed := j.now(), failures{jobs: j}
	ids, err := j.store.RenewingBefore(ctx, now, now.Add(lead))
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		done, err := store.InTx(ctx, j.store, func(tx *store.Store) (bool, error) { return j.extend(ctx, tx, id, now) })
		failed.add(ctx, "renew", "subscription", id, err)
		if done {
			extended++
		}
	}
	return extended, failed.err
}

// letEnd renews a subscription no more that would cost what its subscriber did not agree to, and tells the managers. They agree to the price of today
// by letting it renew again.
func (j *Jobs) letEnd(ctx context.Context, tx *store.Store, r store.Renewing, now time.Time) error {
	j.log.LogAttrs(ctx, slog.LevelWarn, "review: a subscription is not renewed, its subscriber did not agree to the price", slog.Int64("subscription_id", r.ID))
	if err := tx.UpdateSubscription(ctx, r.ID, map[string]any{"auto_renew": false}); err != nil {
		return err
	}
	provider, err := tx.Organization(ctx, r.Plan.OrganizationID)
	if err != nil {
		return err
	}
	return notice.Managers(ctx, tx, notice.Notice{Template: "expires_soon", At: now, Data: map[string]any{
		"organization": notice.Organization(r.Subscriber), "plan": notice.Plan(r.Plan), "provider": notice.Organization(provider), "days": 1,
		"link": "/profile/" + r.Subscriber.Slug + "/subscriptions/",
	}}, r.OrganizationID, 0)
}

// extend renews one subscription, if it is still about to end: at the full price, without coupon or discount, and without the setup.
func (j *Jobs) extend(ctx context.Context, tx *store.Store, id int64, now time.Time) (bool, error) {
	r, err := tx.RenewingForUpdate(ctx, id)
	if err != nil {
		return false, err
	}
	terms, location := wire.Terms(r.Plan), r.Subscriber.Location()
	anchor, endsAt := period.Anchor{At: r.AnchorAt, Intervals: int(r.AnchorIntervals)}.Extend(terms.Interval, r.EndsAt, terms.PeriodLength, location)
	if !period.Fits(endsAt) {
		return false, fmt.Errorf("subscription %d cannot be renewed: it would end after the year 8999", id)
	}
	// An interval shorter than a day is extended in its last one: else a second run would extend it again.
	ahead := min(lead, endsAt.Sub(r.EndsAt))
	left := r.EndsAt.Sub(now)
	if !r.AutoRenew || r.GrantKey != nil || r.RequestKey != nil || !r.Subscriber.IsActive || left <= 0 || left >= ahead {
		return false, nil // another process did it, or somebody ended it
	}
	option := pricing.Options(terms, pricing.Discount{})[0]
	if option.Amount > 0 && (r.AgreedTerms == nil || !pricing.Covers(*r.AgreedTerms, terms, r.Plan.Unit)) {
		return false, j.letEnd(ctx, tx, r, now)
	}
	from := r.EndsAt
	r.AnchorAt, r.AnchorIntervals, r.EndsAt = anchor.At, int64(anchor.Intervals), endsAt
	if err := tx.ExtendSubscription(ctx, r.Subscription); err != nil {
		return false, err
	}
	if option.Amount == 0 {
		return true, nil // metrics-jobs-notifications.md 5.3: neither row nor mail for what is free
	}
	text := option.Describe(terms, endsAt)
	if !r.Personal {
		text += " - " + r.Subscriber.PrintableName()
	}
	journal, err := ledger.Orders(fmt.Sprintf("order:renew-%d-%d", r.ID, from.Unix()), now, []ledger.OrderLine{{
		Payer: r.OrganizationID, Provider: r.Plan.OrganizationID, Amount: option.Amount, Unit: r.Plan.Unit, Event: ledger.SubscriptionEvent(r.ID),
		Description: text, Periods: option.Intervals,
	}})
	if err != nil {
		return false, err
	}
	if _, err := tx.AppendJournal(ctx, journal); err != nil {
		return false, err
	}
	return true, notice.ManagersAndBroker(ctx, tx, notice.Notice{Template: "order_executed", At: now, Data: map[string]any{
		"organization": notice.Organization(r.Subscriber),
		"lines":        []map[string]any{{"description": text, "amount": money.Amount{Cents: option.Amount, Unit: r.Plan.Unit}.String()}},
	}}, r.OrganizationID, 0)
}

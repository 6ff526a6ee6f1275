package store

import (
	"context"
	"time"
)

// SubscriptionOf is a subscription with its subscriber, its plan, and whether the caller may change its end.
type SubscriptionOf struct {
	Subscription
	Subscriber Profile
	Plan       PlanOf
	// Editable tells that the caller has a live manager role on the plan's provider itself.
	Editable bool
}

const (
	subscriptionColumns = `s.id, s.created_at, s.ends_at, s.anchor_at, s.anchor_intervals, s.auto_renew, s.description, s.organization_id, s.plan_id,
		s.grant_key, s.request_key, s.extra, s.gifted`
	subscriptionOfFrom = `subscriptions s JOIN organizations o ON o.id = s.organization_id JOIN plans p ON p.id = s.plan_id
		JOIN organizations v ON v.id = p.organization_id`
	// editable asks once for the whole list what the caller manages.
	editable = `p.organization_id IN (SELECT r.organization_id FROM roles r JOIN role_descriptions d ON d.id = r.role_description_id
		WHERE r.user_id = ? AND ` + liveManager + `)`
)

var subscriptionOfColumns = subscriptionColumns + ", " + profileColumns("o") + ", " + planOfColumns + ", " + editable

func (s *SubscriptionOf) targets() (into []any, done func()) {
	b := &s.Subscription
	profile, done := s.Subscriber.targets()
	into = append([]any{
		&b.ID, &b.CreatedAt, &b.EndsAt, &b.AnchorAt, &b.AnchorIntervals, &b.AutoRenew, &b.Description, &b.OrganizationID, &b.PlanID,
		&b.GrantKey, &b.RequestKey, &b.Extra, &b.Gifted,
	}, profile...)
	return append(append(into, s.Plan.targets()...), &s.Editable), done
}

func scanSubscriptionOf(r row, head ...any) (SubscriptionOf, error) {
	var s SubscriptionOf
	into, done := s.targets()
	err := r.Scan(append(head, into...)...)
	done()
	return s, err
}

// SubscriptionAsk narrows a list of subscriptions to those that end after, or before, an instant.
type SubscriptionAsk struct {
	EndsAfter, EndsBefore *time.Time
}

// subscriptionList is what the lists of subscriptions have in common; their rows are as callerID sees them.
func subscriptionList(callerID int64, where string, id int64) list {
	return list{
		columns: subscriptionOfColumns, columnArgs: []any{callerID}, from: subscriptionOfFrom + profileJoin("o"),
		countFrom: "subscriptions s",
		where:     where, args: []any{id}, tie: "s.id",
		search: map[string]string{
			"organization__slug": "o.slug", "organization__full_name": "o.full_name", "organization__email": "o.email", "organization__phone": "o.phone",
			"organization__street_address": "o.street_address", "organization__locality": "o.locality", "organization__region": "o.region",
			"organization__postal_code": "o.postal_code", "organization__country": "o.country", "plan__title": "p.title",
		},
		searchDefault: []string{
			"organization__slug", "organization__full_name", "organization__email", "organization__phone", "organization__street_address",
			"organization__locality", "organization__region", "organization__postal_code", "organization__country", "plan__title",
		},
		sort: map[string]string{
			"organization": "o.full_name", "organization__full_name": "o.full_name", "plan": "p.title", "plan__title": "p.title",
			"created_at": "s.created_at", "ends_at": "s.ends_at",
		},
		sortDefault: []string{"ends_at"},
	}
}

// SubscriptionsOf lists the subscriptions of a subscriber in every opt-in state, as callerID sees them
// (profiles-subscriptions-roles.md 3.5).
func (s *Store) SubscriptionsOf(ctx context.Context, organizationID, callerID int64, narrow SubscriptionAsk, ask Listing) (Rows[SubscriptionOf], error) {
	l := subscriptionList(callerID, "s.organization_id = ?", organizationID)
	if narrow.EndsAfter != nil {
		l.where, l.args = l.where+" AND s.ends_at > ?", append(l.args, narrow.EndsAfter.UTC())
	}
	if narrow.EndsBefore != nil {
		l.where, l.args = l.where+" AND s.ends_at < ?", append(l.args, narrow.EndsBefore.UTC())
	}
	return run(ctx, s, l, ask, scanSubscriptionOf)
}

// SubscriptionsTo lists the subscriptions to a plan in every state, as callerID sees them; the dates of the listing bound their creation
// (profiles-subscriptions-roles.md 3.4). They all have one title, by which there is nothing to sort.
func (s *Store) SubscriptionsTo(ctx context.Context, planID, callerID int64, ask Listing) (Rows[SubscriptionOf], error) {
	l := subscriptionList(callerID, "s.plan_id = ?", planID)
	l.dateColumn = "s.created_at"
	l.sort["plan"], l.sort["plan__title"] = "s.plan_id", "s.plan_id"
	return run(ctx, s, l, ask, scanSubscriptionOf)
}

// SubscribersOf lists the profiles that have or had a subscription in any state to a plan of a provider, each once, without archived ones
// (profiles-subscriptions-roles.md 3.5).
func (s *Store) SubscribersOf(ctx context.Context, providerID int64, ask Listing) (Rows[Profile], error) {
	l := profileList
	l.where += " AND EXISTS (SELECT 1 FROM subscriptions s JOIN plans p ON p.id = s.plan_id WHERE s.organization_id = o.id AND p.organization_id = ?)"
	l.args = []any{providerID}
	return run(ctx, s, l, ask, scanProfile)
}

// SubscriptionOf returns the subscription of a subscriber to a plan: the one that has not ended, else the one that ended last
// (profiles-subscriptions-roles.md 3.4).
func (s *Store) SubscriptionOf(ctx context.Context, organizationID, callerID int64, planSlug string) (SubscriptionOf, error) {
	return s.subscription(ctx, callerID, "s.organization_id = ? AND lower(p.slug) = lower(?)", organizationID, planSlug)
}

// SubscriptionTo does as SubscriptionOf, for a plan of a provider and the slug of the subscriber.
func (s *Store) SubscriptionTo(ctx context.Context, providerID, callerID int64, planSlug, subscriber string) (SubscriptionOf, error) {
	return s.subscription(ctx, callerID, "p.organization_id = ? AND lower(p.slug) = lower(?) AND o.id = "+organizationNamed, providerID, planSlug, subscriber, subscriber)
}

// SubscriptionWithID returns a subscription as callerID sees it.
func (s *Store) SubscriptionWithID(ctx context.Context, id, callerID int64) (SubscriptionOf, error) {
	return s.subscription(ctx, callerID, "s.id = ?", id)
}

// Requested finds the subscription that waits under a request key and has not ended at the time.
func (s *Store) Requested(ctx context.Context, callerID int64, key string, at time.Time) (SubscriptionOf, error) {
	return s.subscription(ctx, callerID, "s.request_key = ? AND s.ends_at > ?", key, at.UTC())
}

// Granted finds the subscription that waits under a grant key and has not ended at the time.
func (s *Store) Granted(ctx context.Context, callerID int64, key string, at time.Time) (SubscriptionOf, error) {
	return s.subscription(ctx, callerID, "s.grant_key = ? AND s.ends_at > ?", key, at.UTC())
}

func (s *Store) subscription(ctx context.Context, callerID int64, where string, args ...any) (SubscriptionOf, error) {
	var out SubscriptionOf
	into, done := out.targets()
	err := s.row(ctx, "SELECT "+subscriptionOfColumns+" FROM "+subscriptionOfFrom+profileJoin("o")+
		" WHERE "+where+" ORDER BY s.ends_at DESC, s.id DESC LIMIT 1", append([]any{callerID}, args...)...).Scan(into...)
	done()
	return out, s.wrap(err)
}

// Running returns the subscription of a subscriber to a plan that has not ended at the time.
func (s *Store) Running(ctx context.Context, organizationID, planID int64, at time.Time) (Subscription, error) {
	return first[Subscription](s, s.query(ctx).
		Where("organization_id = ? AND plan_id = ? AND ends_at > ?", organizationID, planID, at).Order("ends_at DESC, id DESC"))
}

// RunningOf returns the ids of the subscriptions to a plan that have not ended at the time, by their subscribers.
func (s *Store) RunningOf(ctx context.Context, planID int64, organizationIDs []int64, at time.Time) (map[int64]int64, error) {
	var found []Subscription
	err := s.query(ctx).Where("plan_id = ? AND organization_id IN ? AND ends_at > ?", planID, organizationIDs, at).Order("ends_at, id").Find(&found).Error
	out := make(map[int64]int64, len(found))
	for _, sub := range found {
		out[sub.OrganizationID] = sub.ID
	}
	return out, s.wrap(err)
}

// EverSubscribed tells whether a subscriber ever had a subscription to a plan, or at least an order of one that stands. What one side never consented
// to was none when nothing is owed or was paid for it.
func (s *Store) EverSubscribed(ctx context.Context, organizationID, planID int64) (bool, error) {
	return s.exists(ctx, "subscriptions s", `s.organization_id = ? AND s.plan_id = ? AND (COALESCE(s.grant_key, s.request_key) IS NULL
		OR EXISTS (SELECT 1 FROM transactions t WHERE t.event_id = 'sub_' || s.id || '/' AND t.orig_account = 'Receivable' AND t.dest_account = 'Payable'
			AND NOT `+writtenOff+`))`, organizationID, planID)
}

// SubscriptionSummary is a subscription as its subscriber's profile shows it.
type SubscriptionSummary struct {
	CreatedAt time.Time
	EndsAt    time.Time
	Plan      string
	AutoRenew bool
}

// SubscriptionSummaries lists all subscriptions of a profile, by their end.
func (s *Store) SubscriptionSummaries(ctx context.Context, organizationID int64) ([]SubscriptionSummary, error) {
	out := []SubscriptionSummary{}
	err := s.query(ctx).Raw(`SELECT s.created_at, s.ends_at, p.slug AS plan, s.auto_renew FROM subscriptions s JOIN plans p ON p.id = s.plan_id
		WHERE s.organization_id = ? ORDER BY s.ends_at, s.id`, organizationID).Scan(&out).Error
	return out, s.wrap(err)
}

// CreateSubscription writes a new subscription and sets its id.
func (s *Store) CreateSubscription(ctx context.Context, sub *Subscription) error {
	return s.wrap(s.tx(ctx).Create(sub).Error)
}

// ExtendSubscription writes the end of a subscription and how it is counted.
func (s *Store) ExtendSubscription(ctx context.Context, sub Subscription) error {
	return s.wrap(s.tx(ctx).Model(&Subscription{}).Where("id = ?", sub.ID).Updates(map[string]any{
		"ends_at": sub.EndsAt, "anchor_at": sub.AnchorAt, "anchor_intervals": sub.AnchorIntervals,
	}).Error)
}

// SubscriptionForUpdate returns the subscription with an id and locks it until the transaction ends.
func (s *Store) SubscriptionForUpdate(ctx context.Context, id int64) (Subscription, error) {
	var out Subscription
	err := s.tx(ctx).Raw("SELECT * FROM subscriptions WHERE id = ?"+s.dialect.forUpdate, id).Take(&out).Error
	return out, s.wrap(err)
}

// UpdateSubscription writes the given columns.
func (s *Store) UpdateSubscription(ctx context.Context, id int64, columns map[string]any) error {
	return s.wrap(s.tx(ctx).Model(&Subscription{}).Where("id = ?", id).Updates(columns).Error)
}

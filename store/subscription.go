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
	// Known tells that the provider may know its subscriber as a customer: a manager of the subscriber ordered one of its plans, or accepted it, and
	// that subscription has not ended.
	Known bool
}

// Reader is who reads subscriptions, and when.
type Reader struct {
	UserID int64
	At     time.Time
	// Own leaves only the subscriptions to plans of profiles on which the reader has a role: what a provider may see of its customer.
	Own bool
	// All tells that the reader knows every profile: a provider looks for those by their name alone that it does not know as customers.
	All bool
}

// args are those of readColumns.
func (r Reader) args() []any { return []any{r.UserID, r.At.UTC()} }

// narrow adds the condition of Own.
func (r Reader) narrow(where string, args []any) (string, []any) {
	if !r.Own {
		return where, args
	}
	return where + " AND p.organization_id IN (" + actsFor + ")", append(args, r.UserID)
}

// actsFor are the profiles on which a user has a live role that reads.
const actsFor = `SELECT r.organization_id FROM roles r JOIN role_descriptions d ON d.id = r.role_description_id
	WHERE r.user_id = ? AND COALESCE(r.grant_key, r.request_key) IS NULL AND d.slug IN ('manager', 'contributor') AND d.organization_id IS NULL`

const (
	subscriptionColumns = `s.id, s.created_at, s.ends_at, s.anchor_at, s.anchor_intervals, s.auto_renew, s.description, s.organization_id, s.plan_id,
		s.grant_key, s.request_key, s.extra, s.gifted, s.agreed_terms`
	subscriptionOfFrom = `subscriptions s JOIN organizations o ON o.id = s.organization_id JOIN plans p ON p.id = s.plan_id
		JOIN organizations v ON v.id = p.organization_id`
	// editable asks once for the whole list what the caller manages.
	editable = `p.organization_id IN (SELECT r.organization_id FROM roles r JOIN role_descriptions d ON d.id = r.role_description_id
		WHERE r.user_id = ? AND ` + liveManager + `)`
)

// customers is the condition that a profile is a customer of a provider that may know it: it agreed to a subscription that has not ended.
func customers(organization, provider string) string {
	return `EXISTS (SELECT 1 FROM subscriptions k JOIN plans q ON q.id = k.plan_id WHERE k.organization_id = ` + organization + ` AND q.organization_id = ` + provider + `
		AND k.agreed_terms <> '' AND k.grant_key IS NULL AND k.ends_at > ?)`
}

// subscriptionOfColumns have two arguments: those of a Reader.
var subscriptionOfColumns = subscriptionColumns + ", " + profileColumns("o") + ", " + planOfColumns + ", " + editable + ", NOT o.is_broker AND " +
	customers("s.organization_id", "p.organization_id")

func (s *SubscriptionOf) targets() (into []any, done func()) {
	b := &s.Subscription
	profile, done := s.Subscriber.targets()
	into = append([]any{
		&b.ID, &b.CreatedAt, &b.EndsAt, &b.AnchorAt, &b.AnchorIntervals, &b.AutoRenew, &b.Description, &b.OrganizationID, &b.PlanID,
		&b.GrantKey, &b.RequestKey, &b.Extra, &b.Gifted, &b.AgreedTerms,
	}, profile...)
	return append(append(into, s.Plan.targets()...), &s.Editable, &s.Known), done
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

// subscriptionList is what the lists of subscriptions have in common; their rows are as the reader sees them.
func subscriptionList(reader Reader, where string, id int64) list {
	countFrom := "subscriptions s"
	if reader.Own {
		countFrom = "subscriptions s JOIN plans p ON p.id = s.plan_id"
	}
	where, args := reader.narrow(where, []any{id})
	return list{
		columns: subscriptionOfColumns, columnArgs: reader.args(), from: subscriptionOfFrom + profileJoin("o"),
		countFrom: countFrom,
		where:     where, args: args, tie: "s.id",
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

// SubscriptionsOf lists the subscriptions of a subscriber in every opt-in state, as the reader sees them
// (profiles-subscriptions-roles.md 3.5).
func (s *Store) SubscriptionsOf(ctx context.Context, organizationID int64, reader Reader, narrow SubscriptionAsk, ask Listing) (Rows[SubscriptionOf], error) {
	l := subscriptionList(reader, "s.organization_id = ?", organizationID)
	if narrow.EndsAfter != nil {
		l.where, l.args = l.where+" AND s.ends_at > ?", append(l.args, narrow.EndsAfter.UTC())
	}
	if narrow.EndsBefore != nil {
		l.where, l.args = l.where+" AND s.ends_at < ?", append(l.args, narrow.EndsBefore.UTC())
	}
	return run(ctx, s, l, ask, scanSubscriptionOf)
}

// SubscriptionsTo lists the subscriptions to a plan in every state, as the reader sees them; the dates of the listing bound their creation
// (profiles-subscriptions-roles.md 3.4). They all have one title, by which there is nothing to sort.
func (s *Store) SubscriptionsTo(ctx context.Context, planID int64, reader Reader, ask Listing) (Rows[SubscriptionOf], error) {
	l := subscriptionList(reader, "s.plan_id = ?", planID)
	if !reader.All {
		l.known, l.knownArgs = customers("s.organization_id", "p.organization_id"), []any{reader.At.UTC()}
		l.named = []string{"organization__slug", "organization__full_name", "plan__title"}
	}
	l.dateColumn = "s.created_at"
	l.sort["plan"], l.sort["plan__title"] = "s.plan_id", "s.plan_id"
	return run(ctx, s, l, ask, scanSubscriptionOf)
}

// SubscribersOf lists the profiles that have or had a subscription in any state to a plan of a provider, each once, without archived ones
// (profiles-subscriptions-roles.md 3.5).
func (s *Store) SubscribersOf(ctx context.Context, providerID int64, reader Reader, ask Listing) (Rows[SubscriberOf], error) {
	l := profileList
	l.where += " AND EXISTS (SELECT 1 FROM subscriptions s JOIN plans p ON p.id = s.plan_id WHERE s.organization_id = o.id AND p.organization_id = ?)"
	l.args = []any{providerID}
	known := "(NOT o.is_broker AND " + customers("o.id", "?") + ")"
	l.columns += ", " + known
	l.columnArgs = []any{providerID, reader.At.UTC()}
	if !reader.All {
		l.known, l.knownArgs, l.named = known, l.columnArgs, []string{"slug", "full_name"}
	}
	return run(ctx, s, l, ask, func(r row, head ...any) (SubscriberOf, error) {
		var one SubscriberOf
		into, done := one.targets()
		err := r.Scan(append(append(head, into...), &one.Known)...)
		done()
		return one, err
	})
}

// SubscriberOf is a subscriber of a provider, and whether that may know it as a customer.
type SubscriberOf struct {
	Profile
	Known bool
}

// SubscriptionOf returns the subscription of a subscriber to a plan: the one that has not ended, else the one that ended last
// (profiles-subscriptions-roles.md 3.4).
func (s *Store) SubscriptionOf(ctx context.Context, organizationID int64, reader Reader, planSlug string) (SubscriptionOf, error) {
	return s.subscription(ctx, reader, "s.organization_id = ? AND lower(p.slug) = lower(?)", organizationID, planSlug)
}

// SubscriptionTo does as SubscriptionOf, for a plan of a provider and the slug of the subscriber.
func (s *Store) SubscriptionTo(ctx context.Context, providerID int64, reader Reader, planSlug, subscriber string) (SubscriptionOf, error) {
	return s.subscription(ctx, reader, "p.organization_id = ? AND lower(p.slug) = lower(?) AND o.id = "+organizationNamed, providerID, planSlug, subscriber, subscriber)
}

// SubscriptionWithID returns a subscription as the reader sees it.
func (s *Store) SubscriptionWithID(ctx context.Context, id int64, reader Reader) (SubscriptionOf, error) {
	return s.subscription(ctx, reader, "s.id = ?", id)
}

// Requested finds the subscription that waits under a request key and has not ended.
func (s *Store) Requested(ctx context.Context, reader Reader, key string) (SubscriptionOf, error) {
	return s.subscription(ctx, reader, "s.request_key = ? AND s.ends_at > ?", key, reader.At.UTC())
}

// Granted finds the subscription that waits under a grant key and has not ended.
func (s *Store) Granted(ctx context.Context, reader Reader, key string) (SubscriptionOf, error) {
	return s.subscription(ctx, reader, "s.grant_key = ? AND s.ends_at > ?", key, reader.At.UTC())
}

func (s *Store) subscription(ctx context.Context, reader Reader, where string, args ...any) (SubscriptionOf, error) {
	var out SubscriptionOf
	into, done := out.targets()
	where, args = reader.narrow(where, args)
	err := s.row(ctx, "SELECT "+subscriptionOfColumns+" FROM "+subscriptionOfFrom+profileJoin("o")+
		" WHERE "+where+" ORDER BY s.ends_at DESC, s.id DESC LIMIT 1", append(reader.args(), args...)...).Scan(into...)
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

// SubscriptionSummaries lists the subscriptions of a profile that the reader may see, by their end.
func (s *Store) SubscriptionSummaries(ctx context.Context, organizationID int64, reader Reader) ([]SubscriptionSummary, error) {
	out := []SubscriptionSummary{}
	where, args := reader.narrow("s.organization_id = ?", []any{organizationID})
	err := s.query(ctx).Raw(`SELECT s.created_at, s.ends_at, p.slug AS plan, s.auto_renew FROM subscriptions s JOIN plans p ON p.id = s.plan_id
		WHERE `+where+` ORDER BY s.ends_at, s.id`, args...).Scan(&out).Error
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

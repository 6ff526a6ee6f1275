package subscriptions

import (
	"context"
	"fmt"
	"strconv"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/domain/pricing"
	"tollkeeper/server/notice"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfileSubscriptionsCreate subscribes the profile in the path: an order of its own managers, a grant of the provider's
// (profiles-subscriptions-roles.md 3.5).
func (r *Room) ProfileSubscriptionsCreate(ctx context.Context, req gen.ProfileSubscriptionsCreateRequestObject) (gen.ProfileSubscriptionsCreateResponseObject, error) {
	plan, err := offered(ctx, r.store, req.Body.Plan)
	if err != nil {
		return nil, err
	}
	seen, err := r.store.RunningOf(ctx, plan.ID, []int64{access.ScopeOf(ctx).OrganizationID}, r.now())
	if err != nil {
		return nil, err
	}
	created := false
	out, err := store.InTx(ctx, r.store, func(tx *store.Store) (gen.Subscription, error) {
		id, fresh, err := r.subscribe(ctx, tx, plan, seen, text(wire.Given(req.Body.Message)))
		if err != nil {
			return gen.Subscription{}, err
		}
		created = fresh
		s, err := tx.SubscriptionWithID(ctx, id, wire.Reader(ctx, r.now()))
		return wire.Subscription(ctx, s), err
	})
	if err != nil {
		return nil, err
	}
	if created {
		return gen.ProfileSubscriptionsCreate201JSONResponse(out), nil
	}
	return gen.ProfileSubscriptionsCreate200JSONResponse(out), nil
}

func offered(ctx context.Context, s *store.Store, slug string) (store.PlanOf, error) {
	found, err := s.PlanBySlug(ctx, slug)
	if err != nil {
		return store.PlanOf{}, wire.Missing(err)
	}
	if !found.IsActive {
		return store.PlanOf{}, fault.Field("plan", "The plan %s is not sold any more.", slug)
	}
	plan, err := s.PlanOf(ctx, found.OrganizationID, slug)
	if err == nil && !plan.Sold {
		err = fault.Field("plan", "%s does not sell any more.", plan.Provider)
	}
	return plan, err
}

// subscribe does it in the name of whom the caller manages. The provider in question is the plan's: who manages another provider of the
// profile may not subscribe it to what is not hers to give.
func (r *Room) subscribe(ctx context.Context, tx *store.Store, plan store.PlanOf, seen running, message string) (id int64, created bool, err error) {
	scope := access.ScopeOf(ctx)
	if scope.Relation.Direct >= access.Manager {
		return r.order(ctx, tx, plan, scope.OrganizationID, seen, message)
	}
	sells := scope.Relation.Broker >= access.Manager
	if !sells {
		if sells, err = tx.Manages(ctx, access.PrincipalOf(ctx).UserID, plan.OrganizationID); err != nil {
			return 0, false, err
		}
	}
	if !sells {
		return 0, false, fault.New(fault.Forbidden, "Only managers of %s or of the provider of the plan may do this.", scope.Organization)
	}
	return r.grant(ctx, tx, plan, scope.OrganizationID, seen, message)
}

// order subscribes a customer in its own name: what a priced plan costs is owed from then on, and the provider may have to consent.
func (r *Room) order(ctx context.Context, tx *store.Store, plan store.PlanOf, customerID int64, seen running, message string) (id int64, created bool, err error) {
	customer, s, err := r.begin(ctx, tx, plan, customerID, seen)
	if err != nil || s.ID != 0 {
		return s.ID, false, err
	}
	ever, err := tx.EverSubscribed(ctx, customerID, plan.ID)
	if err != nil {
		return 0, false, err
	}
	s.AgreedTerms = agreed(plan)
	if plan.OptinOnRequest {
		s.RequestKey = newKey()
	}
	if err := tx.CreateSubscription(ctx, &s); err != nil {
		return 0, false, err
	}
	if err := owe(ctx, tx, plan, s, !ever); err != nil {
		return 0, false, err
	}
	if s.RequestKey == nil {
		return s.ID, true, nil
	}
	n, err := about(ctx, tx, access.PrincipalOf(ctx).UserID, customer, plan, s.CreatedAt)
	if err != nil {
		return 0, false, err
	}
	managers, err := tx.ManagerEmails(ctx, plan.OrganizationID, "", 0)
	if err == nil {
		err = r.invited.MayMail(ctx, tx, fmt.Sprintf("order of %d of %d", customerID, plan.ID), managers...)
	}
	if err != nil {
		return 0, false, err
	}
	n.Template, n.Data["message"] = "subscription_request_created", message
	n.Data["link"] = "/accept/subscribers/" + *s.RequestKey + "/"
	return s.ID, true, notice.Managers(ctx, tx, n, plan.OrganizationID, 0)
}

// owe records the order of the first period, and of the setup on a first subscription, without any charge: the balance is due until it is
// paid by the billing operations.
func owe(ctx context.Context, tx *store.Store, plan store.PlanOf, s store.Subscription, first bool) error {
	if plan.IsNotPriced {
		return nil
	}
	terms := wire.Terms(plan.Plan)
	line := ledger.OrderLine{Payer: s.OrganizationID, Provider: plan.OrganizationID, Unit: plan.Unit, Event: ledger.SubscriptionEvent(s.ID)}
	var lines []ledger.OrderLine
	if option := pricing.Options(terms, pricing.Discount{})[0]; option.Amount > 0 {
		line.Amount, line.Description, line.Periods = option.Amount, option.Describe(terms, s.EndsAt), option.Intervals
		lines = append(lines, line)
	}
	if setup, ok := pricing.Setup(terms, pricing.Discount{}); ok && first {
		line.Amount, line.Description, line.Periods = setup, pricing.DescribeSetup(terms), 0
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return nil
	}
	journal, err := ledger.Orders("order:subscription/"+strconv.FormatInt(s.ID, 10), s.CreatedAt, lines)
	if err != nil {
		return err
	}
	_, err = tx.AppendJournal(ctx, journal)
	return err
}

package subscriptions

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/period"
	"tollkeeper/server/domain/pricing"
	"tollkeeper/server/enroll"
	"tollkeeper/server/notice"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfilePlansSubscriptionsCreate subscribes customers to a plan of the provider: all that are found by an e-mail address, the first is
// answered (profiles-subscriptions-roles.md 3.4).
func (r *Room) ProfilePlansSubscriptionsCreate(ctx context.Context, req gen.ProfilePlansSubscriptionsCreateRequestObject) (gen.ProfilePlansSubscriptionsCreateResponseObject, error) {
	plan, err := r.store.PlanOf(ctx, access.ScopeOf(ctx).OrganizationID, req.Plan)
	if err != nil {
		return nil, wire.Missing(err)
	}
	if !plan.Sold {
		return nil, fault.New(fault.Forbidden, "%s may not sell plans: only managers of the profile that runs the site can let it, with is_provider.", plan.Provider)
	}
	seen, err := r.runningOf(ctx, plan.ID, req.Body.Organization)
	if err != nil {
		return nil, err
	}
	anyCreated := false
	out, err := store.InTx(ctx, r.store, func(tx *store.Store) (gen.Subscription, error) {
		customers, err := r.customers(ctx, tx, req.Body.Organization, req.Params.Force != nil && *req.Params.Force)
		if err != nil {
			return gen.Subscription{}, err
		}
		ids := make([]int64, len(customers))
		for i, customer := range customers {
			id, created, err := r.grant(ctx, tx, plan, customer.ID, seen, text(wire.Given(req.Body.Message)))
			if err != nil {
				return gen.Subscription{}, err
			}
			ids[i], anyCreated = id, anyCreated || created
		}
		s, err := tx.SubscriptionWithID(ctx, ids[0], wire.Reader(ctx, r.now()))
		return wire.Subscription(ctx, s), err
	})
	if err != nil {
		return nil, err
	}
	if anyCreated {
		return gen.ProfilePlansSubscriptionsCreate201JSONResponse(out), nil
	}
	return gen.ProfilePlansSubscriptionsCreate200JSONResponse(out), nil
}

// running are the ids of the subscriptions to a plan that had not ended when the request came, by their subscribers. What began since was begun
// by somebody else at once.
type running map[int64]int64

// runningOf looks before anything is locked.
func (r *Room) runningOf(ctx context.Context, planID int64, in gen.SubscriberInput) (running, error) {
	customers, err := enroll.Known(ctx, r.store, text(in.Slug, true), text(in.Email, true))
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(customers))
	for i, c := range customers {
		ids[i] = c.ID
	}
	return r.store.RunningOf(ctx, planID, ids, r.now())
}

func text(s *string, _ bool) string {
	if s == nil {
		return ""
	}
	return *s
}

// grant subscribes a customer in the name of the provider, or finds the subscription that has not ended. As long as it waits for the customer
// every call mails her managers, but the same once a day.
func (r *Room) grant(ctx context.Context, tx *store.Store, plan store.PlanOf, customerID int64, seen running, message string) (id int64, created bool, err error) {
	customer, s, err := r.begin(ctx, tx, plan, customerID, seen)
	if err != nil {
		return 0, false, err
	}
	if created = s.ID == 0; created {
		free, err := r.needsNoConsent(ctx, tx, plan, customerID)
		if err != nil {
			return 0, false, err
		}
		if !free {
			s.GrantKey = newKey()
		}
		if own, err := tx.Manages(ctx, access.PrincipalOf(ctx).UserID, customerID); err != nil {
			return 0, false, err
		} else if free && own {
			s.AgreedTerms = agreed(plan)
		}
		if err := tx.CreateSubscription(ctx, &s); err != nil {
			return 0, false, err
		}
	}
	if s.GrantKey == nil {
		return s.ID, created, nil
	}
	return s.ID, created, r.notifyGranted(ctx, tx, customer, plan, s, created, message)
}

// needsNoConsent tells whether a grant is live at once. A plan may say so, but a live subscription opens the customer's profile to the
// provider: only the broker's plans are believed, and who manages the customer as well (profiles-subscriptions-roles.md 1.6).
func (r *Room) needsNoConsent(ctx context.Context, tx *store.Store, plan store.PlanOf, customerID int64) (bool, error) {
	if !plan.SkipOptinOnGrant || plan.ProviderIsBroker {
		return plan.SkipOptinOnGrant, nil
	}
	return tx.Manages(ctx, access.PrincipalOf(ctx).UserID, customerID)
}

// begin locks a customer and returns its subscription to the plan that has not ended, else a new one, of one period from now, that is not
// written yet and has no id. Of two who subscribe it at once one does, the other gets a fault of kind Conflict.
func (r *Room) begin(ctx context.Context, tx *store.Store, plan store.PlanOf, customerID int64, seen running) (store.Organization, store.Subscription, error) {
	customer, err := tx.OrganizationForUpdate(ctx, customerID)
	if err == nil && !customer.IsActive {
		err = wire.Deleted()
	}
	if err != nil {
		return customer, store.Subscription{}, err
	}
	now := r.now()
	s, err := tx.Running(ctx, customer.ID, plan.ID, now)
	if err == nil && s.ID != seen[customer.ID] {
		err = fault.New(fault.Conflict, "Somebody else subscribed %s to this plan at this moment; look at it again.", customer.PrintableName())
	}
	if !errors.Is(err, store.ErrNotFound) {
		return customer, s, err
	}
	return customer, store.Subscription{
		CreatedAt: now, EndsAt: period.Interval(plan.IntervalCode).Add(now, int(plan.PeriodLength), customer.Location()),
		AnchorAt: now, AnchorIntervals: plan.PeriodLength, AutoRenew: plan.RenewalType == wire.AutoRenew,
		OrganizationID: customer.ID, PlanID: plan.ID,
	}, nil
}

// agreed is what a customer who orders a plan, or accepts it, agrees to.
func agreed(plan store.PlanOf) *string {
	terms := pricing.Agreed(wire.Terms(plan.Plan), plan.Unit)
	return &terms
}

// notifyGranted mails each manager of the customer the link to accept; who has no password yet is led to set one first.
func (r *Room) notifyGranted(ctx context.Context, tx *store.Store, customer store.Organization, plan store.PlanOf, s store.Subscription, created bool, message string) error {
	managers, err := tx.ManagersOf(ctx, customer.ID)
	if err == nil && len(managers) == 0 { // it was created for somebody who has still to take it
		managers, err = tx.OfferedManagers(ctx, customer.ID)
	}
	if err != nil {
		return err
	}
	n, err := about(ctx, tx, access.PrincipalOf(ctx).UserID, customer, plan, r.now())
	if err != nil {
		return err
	}
	n.Template, n.Data["message"] = "subscription_grant_created", message
	offer := fmt.Sprintf("subscription of %d to %d", customer.ID, plan.ID)
	if len(managers) == 0 {
		// The profile waits for its manager, who has an account and was mailed how to take it.
		managers = []store.User{{Email: customer.Email, PasswordHash: "-"}}
	}
	for _, manager := range managers {
		if !created { // the link that was mailed still works
			told, err := r.invited.WasOffered(ctx, tx, offer, manager.Email)
			if err != nil {
				return err
			}
			if told {
				continue
			}
		}
		if err := r.invited.MayMail(ctx, tx, offer, manager.Email); err != nil {
			return err
		}
		link := "/accept/subscriptions/" + *s.GrantKey + "/"
		if !manager.Activated() {
			if link, err = r.invited.ActivationLink(ctx, tx, manager, link); err != nil {
				return err
			}
		}
		n.Data["link"] = link
		if err := notice.To(ctx, tx, n, manager.Email); err != nil {
			return err
		}
	}
	return nil
}

// newKey is 40 random hexadecimal characters (profiles-subscriptions-roles.md 1.3).
func newKey() *string {
	var b [20]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	key := hex.EncodeToString(b[:])
	return &key
}

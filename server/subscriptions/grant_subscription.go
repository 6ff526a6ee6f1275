package subscriptions

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/period"
	"tollkeeper/server/notice"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfilePlansSubscriptionsCreate subscribes customers to a plan of the provider: all that are found by an e-mail address, the first is
// answered (profiles-subscriptions-roles.md 3.4).
func (r *Room) ProfilePlansSubscriptionsCreate(ctx context.Context, req gen.ProfilePlansSubscriptionsCreateRequestObject) (gen.ProfilePlansSubscriptionsCreateResponseObject, error) {
	anyCreated := false
	out, err := store.InTx(ctx, r.store, func(tx *store.Store) (gen.Subscription, error) {
		plan, err := tx.PlanOf(ctx, access.ScopeOf(ctx).OrganizationID, req.Plan)
		if err != nil {
			return gen.Subscription{}, wire.Missing(err)
		}
		customers, err := r.customers(ctx, tx, req.Body.Organization, req.Params.Force != nil && *req.Params.Force)
		if err != nil {
			return gen.Subscription{}, err
		}
		ids := make([]int64, len(customers))
		for i, customer := range customers {
			id, created, err := r.grant(ctx, tx, plan, customer.ID, text(wire.Given(req.Body.Message)))
			if err != nil {
				return gen.Subscription{}, err
			}
			ids[i], anyCreated = id, anyCreated || created
		}
		s, err := tx.SubscriptionWithID(ctx, ids[0], access.PrincipalOf(ctx).UserID)
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

func text(s *string, _ bool) string {
	if s == nil {
		return ""
	}
	return *s
}

// grant subscribes a customer in the name of the provider, or finds the subscription that has not ended. As long as it waits for the customer
// every call mails her managers.
func (r *Room) grant(ctx context.Context, tx *store.Store, plan store.PlanOf, customerID int64, message string) (id int64, created bool, err error) {
	customer, s, err := r.begin(ctx, tx, plan, customerID)
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
		if err := tx.CreateSubscription(ctx, &s); err != nil {
			return 0, false, err
		}
	}
	if s.GrantKey == nil {
		return s.ID, created, nil
	}
	return s.ID, created, r.notifyGranted(ctx, tx, customer, plan, *s.GrantKey, message)
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
// written yet and has no id.
func (r *Room) begin(ctx context.Context, tx *store.Store, plan store.PlanOf, customerID int64) (store.Organization, store.Subscription, error) {
	customer, err := tx.OrganizationForUpdate(ctx, customerID)
	if err != nil {
		return customer, store.Subscription{}, err
	}
	now := r.now()
	s, err := tx.Running(ctx, customer.ID, plan.ID, now)
	if !errors.Is(err, store.ErrNotFound) {
		return customer, s, err
	}
	return customer, store.Subscription{
		CreatedAt: now, EndsAt: period.Interval(plan.IntervalCode).Add(now, int(plan.PeriodLength), customer.Location()),
		AnchorAt: now, AnchorIntervals: plan.PeriodLength, AutoRenew: plan.RenewalType == wire.AutoRenew,
		OrganizationID: customer.ID, PlanID: plan.ID,
	}, nil
}

// notifyGranted mails each manager of the customer the link to accept; who has no password yet is led to set one first.
func (r *Room) notifyGranted(ctx context.Context, tx *store.Store, customer store.Organization, plan store.PlanOf, key, message string) error {
	managers, err := tx.ManagersOf(ctx, customer.ID)
	if err != nil {
		return err
	}
	n, err := about(ctx, tx, customer, plan, r.now())
	if err != nil {
		return err
	}
	n.Template, n.Data["message"] = "subscription_grant_created", message
	for _, manager := range managers {
		link := "/accept/subscriptions/" + customer.Slug + "/" + key + "/"
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

package credits

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	v1 "tollkeeper/gen/v1"
	"tollkeeper/server/domain/credit"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// SubscriptionsCreateUserSubscription subscribes a user to a service for one period from now (credit-subscriptions.md, "Create").
func (r *Room) SubscriptionsCreateUserSubscription(ctx context.Context, req v1.SubscriptionsCreateUserSubscriptionRequestObject) (v1.SubscriptionsCreateUserSubscriptionResponseObject, error) {
	payment, _ := wire.Given(req.Body.PaymentID)
	out, err := store.InTx(ctx, r.store, func(tx *store.Store) (v1.SubscriptionPublic, error) {
		u, err := tx.UserByUUID(ctx, req.ID)
		if err != nil {
			return v1.SubscriptionPublic{}, missing(err, "User")
		}
		t, err := r.tier(req.Body.ServiceType, req.Body.Tier)
		if err != nil {
			return v1.SubscriptionPublic{}, err
		}
		// What two requests do to one user is done one after the other.
		if err := tx.LockUser(ctx, u.ID); err != nil {
			return v1.SubscriptionPublic{}, err
		}
		purpose := fmt.Sprintf("create %s %s %s", u.UUID, t.Service, t.Tier)
		return r.once(ctx, tx, purpose, payment, func() (v1.SubscriptionPublic, error) { return r.create(ctx, tx, u, t, payment != nil) })
	})
	if err != nil {
		return nil, err
	}
	return v1.SubscriptionsCreateUserSubscription200JSONResponse(out), nil
}

func (r *Room) create(ctx context.Context, tx *store.Store, u store.User, t credit.Tier, paid bool) (v1.SubscriptionPublic, error) {
	if err := r.alone(ctx, tx, u.ID, t.Service, 0); err != nil {
		return v1.SubscriptionPublic{}, err
	}
	now := r.now()
	row := store.CreditRow{UserUUID: u.UUID}
	row.UUID, row.CreatedAt, row.UpdatedAt, row.UserID = uuid.NewString(), now, now, u.ID
	keep(&row.CreditSubscription, credit.New(t, paid, now))
	if err := tx.CreateCreditSubscription(ctx, &row.CreditSubscription); err != nil {
		return v1.SubscriptionPublic{}, err
	}
	return r.toAPI(row), nil
}

// alone refuses a second active subscription of a user to a service.
func (r *Room) alone(ctx context.Context, tx *store.Store, userID int64, service string, except int64) error {
	_, err := tx.ActiveCreditSubscription(ctx, userID, service, except, r.now())
	switch {
	case err == nil:
		return fault.New(fault.Conflict, "The user has an active subscription to this service.")
	case errors.Is(err, store.ErrNotFound):
		return nil
	}
	return err
}

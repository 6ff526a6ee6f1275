package credits

import (
	"context"
	"errors"

	v1 "tollkeeper/gen/v1"
	"tollkeeper/server/domain/fault"
	"tollkeeper/store"
)

// lowShare is the part of a period's credits that is little: when no more than one in lowShare is left the webhook event is sent.
const lowShare = 10

// SubscriptionsRecordUsage takes credits, once for each event (credit-subscriptions.md, "What users would also expect").
func (r *Room) SubscriptionsRecordUsage(ctx context.Context, req v1.SubscriptionsRecordUsageRequestObject) (v1.SubscriptionsRecordUsageResponseObject, error) {
	row, err := r.store.CreditSubscription(ctx, req.ID)
	if err != nil {
		return nil, missing(err, "Subscription")
	}
	use, err := store.InTx(ctx, r.store, func(tx *store.Store) (store.CreditUsage, error) { return r.use(ctx, tx, row, *req.Body) })
	if errors.Is(err, store.ErrDuplicate) || fault.Is(err, fault.Conflict) {
		// The same event was first, perhaps with the last credits: what it was answered is the answer.
		before, again := r.store.CreditUsage(ctx, row.ID, req.Body.EventID)
		switch {
		case again == nil && before.Credits != req.Body.Credits:
			return nil, fault.New(fault.Conflict, "This event_id was recorded with %d credits.", before.Credits)
		case again == nil:
			use, err = before, nil
		case !errors.Is(again, store.ErrNotFound):
			return nil, again
		}
	}
	if err != nil {
		return nil, err
	}
	return v1.SubscriptionsRecordUsage200JSONResponse(toAPIUsage(use)), nil
}

func (r *Room) use(ctx context.Context, tx *store.Store, row store.CreditRow, in v1.UsageCreate) (store.CreditUsage, error) {
	now := r.now()
	if !stateOf(row.CreditSubscription).Active(now) {
		return store.CreditUsage{}, fault.New(fault.Conflict, "The subscription is not active.")
	}
	left, taken, err := tx.UseCredits(ctx, row.ID, in.Credits, now)
	if err != nil {
		return store.CreditUsage{}, err
	}
	if !taken {
		return store.CreditUsage{}, fault.New(fault.Conflict, "Fewer than %d credits are left.", in.Credits)
	}
	u := store.CreditUsage{
		SubscriptionID: row.ID, Event: in.EventID, Credits: in.Credits, Remaining: stateOf(left).Remaining(), CreatedAt: now,
	}
	if err := tx.CreateCreditUsage(ctx, &u); err != nil {
		return u, err
	}
	if u.Remaining*lowShare > left.CreditsTotal || left.LowSentFor != nil && !left.LowSentFor.Before(left.EndAt) {
		return u, nil
	}
	end := left.EndAt
	left.LowSentFor = &end
	if err := tx.SaveCreditSubscription(ctx, left); err != nil {
		return u, err
	}
	return u, r.hooks.Enqueue(ctx, tx, "credits.low", r.toAPI(store.CreditRow{CreditSubscription: left, UserUUID: row.UserUUID}), now)
}

// SubscriptionsReadUsage lists the uses of a subscription, the newest first.
func (r *Room) SubscriptionsReadUsage(ctx context.Context, req v1.SubscriptionsReadUsageRequestObject) (v1.SubscriptionsReadUsageResponseObject, error) {
	row, err := r.store.CreditSubscription(ctx, req.ID)
	if err != nil {
		return nil, missing(err, "Subscription")
	}
	uses, count, err := r.store.CreditUsages(ctx, row.ID, or(req.Params.Skip, 0), or(req.Params.Limit, defaultLimit))
	if err != nil {
		return nil, err
	}
	out := v1.UsagesPublic{Data: make([]v1.UsagePublic, len(uses)), Count: count}
	for i, u := range uses {
		out.Data[i] = toAPIUsage(u)
	}
	return v1.SubscriptionsReadUsage200JSONResponse(out), nil
}

func toAPIUsage(u store.CreditUsage) v1.UsagePublic {
	return v1.UsagePublic{EventID: u.Event, Credits: u.Credits, CreatedAt: u.CreatedAt, CreditsRemaining: u.Remaining}
}

// Package credits answers for /api/v1: subscriptions with credits, and the token URL of their security scheme
// (credit-subscriptions.md).
package credits

import (
	"context"
	"encoding/json"
	"errors"

	v1 "tollkeeper/gen/v1"
	"tollkeeper/server/auth"
	"tollkeeper/server/clock"
	"tollkeeper/server/domain/credit"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/money"
	"tollkeeper/server/webhook"
	"tollkeeper/store"
)

// Room answers the operations of the tags subscriptions and login.
type Room struct {
	store     *store.Store
	now       clock.Clock
	accounts  *auth.Accounts
	catalogue *Catalogue
	hooks     *webhook.Hooks
}

var (
	_ v1.SubscriptionsOperations = (*Room)(nil)
	_ v1.LoginOperations         = (*Room)(nil)
)

// New makes the room.
func New(s *store.Store, now clock.Clock, accounts *auth.Accounts, catalogue *Catalogue, hooks *webhook.Hooks) *Room {
	return &Room{store: s, now: now, accounts: accounts, catalogue: catalogue, hooks: hooks}
}

func stateOf(c store.CreditSubscription) credit.Subscription {
	return credit.Subscription{
		Service: c.Service, Tier: c.Tier, StartAt: c.StartAt, EndAt: c.EndAt, Anchor: c.AnchorAt, AnchorMonths: int(c.AnchorMonths),
		GraceDays: int(c.GraceDays), CreditsTotal: c.CreditsTotal, CreditsUsed: c.CreditsUsed, BasePrice: c.BasePrice, ActualPrice: c.ActualPrice,
		Currency: c.Currency, Payment: c.Payment,
	}
}

// keep writes what the rules have made of a subscription into its record.
func keep(c *store.CreditSubscription, s credit.Subscription) {
	c.Service, c.Tier, c.StartAt, c.EndAt, c.AnchorAt, c.AnchorMonths = s.Service, s.Tier, s.StartAt, s.EndAt, s.Anchor, int64(s.AnchorMonths)
	c.GraceDays, c.CreditsTotal, c.CreditsUsed = int64(s.GraceDays), s.CreditsTotal, s.CreditsUsed
	c.BasePrice, c.ActualPrice, c.Currency, c.Payment = s.BasePrice, s.ActualPrice, s.Currency, s.Payment
}

// toAPI is a subscription as it is at this moment: what depends on the time is computed, never stored.
func (r *Room) toAPI(c store.CreditRow) v1.SubscriptionPublic {
	s := stateOf(c.CreditSubscription)
	return v1.SubscriptionPublic{
		ID: c.UUID, CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt, UserID: c.UserUUID, ServiceType: c.Service, Tier: c.Tier, StartDate: c.StartAt,
		EndDate: c.EndAt, GracePeriodEnd: s.GraceEnd(), CreditsTotal: c.CreditsTotal, CreditsUsed: c.CreditsUsed, CreditsRemaining: s.Remaining(),
		IsActive: s.Active(r.now()), PaymentStatus: c.Payment, BasePrice: json.Number(money.Decimal(c.BasePrice, c.Currency)),
		ActualPrice: json.Number(money.Decimal(c.ActualPrice, c.Currency)), Currency: c.Currency,
	}
}

// missing makes a record that is not there a 404 in FastAPI's words.
func missing(err error, what string) error {
	if errors.Is(err, store.ErrNotFound) {
		return fault.New(fault.NotFound, "%s not found", what)
	}
	return err
}

// tier finds a pair of the catalogue; one that it does not have is the fault of the field tier.
func (r *Room) tier(service, name string) (credit.Tier, error) {
	t, ok := r.catalogue.Tier(service, name)
	if !ok {
		return t, fault.Field("tier", "The catalogue has no tier %s of %s", name, service)
	}
	return t, nil
}

// once answers to a payment what was answered to it before, or runs f and keeps its answer. Without a payment it runs f.
func (r *Room) once(ctx context.Context, tx *store.Store, purpose string, payment *string, f func() (v1.SubscriptionPublic, error)) (v1.SubscriptionPublic, error) {
	if payment == nil {
		return f()
	}
	var out v1.SubscriptionPublic
	before, err := tx.CreditPayment(ctx, purpose, *payment)
	if err == nil {
		return out, json.Unmarshal([]byte(before.Answer), &out)
	}
	if !errors.Is(err, store.ErrNotFound) {
		return out, err
	}
	if out, err = f(); err != nil {
		return out, err
	}
	answer, err := json.Marshal(out)
	if err != nil {
		return out, err
	}
	return out, tx.KeepCreditPayment(ctx, &store.CreditPayment{Purpose: purpose, Payment: *payment, Answer: string(answer), CreatedAt: r.now()})
}

package billing

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/domain/money"
	"tollkeeper/server/domain/naming"
	"tollkeeper/store"
)

// offlineText is what an offline payment is called when nobody says (billing-ledger.md 3.7).
const offlineText = "Off-line payment"

// BillingTransfersImportCreate records a payment that a subscriber made to the provider outside the site (billing-ledger.md E11 and 7).
func (r *Room) BillingTransfersImportCreate(ctx context.Context, req gen.BillingTransfersImportCreateRequestObject) (gen.BillingTransfersImportCreateResponseObject, error) {
	cents, ok := money.ParseDecimal(req.Body.Amount)
	if !ok || cents == 0 {
		return nil, fault.Field("amount", "Give an amount of more than 0 with at most two decimals, like 10.00.")
	}
	paid := gen.OfflineTransaction{CreatedAt: r.now().UTC(), Amount: money.Decimal(cents, money.DefaultUnit), Descr: offlineText}
	if req.Body.CreatedAt != nil {
		paid.CreatedAt = req.Body.CreatedAt.UTC().Truncate(time.Microsecond)
	}
	if req.Body.Descr != nil {
		paid.Descr = *req.Body.Descr
	}
	provider := access.ScopeOf(ctx).OrganizationID
	err := r.store.Do(ctx, func(tx *store.Store) error {
		s, err := r.activeNamed(ctx, tx, provider, req.Body.Subscription)
		if err != nil {
			return err
		}
		paid.Subscription = s.Subscriber + ":" + s.Plan
		// The match with the order depends on what is payable: whoever else writes for the subscriber locks her too.
		if _, err := tx.OrganizationForUpdate(ctx, s.SubscriberID); err != nil {
			return err
		}
		event := ledger.SubscriptionEvent(s.ID)
		payable, err := tx.PayableOf(ctx, s.SubscriberID, event)
		if err != nil {
			return err
		}
		id := uuid.NewString()
		by, caller := ledger.NameKey(id, "by"), access.PrincipalOf(ctx)
		if err := tx.KeepLedgerName(ctx, store.LedgerName{NameKey: by, Name: caller.Username, Email: naming.EmailKey(caller.Email)}); err != nil {
			return err
		}
		journal, err := ledger.PayOffline(ledger.OfflinePayment{
			ID: id, At: paid.CreatedAt, Subscriber: s.SubscriberID, Provider: provider, Amount: cents, Payable: payable, Unit: s.Unit,
			Event: event, Description: paid.Descr, By: ledger.Named(by),
		})
		if err != nil {
			return err
		}
		_, err = tx.AppendJournal(ctx, journal)
		return err
	})
	return gen.BillingTransfersImportCreate201JSONResponse(paid), err
}

// activeNamed finds the active subscription to a plan of the provider that a text names.
func (r *Room) activeNamed(ctx context.Context, tx *store.Store, provider int64, name string) (store.PaidSubscription, error) {
	found, err := tx.SubscriptionsNamed(ctx, provider, name, r.now())
	switch {
	case err != nil:
		return store.PaidSubscription{}, err
	case len(found) > 1 && found[1].Active:
		return found[0], fault.Field("subscription", "%q names more than one subscription: write a colon between subscriber and plan.", name)
	case len(found) > 0 && found[0].Active:
		return found[0], nil
	}
	return store.PaidSubscription{}, unnamed(ctx, tx, provider, name)
}

// unnamed says why a text names no active subscription.
func unnamed(ctx context.Context, tx *store.Store, provider int64, name string) error {
	subscriber, plan, colon := strings.Cut(name, ":")
	if !colon && !strings.Contains(name, "-") || colon && (subscriber == "" || plan == "" || strings.Contains(plan, ":")) {
		return fault.Field("subscription", "Name a subscription like subscriber:plan.")
	}
	if colon {
		if _, err := tx.OrganizationBySlug(ctx, subscriber); errors.Is(err, store.ErrNotFound) {
			return fault.Field("subscription", "There is no subscriber %q.", subscriber)
		} else if err != nil {
			return err
		}
		if _, err := tx.PlanOf(ctx, provider, plan); errors.Is(err, store.ErrNotFound) {
			return fault.Field("subscription", "The provider has no plan %q.", plan)
		} else if err != nil {
			return err
		}
	}
	return fault.Field("subscription", "There is no active subscription %q.", name)
}

package billing

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/payment"
	"tollkeeper/store"
)

// BillingBalanceCancelDelete writes off what a subscriber owes to the providers that the caller acts for. Claims of a group buy stay, and so
// does what is being paid right now: it is due again when the payment fails (billing-ledger.md E12 and 7).
func (r *Room) BillingBalanceCancelDelete(ctx context.Context, _ gen.BillingBalanceCancelDeleteRequestObject) (gen.BillingBalanceCancelDeleteResponseObject, error) {
	scope := access.ScopeOf(ctx)
	err := r.store.Do(ctx, func(tx *store.Store) error {
		// Whoever orders for the subscriber, or charges her, locks her too.
		if _, err := tx.OrganizationForUpdate(ctx, scope.OrganizationID); err != nil {
			return err
		}
		dues, err := tx.Dues(ctx, scope.OrganizationID)
		if err != nil {
			return err
		}
		for _, due := range dues {
			if due.SubscriptionID == 0 || due.Pending > 0 {
				continue
			}
			if err := r.writeOff(ctx, tx, scope, due); err != nil {
				return err
			}
		}
		return nil
	})
	return gen.BillingBalanceCancelDelete204Response{}, err
}

// writeOff abandons one due, if the caller may.
func (r *Room) writeOff(ctx context.Context, tx *store.Store, scope access.Scope, due store.Due) error {
	if scope.Relation.Broker < access.Manager {
		manages, err := tx.Manages(ctx, access.PrincipalOf(ctx).UserID, due.ProviderID)
		if err != nil || !manages {
			return err
		}
	}
	return payment.WriteOff(ctx, tx, scope.OrganizationID, due, r.now())
}

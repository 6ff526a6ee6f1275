package billing

import (
	"context"

	"tollkeeper/server/payment"
	"tollkeeper/store"
)

// unreserved is what a provider has in a unit, or in the one of its funds when it is "", less what refunds and payouts that are under way are about to
// take. What is reserved is read first: what is booked in between counts twice then, never not at all.
func (r *Room) unreserved(ctx context.Context, s *store.Store, providerID int64, unit string) (store.UnitSum, error) {
	reserved, err := s.ReservedFunds(ctx, providerID)
	if err != nil {
		return store.UnitSum{}, err
	}
	sums, err := s.FundsOf(ctx, providerID, r.now())
	funds := store.SumIn(sums, unit)
	funds.Cents -= store.SumIn(reserved, funds.Unit).Cents
	return funds, err
}

// available is what could be paid out to a provider now, at least 0: the smaller one of its funds and of what the processor has. A payout costs
// nothing (billing-ledger.md 5.2, prorate_transfer, and 7, billing_bank_read).
func (r *Room) available(ctx context.Context, s *store.Store, providerID int64, bank payment.Bank) (store.UnitSum, error) {
	funds, err := r.unreserved(ctx, s, providerID, bank.Unit)
	if bank.Unit != "" {
		funds.Cents = min(funds.Cents, bank.Available)
	}
	funds.Cents = max(0, funds.Cents)
	return funds, err
}

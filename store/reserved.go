package store

import "context"

// ReservedFunds is what is about to leave a provider's funds and not in the ledger yet, by unit: open refunds, and payouts that were asked for.
// Whoever compares it with the funds reads it first, and the funds then: what is booked in between is missing in the funds and not counted as
// neither. Few refunds are open at a time, while a busy provider has many lines of refunds: the plus keeps their index out.
func (s *Store) ReservedFunds(ctx context.Context, providerID int64) ([]UnitSum, error) {
	return s.sumsOf(ctx, `SELECT 1 AS n, l.dist_unit AS unit, l.dist_back AS cents FROM refunds r JOIN refund_lines l ON l.refund_id = r.id
			WHERE r.state = 'open' AND +l.provider_id = ?
		UNION ALL SELECT 1, p.unit, p.amount FROM payouts p WHERE p.provider_id = ? AND p.state IN ('open', 'made')`, []any{providerID, providerID})
}

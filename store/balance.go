package store

import (
	"context"
	"strings"
	"time"
)

// sums adds up what came in some parts of the ledger, less what left in others, by unit in alphabetical order.
func (s *Store) sums(ctx context.Context, within tallied, organizationID int64, to, from []part) ([]UnitSum, error) {
	came, cameArgs := within.rows(organizationID, to, "dest", "")
	left, leftArgs := within.rows(organizationID, from, "orig", "-")
	return s.sumsOf(ctx, came+" UNION ALL "+left, append(cameArgs, leftArgs...))
}

// sumsOf adds up the rows of a query for n, unit and cents, by unit. A unit of which no row is left is none.
func (s *Store) sumsOf(ctx context.Context, query string, args []any) ([]UnitSum, error) {
	rows, err := s.rows(ctx, "SELECT unit, CAST(sum(cents) AS BIGINT) FROM ("+query+") sides GROUP BY unit HAVING sum(n) > 0 ORDER BY unit", args...)
	if err != nil {
		return nil, s.wrap(err)
	}
	defer rows.Close()
	var out []UnitSum
	for rows.Next() {
		var one UnitSum
		if err := rows.Scan(&one.Unit, &one.Cents); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, s.wrap(rows.Err())
}

// balanceOf returns what accounts of an organization have together in the rows before an instant, by unit in alphabetical order
// (billing-ledger.md 3.1).
func (s *Store) balanceOf(ctx context.Context, organizationID int64, before time.Time, accounts ...string) ([]UnitSum, error) {
	to, from := make([]part, len(accounts)), make([]part, len(accounts))
	for i, account := range accounts {
		to[i], from[i] = came(organizationID, account, ""), left(organizationID, account, "")
	}
	before = before.UTC()
	return s.sums(ctx, tallied{&before}, organizationID, to, from)
}

// FundsOf returns the balance of a provider's Funds account at an instant, its rows included, by unit in alphabetical order
// (billing-ledger.md 3.1).
func (s *Store) FundsOf(ctx context.Context, organizationID int64, at time.Time) ([]UnitSum, error) {
	return s.balanceOf(ctx, organizationID, at.Truncate(time.Microsecond).Add(time.Microsecond), "Funds") // rows have whole microseconds
}

// StatementWith returns what a subscriber owes at an instant to the profiles on which a user has a role, by unit.
func (s *Store) StatementWith(ctx context.Context, organizationID, userID int64, at time.Time) ([]UnitSum, error) {
	var texts []string
	var args []any
	for _, account := range []string{"Payable", "Liability"} {
		to, from := came(organizationID, account, "").with("t.orig_organization_id", userID), left(organizationID, account, "").with("t.dest_organization_id", userID)
		texts = append(texts, "SELECT 1 AS n, t.dest_unit AS unit, t.dest_amount AS cents FROM transactions t WHERE t.created_at < ? AND "+to.where,
			"SELECT 1 AS n, t.orig_unit AS unit, -t.orig_amount AS cents FROM transactions t WHERE t.created_at < ? AND "+from.where)
		args = append(append(append(append(args, at.UTC()), to.args...), at.UTC()), from.args...)
	}
	return s.sumsOf(ctx, strings.Join(texts, " UNION ALL "), args)
}

// Statement returns what a subscriber owes at an instant, by unit (billing-ledger.md 3.2).
func (s *Store) Statement(ctx context.Context, organizationID int64, at time.Time) ([]UnitSum, error) {
	return s.balanceOf(ctx, organizationID, at, "Payable", "Liability")
}

package store

import (
	"context"
	"strings"
	"time"
)

// Balance is what an account of an organization had, in cents of Unit, when the ledger was as long as the checkpoint says.
type Balance struct {
	OrganizationID int64  `gorm:"primaryKey"`
	Account        string `gorm:"primaryKey"`
	Unit           string `gorm:"primaryKey"`
	Cents          int64
}

// BalanceCheckpoint says up to which row of the ledger the balances count; there is one.
type BalanceCheckpoint struct {
	ID        int64
	ThroughID int64
}

// ledgerSides are both sides of every row as one list: what came to an account, and what left it.
const ledgerSides = `SELECT id, created_at, dest_organization_id AS organization_id, dest_account AS account, dest_unit AS unit, dest_amount AS cents
		FROM transactions
	UNION ALL SELECT id, created_at, orig_organization_id, orig_account, orig_unit, -orig_amount FROM transactions`

// through is the row up to which the balances count.
const through = `(SELECT through_id FROM balance_checkpoints)`

// balanceOf returns what accounts of an organization have together in the rows whose time stands in a relation to an instant, such as "< ?", by
// unit in alphabetical order (billing-ledger.md 3.1). It reads the balances of the checkpoint, the rows since, and those that the checkpoint
// has and the instant leaves out: however long the ledger is, these are few.
func (s *Store) balanceOf(ctx context.Context, organizationID int64, accounts []string, within, without string, at time.Time) ([]UnitSum, error) {
	side := func(dest, sign, rows string) string {
		return `SELECT ` + dest + `_unit, ` + sign + dest + `_amount FROM transactions
			WHERE ` + dest + `_organization_id = ? AND ` + dest + `_account IN ? AND ` + rows
	}
	text := strings.Join([]string{
		`SELECT unit, cents FROM balances WHERE organization_id = ? AND account IN ?`,
		side("dest", "", "id > "+through+" AND created_at "+within), side("orig", "-", "id > "+through+" AND created_at "+within),
		side("dest", "-", "id <= "+through+" AND created_at "+without), side("orig", "", "id <= "+through+" AND created_at "+without),
	}, " UNION ALL ")
	args := []any{organizationID, accounts}
	for range 4 {
		args = append(args, organizationID, accounts, at)
	}
	var out []UnitSum
	err := s.query(ctx).Raw(`SELECT unit, CAST(sum(cents) AS BIGINT) AS cents FROM (`+text+`) sides GROUP BY unit ORDER BY unit`, args...).Scan(&out).Error
	return out, s.wrap(err)
}

// FundsOf returns the balance of a provider's Funds account at an instant, by unit in alphabetical order (billing-ledger.md 3.1).
func (s *Store) FundsOf(ctx context.Context, organizationID int64, at time.Time) ([]UnitSum, error) {
	return s.balanceOf(ctx, organizationID, []string{"Funds"}, "<= ?", "> ?", at)
}

// Statement returns what a subscriber owes at an instant, by unit (billing-ledger.md 3.2).
func (s *Store) Statement(ctx context.Context, organizationID int64, at time.Time) ([]UnitSum, error) {
	return s.balanceOf(ctx, organizationID, []string{"Payable", "Liability"}, "< ?", ">= ?", at)
}

// CarryBalances brings the balances up to date when the ledger has grown by a number of rows since, and returns by how many it had. Of several
// that try at once one does it.
func (s *Store) CarryBalances(ctx context.Context, least int64) (int64, error) {
	newest, err := s.newestRow(ctx)
	if err != nil {
		return 0, err
	}
	return InTx(ctx, s, func(tx *Store) (int64, error) {
		var have int64
		if err := tx.tx(ctx).Raw("SELECT through_id FROM balance_checkpoints" + tx.dialect.forUpdate).Row().Scan(&have); err != nil {
			return 0, tx.wrap(err)
		}
		if newest-have < max(1, least) {
			return 0, nil
		}
		err := tx.tx(ctx).Exec(`INSERT INTO balances (organization_id, account, unit, cents)
			SELECT organization_id, account, unit, CAST(sum(cents) AS BIGINT) FROM (`+ledgerSides+`) sides WHERE id > ? AND id <= ?
			GROUP BY organization_id, account, unit
			ON CONFLICT (organization_id, account, unit) DO UPDATE SET cents = balances.cents + excluded.cents`, have, newest).Error
		if err == nil {
			err = tx.tx(ctx).Exec("UPDATE balance_checkpoints SET through_id = ?", newest).Error
		}
		if err != nil {
			return 0, tx.wrap(err)
		}
		return newest - have, nil
	})
}

// newestRow is the number of the newest row of the ledger, when no row below it can still come: on PostgreSQL a row that was numbered may
// not be committed yet, so this waits for those who write, and keeps others out for that moment.
func (s *Store) newestRow(ctx context.Context) (int64, error) {
	return InTx(ctx, s, func(tx *Store) (int64, error) {
		if s.dialect.name == "postgres" {
			for _, statement := range []string{"SET LOCAL lock_timeout = '2s'", "LOCK TABLE transactions IN SHARE MODE"} {
				if err := tx.tx(ctx).Exec(statement).Error; err != nil {
					return 0, tx.wrap(err)
				}
			}
		}
		var id int64
		err := tx.tx(ctx).Raw("SELECT COALESCE(max(id), 0) FROM transactions").Row().Scan(&id)
		return id, tx.wrap(err)
	})
}

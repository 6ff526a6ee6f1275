package store

import (
	"context"
	"strings"
	"time"
)

// LedgerTally stands for all rows of the ledger up to the checkpoint that are alike to an organization: it has their columns, 0 for an
// organization that is not its own, and the sums of their amounts, in cents. Rows whose OrigAmount is 0 have tallies of their own.
type LedgerTally struct {
	// OrganizationID is whose tally it is, wholeLedger for all rows.
	OrganizationID     int64  `gorm:"primaryKey"`
	OrigOrganizationID int64  `gorm:"primaryKey"`
	OrigAccount        string `gorm:"primaryKey"`
	OrigUnit           string `gorm:"primaryKey"`
	DestOrganizationID int64  `gorm:"primaryKey"`
	DestAccount        string `gorm:"primaryKey"`
	DestUnit           string `gorm:"primaryKey"`
	IsFree             bool   `gorm:"primaryKey"`
	// Entries is the number of the rows.
	Entries    int64
	OrigAmount int64
	DestAmount int64
}

// wholeLedger is the organization of the tallies that count every row.
const wholeLedger = 0

// BalanceCheckpoint says up to which row of the ledger the tallies count; there is one.
type BalanceCheckpoint struct {
	ID        int64
	ThroughID int64
}

const (
	// through is the row up to which the tallies count.
	through = `(SELECT through_id FROM balance_checkpoints)`
	// tallyKey are the columns in which alike rows are alike.
	tallyKey = `organization_id, orig_organization_id, orig_account, orig_unit, dest_organization_id, dest_account, dest_unit, is_free`
)

// tallyRows is the query for the tallies of some rows of the ledger, of which it is told how to find them. Rows are put together before they
// are counted for both sides and for the whole.
func tallyRows(which string) string {
	const sums = `CAST(sum(orig_amount) AS BIGINT) AS orig_amount, CAST(sum(dest_amount) AS BIGINT) AS dest_amount`
	row := func(organization, orig, dest, where string) string {
		return `SELECT ` + organization + ` AS organization_id, ` + orig + ` AS orig_organization_id, orig_account, orig_unit, ` + dest + ` AS dest_organization_id,
			dest_account, dest_unit, is_free, entries, orig_amount, dest_amount FROM alike` + where
	}
	return `WITH alike AS MATERIALIZED (SELECT orig_organization_id, orig_account, orig_unit, dest_organization_id, dest_account, dest_unit, orig_amount = 0 AS is_free,
			count(*) AS entries, ` + sums + ` FROM transactions WHERE ` + which + ` GROUP BY 1, 2, 3, 4, 5, 6, 7)
		SELECT ` + tallyKey + `, CAST(sum(entries) AS BIGINT) AS entries, ` + sums + ` FROM (` +
		strings.Join([]string{
			row("0", "0", "0", ""),
			row("orig_organization_id", "orig_organization_id", "CASE WHEN dest_organization_id = orig_organization_id THEN dest_organization_id ELSE 0 END", ""),
			row("dest_organization_id", "0", "dest_organization_id", " WHERE dest_organization_id <> orig_organization_id"),
		}, " UNION ALL ") + `) x GROUP BY ` + tallyKey
}

// tallied bounds a list of the ledger that is answered from tallies: by the instant before which its rows are, nil when there is none.
type tallied struct{ before *time.Time }

// talliedOf tells whether tallies can answer: they know no words and no beginning.
func talliedOf(ask Listing) (tallied, bool) {
	var before *time.Time
	if ask.EndsAt != nil {
		at := ask.EndsAt.UTC()
		before = &at
	}
	return tallied{before}, ask.StartAt == nil && len(terms(ask.Query)) == 0
}

// rows is a query whose n, unit and cents add up to those of one side, "orig" or "dest", of the rows in some parts that exclude each other. It
// reads the tallies of the organization, the rows since the checkpoint, and those that the checkpoint has and the bound leaves out: however
// long the ledger is, these are few.
func (b tallied) rows(organizationID int64, parts []part, side, sign string) (string, []any) {
	minus := map[string]string{"": "-", "-": ""}[sign]
	text := func(n, sign, from, where string) string {
		return "SELECT " + n + " AS n, t." + side + "_unit AS unit, " + sign + "t." + side + "_amount AS cents FROM " + from + " t WHERE " + where
	}
	in, inArgs := anyOf(parts)
	queries := []string{text("t.entries", sign, "ledger_tallies", "t.organization_id = ? AND "+in)}
	args := append([]any{organizationID}, inArgs...)
	// A range with two ends is few rows to a planner, which knows neither of them; OFFSET keeps it from looking for these rows in another way.
	since := "SELECT * FROM transactions WHERE id > " + through + " AND id <= (SELECT max(id) FROM transactions)"
	if b.before != nil {
		since, args = since+" AND created_at < ?", append(args, *b.before)
	}
	queries, args = append(queries, text("1", sign, "("+since+" LIMIT 9223372036854775807 OFFSET 0)", in)), append(args, inArgs...)
	if b.before != nil {
		for _, p := range parts {
			// The + keeps SQLite from going through the ids, of which nearly all fit.
			queries = append(queries, text("-1", minus, "transactions", p.where+" AND t.created_at >= ? AND +t.id <= "+through))
			args = append(append(args, p.args...), *b.before)
		}
	}
	return strings.Join(queries, " UNION ALL "), args
}

// CarryBalances brings the tallies up to date when the ledger has grown by a number of rows since, and returns by how many it had. Of several
// that try at once one does it.
func (s *Store) CarryBalances(ctx context.Context, least int64) (int64, error) {
	newest, err := s.newestRow(ctx)
	if err != nil {
		return 0, err
	}
	for carried := int64(0); ; {
		n, err := s.carry(ctx, newest, max(1, least))
		if carried += n; err != nil || n == 0 {
			return carried, err
		}
		least = 1
	}
}

// carryBatch is the most rows that are carried in one transaction: a ledger that was never carried may be long.
const carryBatch = 50_000

// carry counts the next rows up to a newest one, unless they are fewer than least, and returns how many.
func (s *Store) carry(ctx context.Context, newest, least int64) (int64, error) {
	return InTx(ctx, s, func(tx *Store) (int64, error) {
		var have int64
		if err := tx.tx(ctx).Raw("SELECT through_id FROM balance_checkpoints" + tx.dialect.forUpdate).Row().Scan(&have); err != nil {
			return 0, tx.wrap(err)
		}
		if newest-have < least {
			return 0, nil
		}
		upTo := min(newest, have+carryBatch)
		// SQLite needs the WHERE to tell ON CONFLICT from a join.
		err := tx.tx(ctx).Exec(`INSERT INTO ledger_tallies (`+tallyKey+`, entries, orig_amount, dest_amount) SELECT * FROM (`+tallyRows("id > ? AND id <= ?")+`) y WHERE TRUE
			ON CONFLICT (`+tallyKey+`) DO UPDATE SET entries = ledger_tallies.entries + excluded.entries,
				orig_amount = ledger_tallies.orig_amount + excluded.orig_amount, dest_amount = ledger_tallies.dest_amount + excluded.dest_amount`,
			have, upTo).Error
		if err == nil {
			err = tx.tx(ctx).Exec("UPDATE balance_checkpoints SET through_id = ?", upTo).Error
		}
		if err != nil {
			return 0, tx.wrap(err)
		}
		return upTo - have, nil
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

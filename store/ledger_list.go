package store

import (
	"context"
	"fmt"
	"strings"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/domain/money"
)

// Entry is a row of the ledger with the slugs of its organizations.
type Entry struct {
	Transaction
	OrigOrganization string
	DestOrganization string
}

const entryFrom = `transactions t JOIN organizations f ON f.id = t.orig_organization_id JOIN organizations d ON d.id = t.dest_organization_id`

// entryDescr is the description of a row. The name of who paid is not written into rows, which nobody can ever change: it is put in from
// the charge, and that of for whom she paid from ledger_names, until that person is forgotten.
var entryDescr = `CASE WHEN t.descr LIKE '%` + ledger.CardHolder + `' THEN replace(t.descr, '` + ledger.CardHolder + `', COALESCE(
	(SELECT CASE WHEN c.card_name = '' THEN 'a deleted user' ELSE c.card_name || COALESCE(' (' || u.username || ')', '') END
		FROM charges c LEFT JOIN users u ON u.id = c.created_by_id
		WHERE c.id = CAST(substr(t.event_id, 5, length(t.event_id) - 5) AS BIGINT)), 'somebody')) WHEN ` + isNamed + ` THEN ` + namedDescr + ` ELSE t.descr END`

// entryList is what the lists of the ledger have in common (billing-ledger.md 8).
func entryList() list {
	return list{
		columns: `t.id, t.journal_id, t.created_at, ` + entryDescr + `, t.event_id, t.periods, t.orig_account, t.orig_organization_id, t.orig_amount, t.orig_unit,
			t.dest_account, t.dest_organization_id, t.dest_amount, t.dest_unit, f.slug, d.slug`,
		from: entryFrom, countFrom: "transactions t", tie: "t.id", dateColumn: "t.created_at",
		search: map[string]string{
			"description": entryDescr, "descr": entryDescr,
			"orig_organization__full_name": "f.full_name", "dest_organization__full_name": "d.full_name",
		},
		searchDefault: []string{"descr", "orig_organization__full_name", "dest_organization__full_name"},
		sort: map[string]string{
			"description": "t.descr", "descr": "t.descr", "amount": "t.dest_amount", "dest_amount": "t.dest_amount",
			"dest_organization": "d.slug", "dest_organization__slug": "d.slug", "dest_account": "t.dest_account",
			"orig_organization": "f.slug", "orig_organization__slug": "f.slug", "orig_account": "t.orig_account",
			"created_at": "t.created_at", "date": "t.created_at",
		},
		sortDefault: []string{"created_at"},
	}
}

func scanEntry(r row, head ...any) (Entry, error) {
	var e Entry
	t := &e.Transaction
	err := r.Scan(append(head, &t.ID, &t.JournalID, &t.CreatedAt, &t.Descr, &t.EventID, &t.Periods, &t.OrigAccount, &t.OrigOrganizationID,
		&t.OrigAmount, &t.OrigUnit, &t.DestAccount, &t.DestOrganizationID, &t.DestAmount, &t.DestUnit, &e.OrigOrganization, &e.DestOrganization)...)
	return e, err
}

// part is a condition on rows of the ledger, which fits tallies as well. The parts of a list exclude each other, and each one of those that
// are of an organization has an index that holds it in the order of time: together in one condition they would all be read and sorted.
type part struct {
	where string
	args  []any
}

// came is the part of the rows that came to an account of an organization, with a condition more, or ""; left is the part of those that left it.
func came(organizationID int64, account, more string, args ...any) part {
	return part{"t.dest_organization_id = ? AND t.dest_account = '" + account + "'" + more, append([]any{organizationID}, args...)}
}

func left(organizationID int64, account, more string, args ...any) part {
	return part{"t.orig_organization_id = ? AND t.orig_account = '" + account + "'" + more, append([]any{organizationID}, args...)}
}

// anyOf is the condition of several parts together.
func anyOf(parts []part) (string, []any) {
	texts, args := make([]string, len(parts)), []any(nil)
	for i, p := range parts {
		texts[i], args = "("+p.where+")", append(args, p.args...)
	}
	return "(" + strings.Join(texts, " OR ") + ")", args
}

// entries answers a list of rows of the ledger, those of an organization or, with 0, of all. With total the list has the sum of what left.
func (s *Store) entries(ctx context.Context, organizationID int64, parts []part, total bool, ask Listing) (Rows[Entry], error) {
	l := entryList()
	l.where, l.args = anyOf(parts)
	if total {
		l.amount, l.unit = "t.orig_amount", "t.orig_unit"
	}
	if within, ok := talliedOf(ask); ok {
		l.with, l.withArgs = within.rows(organizationID, parts, "orig", "")
		l.with = "WITH alike AS (" + l.with + ")"
		l.countIs = "(SELECT CAST(COALESCE(sum(n), 0) AS BIGINT) FROM alike)"
		l.unitIs = "(SELECT unit FROM alike GROUP BY unit HAVING sum(n) > 0 ORDER BY CASE WHEN unit = '" + money.DefaultUnit + "' THEN 0 ELSE 1 END, unit LIMIT 1)"
		l.totalIs = "(SELECT CAST(COALESCE(sum(cents), 0) AS BIGINT) FROM alike WHERE unit = " + l.unitIs + ")"
	}
	if ask.Page != LastPage && len(terms(ask.Query)) == 0 {
		s.merge(&l, parts, ask)
	}
	return run(ctx, s, l, ask, scanEntry)
}

// merge makes a list read from each of its parts no more than the page needs, and cut the page before anything is joined to it.
func (s *Store) merge(l *list, parts []part, ask Listing) {
	first, from, order := (max(1, ask.Page)-1)*PageSize, l.countFrom, l.order(ask)
	columns := strings.Split(order, ", ")
	keys, cut := "t.id", make([]string, len(columns))
	for i, column := range columns {
		bare, descends := strings.CutSuffix(column, " DESC")
		keys += fmt.Sprintf(", %s AS s%d", bare, i)
		if cut[i] = fmt.Sprintf("s%d", i); descends {
			cut[i] += " DESC"
		}
		if strings.HasSuffix(bare, ".slug") { // of an organization, which has to be joined
			from = l.from
		}
	}
	texts := make([]string, len(parts))
	for i, p := range parts {
		one := *l
		one.where, one.args = p.where, p.args
		where, args := one.filter(s.dialect, ask)
		texts[i] = fmt.Sprintf("SELECT * FROM (SELECT %s FROM %s WHERE %s ORDER BY %s LIMIT %d) h", keys, from, where, order, first+PageSize)
		l.fromArgs = append(l.fromArgs, args...)
	}
	l.paged = true
	l.from = fmt.Sprintf("(SELECT id FROM (%s) u ORDER BY %s LIMIT %d OFFSET %d) k JOIN transactions t ON t.id = k.id",
		strings.Join(texts, " UNION ALL "), strings.Join(cut, ", "), PageSize, first) + strings.TrimPrefix(l.from, "transactions t")
}

// History lists the rows of an organization as a customer: orders, payments, write-offs, refunds
// (billing-ledger.md 7, billing_history_list). With a user only those whose other side is a profile on which the user has a role.
func (s *Store) History(ctx context.Context, organizationID, userID int64, ask Listing) (Rows[Entry], error) {
	const others = " AND NOT (t.dest_organization_id = ? AND t.dest_account IN ('Payable', 'Liability'))"
	parts := []part{
		came(organizationID, "Payable", " AND t.orig_account <> 'Payable'"),
		came(organizationID, "Liability", " AND t.orig_account <> 'Payable'"),
		left(organizationID, "Liability", others, organizationID),
		left(organizationID, "Refunded", others, organizationID),
	}
	if userID == 0 {
		return s.entries(ctx, organizationID, parts, false, ask)
	}
	for i, of := range []string{"t.orig_organization_id", "t.orig_organization_id", "t.dest_organization_id", "t.dest_organization_id"} {
		parts[i] = parts[i].with(of, userID)
	}
	l := entryList()
	l.where, l.args = anyOf(parts)
	return run(ctx, s, l, ask, scanEntry)
}

// with narrows a part to rows with a profile on which a user has a role.
func (p part) with(column string, userID int64) part {
	return part{p.where + " AND " + column + " IN (" + actsFor + ")", append(p.args, userID)}
}

// Receivables lists what a provider sold, paid or not; its total is the sum of the rows (billing_receivables_list).
func (s *Store) Receivables(ctx context.Context, organizationID int64, ask Listing) (Rows[Entry], error) {
	return s.entries(ctx, organizationID, []part{
		left(organizationID, "Receivable", " AND t.dest_account <> 'Canceled' AND t.orig_amount > 0"),
	}, true, ask)
}

// Transfers lists what moved on the Funds account of an organization (billing_transfers_list).
func (s *Store) Transfers(ctx context.Context, organizationID int64, ask Listing) (Rows[Entry], error) {
	return s.entries(ctx, organizationID, []part{
		came(organizationID, "Funds", ""),
		left(organizationID, "Funds", " AND NOT (t.dest_organization_id = ? AND t.dest_account = 'Funds')", organizationID),
	}, false, ask)
}

// Ledger lists the rows of the whole ledger one of whose accounts contains the selector, without regard to case
// (billing_transactions_list).
func (s *Store) Ledger(ctx context.Context, selector string, ask Listing) (Rows[Entry], error) {
	p := part{where: "TRUE"}
	if selector != "" {
		like := "%" + likeEscaper.Replace(selector) + "%"
		p = part{"(lower(t.orig_account) LIKE lower(?) ESCAPE '!' OR lower(t.dest_account) LIKE lower(?) ESCAPE '!')", []any{like, like}}
	}
	return s.entries(ctx, wholeLedger, []part{p}, false, ask)
}

// UnitSum is a sum of cents in one currency.
type UnitSum struct {
	Unit  string
	Cents int64
}

// SumIn picks the sum in a unit; without one the default unit when it occurs, else the first, in alphabetical order (billing-ledger.md 3.4).
func SumIn(sums []UnitSum, unit string) UnitSum {
	want := unit
	if want == "" {
		want = money.DefaultUnit
	}
	for _, sum := range sums {
		if sum.Unit == want {
			return sum
		}
	}
	if unit == "" && len(sums) > 0 {
		return sums[0]
	}
	return UnitSum{Unit: want}
}

// LedgerBalance sums the accounts that contain the selector over the rows that Ledger lists, by unit in alphabetical order
// (billing-ledger.md 3.4).
func (s *Store) LedgerBalance(ctx context.Context, selector string, ask Listing) ([]UnitSum, error) {
	like := "%" + likeEscaper.Replace(selector) + "%"
	to := part{"lower(t.dest_account) LIKE lower(?) ESCAPE '!'", []any{like}}
	from := part{"lower(t.orig_account) LIKE lower(?) ESCAPE '!'", []any{like}}
	within, ok := talliedOf(ask)
	if ok {
		return s.sums(ctx, within, wholeLedger, []part{to}, []part{from})
	}
	where, args := entryList().filter(s.dialect, ask)
	side := func(p part, side, sign string) string {
		return "SELECT 1 AS n, t." + side + "_unit AS unit, " + sign + "t." + side + "_amount AS cents FROM " + entryFrom + " WHERE " + p.where + " AND " + where
	}
	all := append(append(append(append([]any{}, to.args...), args...), from.args...), args...)
	return s.sumsOf(ctx, side(to, "dest", "")+" UNION ALL "+side(from, "orig", "-"), all)
}

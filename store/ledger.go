package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm/clause"

	"tollkeeper/server/domain/ledger"
)

// ErrOtherInputs is returned for a business event that is in the ledger already, with other entries.
var ErrOtherInputs = errors.New("store: the journal exists with other inputs")

// AppendJournal writes the entries of a business event and returns their ids in order. A journal that is there already, with the same
// entries, is left alone: its ids are returned again, also when another transaction writes it at the same time. There is no way to change
// or delete an entry.
func (s *Store) AppendJournal(ctx context.Context, j ledger.Journal) ([]int64, error) {
	ids, err := s.entriesOf(ctx, j)
	if !errors.Is(err, ErrNotFound) {
		return ids, err
	}
	entries := j.Entries()
	if len(entries) == 0 {
		return nil, nil
	}
	journal := Journal{JournalKey: j.Key(), InputsHash: j.Hash(), CreatedAt: entries[0].CreatedAt}
	// PostgreSQL waits here for a transaction that writes the same journal; SQLite has one writer, who has just looked.
	db := s.tx(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "journal_key"}}, DoNothing: true}).Create(&journal)
	if db.Error != nil {
		return nil, s.wrap(db.Error)
	}
	if db.RowsAffected == 0 {
		return s.entriesOf(ctx, j)
	}
	records := make([]Transaction, len(entries))
	for i, e := range entries {
		records[i] = transactionOf(journal.ID, e)
	}
	if err := s.tx(ctx).Create(&records).Error; err != nil {
		return nil, s.wrap(err)
	}
	ids = make([]int64, len(records))
	for i := range records {
		ids[i] = records[i].ID
	}
	return ids, nil
}

// entriesOf returns the ids of the entries of a journal that is in the ledger.
func (s *Store) entriesOf(ctx context.Context, j ledger.Journal) ([]int64, error) {
	have, err := first[Journal](s, s.tx(ctx).Where("journal_key = ?", j.Key()))
	if err != nil {
		return nil, err
	}
	if have.InputsHash != j.Hash() {
		return nil, fmt.Errorf("%w: %s", ErrOtherInputs, j.Key())
	}
	var ids []int64
	err = s.tx(ctx).Model(&Transaction{}).Where("journal_id = ?", have.ID).Order("id").Pluck("id", &ids).Error
	return ids, err
}

// JournalEntries returns the entries of the journal with a key, in the order in which they were written; ErrNotFound when there is none.
func (s *Store) JournalEntries(ctx context.Context, key string) ([]ledger.Entry, error) {
	have, err := first[Journal](s, s.query(ctx).Where("journal_key = ?", key))
	if err != nil {
		return nil, err
	}
	var rows []Transaction
	err = s.query(ctx).Where("journal_id = ?", have.ID).Order("id").Find(&rows).Error
	entries := make([]ledger.Entry, len(rows))
	for i, row := range rows {
		entries[i] = entryOf(row)
	}
	return entries, s.wrap(err)
}

func transactionOf(journalID int64, e ledger.Entry) Transaction {
	t := Transaction{
		JournalID: journalID, CreatedAt: e.CreatedAt, Descr: e.Description, Periods: int64(e.Periods),
		OrigAccount: string(e.Orig.Account), OrigOrganizationID: e.Orig.Organization, OrigAmount: e.Orig.Amount, OrigUnit: e.Orig.Unit,
		DestAccount: string(e.Dest.Account), DestOrganizationID: e.Dest.Organization, DestAmount: e.Dest.Amount, DestUnit: e.Dest.Unit,
	}
	if e.Event != "" {
		t.EventID = &e.Event
	}
	return t
}

// PayableOf returns the balance of a payer's Payable account for an event, in cents.
func (s *Store) PayableOf(ctx context.Context, organizationID int64, event string) (int64, error) {
	var cents int64
	err := s.query(ctx).Raw(`SELECT
		COALESCE((SELECT sum(dest_amount) FROM transactions WHERE event_id = ? AND dest_organization_id = ? AND dest_account = 'Payable'), 0) -
		COALESCE((SELECT sum(orig_amount) FROM transactions WHERE event_id = ? AND orig_organization_id = ? AND orig_account = 'Payable'), 0)`,
		event, organizationID, event, organizationID).Row().Scan(&cents)
	return cents, err
}

// Entry is a row of the ledger with the slugs of its organizations.
type Entry struct {
	Transaction
	OrigOrganization string
	DestOrganization string
}

const entryFrom = `transactions t JOIN organizations f ON f.id = t.orig_organization_id JOIN organizations d ON d.id = t.dest_organization_id`

// entryDescr is the description of a row. The name of who paid is not written into rows, which nobody can ever change: it is put in from
// the charge, until that person is forgotten.
const entryDescr = `CASE WHEN t.descr LIKE '%` + ledger.CardHolder + `' THEN replace(t.descr, '` + ledger.CardHolder + `', COALESCE(
	(SELECT CASE WHEN c.card_name = '' THEN 'a deleted user' ELSE c.card_name || COALESCE(' (' || u.username || ')', '') END
		FROM charges c LEFT JOIN users u ON u.id = c.created_by_id
		WHERE c.id = CAST(substr(t.event_id, 5, length(t.event_id) - 5) AS BIGINT)), 'somebody')) ELSE t.descr END`

// entryList is what the lists of the ledger have in common (billing-ledger.md 8).
func entryList(where string, args []any) list {
	return list{
		columns: `t.id, t.journal_id, t.created_at, ` + entryDescr + `, t.event_id, t.periods, t.orig_account, t.orig_organization_id, t.orig_amount, t.orig_unit,
			t.dest_account, t.dest_organization_id, t.dest_amount, t.dest_unit, f.slug, d.slug`,
		from: entryFrom, countFrom: "transactions t", where: where, args: args, tie: "t.id", dateColumn: "t.created_at",
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

// History lists the rows of an organization as a customer: orders, payments, write-offs, refunds
// (billing-ledger.md 7, billing_history_list).
func (s *Store) History(ctx context.Context, organizationID int64, ask Listing) (Rows[Entry], error) {
	return run(ctx, s, entryList(`((t.dest_organization_id = ? AND t.dest_account IN ('Payable', 'Liability')) OR
		(t.orig_organization_id = ? AND t.orig_account IN ('Liability', 'Refunded'))) AND t.orig_account <> 'Payable'`,
		[]any{organizationID, organizationID}), ask, scanEntry)
}

// Receivables lists what a provider sold, paid or not; its total is the sum of the rows (billing_receivables_list).
func (s *Store) Receivables(ctx context.Context, organizationID int64, ask Listing) (Rows[Entry], error) {
	l := entryList(`t.orig_organization_id = ? AND t.orig_account = 'Receivable' AND t.dest_account <> 'Canceled' AND t.orig_amount > 0`,
		[]any{organizationID})
	l.amount, l.unit = "t.orig_amount", "t.orig_unit"
	return run(ctx, s, l, ask, scanEntry)
}

// Transfers lists what moved on the Funds account of an organization (billing_transfers_list).
func (s *Store) Transfers(ctx context.Context, organizationID int64, ask Listing) (Rows[Entry], error) {
	return run(ctx, s, entryList(`((t.orig_organization_id = ? AND t.orig_account = 'Funds') OR (t.dest_organization_id = ? AND t.dest_account = 'Funds'))`,
		[]any{organizationID, organizationID}), ask, scanEntry)
}

// Ledger lists the rows of the whole ledger one of whose accounts contains the selector, without regard to case
// (billing_transactions_list).
func (s *Store) Ledger(ctx context.Context, selector string, ask Listing) (Rows[Entry], error) {
	l := entryList("TRUE", nil)
	if selector != "" {
		like := "%" + likeEscaper.Replace(selector) + "%"
		l.where = "(lower(t.orig_account) LIKE lower(?) ESCAPE '!' OR lower(t.dest_account) LIKE lower(?) ESCAPE '!')"
		l.args = []any{like, like}
	}
	return run(ctx, s, l, ask, scanEntry)
}

// UnitSum is a sum of cents in one currency.
type UnitSum struct {
	Unit  string
	Cents int64
}

// LedgerBalance sums the accounts that contain the selector over the rows that Ledger lists, by unit in alphabetical order
// (billing-ledger.md 3.4).
func (s *Store) LedgerBalance(ctx context.Context, selector string, ask Listing) ([]UnitSum, error) {
	l := entryList("TRUE", nil)
	where, args := l.filter(s.dialect, ask)
	like := "%" + likeEscaper.Replace(selector) + "%"
	var out []UnitSum
	side := func(account, amount, unit, sign string) string {
		return `SELECT ` + unit + ` AS unit, ` + sign + amount + ` AS cents FROM ` + entryFrom +
			` WHERE lower(` + account + `) LIKE lower(?) ESCAPE '!' AND ` + where
	}
	all := append(append([]any{like}, args...), append([]any{like}, args...)...)
	err := s.query(ctx).Raw(`SELECT unit, CAST(COALESCE(sum(cents), 0) AS BIGINT) AS cents FROM (`+
		side("t.dest_account", "t.dest_amount", "t.dest_unit", "")+` UNION ALL `+
		side("t.orig_account", "t.orig_amount", "t.orig_unit", "-")+`) sides GROUP BY unit ORDER BY unit`, all...).Scan(&out).Error
	return out, s.wrap(err)
}

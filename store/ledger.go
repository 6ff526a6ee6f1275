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

// entryBatch is the most entries, or lines of what is paid, that are written with one statement.
const entryBatch = 1000

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
	// A statement has a limited number of parameters: a group buy for ten thousand is not lost after it was paid.
	if err := s.tx(ctx).CreateInBatches(&records, entryBatch).Error; err != nil {
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

// HasJournal tells whether the ledger has the journal with a key.
func (s *Store) HasJournal(ctx context.Context, key string) (bool, error) {
	return s.exists(ctx, "journals", "journal_key = ?", key)
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

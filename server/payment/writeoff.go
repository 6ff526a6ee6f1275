package payment

import (
	"context"
	"time"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/store"
)

// WriteOff abandons what a payer, who is locked, owes for a subscription (billing-ledger.md E12).
func WriteOff(ctx context.Context, tx *store.Store, payerID int64, due store.Due, at time.Time) error {
	payable, err := tx.PayableOf(ctx, payerID, due.EventID)
	if err != nil {
		return err
	}
	journal, err := ledger.WriteOff(at, ledger.Due{
		Payer: payerID, Provider: due.ProviderID, Amount: due.Amount, Payable: payable, Unit: due.Unit, Event: due.EventID,
		Name: due.Name, LastRow: due.LastRow,
	})
	if err != nil {
		return err
	}
	_, err = tx.AppendJournal(ctx, journal)
	return err
}

package payment

import (
	"context"
	"time"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/store"
)

// Settle records that a charge succeeded and enqueues its receipt. The distribution is nil when the books of the processor are in the currency
// of the charge.
func Settle(ctx context.Context, tx *store.Store, c store.Charge, d *ledger.Distribution, now time.Time) (store.Charge, error) {
	settled, err := Record(ctx, tx, c, d)
	if err != nil || c.State == settled.State {
		return settled, err
	}
	return settled, SendReceipt(ctx, tx, settled, "", now)
}

// Record writes into the ledger that a charge succeeded, and moves it from created to done. Of two that try, one does it; the other gets
// the charge as it is then (billing-ledger.md E3 and 5.1).
func Record(ctx context.Context, tx *store.Store, c store.Charge, d *ledger.Distribution) (store.Charge, error) {
	moved, err := tx.MoveCharge(ctx, c.ID, store.ChargeCreated, store.ChargeDone)
	if err != nil {
		return c, err
	}
	if !moved {
		return tx.ChargeByKey(ctx, c.ProcessorKey)
	}
	lines, err := tx.ChargeLines(ctx, c.ID)
	if err != nil {
		return c, err
	}
	in := ledger.Charge{
		ID: c.ID, Key: c.ProcessorKey, CreatedAt: c.CreatedAt, Customer: c.CustomerID, Processor: c.ProcessorID, Unit: c.Unit,
		Distribution: d, Lines: make([]ledger.ChargeLine, len(lines)), Payable: map[string]int64{},
	}
	for i, l := range lines {
		in.Lines[i] = ledger.ChargeLine{Payer: l.PayerID, Provider: l.ProviderID, Amount: l.Amount, Event: l.Event, Name: l.Name}
		if _, known := in.Payable[l.Event]; known {
			continue
		}
		if in.Payable[l.Event], err = tx.PayableOf(ctx, l.PayerID, l.Event); err != nil {
			return c, err
		}
	}
	settlement, err := ledger.Settle(in)
	if err != nil {
		return c, err
	}
	ids, err := tx.AppendJournal(ctx, settlement.Journal)
	if err != nil {
		return c, err
	}
	for i, l := range lines {
		var fee *int64
		if settlement.Fee[i] >= 0 {
			fee = &ids[settlement.Fee[i]]
		}
		if err := tx.SettleChargeItem(ctx, l.ID, fee, ids[settlement.Distribution[i]]); err != nil {
			return c, err
		}
	}
	c.State = store.ChargeDone
	return c, nil
}

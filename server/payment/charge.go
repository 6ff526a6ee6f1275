package payment

import (
	"context"
	"fmt"
	"time"

	"tollkeeper/store"
)

// Paid is a payment that the processor took, on its way into the books.
type Paid struct {
	Payment    Payment
	CustomerID int64
	// Amount is cents of Unit, the sum of the lines.
	Amount int64
	Unit   string
	// By is who checked out, nil for a renewal.
	By       *int64
	Username string
	Lines    []store.ChargeItem
}

// WriteCharge writes a charge with its lines, and settles it when the processor says that the money has moved (billing-ledger.md E2, E3).
func WriteCharge(ctx context.Context, tx *store.Store, p Paid, now time.Time) (store.Charge, error) {
	processor, err := tx.Processor(ctx)
	if err != nil {
		return store.Charge{}, err
	}
	description := fmt.Sprintf("Charge %s on credit card of %s", p.Payment.Key, p.Payment.CardName)
	if p.Username != "" {
		description += " (" + p.Username + ")"
	}
	c := store.Charge{
		CreatedAt: p.Payment.CreatedAt, CreatedByID: p.By, Amount: p.Amount, Unit: p.Unit, CustomerID: p.CustomerID, Description: &description,
		Last4: p.Payment.Last4, ExpDate: p.Payment.ExpDate, CardName: p.Payment.CardName, ProcessorID: processor.ID, ProcessorKey: p.Payment.Key,
		State: store.ChargeCreated,
	}
	if err := tx.CreateCharge(ctx, &c); err != nil {
		return c, err
	}
	for i := range p.Lines {
		p.Lines[i].ChargeID = c.ID
	}
	if err := tx.CreateChargeItems(ctx, p.Lines); err != nil {
		return c, err
	}
	if !p.Payment.Succeeded {
		return c, nil
	}
	return Settle(ctx, tx, c, p.Payment.Distribution, now)
}

package billing

import (
	"context"
	"errors"
	"log/slog"

	"tollkeeper/server/payment"
	"tollkeeper/store"
)

// SettleCharges asks the processor about every charge that it has not told the end of, and writes what it says: what a webhook that was lost
// would have said. It returns how many charges it asked about (billing-ledger.md E18, settle). One that goes wrong does not stop the others.
func (r *Room) SettleCharges(ctx context.Context) (int, error) {
	var faults error
	asked := 0
	for after := int64(0); ; {
		charges, err := r.store.CreatedCharges(ctx, after)
		if err != nil || len(charges) == 0 {
			return asked, errors.Join(faults, err)
		}
		for _, c := range charges {
			if err := r.settle(ctx, c); err != nil {
				faults = errors.Join(faults, err)
				r.log.LogAttrs(ctx, slog.LevelError, "charge not settled", slog.String("charge", c.ProcessorKey), slog.String("fault", err.Error()))
			}
			asked, after = asked+1, c.ID
		}
	}
}

func (r *Room) settle(ctx context.Context, c store.Charge) error {
	ctx, cancel := context.WithTimeout(ctx, processorTimeout)
	defer cancel()
	reports, err := r.processor.Retrieve(ctx, c.ProcessorKey)
	if errors.Is(err, payment.ErrUnknown) {
		// Nothing is known of the money: somebody has to look.
		r.log.LogAttrs(ctx, slog.LevelWarn, "the processor does not know a charge", slog.String("charge", c.ProcessorKey))
		return nil
	}
	if err != nil {
		return err
	}
	for _, report := range reports {
		if err := r.book.Apply(ctx, report); err != nil {
			return err
		}
	}
	return nil
}

package payment

import (
	"context"
	"time"

	"tollkeeper/server/domain/money"
	"tollkeeper/server/notice"
	"tollkeeper/store"
)

// SendReceipt enqueues the receipt of a charge for the managers of its customer, with a copy for those of the broker. requestedBy is who
// asked for one more, "" for nobody (metrics-jobs-notifications.md 6.2).
func SendReceipt(ctx context.Context, tx *store.Store, c store.Charge, requestedBy string, now time.Time) error {
	customer, err := tx.Organization(ctx, c.CustomerID)
	if err != nil {
		return err
	}
	lines, err := tx.ReceiptLines(ctx, c.ID)
	if err != nil {
		return err
	}
	said, refunded := make([]map[string]any, len(lines)), int64(0)
	for i, l := range lines {
		said[i] = map[string]any{"description": l.Descr, "amount": money.Amount{Cents: l.Amount, Unit: l.Unit}.String()}
		if l.Refunded > 0 {
			said[i]["refunded"] = money.Amount{Cents: l.Refunded, Unit: l.Unit}.String()
		}
		refunded += l.Refunded
	}
	return notice.ManagersAndBroker(ctx, tx, notice.Notice{Template: "charge_receipt", At: now, Data: map[string]any{
		"organization": notice.Organization(customer), "requested_by": requestedBy,
		"charge": map[string]any{
			"reference": c.ProcessorKey, "created_at": c.CreatedAt.In(customer.Location()).Format(time.DateOnly),
			"amount": money.Amount{Cents: c.Amount - refunded, Unit: c.Unit}.String(), "refunded": refunded > 0, "card_name": c.CardName, "last4": c.Last4, "lines": said,
		},
	}}, customer.ID, 0)
}

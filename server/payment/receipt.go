package payment

import (
	"context"
	"slices"
	"strings"
	"time"

	"tollkeeper/server/domain/money"
	"tollkeeper/server/notice"
	"tollkeeper/server/receipt"
	"tollkeeper/store"
)

// SendReceipt enqueues the receipt of a charge for its customer, to the address on file or, without one, to its managers, with a copy for
// those of the broker. requestedBy is who asked for one more, "" for nobody (billing-ledger.md 7, billing_charges_email_create).
func SendReceipt(ctx context.Context, tx *store.Store, c store.Charge, requestedBy string, now time.Time) error {
	customer, err := tx.Organization(ctx, c.CustomerID)
	if err != nil {
		return err
	}
	lines, err := tx.ReceiptLines(ctx, c.ID)
	if err != nil {
		return err
	}
	in := func(cents int64) string { return money.Amount{Cents: cents, Unit: c.Unit}.String() }
	said, refunded := make([]receipt.Line, len(lines)), int64(0)
	var sellers []receipt.Party
	var seen []int64
	for i, l := range lines {
		said[i] = receipt.Line{Description: l.Shown, Amount: in(l.Amount)}
		if l.Refunded > 0 {
			said[i].Refunded = in(l.Refunded)
		}
		refunded += l.Refunded
		if slices.Contains(seen, l.ProviderID) {
			continue
		}
		seller, err := tx.Organization(ctx, l.ProviderID)
		if err != nil {
			return err
		}
		seen, sellers = append(seen, l.ProviderID), append(sellers, party(seller))
	}
	return notice.OnFileAndBroker(ctx, tx, notice.Notice{Template: "charge_receipt", At: now, Data: map[string]any{
		"organization": notice.Organization(customer), "requested_by": requestedBy,
		"charge": receipt.Receipt{
			Reference: c.ProcessorKey, Date: c.CreatedAt.In(customer.Location()).Format(time.DateOnly), Sellers: sellers, Customer: party(customer),
			Lines: said, Total: in(c.Amount), RefundedTotal: in(refunded), Amount: in(c.Amount - refunded), Refunded: refunded > 0,
			CardName: c.CardName, Last4: c.Last4, ExpDate: c.ExpDate.Format(time.DateOnly),
		},
	}}, customer)
}

// sendFailure enqueues for the managers of a customer that a charge of hers failed or is disputed, with a copy for those of the broker
// (metrics-jobs-notifications.md 6.2).
func sendFailure(ctx context.Context, tx *store.Store, c store.Charge, state string, now time.Time) error {
	customer, err := tx.Organization(ctx, c.CustomerID)
	if err != nil {
		return err
	}
	return notice.ManagersAndBroker(ctx, tx, notice.Notice{Template: "charge_failed", At: now, Data: map[string]any{
		"organization": notice.Organization(customer), "link": "/billing/" + customer.Slug + "/card/",
		"charge": map[string]any{"reference": c.ProcessorKey, "amount": money.Amount{Cents: c.Amount, Unit: c.Unit}.String(), "state": state},
	}}, customer.ID, 0)
}

// party is a profile as receipts print it.
func party(o store.Organization) receipt.Party {
	p := receipt.Party{Name: o.PrintableName(), Address: []string{}}
	for _, l := range []string{o.StreetAddress, strings.TrimSpace(o.PostalCode + " " + o.Locality), o.Region, o.Country} {
		if l != "" {
			p.Address = append(p.Address, l)
		}
	}
	return p
}

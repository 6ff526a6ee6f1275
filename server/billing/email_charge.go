package billing

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/notice"
	"tollkeeper/server/payment"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// BillingChargesEmailCreate mails the receipt of a charge once more when it is done, and tells where to.
func (r *Room) BillingChargesEmailCreate(ctx context.Context, req gen.BillingChargesEmailCreateRequestObject) (gen.BillingChargesEmailCreateResponseObject, error) {
	email, err := store.InTx(ctx, r.store, func(tx *store.Store) (string, error) {
		c, err := tx.ChargeByKey(ctx, req.Charge)
		if err != nil {
			return "", wire.Missing(err)
		}
		email, err := receiptAddress(ctx, tx, c.CustomerID)
		if err != nil || c.State != store.ChargeDone {
			return email, err
		}
		if err := r.MayMail(ctx, tx, "", email); err != nil {
			return email, err
		}
		caller := access.PrincipalOf(ctx)
		name := caller.FullName()
		if name == "" {
			name = caller.Username
		}
		return email, payment.SendReceipt(ctx, tx, c, name, r.now())
	})
	if err != nil {
		return nil, err
	}
	return gen.BillingChargesEmailCreate201JSONResponse{ChargeID: req.Charge, Email: email}, nil
}

// receiptAddress is the customer's address on file, or that of its first manager when it has none.
func receiptAddress(ctx context.Context, tx *store.Store, customerID int64) (string, error) {
	customer, err := tx.Organization(ctx, customerID)
	if err != nil || customer.Email != "" {
		return customer.Email, err
	}
	managers, err := tx.ManagerEmails(ctx, customerID, notice.Preference("charge_receipt"), 0)
	if err == nil && len(managers) == 0 {
		err = fault.New(fault.Invalid, "%s has no e-mail address, and no manager who wants receipts.", customer.PrintableName())
	}
	if err != nil {
		return "", err
	}
	return managers[0], nil
}

package billing

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/payment"
	"tollkeeper/store"
)

// BillingChargesRefundCreate pays lines of a charge back. As a checkout, it commits what is to be done, asks the processor with no
// transaction open, and writes what was done in a second transaction (billing-ledger.md E6; design 4).
func (r *Room) BillingChargesRefundCreate(ctx context.Context, req gen.BillingChargesRefundCreateRequestObject) (gen.BillingChargesRefundCreateResponseObject, error) {
	var charge store.Charge
	record, err := store.InTx(ctx, r.store, func(tx *store.Store) (record store.Refund, err error) {
		charge, record, err = r.openRefund(ctx, tx, req.Charge, req.Body.Lines)
		return record, err
	})
	if err != nil {
		return nil, err
	}
	if record.Open() {
		if charge, err = r.refund(ctx, charge, record); err != nil {
			return nil, err
		}
	}
	out, err := r.shown(ctx, charge)
	return gen.BillingChargesRefundCreate200JSONResponse(out), err
}

// refund asks the processor and writes what it said. The client may go meanwhile: what went back must be written all the same. When it is
// not known whether the money moved, the refund stays open until ReconcileRefunds has asked.
func (r *Room) refund(ctx context.Context, charge store.Charge, record store.Refund) (store.Charge, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), processorTimeout)
	defer cancel()
	err := r.processor.Refund(ctx, refundRequest(charge, record))
	if declined := new(payment.Declined); errors.As(err, &declined) {
		if err := r.closeRefund(ctx, record, store.AttemptDeclined); err != nil {
			return charge, err
		}
		return charge, fault.New(fault.Invalid, "%s (%s)", declined.Message, declined.Code).Because(err)
	}
	if err != nil {
		f := fault.New(fault.Unavailable, "The payment processor did not answer; we find out whether it refunded. Look at the charge in a minute.")
		f.RetryAfter = time.Minute
		return charge, f.Because(err)
	}
	return charge, r.finishRefund(ctx, charge, record)
}

func refundRequest(c store.Charge, record store.Refund) payment.RefundRequest {
	return payment.RefundRequest{IdempotencyKey: record.IdempotencyKey, PaymentKey: c.ProcessorKey, Amount: record.Amount, Unit: record.Unit}
}

// finishRefund is the second transaction of a refund. Of two that finish the same one, the request and the reconciliation, one writes.
func (r *Room) finishRefund(ctx context.Context, charge store.Charge, record store.Refund) error {
	return r.store.Do(ctx, func(tx *store.Store) error {
		// Locks are taken in the order of openRefund: the charge, the providers, the refund. Else the two wait for each other.
		if _, err := tx.ChargeForUpdate(ctx, charge.ProcessorKey); err != nil {
			return err
		}
		won, err := tx.CloseRefund(ctx, record.ID, store.AttemptDone, r.now())
		if err != nil || !won {
			return err
		}
		parts, err := tx.RefundLines(ctx, record.ID)
		if err != nil {
			return err
		}
		lines, err := tx.ReceiptLines(ctx, charge.ID)
		if err != nil {
			return err
		}
		byID := make(map[int64]store.ReceiptLine, len(lines))
		for _, l := range lines {
			byID[l.ID] = l
		}
		in := ledger.Refunding{
			Key: record.IdempotencyKey, At: record.CreatedAt, ChargeID: charge.ID, ChargeKey: charge.ProcessorKey, Processor: charge.ProcessorID,
			Unit: record.Unit, Lines: make([]ledger.RefundLine, len(parts)),
		}
		for i, p := range parts {
			l := byID[p.ChargeItemID]
			in.Lines[i] = payment.RefundLine(l, p.Amount, ledger.Back{FeeBack: p.FeeBack, DistBack: p.DistBack, DistUnit: p.DistUnit})
		}
		journal, err := ledger.Refunds(in)
		if err != nil {
			return err
		}
		if _, err := tx.AppendJournal(ctx, journal); err != nil {
			return err
		}
		return payment.SendReceipt(ctx, tx, charge, "", r.now())
	})
}

func (r *Room) closeRefund(ctx context.Context, record store.Refund, state string) error {
	return r.store.Do(ctx, func(tx *store.Store) error {
		_, err := tx.CloseRefund(ctx, record.ID, state, r.now())
		return err
	})
}

// ReconcileRefunds finishes the refunds that a crash or a silent processor left open: it asks the processor about each, writes those that
// were made, and gives the others up. It returns how many it closed.
func (r *Room) ReconcileRefunds(ctx context.Context) (int, error) {
	// Older than a request may take, so that none still works on it.
	open, err := r.store.OpenRefunds(ctx, r.now().Add(-2*processorTimeout))
	if err != nil {
		return 0, err
	}
	closed := 0
	var faults error
	for _, record := range open {
		if err := r.reconcileRefund(ctx, record); err != nil {
			faults = errors.Join(faults, err)
			r.log.LogAttrs(ctx, slog.LevelError, "refund not reconciled", slog.Int64("refund", record.ID), slog.String("fault", err.Error()))
			continue
		}
		closed++
	}
	return closed, faults
}

func (r *Room) reconcileRefund(ctx context.Context, record store.Refund) error {
	ctx, cancel := context.WithTimeout(ctx, processorTimeout)
	defer cancel()
	charge, err := r.store.Charge(ctx, record.ChargeID)
	if err != nil {
		return err
	}
	switch err := r.processor.FindRefund(ctx, refundRequest(charge, record)); {
	case errors.Is(err, payment.ErrUnknown):
		return r.closeRefund(ctx, record, store.AttemptAbandoned)
	case err != nil:
		return err
	}
	return r.finishRefund(ctx, charge, record)
}

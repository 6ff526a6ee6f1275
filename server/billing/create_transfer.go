package billing

import (
	"context"
	"errors"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/idempotency"
	"tollkeeper/server/payment"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// BillingTransfersCreate pays funds of a provider out to its bank. As a refund, it commits what is to be done, asks the processor with no transaction
// open, and writes what was done in a second transaction; the ledger learns of it when the payout is paid (billing-ledger.md E13; design 4).
func (r *Room) BillingTransfersCreate(ctx context.Context, req gen.BillingTransfersCreateRequestObject) (gen.BillingTransfersCreateResponseObject, error) {
	provider, err := r.store.Organization(ctx, access.ScopeOf(ctx).OrganizationID)
	if err != nil {
		return nil, wire.Missing(err)
	}
	asked := askedPayout{provider: provider, amount: req.Body.Amount, request: idempotency.Request(ctx)}
	asked.called(access.PrincipalOf(ctx).Username, req.Body.Descr)
	record, err := idempotency.Earlier(ctx, r.now(), errPayoutUnderWay(), func(request string, since time.Time) (store.Payout, error) {
		return r.store.PayoutRequested(ctx, provider.ID, request, since)
	})
	if errors.Is(err, store.ErrNotFound) {
		record, err = r.begin(ctx, asked)
	}
	if err != nil {
		return nil, err
	}
	return gen.BillingTransfersCreate201JSONResponse(toAPIPayout(record, asked.descr)), nil
}

func toAPIPayout(p store.Payout, descr string) gen.Payout {
	out := gen.Payout{Amount: p.Amount, Unit: p.Unit, CreatedAt: p.CreatedAt.UTC(), Descr: descr, State: gen.Pending}
	if p.PayoutKey != nil {
		out.ProcessorKey = *p.PayoutKey
	}
	if p.State == store.AttemptDone {
		out.State = gen.Paid
	}
	return out
}

func errPayoutUnderWay() error {
	return fault.New(fault.Conflict, "A payout of this profile is under way; look at its bank account in a minute.")
}

// begin opens a payout and asks for it.
func (r *Room) begin(ctx context.Context, asked askedPayout) (store.Payout, error) {
	name := asked.provider.PrintableName()
	if asked.provider.ProcessorDepositKey == nil || *asked.provider.ProcessorDepositKey == "" {
		return store.Payout{}, fault.New(fault.Invalid, "%s has no deposit account at the payment processor.", name)
	}
	bank, err := r.processor.Bank(ctx, *asked.provider.ProcessorDepositKey)
	switch {
	case errors.Is(err, payment.ErrUnknown):
		return store.Payout{}, fault.New(fault.Invalid, "The payment processor does not know the deposit account of %s.", name).Because(err)
	case err != nil:
		return store.Payout{}, silent(err)
	}
	record, err := store.InTx(ctx, r.store, func(tx *store.Store) (store.Payout, error) { return r.openPayout(ctx, tx, asked, bank) })
	if err != nil {
		return record, err
	}
	return r.payOut(ctx, record, asked.descr)
}

// payOut asks the processor and writes what it said. The client may go meanwhile: that the money left must be known all the same. When it is not
// known the payout stays open until ReconcilePayouts has asked.
func (r *Room) payOut(ctx context.Context, record store.Payout, descr string) (store.Payout, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), processorTimeout)
	defer cancel()
	request := payoutRequest(record)
	request.Description = descr
	made, err := r.processor.PayOut(ctx, request)
	if declined := new(payment.Declined); errors.As(err, &declined) {
		if _, err := r.cancelPayout(ctx, record, store.AttemptDeclined); err != nil {
			return record, err
		}
		return record, fault.New(fault.Invalid, "%s (%s)", declined.Message, declined.Code).Because(err)
	}
	if err != nil {
		f := fault.New(fault.Unavailable, "The payment processor did not answer; we find out whether it pays. Look at the bank account in a minute.")
		f.RetryAfter = time.Minute
		return record, f.Because(err)
	}
	record.State, record.PayoutKey = store.PayoutMade, &made.Key
	_, err = r.takePayout(ctx, record, made)
	return record, err
}

func payoutRequest(record store.Payout) payment.PayoutRequest {
	out := payment.PayoutRequest{
		IdempotencyKey: record.IdempotencyKey, DepositKey: record.DepositKey, Amount: record.Amount, Unit: record.Unit, At: record.CreatedAt,
	}
	if record.PayoutKey != nil {
		out.PayoutKey = *record.PayoutKey
	}
	return out
}

// takePayout writes that the processor took a payout. Of two that do, the request and the reconciliation, one writes.
func (r *Room) takePayout(ctx context.Context, record store.Payout, made payment.AskedPayout) (bool, error) {
	return store.InTx(ctx, r.store, func(tx *store.Store) (bool, error) { return tx.TakePayout(ctx, record.ID, made.Key) })
}

func (r *Room) cancelPayout(ctx context.Context, record store.Payout, state string) (bool, error) {
	return store.InTx(ctx, r.store, func(tx *store.Store) (bool, error) { return tx.CancelPayout(ctx, record.ID, state, r.now()) })
}

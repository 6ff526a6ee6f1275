package billing

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/money"
	"tollkeeper/server/idempotency"
	"tollkeeper/server/payment"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// openRefund is the first transaction of a refund: it checks every line before anything is asked of the processor, and commits what is to be
// refunded. An empty list gives a refund without an id, and a request that comes again the refund that it made.
func (r *Room) openRefund(ctx context.Context, tx *store.Store, key string, asked []gen.RefundChargeItem) (store.Charge, store.Refund, error) {
	charge, err := tx.ChargeForUpdate(ctx, key)
	if err != nil || len(asked) == 0 {
		return charge, store.Refund{}, wire.Missing(err)
	}
	// One that was made already is not judged again: the charge may have been refunded to the last cent by it.
	made, err := idempotency.Earlier(ctx, r.now(), errRefundUnderWay(), func(request string, since time.Time) (store.Refund, error) {
		return tx.RefundRequested(ctx, charge.ID, request, since)
	})
	if !errors.Is(err, store.ErrNotFound) {
		return charge, made, err
	}
	if err := refundable(charge); err != nil {
		return charge, store.Refund{}, err
	}
	lines, err := tx.ReceiptLines(ctx, charge.ID)
	if err != nil {
		return charge, store.Refund{}, err
	}
	if err := mayRefund(ctx, tx, lines, asked); err != nil {
		return charge, store.Refund{}, err
	}
	parts, total, err := split(charge, lines, asked)
	if err != nil {
		return charge, store.Refund{}, err
	}
	if err := r.checkFunds(ctx, tx, parts); err != nil {
		return charge, store.Refund{}, err
	}
	n, err := tx.CountRefunds(ctx, charge.ID)
	if err != nil {
		return charge, store.Refund{}, err
	}
	record := store.Refund{
		// The key is made of the charge and of how often it was refunded, so that a refund that is asked for again is the same one.
		IdempotencyKey: fmt.Sprintf("refund-%s-%d", charge.ProcessorKey, n+1), ChargeID: charge.ID, UserID: access.PrincipalOf(ctx).UserID,
		Amount: total, Unit: charge.Unit, RequestHash: idempotency.Request(ctx), State: store.AttemptOpen, CreatedAt: r.now(),
	}
	err = tx.CreateRefund(ctx, &record, parts)
	if errors.Is(err, store.ErrDuplicate) {
		err = errRefundUnderWay()
	}
	return charge, record, err
}

func errRefundUnderWay() error {
	return fault.New(fault.Conflict, "A refund of this charge is under way; look at the charge in a minute.")
}

// refundable says why a charge cannot be refunded: it is not paid (billing-ledger.md 7).
func refundable(c store.Charge) error {
	switch c.State {
	case store.ChargeCreated:
		return fault.New(fault.Invalid, "The charge is pending: it cannot be refunded until it is paid.")
	case store.ChargeFailed:
		return fault.New(fault.Invalid, "The charge failed: there is nothing to refund.")
	case store.ChargeDisputed:
		return fault.New(fault.Invalid, "The charge is disputed: the dispute decides what goes back.")
	}
	return nil
}

// mayRefund refuses the lines of providers that the caller does not manage; managers of the broker may refund all.
func mayRefund(ctx context.Context, tx *store.Store, lines []store.ReceiptLine, asked []gen.RefundChargeItem) error {
	if access.ScopeOf(ctx).Relation.Broker >= access.Manager {
		return nil
	}
	mine := map[int64]bool{}
	for i, item := range asked {
		if item.Num >= int64(len(lines)) {
			continue // split says so
		}
		provider := lines[item.Num].ProviderID
		if _, known := mine[provider]; !known {
			manages, err := tx.Manages(ctx, access.PrincipalOf(ctx).UserID, provider)
			if err != nil {
				return err
			}
			mine[provider] = manages
		}
		if !mine[provider] {
			return fault.New(fault.Forbidden, "lines.%d: line %d was sold by another provider.", i, item.Num)
		}
	}
	return nil
}

// split gives each line asked for its amount, and who gives it back, in order, since a fee depends on what was refunded before
// (billing-ledger.md E6).
func split(c store.Charge, lines []store.ReceiptLine, asked []gen.RefundChargeItem) (parts []store.RefundLine, total int64, err error) {
	lines = slices.Clone(lines)
	before := int64(0)
	for _, l := range lines {
		before += l.Refunded
	}
	for i, item := range asked {
		if item.Num >= int64(len(lines)) {
			return nil, 0, fault.Field(fmt.Sprintf("lines.%d.num", i), "The charge has %d lines, counted from 0.", len(lines))
		}
		line := &lines[item.Num]
		left := line.Amount - line.Refunded
		amount := left
		if item.RefundedAmount != nil {
			amount = *item.RefundedAmount
		}
		if amount <= 0 || amount > left {
			return nil, 0, fault.Field(fmt.Sprintf("lines.%d.refunded_amount", i), "%s cannot be refunded: %s are left of the line.",
				money.Amount{Cents: amount, Unit: c.Unit}, money.Amount{Cents: left, Unit: c.Unit})
		}
		back := payment.PaidLine(*line).GiveBack(c.Amount, before, amount, c.Unit)
		parts = append(parts, store.RefundLine{
			ChargeItemID: line.ID, ProviderID: line.ProviderID, Amount: amount, FeeBack: back.FeeBack, DistBack: back.DistBack, DistUnit: back.DistUnit,
		})
		line.Refunded += amount
		before += amount
		total += amount
	}
	return parts, total, nil
}

// checkFunds refuses what a provider has no funds for; other refunds under way have taken theirs already, and so have payouts. The providers are
// locked, in one order for all, so that no two count on the same funds.
func (r *Room) checkFunds(ctx context.Context, tx *store.Store, parts []store.RefundLine) error {
	needs := map[int64]store.UnitSum{}
	for _, p := range parts { // all in one currency: the charge was distributed in one
		needs[p.ProviderID] = store.UnitSum{Unit: p.DistUnit, Cents: needs[p.ProviderID].Cents + p.DistBack}
	}
	for _, id := range slices.Sorted(maps.Keys(needs)) {
		provider, err := tx.OrganizationForUpdate(ctx, id)
		if err != nil {
			return err
		}
		need := needs[id]
		funds, err := r.unreserved(ctx, tx, id, need.Unit)
		if err != nil {
			return err
		}
		if need.Cents > funds.Cents {
			return fault.New(fault.Invalid, "%s has funds of %s, and the refund needs %s.", provider.PrintableName(),
				money.Amount{Cents: funds.Cents, Unit: need.Unit}, money.Amount{Cents: need.Cents, Unit: need.Unit})
		}
	}
	return nil
}

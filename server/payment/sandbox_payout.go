package payment

import (
	"context"
	"errors"
	"time"

	"tollkeeper/store"
)

// Bank implements Processor: the sandbox has for a provider what the ledger says, less what it paid out since.
func (s *Sandbox) Bank(ctx context.Context, depositKey string) (Bank, error) {
	bank := Bank{Name: "Test Bank", Last4: "***-" + depositKey[max(0, len(depositKey)-4):]}
	owner, err := s.store.DepositOwner(ctx, depositKey)
	if errors.Is(err, store.ErrNotFound) {
		return bank, nil
	}
	if err != nil {
		return Bank{}, err
	}
	paid, err := s.store.SandboxPaidOut(ctx, depositKey) // before the funds: what is booked in between is missing in them
	if err != nil {
		return Bank{}, err
	}
	sums, err := s.store.FundsOf(ctx, owner.ID, s.now())
	funds := store.SumIn(sums, "")
	bank.Available, bank.Unit = funds.Cents-store.SumIn(paid, funds.Unit).Cents, funds.Unit
	return bank, err
}

// PayOut implements Processor: every payout is on its way when it is asked for, and has arrived when somebody asks after it.
func (s *Sandbox) PayOut(ctx context.Context, r PayoutRequest) (AskedPayout, error) {
	record := store.SandboxPayout{
		IdempotencyKey: r.IdempotencyKey, PayoutKey: "po_" + randomHex(), DepositKey: r.DepositKey, CreatedAt: s.now(), Amount: r.Amount, Unit: r.Unit,
	}
	err := s.store.Do(ctx, func(tx *store.Store) error { return tx.CreateSandboxPayout(ctx, &record) })
	if errors.Is(err, store.ErrDuplicate) {
		return s.FindPayout(ctx, r)
	}
	return AskedPayout{Payout: payoutOf(record), State: PayoutPending}, err
}

// FindPayout implements Processor.
func (s *Sandbox) FindPayout(ctx context.Context, r PayoutRequest) (AskedPayout, error) {
	record, err := s.store.SandboxPayout(ctx, r.IdempotencyKey)
	if errors.Is(err, store.ErrNotFound) {
		return AskedPayout{}, ErrUnknown
	}
	return AskedPayout{Payout: payoutOf(record), State: PayoutPaid}, err
}

// Payouts implements Processor: the sandbox pays out what it is asked to, and nothing of its own accord.
func (s *Sandbox) Payouts(ctx context.Context, depositKey string, after time.Time) ([]Payout, error) {
	records, err := s.store.SandboxPayouts(ctx, depositKey, after)
	out := make([]Payout, len(records))
	for i, record := range records {
		out[i] = payoutOf(record)
	}
	return out, err
}

// payoutOf leaves the description to who asked: it may name somebody who wants to be forgotten.
func payoutOf(r store.SandboxPayout) Payout {
	return Payout{Key: r.PayoutKey, IdempotencyKey: r.IdempotencyKey, At: r.CreatedAt.UTC(), Amount: r.Amount, Unit: r.Unit}
}

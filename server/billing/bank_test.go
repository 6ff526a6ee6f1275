package billing_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"tollkeeper/server/clock"
	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/payment"
)

var errLost = errors.New("the line is dead")

// bank is a processor whose keys are those of billing-ledger.md: fake_ab12, fake_ab13, …
type bank struct {
	mu  sync.Mutex
	now clock.Clock
	// answer is "succeeds", "pends", "is declined", "is lost" or "times out".
	answer   string
	makes    *ledger.Distribution
	payments []madePayment
	refunds  map[string]bool
	payouts  map[string][]payment.Payout
	// asked are the payouts that were asked for, states how they stand by their keys; those without are on their way.
	asked  []askedOfBank
	states map[string]payment.PayoutState
}

type askedOfBank struct {
	account string
	payment.AskedPayout
}

type madePayment struct {
	request payment.Request
	payment payment.Payment
}

func (b *bank) StoreCard(context.Context, payment.Holder, string) (string, error) {
	return "cus_1", nil
}
func (b *bank) DeleteCard(context.Context, string) error { return nil }
func (b *bank) Card(context.Context, string) (payment.Card, error) {
	return payment.Card{}, payment.ErrUnknown
}

func (b *bank) Bank(context.Context, string) (payment.Bank, error) {
	return payment.Bank{Name: "Bank", Last4: "***-0001"}, nil // it pays out whatever the ledger says
}

func (b *bank) PayOut(ctx context.Context, r payment.PayoutRequest) (payment.AskedPayout, error) {
	if made, err := b.FindPayout(ctx, r); err == nil {
		return made, nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	switch b.answer {
	case "is declined":
		return payment.AskedPayout{}, &payment.Declined{Code: "balance_insufficient", Message: "There is not enough."}
	case "times out":
		return payment.AskedPayout{}, errLost
	}
	made := payment.AskedPayout{State: payment.PayoutPending, Payout: payment.Payout{
		Key: fmt.Sprintf("po_%d", 1+len(b.asked)), IdempotencyKey: r.IdempotencyKey, At: b.now(), Amount: r.Amount, Unit: r.Unit, Description: r.Description,
	}}
	b.asked = append(b.asked, askedOfBank{r.DepositKey, made})
	if b.answer == "is lost" {
		return payment.AskedPayout{}, errLost
	}
	return made, nil
}

func (b *bank) FindPayout(_ context.Context, r payment.PayoutRequest) (payment.AskedPayout, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, made := range b.asked {
		if made.IdempotencyKey == r.IdempotencyKey && (r.PayoutKey == "" || r.PayoutKey == made.Key) {
			if state, known := b.states[made.Key]; known {
				made.State = state
			}
			return made.AskedPayout, nil
		}
	}
	return payment.AskedPayout{}, payment.ErrUnknown
}

func (b *bank) Pay(ctx context.Context, r payment.Request) (payment.Payment, error) {
	if made, err := b.Find(ctx, r.IdempotencyKey); err == nil {
		return made, nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	switch b.answer {
	case "is declined":
		return payment.Payment{}, &payment.Declined{Code: "card_declined", Message: "Your card was declined."}
	case "times out":
		return payment.Payment{}, errLost
	}
	made := payment.Payment{
		Key: fmt.Sprintf("fake_ab%d", 12+len(b.payments)), CreatedAt: b.now(), Succeeded: b.answer != "pends", Last4: "1234",
		ExpDate: b.now().AddDate(1, 0, 0), CardName: "Joe Test", CardKey: r.CardKey,
		Distribution: b.makes,
	}
	b.payments = append(b.payments, madePayment{r, made})
	if b.answer == "is lost" {
		return payment.Payment{}, errLost
	}
	return made, nil
}

func (b *bank) Find(_ context.Context, key string) (payment.Payment, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, made := range b.payments {
		if made.request.IdempotencyKey == key {
			return made.payment, nil
		}
	}
	return payment.Payment{}, payment.ErrUnknown
}

func (b *bank) Refund(_ context.Context, r payment.RefundRequest) error {
	if b.refunds == nil {
		b.refunds = map[string]bool{}
	}
	b.refunds[r.IdempotencyKey] = true
	if b.answer == "is lost" {
		return errLost
	}
	return nil
}

func (b *bank) FindRefund(_ context.Context, r payment.RefundRequest) error {
	if b.refunds[r.IdempotencyKey] {
		return nil
	}
	return payment.ErrUnknown
}

func (b *bank) Retrieve(_ context.Context, key string) ([]payment.Report, error) {
	for _, made := range b.payments {
		if made.payment.Key == key && b.answer != "pends" {
			return []payment.Report{{Kind: payment.Succeeded, ChargeKey: key, Distribution: b.makes}}, nil
		}
	}
	return nil, nil
}

func (b *bank) Payouts(_ context.Context, account string, after time.Time) (out []payment.Payout, err error) {
	if account == "acct_terra" {
		return nil, errLost
	}
	for _, p := range b.payouts[account] {
		if p.At.After(after) {
			out = append(out, p)
		}
	}
	for _, p := range b.asked {
		if p.account == account && b.states[p.Key] == payment.PayoutPaid && p.At.After(after) {
			out = append(out, p.Payout)
		}
	}
	return out, nil
}

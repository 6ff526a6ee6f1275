package payment

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"tollkeeper/server/clock"
	"tollkeeper/store"
)

// Sandbox is a processor that moves no money: tokens that begin with tok_chargeDeclined are refused, all others pay. Its memory is in
// the database, in transactions of its own, so that it behaves like a remote service over a crash (billing-ledger.md 5.2).
type Sandbox struct {
	store *store.Store
	now   clock.Clock
}

// NewSandbox makes the sandbox.
func NewSandbox(s *store.Store, now clock.Clock) *Sandbox { return &Sandbox{store: s, now: now} }

var _ Processor = (*Sandbox)(nil)

const (
	declinedToken = "tok_chargeDeclined" //nolint:gosec // a test token that everybody knows
	declinedCode  = "card_declined"
	testName      = "Joe Test"
	testLast4     = "1234"
)

func declined() *Declined { return &Declined{Code: declinedCode, Message: "Your card was declined."} }

func randomHex() string {
	var b [20]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}

// expiry is a year ahead, as a date.
func (s *Sandbox) expiry() time.Time { return s.now().AddDate(0, 0, 365).Truncate(24 * time.Hour) }

// StoreCard implements Processor.
func (s *Sandbox) StoreCard(ctx context.Context, _ Holder, token string) (string, error) {
	if strings.HasPrefix(token, declinedToken) {
		return "", declined()
	}
	card := store.SandboxCard{CardKey: "cus_" + randomHex(), Token: token, CardName: testName, Last4: testLast4, ExpDate: s.expiry()}
	err := s.store.Do(ctx, func(tx *store.Store) error { return tx.CreateSandboxCard(ctx, &card) })
	return card.CardKey, err
}

// DeleteCard implements Processor.
func (s *Sandbox) DeleteCard(ctx context.Context, cardKey string) error {
	return s.store.Do(ctx, func(tx *store.Store) error { return tx.DeleteSandboxCard(ctx, cardKey) })
}

// Card implements Processor.
func (s *Sandbox) Card(ctx context.Context, cardKey string) (Card, error) {
	card, err := s.store.SandboxCard(ctx, cardKey)
	if errors.Is(err, store.ErrNotFound) {
		return Card{}, ErrUnknown
	}
	return Card{Last4: card.Last4, ExpDate: card.ExpDate}, err
}

// Pay implements Processor.
func (s *Sandbox) Pay(ctx context.Context, r Request) (Payment, error) {
	record := store.SandboxPayment{
		IdempotencyKey: r.IdempotencyKey, PaymentKey: "fake_" + randomHex(), CreatedAt: s.now(), Amount: r.Amount, Unit: r.Unit,
		CardName: testName, Last4: testLast4, ExpDate: s.expiry(), CardKey: r.CardKey,
	}
	token := r.Token
	if r.CardKey != "" {
		card, err := s.store.SandboxCard(ctx, r.CardKey)
		if errors.Is(err, store.ErrNotFound) {
			return Payment{}, &Declined{Code: "missing_card", Message: "There is no such card."}
		}
		if err != nil {
			return Payment{}, err
		}
		token, record.CardName, record.Last4, record.ExpDate = card.Token, card.CardName, card.Last4, card.ExpDate
	}
	if strings.HasPrefix(token, declinedToken) {
		record.DeclineCode = declinedCode
	}
	err := s.store.Do(ctx, func(tx *store.Store) error { return tx.CreateSandboxPayment(ctx, &record) })
	if errors.Is(err, store.ErrDuplicate) {
		return s.Find(ctx, r.IdempotencyKey)
	}
	if err != nil {
		return Payment{}, err
	}
	return paymentOf(record)
}

// Find implements Processor.
func (s *Sandbox) Find(ctx context.Context, idempotencyKey string) (Payment, error) {
	record, err := s.store.SandboxPayment(ctx, idempotencyKey)
	if errors.Is(err, store.ErrNotFound) {
		return Payment{}, ErrUnknown
	}
	if err != nil {
		return Payment{}, err
	}
	return paymentOf(record)
}

func paymentOf(r store.SandboxPayment) (Payment, error) {
	if r.DeclineCode != "" {
		return Payment{}, declined()
	}
	return Payment{
		Key: r.PaymentKey, CreatedAt: r.CreatedAt, Succeeded: true, Last4: r.Last4, ExpDate: r.ExpDate, CardName: r.CardName, CardKey: r.CardKey,
	}, nil
}

// Refund implements Processor. A payment that the sandbox did not make, one of the demo data, is taken to be large enough.
func (s *Sandbox) Refund(ctx context.Context, r RefundRequest) error {
	err := s.store.Do(ctx, func(tx *store.Store) error {
		known, err := tx.SandboxPaymentByKey(ctx, r.PaymentKey)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if err == nil {
			refunded, err := tx.SandboxRefunded(ctx, r.PaymentKey, r.IdempotencyKey)
			if err != nil {
				return err
			}
			if refunded+r.Amount > known.Amount {
				return &Declined{Code: "charge_already_refunded", Message: "The refund is larger than what is left of the payment."}
			}
		}
		return tx.CreateSandboxRefund(ctx, &store.SandboxRefund{
			IdempotencyKey: r.IdempotencyKey, RefundKey: "re_" + randomHex(), PaymentKey: r.PaymentKey, CreatedAt: s.now(), Amount: r.Amount,
		})
	})
	if errors.Is(err, store.ErrDuplicate) {
		return nil // it was made before
	}
	return err
}

// FindRefund implements Processor.
func (s *Sandbox) FindRefund(ctx context.Context, r RefundRequest) error {
	_, err := s.store.SandboxRefund(ctx, r.IdempotencyKey)
	if errors.Is(err, store.ErrNotFound) {
		return ErrUnknown
	}
	return err
}

// Retrieve implements Processor: what the sandbox was paid it has, and has paid back what it was asked to.
func (s *Sandbox) Retrieve(ctx context.Context, chargeKey string) ([]Report, error) {
	_, err := s.store.SandboxPaymentByKey(ctx, chargeKey)
	if errors.Is(err, store.ErrNotFound) {
		return nil, ErrUnknown
	}
	if err != nil {
		return nil, err
	}
	reports := []Report{{Kind: Succeeded, ChargeKey: chargeKey}}
	refunded, err := s.store.SandboxRefunded(ctx, chargeKey, "")
	if refunded > 0 {
		reports = append(reports, Report{Kind: Refunded, ChargeKey: chargeKey, Refunded: refunded})
	}
	return reports, err
}

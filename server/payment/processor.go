// Package payment is the port to payment processors and the sandbox that stands in for one (billing-ledger.md 5.2).
package payment

import (
	"context"
	"errors"
	"time"

	"tollkeeper/server/domain/ledger"
)

// Processor moves money. Its calls go over the network: no database transaction is open while one runs.
type Processor interface {
	// StoreCard keeps the payment method behind a one-time token and returns its key.
	StoreCard(ctx context.Context, holder Holder, token string) (cardKey string, err error)
	// DeleteCard forgets a payment method; one that is not there is no error.
	DeleteCard(ctx context.Context, cardKey string) error
	// Card returns what may be shown of a stored payment method, or ErrUnknown.
	Card(ctx context.Context, cardKey string) (Card, error)
	// Bank returns what may be shown of a deposit account, or ErrUnknown.
	Bank(ctx context.Context, depositKey string) (Bank, error)
	// Pay charges a card once, however often it is called with the same idempotency key. A refusal is a *Declined.
	Pay(ctx context.Context, r Request) (Payment, error)
	// Find returns the payment that was made with an idempotency key, or ErrUnknown.
	Find(ctx context.Context, idempotencyKey string) (Payment, error)
	// Refund pays a part of a payment back to its card once, however often it is called with the same idempotency key. A refusal is a
	// *Declined.
	Refund(ctx context.Context, r RefundRequest) error
	// FindRefund says that the refund was made, or ErrUnknown.
	FindRefund(ctx context.Context, r RefundRequest) error
	// Retrieve tells how a payment stands now: the reports that bring its charge up to date, in the order in which to apply them. There are
	// none while it is under way; ErrUnknown when the processor has no such payment.
	Retrieve(ctx context.Context, chargeKey string) ([]Report, error)
	// PayOut sends money to the bank of a provider once, however often it is called with the same idempotency key. A refusal is a *Declined.
	PayOut(ctx context.Context, r PayoutRequest) (AskedPayout, error)
	// FindPayout tells how a payout stands that was asked for, or ErrUnknown.
	FindPayout(ctx context.Context, r PayoutRequest) (AskedPayout, error)
	// Payouts lists what was paid out to a deposit account after an instant, oldest first, one page.
	Payouts(ctx context.Context, depositKey string, after time.Time) ([]Payout, error)
}

// Holder is the customer whose card is kept: what the processor shows of her.
type Holder struct {
	Slug, Email string
}

// RefundRequest asks for a refund.
type RefundRequest struct {
	IdempotencyKey string
	// PaymentKey is that of the payment.
	PaymentKey string
	// Amount is cents of Unit.
	Amount int64
	Unit   string
}

// PayoutRequest asks for a payout.
type PayoutRequest struct {
	IdempotencyKey string
	// DepositKey is the account of the provider at the processor.
	DepositKey string
	// Amount is cents of Unit.
	Amount      int64
	Unit        string
	Description string
	// PayoutKey is the processor's, "" when its answer was lost; At is when it was asked first. Both are for FindPayout only.
	PayoutKey string
	At        time.Time
}

// PayoutState is how a payout stands.
type PayoutState int

// The states of a payout: the bank has not got it; it has; it never will.
const (
	PayoutPending PayoutState = iota + 1
	PayoutPaid
	PayoutFailed
)

// AskedPayout is a payout that was asked for, and how it stands.
type AskedPayout struct {
	Payout
	State PayoutState
}

// Request asks for a payment. Exactly one of CardKey and Token is set.
type Request struct {
	IdempotencyKey string
	CardKey        string
	Token          string
	// Amount is cents of Unit.
	Amount      int64
	Unit        string
	Description string
	// Shares tell for whom the money is, by provider; together they are Amount. A processor with one account for all looks at none.
	Shares []Share
	// Present says that the payer is there and can authenticate a payment that her bank wants authenticated. Without her such a payment is
	// refused.
	Present bool
}

// Share is what a payment brings to one provider.
type Share struct {
	// Amount is cents of the unit of the payment, the fee of the processor included.
	Amount int64
	// Name is the provider's, for statements of the card.
	Name string
	// DepositKey is the account of the provider at the processor, "" when it has none.
	DepositKey string
	// Broker says that the provider is the broker, whose account is the one that the site itself has.
	Broker bool
}

// Payment is what the processor says of a payment.
type Payment struct {
	// Key is the processor's own, at most 50 characters.
	Key       string
	CreatedAt time.Time
	// Succeeded tells that the money has moved; else the processor will tell later.
	Succeeded bool
	Last4     string
	ExpDate   time.Time
	CardName  string
	// CardKey is the stored card that was charged, empty for a one-time token.
	CardKey string
	// Distribution is what the processor makes of a payment that succeeded, when its books are in another currency; else nil.
	Distribution *ledger.Distribution
	// ClientSecret lets the payer authenticate a payment that waits for it (3-D Secure), "" when none does. It is for her only, and is kept
	// nowhere.
	ClientSecret string
}

// Card is what may be shown of a stored payment method.
type Card struct {
	// Last4 is the last digits; ExpDate is in the month in which it expires.
	Last4   string
	ExpDate time.Time
}

// Bank is what may be shown of a deposit account.
type Bank struct {
	Name string
	// Last4 is "***-" and the end of the account.
	Last4 string
	// Available is what the processor could pay out, in cents of Unit. An empty Unit says that it pays out whatever the ledger says.
	Available int64
	Unit      string
}

// Declined is the processor's refusal of a card.
type Declined struct {
	Code    string
	Message string
}

func (d *Declined) Error() string { return d.Message }

// AccountMissing is the code of a refusal that is not the card's fault: the provider is not connected to the processor.
const AccountMissing = "account_missing"

// ErrUnknown says that the processor has no payment, card or account with a key.
var ErrUnknown = errors.New("payment: the processor has nothing with this key")

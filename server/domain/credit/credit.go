// Package credit holds the rules of credit subscriptions: what a period costs, how many credits it has and when it ends
// (credit-subscriptions.md, "Money, time, credits" and "Rules"). Amounts are whole minor units of the currency.
package credit

import (
	"errors"
	"math/big"
	"time"

	"tollkeeper/server/domain/period"
)

// The payment states of a subscription (credit-subscriptions.md, "Contract").
const (
	Pending = "PENDING"
	Paid    = "PAID"
	Failed  = "FAILED"
)

// Tier is what the catalogue says of a service and a tier of it.
type Tier struct {
	Service, Tier, Name string
	// Price of a period, in minor units of Currency (ISO 4217).
	Price    int64
	Currency string
	// Months is the length of a period, Credits what it comes with, GraceDays how long the subscription stays active after it.
	Months    int
	Credits   int64
	GraceDays int
}

// Subscription is the state that the rules change. Times are UTC.
type Subscription struct {
	Service, Tier string
	StartAt       time.Time
	EndAt         time.Time
	// Anchor and AnchorMonths say how EndAt is counted: from one day, in one step, so that the 31st comes back.
	Anchor       time.Time
	AnchorMonths int
	GraceDays    int
	CreditsTotal int64
	CreditsUsed  int64
	BasePrice    int64
	ActualPrice  int64
	Currency     string
	Payment      string
}

var (
	// ErrGraceOver is returned for a change of a subscription that has to be renewed first.
	ErrGraceOver = errors.New("credit: the time of grace is over")
	// ErrCurrency is returned for a change to a tier of another currency.
	ErrCurrency = errors.New("credit: the tier has another currency")
)

// GraceEnd is when the subscription stops to be active unless it is renewed.
func (s Subscription) GraceEnd() time.Time { return s.EndAt.AddDate(0, 0, s.GraceDays) }

// Active tells whether it is within its period or grace and no payment failed.
func (s Subscription) Active(now time.Time) bool {
	return now.Before(s.GraceEnd()) && s.Payment != Failed
}

// Remaining is what is left to be used, never negative.
func (s Subscription) Remaining() int64 { return max(0, s.CreditsTotal-s.CreditsUsed) }

// New subscribes to a tier for one period from now.
func New(t Tier, paid bool, now time.Time) Subscription {
	s := Subscription{Service: t.Service, Tier: t.Tier, Currency: t.Currency}
	s.begin(t, now, now)
	s.price(t, paid)
	return s
}

// begin starts a period with fresh credits; anchor is the day that ends are counted from.
func (s *Subscription) begin(t Tier, start, anchor time.Time) {
	if !anchor.Equal(s.Anchor) {
		s.Anchor, s.AnchorMonths = anchor, 0
	}
	s.StartAt, s.GraceDays = start, t.GraceDays
	s.AnchorMonths += t.Months
	s.EndAt = period.Monthly.Add(s.Anchor, s.AnchorMonths, time.UTC)
	s.CreditsTotal, s.CreditsUsed = t.Credits, 0
}

// price takes the catalogue's price of today.
func (s *Subscription) price(t Tier, paid bool) {
	s.BasePrice, s.ActualPrice, s.Currency, s.Payment = t.Price, t.Price, t.Currency, Pending
	if paid {
		s.Payment = Paid
	}
}

// Change moves a subscription to another tier. A higher price counts at once, for the time that is left; a lower or equal one from the
// renewal on. oldCredits are those of a period of the tier so far.
func (s Subscription) Change(to Tier, oldCredits int64, now time.Time) (Subscription, error) {
	switch {
	case !now.Before(s.GraceEnd()):
		return s, ErrGraceOver
	case to.Currency != s.Currency:
		return s, ErrCurrency
	}
	if to.Price > s.BasePrice {
		left, length := s.left(now)
		due := share(to.Price-s.BasePrice, left, length, halfEven)
		s.ActualPrice += due
		s.CreditsTotal = max(s.CreditsUsed, s.CreditsTotal+share(to.Credits-oldCredits, left, length, down))
		if due > 0 {
			s.Payment = Pending
		}
	}
	s.Service, s.Tier, s.BasePrice = to.Service, to.Tier, to.Price
	return s, nil
}

// left is the time left in the period and its length, in microseconds; the first is within 0 and the second.
func (s Subscription) left(now time.Time) (left, length int64) {
	length = max(1, s.EndAt.Sub(s.StartAt).Microseconds())
	return min(max(0, s.EndAt.Sub(now).Microseconds()), length), length
}

// Renew goes on for a period of the tier at the catalogue's price of today. Early it adds a period and its credits; within the grace the
// new period follows the old one without a gap; after it the subscription starts anew.
func (s Subscription) Renew(t Tier, paid bool, now time.Time) Subscription {
	switch {
	case now.Before(s.EndAt):
		total, used, start := s.CreditsTotal, s.CreditsUsed, s.StartAt
		s.begin(t, start, s.Anchor)
		s.CreditsTotal, s.CreditsUsed = total+t.Credits, used
	case now.Before(s.GraceEnd()):
		s.begin(t, s.EndAt, s.Anchor)
	default:
		s.begin(t, now, now)
	}
	s.Service, s.Tier = t.Service, t.Tier
	s.price(t, paid)
	return s
}

type rounding int

const (
	halfEven rounding = iota
	down
)

// share is x*part/whole, rounded once, at the end; part and whole are not negative.
func share(x, part, whole int64, mode rounding) int64 {
	product := new(big.Int).Mul(big.NewInt(x), big.NewInt(part))
	quotient, rest := new(big.Int).DivMod(product, big.NewInt(whole), new(big.Int)) // Euclidean: rest is never negative
	if mode == halfEven {
		switch twice := rest.Lsh(rest, 1).Cmp(big.NewInt(whole)); {
		case twice > 0, twice == 0 && quotient.Bit(0) == 1:
			quotient.Add(quotient, big.NewInt(1))
		}
	}
	return quotient.Int64()
}

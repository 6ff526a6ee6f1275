package stripe

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	api "github.com/stripe/stripe-go/v85"

	"tollkeeper/server/payment"
)

// tolerance is how old a signature may be.
const tolerance = 5 * time.Minute

var _ payment.Poster = (*Processor)(nil)

// posted is what is read of an event. Its object is a charge, a payment intent or a dispute.
type posted struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Account string `json:"account"`
	Data    struct {
		Object struct {
			ID             string `json:"id"`
			Object         string `json:"object"`
			PaymentIntent  string `json:"payment_intent"`
			Status         string `json:"status"`
			Currency       string `json:"currency"`
			AmountRefunded int64  `json:"amount_refunded"`
		} `json:"object"`
	} `json:"data"`
}

// Event implements payment.Poster (billing-ledger.md 5.3).
func (p *Processor) Event(body []byte, signature string) (payment.Event, error) {
	if err := api.ValidatePayload(body, signature, p.cfg.WebhookSecret, api.WithIgnoreTolerance()); err != nil {
		return payment.Event{}, fmt.Errorf("%w: %w", payment.ErrForged, err)
	}
	// The signature covers the time; stripe-go would compare it with a clock of its own.
	if age := p.now().Sub(signedAt(signature)); age > tolerance || age < -tolerance {
		return payment.Event{}, fmt.Errorf("%w: signed %s ago", payment.ErrForged, age)
	}
	var e posted
	if err := json.Unmarshal(body, &e); err != nil {
		return payment.Event{}, fmt.Errorf("stripe: an event that cannot be read: %w", err)
	}
	if e.ID == "" || len(e.ID) > 255 || e.Type == "" {
		return payment.Event{}, fmt.Errorf("stripe: an event without id or type")
	}
	out := payment.Event{ID: e.ID, Type: e.Type}
	switch kind := e.kind(); {
	case e.Type == "charge.captured":
		out.Captured = e.key()
	case kind != 0:
		out.Report = &payment.Report{Kind: kind, ChargeKey: e.key()}
		switch kind {
		case payment.Refunded:
			out.Report.Refunded = cents(e.Data.Object.AmountRefunded, e.Data.Object.Currency)
		case payment.DisputeOpened, payment.DisputeWon, payment.DisputeLost:
			out.Report.Dispute = e.Data.Object.ID
		}
	}
	return out, nil
}

// signedAt is the time that a valid signature covers.
func signedAt(signature string) time.Time {
	var at int64
	for part := range strings.SplitSeq(signature, ",") {
		if text, ok := strings.CutPrefix(part, "t="); ok {
			at, _ = strconv.ParseInt(text, 10, 64) // it was parsed to check the signature
		}
	}
	return time.Unix(at, 0)
}

// kind is what an event means, 0 for nothing.
func (e posted) kind() payment.Kind {
	switch e.Type {
	case "charge.succeeded", "payment_intent.succeeded":
		return payment.Succeeded
	case "charge.failed", "payment_intent.payment_failed", "payment_intent.canceled":
		return payment.Failed
	case "charge.refunded":
		return payment.Refunded
	case "charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed":
		return kindOf(e.Data.Object.Status)
	}
	return 0
}

// key is that of the payment: what the API calls a charge is a payment intent of Stripe.
func (e posted) key() string {
	object := e.Data.Object
	if object.PaymentIntent != "" {
		return keyOf(object.PaymentIntent, e.Account)
	}
	return keyOf(object.ID, e.Account)
}

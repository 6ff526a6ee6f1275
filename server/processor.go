package server

import (
	"errors"
	"log/slog"
	"strings"

	"tollkeeper/server/clock"
	"tollkeeper/server/payment"
	"tollkeeper/server/payment/stripe"
	"tollkeeper/store"
)

// The processors.
const (
	processorSandbox = "sandbox"
	processorStripe  = "stripe"
)

// validateProcessor looks at who moves the money. Keys are not shown, not even wrong ones.
func (c Config) validateProcessor() error {
	switch c.Processor {
	case "", processorSandbox:
		return nil
	case processorStripe:
	default:
		return errors.New("the payment processor is sandbox or stripe")
	}
	var faults []error
	if !strings.HasPrefix(string(c.StripeSecretKey), "sk_") && !strings.HasPrefix(string(c.StripeSecretKey), "rk_") {
		faults = append(faults, errors.New("the secret key of Stripe begins with sk_ or rk_"))
	}
	if !strings.HasPrefix(string(c.StripeWebhookSecret), "whsec_") {
		faults = append(faults, errors.New("the webhook secret of Stripe begins with whsec_"))
	}
	switch stripe.Mode(c.StripeMode) {
	case stripe.Local, stripe.Forward, stripe.Remote:
	default:
		faults = append(faults, errors.New("the mode of Stripe is local, forward or remote"))
	}
	return errors.Join(faults...)
}

// processor is who moves the money. The configuration was validated.
func (c Config) processor(s *store.Store, now clock.Clock, log *slog.Logger) payment.Processor {
	if c.Processor != processorStripe {
		return payment.NewSandbox(s, now)
	}
	return stripe.New(stripe.Config{
		SecretKey: string(c.StripeSecretKey), WebhookSecret: string(c.StripeWebhookSecret), Mode: stripe.Mode(c.StripeMode), URL: c.StripeURL,
	}, now, log)
}

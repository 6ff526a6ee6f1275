// Package stripe is the payment processor Stripe (billing-ledger.md 5.2). A payment is a payment intent, a stored card is a customer with one
// payment method. The package turns cents into what Stripe counts in, names everything it makes by the key of the operation, and tells a
// refusal from an answer that is not known.
package stripe

import (
	"log/slog"
	"net/http"
	"strings"
	"time"

	api "github.com/stripe/stripe-go/v85"

	"tollkeeper/server/clock"
	"tollkeeper/server/payment"
)

// Mode says on whose account a charge is made (billing-ledger.md 5.2).
type Mode string

// The modes: all on the account of the site; on the account of the site with the provider's account as destination; on the account of the
// provider. In the last two a provider without an account of its own cannot be paid.
const (
	Local   Mode = "local"
	Forward Mode = "forward"
	Remote  Mode = "remote"
)

// Config is what the processor needs to know.
type Config struct {
	SecretKey string
	// WebhookSecret signs the events that Stripe posts.
	WebhookSecret string
	Mode          Mode
	// URL is where Stripe is, "" for the real one.
	URL string
}

// Processor is Stripe.
type Processor struct {
	client *api.Client
	now    clock.Clock
	log    *slog.Logger
	cfg    Config
}

var _ payment.Processor = (*Processor)(nil)

const (
	// callTimeout bounds one try of one call; with the repetitions it stays below what a request may take.
	callTimeout = 8 * time.Second
	// repetitions is how often a call without an answer is tried again, with the same idempotency key.
	repetitions = 2
)

// New makes the processor. Nothing is asked yet.
func New(cfg Config, now clock.Clock, log *slog.Logger) *Processor {
	backend := &api.BackendConfig{
		HTTPClient: &http.Client{Timeout: callTimeout}, MaxNetworkRetries: api.Int64(repetitions), EnableTelemetry: api.Bool(false),
		// Errors are logged where they are handled; what Stripe says in them may be about cards.
		LeveledLogger: &api.LeveledLogger{Level: api.LevelNull},
	}
	if cfg.URL != "" {
		backend.URL = api.String(strings.TrimSuffix(cfg.URL, "/"))
	}
	return &Processor{client: api.NewClient(cfg.SecretKey, api.WithBackends(api.NewBackendsWithConfig(backend))), now: now, log: log, cfg: cfg}
}

// What the things that are made at Stripe carry: the key of the operation that made them, and the stored card that was charged.
const (
	metadataKey  = "tollkeeper_key"
	metadataCard = "tollkeeper_card"
)

// params are those of a call on an account, "" for the site's own, that makes or changes something under a key.
func params(account, idempotencyKey string) api.Params {
	p := api.Params{}
	if account != "" {
		p.StripeAccount = api.String(account)
	}
	if idempotencyKey != "" {
		p.IdempotencyKey = api.String(idempotencyKey)
	}
	return p
}

func listParams(account string) api.ListParams {
	p := api.ListParams{Limit: api.Int64(100)}
	if account != "" {
		p.StripeAccount = api.String(account)
	}
	return p
}

const accountPrefix = "acct_"

// keyOf names a payment: the payment intent, and the account when it is not the site's own.
func keyOf(intent, account string) string {
	if account == "" {
		return intent
	}
	return intent + "-" + strings.TrimPrefix(account, accountPrefix)
}

// intentOf is the reverse of keyOf. A key of something else than a payment intent is ErrUnknown.
func intentOf(key string) (intent, account string, err error) {
	if !strings.HasPrefix(key, "pi_") {
		return "", "", payment.ErrUnknown
	}
	intent, account, remote := strings.Cut(key, "-")
	if remote {
		account = accountPrefix + account
	}
	return intent, account, nil
}

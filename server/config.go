package server

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/mail"
	"net/url"
	"strings"
	"time"

	"tollkeeper/server/contract"
)

// Secret is a text that never shows in logs or in help.
type Secret string

// String hides the secret.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "***"
}

// LogValue hides the secret from slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// Config is everything that an operator can set, by flag or by environment. The zero configuration starts.
type Config struct {
	Addr        string `default:"127.0.0.1:8020" env:"TOLLKEEPER_ADDR" help:"Address to listen on."`
	DatabaseURL Secret `default:"sqlite:data/tollkeeper.db" env:"TOLLKEEPER_DATABASE_URL" help:"sqlite:PATH or postgres://USER@HOST/NAME."`
	PublicURL   string `env:"TOLLKEEPER_PUBLIC_URL" help:"Where clients reach the site, for links; without it, what each request says."`
	DataDir     string `default:"data" env:"TOLLKEEPER_DATA_DIR" help:"Where files are kept, such as the generated secret."`

	SecretKey     Secret   `env:"TOLLKEEPER_SECRET_KEY" help:"Signs tokens; at least 32 characters. Without it one is generated and kept in the data directory."`
	OldSecretKeys []Secret `env:"TOLLKEEPER_OLD_SECRET_KEYS" help:"Former secrets whose tokens are still good."`

	Proof contract.Mode `default:"enforce" enum:"enforce,report,off" env:"TOLLKEEPER_PROOF" help:"What happens to a response that breaks the contract: enforce stops it, report logs it, off does not look."`

	RequestTimeout time.Duration `default:"15s" env:"TOLLKEEPER_REQUEST_TIMEOUT" help:"Time limit of a request."`
	QueryTimeout   time.Duration `default:"10s" env:"TOLLKEEPER_QUERY_TIMEOUT" help:"Time limit of a database statement."`
	DrainTime      time.Duration `default:"500ms" env:"TOLLKEEPER_DRAIN_TIME" help:"How long a stopping server still answers 503 before it closes its port."`
	ShutdownTime   time.Duration `default:"30s" env:"TOLLKEEPER_SHUTDOWN_TIME" help:"How long requests in flight may take to end."`
	MaxBody        int64         `default:"1048576" env:"TOLLKEEPER_MAX_BODY" help:"Largest request body, in bytes."`
	MaxUpload      int64         `default:"67108864" env:"TOLLKEEPER_MAX_UPLOAD" help:"Largest upload, in bytes."`
	TrustedProxies []string      `env:"TOLLKEEPER_TRUSTED_PROXIES" help:"Networks (CIDR) of the proxies in front whose X-Forwarded-For is believed."`
	Throttle       string        `default:"on" enum:"on,off" env:"TOLLKEEPER_THROTTLE" help:"Whether attempts to sign in, register and recover are limited, for each address and each account."`
	MaxConnections int           `default:"20" env:"TOLLKEEPER_MAX_CONNECTIONS" help:"Connections to PostgreSQL."`

	Mail         string        `default:"on" enum:"on,off" env:"TOLLKEEPER_MAIL" help:"Whether mail is sent at all; what is decided meanwhile waits in the outbox."`
	MailFrom     string        `default:"noreply@localhost.localdomain" env:"TOLLKEEPER_MAIL_FROM" help:"Address that mails come from."`
	SMTPHost     string        `env:"TOLLKEEPER_SMTP_HOST" help:"Server that takes mails; without one they become files in outbox/ under the data directory."`
	SMTPPort     int           `default:"587" env:"TOLLKEEPER_SMTP_PORT" help:"Its port."`
	SMTPUser     string        `env:"TOLLKEEPER_SMTP_USER" help:"Signs in at the server; empty when it asks nobody."`
	SMTPPassword Secret        `env:"TOLLKEEPER_SMTP_PASSWORD" help:"Password of that user."`
	SMTPTLS      string        `name:"smtp-tls" default:"mandatory" enum:"mandatory,opportunistic,none" env:"TOLLKEEPER_SMTP_TLS" help:"Whether STARTTLS must be, may be, or is not spoken."`
	SMTPTimeout  time.Duration `default:"15s" env:"TOLLKEEPER_SMTP_TIMEOUT" help:"Time limit of each step of a delivery."`

	Processor           string `default:"sandbox" enum:"sandbox,stripe" env:"TOLLKEEPER_PROCESSOR" help:"Who moves the money: sandbox moves none."`
	StripeSecretKey     Secret `env:"TOLLKEEPER_STRIPE_SECRET_KEY" help:"Secret key of the account at Stripe."`
	StripeWebhookSecret Secret `env:"TOLLKEEPER_STRIPE_WEBHOOK_SECRET" help:"Signs the events that Stripe posts to /api/stripe/postevent."`
	StripeMode          string `default:"forward" enum:"local,forward,remote" env:"TOLLKEEPER_STRIPE_MODE" help:"Where charges are made: local, all on the site's account; forward, there, with the provider's account as destination; remote, on the provider's account."`
	StripeURL           string `env:"TOLLKEEPER_STRIPE_URL" help:"URL of another Stripe than the real one, for tests."`

	Catalogue     string `env:"TOLLKEEPER_CATALOGUE" help:"YAML file with the services and tiers of /api/v1; without it the one in the program."`
	WebhookURL    string `env:"TOLLKEEPER_WEBHOOK_URL" help:"Where events of /api/v1 are posted: credits.low and grace.begun."`
	WebhookSecret Secret `env:"TOLLKEEPER_WEBHOOK_SECRET" help:"Signs them; at least 32 characters."`

	UploadBucket     string `env:"TOLLKEEPER_UPLOAD_BUCKET" help:"S3 bucket that browsers upload into; credentials to assume the role come from the environment as the AWS SDK reads them."`
	UploadRegion     string `default:"us-west-2" env:"TOLLKEEPER_UPLOAD_REGION" help:"Region of the bucket."`
	UploadRole       string `env:"TOLLKEEPER_UPLOAD_ROLE" help:"ARN of the role that may write into the bucket."`
	UploadExternalID string `env:"TOLLKEEPER_UPLOAD_EXTERNAL_ID" help:"External id that the role asks for."`
	UploadSTS        string `env:"TOLLKEEPER_UPLOAD_STS" help:"URL of another STS than that of AWS."`

	Registration   string `default:"open" enum:"open,confirmed" env:"TOLLKEEPER_REGISTRATION" help:"Whether who registers has an account at once, and is told when the address has one already, or has to follow a mailed link first, and is told nothing."`
	Recover        string `default:"silent" enum:"silent,telling" env:"TOLLKEEPER_RECOVER" help:"Whether who asks for a new password is told that no account has the address, or that it waits for its activation."`
	WelcomeMail    string `default:"on" enum:"on,off" env:"TOLLKEEPER_WELCOME_MAIL" help:"Whether who registers gets a mail of welcome."`
	Sellers        string `default:"approved" enum:"approved,open" env:"TOLLKEEPER_SELLERS" help:"Who may sell plans: profiles that the managers of the broker let, or every profile whose managers say so."`
	SecureCookies  bool   `env:"TOLLKEEPER_SECURE_COOKIES" help:"Send cookies over HTTPS only, as happens by itself when the public URL is one of HTTPS."`
	PasswordLength int    `default:"10" env:"TOLLKEEPER_PASSWORD_LENGTH" help:"Least number of characters of a new password."`
	Authentication string `default:"enabled" enum:"enabled,login-only,disabled" env:"TOLLKEEPER_AUTHENTICATION" help:"Who may sign in: everybody, registered users only, managers of the broker only."`

	MetricsToken Secret `env:"TOLLKEEPER_METRICS_TOKEN" help:"Who sends it as bearer token may read /metrics, at least 16 characters; without one, only this machine may."`

	LogLevel  slog.Level `default:"info" env:"TOLLKEEPER_LOG_LEVEL" help:"debug, info, warn or error."`
	LogFormat string     `default:"text" enum:"text,json" env:"TOLLKEEPER_LOG_FORMAT" help:"text or json."`
}

// secureCookies tells whether cookies go over HTTPS only.
func (c Config) secureCookies() bool {
	return c.SecureCookies || c.overTLS()
}

// overTLS tells whether clients reach the site over HTTPS.
func (c Config) overTLS() bool {
	public := c.publicURL()
	return public != nil && public.Scheme == "https"
}

// leastSecret is the least number of characters of a secret key: HS256 wants 256 bits (RFC 7518, 3.2).
const leastSecret = 32

// leastMetricsToken is the least number of characters of the token for /metrics.
const leastMetricsToken = 16

// Validate tells what is wrong with the configuration, all of it at once.
func (c Config) Validate() error {
	var faults []error
	for i, key := range append([]Secret{c.SecretKey}, c.OldSecretKeys...) {
		if key != "" && len(key) < leastSecret || i > 0 && key == "" {
			faults = append(faults, fmt.Errorf("a secret key has %d characters, at least %d are needed", len(key), leastSecret))
		}
	}
	for name, text := range map[string]string{"public": c.PublicURL, "webhook": c.WebhookURL, "STS": c.UploadSTS, "Stripe": c.StripeURL} {
		if u, err := url.Parse(text); err != nil || text != "" && (u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
			faults = append(faults, fmt.Errorf("the %s URL is not an http or https URL", name))
		}
	}
	return errors.Join(append(faults, c.validateServices(), c.validateProcessor(), c.validateLimits())...)
}

// validateServices looks at what the server works together with.
func (c Config) validateServices() error {
	var faults []error
	if _, err := mail.ParseAddress(c.MailFrom); err != nil && c.MailFrom != "" {
		faults = append(faults, errors.New("the address that mails come from is no address"))
	}
	if c.MetricsToken != "" && len(c.MetricsToken) < leastMetricsToken {
		faults = append(faults, fmt.Errorf("the token for /metrics needs at least %d characters", leastMetricsToken))
	}
	if c.WebhookURL != "" && len(c.WebhookSecret) < leastSecret {
		faults = append(faults, fmt.Errorf("the webhook secret needs at least %d characters", leastSecret))
	}
	if (c.UploadBucket == "") != (c.UploadRole == "") {
		faults = append(faults, errors.New("uploads need both a bucket and a role"))
	}
	if _, err := c.trustedProxies(); err != nil {
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

// trustedProxies parses the networks of the proxies in front.
func (c Config) trustedProxies() ([]*net.IPNet, error) {
	var out []*net.IPNet
	for _, text := range c.TrustedProxies {
		_, network, err := net.ParseCIDR(text)
		if err != nil {
			return nil, fmt.Errorf("trusted proxy %q is not a network such as 10.0.0.0/8", text)
		}
		out = append(out, network)
	}
	return out, nil
}

func (c Config) validateLimits() error {
	var faults []error
	for name, d := range map[string]time.Duration{"request timeout": c.RequestTimeout, "query timeout": c.QueryTimeout, "shutdown time": c.ShutdownTime} {
		if d <= 0 {
			faults = append(faults, fmt.Errorf("the %s must be positive", name))
		}
	}
	if c.MaxBody < 1024 || c.MaxUpload < c.MaxBody {
		faults = append(faults, errors.New("the body limit must be at least 1024 bytes and at most the upload limit"))
	}
	if c.Registration == "confirmed" && c.Recover == "telling" {
		faults = append(faults, errors.New("registrations are confirmed so that nobody learns who has an account, which recover would tell"))
	}
	if c.PasswordLength < 1 || c.PasswordLength > 128 {
		faults = append(faults, errors.New("the password length must be from 1 to 128"))
	}
	return errors.Join(faults...)
}

// siteURL is where links of mails lead: the public URL, or where the server listens. What requests say does not count: anybody can say it.
func (c Config) siteURL() *url.URL {
	if u := c.publicURL(); u != nil {
		return &url.URL{Scheme: u.Scheme, Host: u.Host}
	}
	_, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		port = "8020"
	}
	return &url.URL{Scheme: "http", Host: net.JoinHostPort("localhost", port)}
}

// archiveDomain is where the addresses of deleted users are: the domain that mails come from, so that none of them is somebody else's.
func (c Config) archiveDomain() string {
	if _, domain, ok := strings.Cut(c.MailFrom, "@"); ok && domain != "" {
		return domain
	}
	return "anonymized.invalid"
}

// publicURL is the parsed public URL, nil for none. Validate has seen it.
func (c Config) publicURL() *url.URL {
	if c.PublicURL == "" {
		return nil
	}
	u, err := url.Parse(c.PublicURL)
	if err != nil {
		return nil
	}
	return u
}

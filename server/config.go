package server

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
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

	SecureCookies  bool   `env:"TOLLKEEPER_SECURE_COOKIES" help:"Send cookies over HTTPS only."`
	PasswordLength int    `default:"10" env:"TOLLKEEPER_PASSWORD_LENGTH" help:"Least number of characters of a new password."`
	Authentication string `default:"enabled" enum:"enabled,login-only,disabled" env:"TOLLKEEPER_AUTHENTICATION" help:"Who may sign in: everybody, registered users only, managers of the broker only."`

	LogLevel  slog.Level `default:"info" env:"TOLLKEEPER_LOG_LEVEL" help:"debug, info, warn or error."`
	LogFormat string     `default:"text" enum:"text,json" env:"TOLLKEEPER_LOG_FORMAT" help:"text or json."`
}

// leastSecret is the least number of characters of a secret key: HS256 wants 256 bits (RFC 7518, 3.2).
const leastSecret = 32

// Validate tells what is wrong with the configuration, all of it at once.
func (c Config) Validate() error {
	var faults []error
	for i, key := range append([]Secret{c.SecretKey}, c.OldSecretKeys...) {
		if key != "" && len(key) < leastSecret || i > 0 && key == "" {
			faults = append(faults, fmt.Errorf("a secret key has %d characters, at least %d are needed", len(key), leastSecret))
		}
	}
	if u, err := url.Parse(c.PublicURL); err != nil || c.PublicURL != "" && (u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		faults = append(faults, errors.New("the public URL is not an http or https URL"))
	}
	if _, err := c.trustedProxies(); err != nil {
		faults = append(faults, err)
	}
	return errors.Join(append(faults, c.validateLimits())...)
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
	if c.PasswordLength < 1 || c.PasswordLength > 128 {
		faults = append(faults, errors.New("the password length must be from 1 to 128"))
	}
	return errors.Join(faults...)
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

// Package server puts the rooms behind the guards and the guards behind a listener. This file shows the whole chain.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"

	"tollkeeper/gen"
	v1 "tollkeeper/gen/v1"
	"tollkeeper/openapi"
	"tollkeeper/server/auth"
	"tollkeeper/server/billing"
	"tollkeeper/server/cart"
	"tollkeeper/server/clock"
	"tollkeeper/server/contract"
	"tollkeeper/server/coupons"
	"tollkeeper/server/credits"
	"tollkeeper/server/idempotency"
	"tollkeeper/server/mail"
	"tollkeeper/server/media"
	"tollkeeper/server/payment"
	"tollkeeper/server/plans"
	"tollkeeper/server/profiles"
	"tollkeeper/server/renewal"
	"tollkeeper/server/roles"
	"tollkeeper/server/subscriptions"
	"tollkeeper/server/throttle"
	"tollkeeper/server/users"
	"tollkeeper/server/web"
	"tollkeeper/server/webhook"
	"tollkeeper/store"
)

// The paths under which the two contracts are served.
const (
	basePath   = "/api"
	basePathV1 = "/api/v1"
)

// Server is the program behind its port.
type Server struct {
	cfg       Config
	store     *store.Store
	log       *slog.Logger
	echo      *echo.Echo
	guards    map[openapi.Name]*contract.Guard
	accounts  *auth.Accounts
	cart      *cart.Room
	billing   *billing.Room
	draining  atomic.Bool
	metrics   *metrics
	mail      *mail.Deliverer
	pictures  *media.Folder
	pages     *web.Pages
	hooks     *webhook.Hooks
	credits   *credits.Room
	catalogue *credits.Catalogue
	renewals  *renewal.Jobs
}

// Option changes a Server while it is made; tests use it.
type Option func(*parts)

// parts are what the server is made of and what a test may replace.
type parts struct {
	processor payment.Processor
	transport mail.Transport
	passwords auth.Cost
}

// WithProcessor replaces the sandbox by another payment processor.
func WithProcessor(p payment.Processor) Option { return func(x *parts) { x.processor = p } }

// WithTransport takes mails elsewhere than the configuration says.
func WithTransport(t mail.Transport) Option { return func(x *parts) { x.transport = t } }

// WithPasswordCost hashes passwords at another cost than a site does.
func WithPasswordCost(c auth.Cost) Option { return func(x *parts) { x.passwords = c } }

// New compiles the contracts, builds the rooms and refuses the start when anything does not fit together.
func New(cfg Config, s *store.Store, now clock.Clock, log *slog.Logger, opts ...Option) (*Server, error) {
	if err := cfg.Validate(); err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	keys, err := secrets(cfg, log)
	if err != nil {
		return nil, fmt.Errorf("secret key: %w", err)
	}
	p := parts{processor: cfg.processor(s, now, log), passwords: auth.OWASP}
	if p.transport, err = cfg.mailTransport(); err != nil {
		return nil, err
	}
	for _, opt := range opts {
		opt(&p)
	}
	uploads, err := cfg.uploads(now)
	if err != nil {
		return nil, err
	}
	catalogue, err := credits.LoadCatalogue(cfg.Catalogue)
	if err != nil {
		return nil, err
	}
	srv := &Server{cfg: cfg, store: s, log: log, catalogue: catalogue, metrics: newMetrics()}
	srv.pictures = media.NewFolder(filepath.Join(cfg.DataDir, "media"), cfg.siteURL().String())
	srv.mail = mail.NewDeliverer(s, now, p.transport, log, mail.Config{From: cfg.MailFrom, URL: cfg.siteURL().String()})
	srv.hooks = webhook.New(s, now, log, webhook.Config{URL: cfg.WebhookURL, Secret: string(cfg.WebhookSecret)})
	c := credentials{keys: keys, tokens: auth.NewTokens(now, keys...), sessions: auth.NewSessions(s, now, keys[0], cfg.secureCookies())}
	if cfg.Throttle == "on" {
		c.limiter = throttle.New(s, now)
		c.sessions.Limiter = c.limiter
	}
	api, credit, accounts := srv.rooms(c, p, uploads, now)
	if err := srv.guard(c, accounts, now); err != nil {
		return nil, err
	}
	return srv, srv.route(&api, &credit)
}

// credentials are what is needed to find out who calls.
type credentials struct {
	keys     []string
	tokens   *auth.Tokens
	sessions *auth.Sessions
	// limiter is nil where attempts are not limited.
	limiter *throttle.Limiter
}

// rooms builds every room of both contracts.
func (s *Server) rooms(c credentials, p parts, uploads *auth.Uploads, now clock.Clock) (API, CreditAPI, *auth.Accounts) {
	api := newAPI()
	people := auth.New(s.store, now, auth.NewHasher(runtime.NumCPU(), p.passwords), c.tokens, c.sessions, s.log, auth.Config{
		MinPassword: s.cfg.PasswordLength, Authentication: auth.Authentication(s.cfg.Authentication), WelcomeMail: s.cfg.WelcomeMail != "off",
		ConfirmRegistration: s.cfg.Registration == "confirmed", RecoverTelling: s.cfg.Recover == "telling", Limiter: c.limiter, URL: s.cfg.siteURL(), Uploads: uploads,
	})
	s.accounts = people.Accounts
	s.cart = cart.New(s.store, now, p.processor, c.sessions, s.log)
	s.cart.MayMail = people.MayMail
	s.credits = credits.New(s.store, now, people.Accounts, s.catalogue, s.hooks)
	api.AuthOperations = people
	api.UsersOperations = users.New(s.store, now, people.Accounts, s.pictures, s.cfg.archiveDomain())
	api.ProfilesOperations = profiles.New(s.store, now, s.pictures, s.cfg.archiveDomain(), s.cfg.Sellers == "open")
	roleRoom := roles.New(s.store, now, people.Accounts, s.log)
	api.RolesOperations = roleRoom
	api.PlansOperations = plans.New(s.store, now, s.cfg.Sellers == "open")
	subscriptionRoom := subscriptions.New(s.store, now, people.Accounts)
	api.SubscriptionsOperations = subscriptionRoom
	s.pages = web.New(s.store, people.Accounts, roleRoom, subscriptionRoom, c.limiter, s.log)
	api.CartOperations = s.cart
	api.CouponsOperations = coupons.New(s.store, now)
	s.billing = billing.New(s.store, now, p.processor, s.log)
	s.billing.MayMail = people.MayMail
	s.renewals = renewal.New(s.store, now, p.processor, s.log)
	api.BillingOperations = s.billing
	return api, CreditAPI{SubscriptionsOperations: s.credits, LoginOperations: s.credits}, people.Accounts
}

// processorTime is how much longer than others an operation may run that asks a payment processor, which its request no longer bounds then.
const processorTime = time.Minute

// guard compiles the contracts.
func (s *Server) guard(c credentials, accounts *auth.Accounts, now clock.Clock) error {
	authenticator := auth.NewAuthenticator(s.store, c.tokens, c.sessions, now)
	authenticator.Remind = accounts.Remind
	options := contract.Options{
		Auth: authenticator, Visitor: auth.Visitor, Transactions: s.store, Answers: idempotency.New(s.store, now, 2*s.cfg.RequestTimeout+processorTime, c.keys...), Mode: s.cfg.Proof,
		Log: s.log, PublicURL: s.cfg.publicURL(), MaxBody: s.cfg.MaxBody, MaxUpload: s.cfg.MaxUpload, Timeout: s.cfg.RequestTimeout,
	}
	if c.limiter != nil {
		options.Throttle = c.limiter
	}
	s.guards = map[openapi.Name]*contract.Guard{}
	for name, dialect := range map[openapi.Name]contract.Dialect{openapi.DjaoApp: contract.Problems{}, openapi.Subscriptions: contract.FastAPI{}} {
		doc, err := openapi.Load(name)
		if err != nil {
			return err
		}
		options.Doc, options.Dialect = doc, dialect
		if s.guards[name], err = contract.New(options); err != nil {
			return err
		}
	}
	return nil
}

// route builds the chain: request id · drain · log and metrics · recover, then the guard of each operation, then its room.
func (s *Server) route(api *API, credit *CreditAPI) error {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = s.clientAddress()
	e.HTTPErrorHandler = contract.ErrorHandler(dialectOf)
	e.Use(s.identify, s.observe, s.drain, s.recover)
	gen.RegisterHandlersWithOptions(contract.Router{Echo: e, Slashes: s.guards[openapi.DjaoApp].SlashParameters()},
		gen.NewStrictHandler(api, nil), gen.RegisterHandlersOptions{BaseURL: basePath, OperationMiddlewares: s.guards[openapi.DjaoApp].Middlewares()})
	v1.RegisterHandlersWithOptions(contract.Router{Echo: e, Slashes: s.guards[openapi.Subscriptions].SlashParameters()},
		v1.NewStrictHandler(credit, nil), v1.RegisterHandlersOptions{BaseURL: basePathV1, OperationMiddlewares: s.guards[openapi.Subscriptions].Middlewares()})
	s.operate(e)
	if err := s.document(e); err != nil {
		return err
	}
	s.echo = e
	return nil
}

// clientAddress tells who is at the other end: the peer, or what the proxies that are trusted say.
func (s *Server) clientAddress() echo.IPExtractor {
	proxies, err := s.cfg.trustedProxies()
	if err != nil || len(proxies) == 0 { // the configuration was validated
		return echo.ExtractIPDirect()
	}
	trust := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, network := range proxies {
		trust = append(trust, echo.TrustIPRange(network))
	}
	return echo.ExtractIPFromXFFHeader(trust...)
}

// dialectOf tells in which way errors under a path are written.
func dialectOf(path string) contract.Dialect {
	if path == basePathV1 || strings.HasPrefix(path, basePathV1+"/") {
		return contract.FastAPI{}
	}
	return contract.Problems{}
}

// Handler is the server without its port.
func (s *Server) Handler() http.Handler { return s.echo }

// Guard returns the guard of a contract.
func (s *Server) Guard(name openapi.Name) *contract.Guard { return s.guards[name] }

// Serve answers requests until ctx ends. Then new requests get 503 for DrainTime, so that a load balancer notices, the port is closed, and
// those in flight end, at most ShutdownTime later.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	if err := s.catalogue.Covers(ctx, s.store); err != nil {
		return errors.Join(err, listener.Close())
	}
	httpServer := &http.Server{
		Handler: s.echo, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 60 * time.Second, WriteTimeout: 120 * time.Second,
		IdleTimeout: 120 * time.Second, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.background(background)
	}()
	served := make(chan error, 1)
	go func() { served <- httpServer.Serve(listener) }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	s.log.Info("stopping: requests in flight end, new ones are refused")
	s.draining.Store(true)
	drained := time.NewTimer(s.cfg.DrainTime)
	<-drained.C
	stop()
	deadline, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.cfg.ShutdownTime)
	defer cancel()
	err := httpServer.Shutdown(deadline)
	<-ended
	return err
}

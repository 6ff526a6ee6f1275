// Package contract holds every request and every response to the published contract. One guard per operation, compiled at start and
// keyed by operationId, does in this order: limits, authenticate, load scope, authorize, validate request, run, render error, validate
// response, flush (design 3; style-anchors 5.3). There is no second router: Echo has found the operation already.
package contract

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"slices"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"

	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
)

// Mode says what happens to a response that breaks the contract.
type Mode string

// The modes: it never leaves; it leaves and is logged; responses are not looked at (for the benchmark that measures the guard).
const (
	Enforce Mode = "enforce"
	Report  Mode = "report"
	Off     Mode = "off"
)

// Caller is what an Authenticator found out: who calls, nil for nobody, and what she is to the scope.
type Caller struct {
	Principal *access.Principal
	Scope     access.Scope
	// ScopeFound tells whether what the path names exists for this caller.
	ScopeFound bool
	// Moved says where what the path names went when it is not found, "" when it never was there.
	Moved string
	// CSRF is the fault of an unsafe request with a session cookie and without its token, else nil.
	CSRF error
}

// Authenticator finds out who sends a request and loads the scope that the rule names, key being the value of its path parameter. No
// credentials are no error; bad ones are a fault of kind Unauthenticated.
type Authenticator interface {
	Authenticate(r *http.Request, rule access.Rule, key string) (Caller, error)
}

// Throttle limits the attempts of an address at operations that are worth guessing at.
type Throttle interface {
	// Knows tells whether x-throttle may be this word.
	Knows(policy string) bool
	// Address counts an attempt; it returns a fault of kind TooManyRequests when there were too many.
	Address(ctx context.Context, policy string, address netip.Addr) error
}

// Options are what a Guard needs.
type Options struct {
	Doc  *openapi3.T
	Auth Authenticator
	// Visitor tells apart who has not signed in: it returns what the session cookie of a request stands for, "" without one that nobody can guess.
	Visitor func(r *http.Request) string
	// Throttle is nil where nothing is limited.
	Throttle Throttle
	Dialect  Dialect
	Mode     Mode
	Log      *slog.Logger
	// Transactions and Answers are nil where no operation changes anything, as in tests of the guard.
	Transactions Transactions
	Answers      Answers
	// PublicURL is where clients reach the site, for absolute links; nil takes what each request says.
	PublicURL *url.URL
	// MaxBody bounds request bodies, in bytes; MaxUpload those of x-stream operations.
	MaxBody, MaxUpload int64
	// Timeout bounds an operation, in time and in the context that it hands to its queries.
	Timeout time.Duration
}

// Guard is the gate in front of every operation of one contract.
type Guard struct {
	Options
	operations map[string]*operation
	// Served counts answers by operationId and status, for the completeness test.
	Served func(operationID string, status int)
}

// New compiles the contract. It fails on a hole: an operation without x-access, with an unknown word, with a rule about a parameter
// that it does not have, or public but demanding credentials; without one of the answers that the guard may give for it.
func New(o Options) (*Guard, error) {
	if err := o.Doc.Validate(context.Background()); err != nil {
		return nil, fmt.Errorf("contract: %w", err)
	}
	operations, err := compile(o.Doc)
	if err != nil {
		return nil, err
	}
	for _, id := range slices.Sorted(maps.Keys(operations)) {
		if err := operations[id].checkAnswers(o.Dialect); err != nil {
			return nil, err
		}
		if policy := operations[id].throttle; policy != "" && o.Throttle != nil && !o.Throttle.Knows(policy) {
			return nil, fmt.Errorf("contract: %s: x-throttle %q is unknown", id, policy)
		}
	}
	return &Guard{Options: o, operations: operations}, nil
}

// Rules returns the access rule of each operation of a contract.
func Rules(doc *openapi3.T) (map[string]access.Rule, error) {
	operations, err := compile(doc)
	if err != nil {
		return nil, err
	}
	out := make(map[string]access.Rule, len(operations))
	for id, o := range operations {
		out[id] = o.rule
	}
	return out, nil
}

// Middlewares returns the guard of each operation, as the generated registration wants them.
func (g *Guard) Middlewares() map[string][]echo.MiddlewareFunc {
	out := make(map[string][]echo.MiddlewareFunc, len(g.operations))
	for id, o := range g.operations {
		out[id] = []echo.MiddlewareFunc{func(next echo.HandlerFunc) echo.HandlerFunc {
			return func(c echo.Context) error { return g.serve(c, o, next) }
		}}
	}
	return out
}

func (g *Guard) serve(c echo.Context, o *operation, next echo.HandlerFunc) error {
	c.Set(OperationKey, o.id)
	ctx, cancel := context.WithTimeout(c.Request().Context(), g.Timeout)
	defer cancel()
	exchange := &exchange{url: absoluteURL(c.Request(), g.PublicURL), request: c.Request()}
	exchange.strict = prefersStrict(c.Request().Header)
	exchange.address, _ = netip.ParseAddr(c.RealIP())
	c.SetRequest(c.Request().WithContext(context.WithValue(ctx, exchangeKey, exchange)))
	if o.stream {
		return g.serveStream(c, o, exchange, next)
	}
	out := newCapture()
	defer out.release()
	original := c.Response()
	c.SetResponse(echo.NewResponse(out, c.Echo()))
	if err := g.run(c, o, next); err != nil {
		exchange.cookies, exchange.proven = nil, false
		g.render(out, c.Request(), o, err)
	}
	out.finish()
	if !exchange.proven && !g.passes(c.Request(), o, out) {
		exchange.cookies = nil
	}
	if o.tagged && out.status == http.StatusOK {
		out.header.Set(headerETag, entityTag(out.body.Bytes()))
	}
	exchange.tellIgnored(out.header)
	c.SetResponse(original)
	g.served(o, out.status)
	return out.flush(original, exchange.cookies, c.Request().Method == http.MethodHead)
}

func (g *Guard) served(o *operation, status int) {
	if g.Served != nil {
		g.Served(o.id, status)
	}
}

// passes tells whether a response may leave as it is. One that may not has been replaced by a neutral answer.
func (g *Guard) passes(r *http.Request, o *operation, out *capture) bool {
	if g.Mode == Off {
		return true
	}
	err := g.prove(r, o, out)
	if err == nil {
		return true
	}
	g.accuse(r.Context(), o, out.status, err)
	if g.Mode != Enforce || g.withoutBadRows(r, o, out) {
		return true
	}
	g.replace(out, r, fault.New(fault.Internal, internal))
	return false
}

// accuse logs a response that breaks the contract.
func (g *Guard) accuse(ctx context.Context, o *operation, status int, err error) {
	g.Log.LogAttrs(ctx, slog.LevelError, "response breaks the contract", slog.String("request_id", RequestID(ctx)),
		slog.String("operation", o.id), slog.Int("status", status), slog.String("fault", err.Error()))
}

// OperationKey is the key of the operationId in Echo's context, for the access log.
const OperationKey = "tollkeeper.operation"

// visit is the policy that limits only those who have not signed in.
const visit = "visit"

// run does everything up to the answer of the room; what goes wrong, a panic included, is returned.
func (g *Guard) run(c echo.Context, o *operation, next echo.HandlerFunc) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	if err := g.attempt(c, o, o.throttle != visit); err != nil {
		return err
	}
	params, fits := o.pathParams(c)
	key := ""
	if fits && o.rule.Of != "" {
		key = params[o.rule.Of]
	}
	caller, err := g.admit(c.Request(), o, key, fits)
	if err != nil {
		return err
	}
	if err := g.attempt(c, o, o.throttle == visit && caller.Principal == nil); err != nil {
		return err
	}
	c.SetRequest(c.Request().WithContext(access.With(c.Request().Context(), caller.Principal, caller.Scope)))
	o.setPathParams(c, params)
	if err := g.validate(c, o, params); err != nil {
		return err
	}
	if !fits {
		return fault.Missing() // whatever the judge thinks of it: no scope was looked at
	}
	err = g.perform(c, o, next)
	if ctx := c.Request().Context(); err != nil && ctx.Err() != nil && classify(err).Kind == fault.Internal {
		// What was interrupted says so in many ways; not all of them wrap the context's error.
		return errors.Join(ctx.Err(), err)
	}
	return err
}

// attempt counts an attempt of the client's address where the operation is limited, and this is the moment to do so.
func (g *Guard) attempt(c echo.Context, o *operation, now bool) error {
	if !now || o.throttle == "" || g.Throttle == nil {
		return nil
	}
	ctx := c.Request().Context()
	return g.Throttle.Address(ctx, o.throttle, ClientAddress(ctx))
}

// render answers a fault and logs what is ours.
func (g *Guard) render(out *capture, r *http.Request, o *operation, err error) {
	f := classify(err)
	if f.Kind == fault.Internal && f.Unwrap() != nil {
		g.Log.LogAttrs(r.Context(), slog.LevelError, "operation failed", slog.String("request_id", RequestID(r.Context())),
			slog.String("operation", o.id), slog.String("fault", f.Unwrap().Error()))
	}
	g.replace(out, r, f)
}

// replace puts the answer to a fault in the place of what is in the buffer.
func (g *Guard) replace(out *capture, r *http.Request, f *fault.Fault) {
	out.reset()
	out.header.Set(HeaderRequestID, RequestID(r.Context()))
	writeHead(out, g.Dialect, f)
	_, _ = out.Write(problemBody(r, g.Dialect, f)) // a buffer takes everything
}

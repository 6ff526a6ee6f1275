// Package contract holds every request and every response to the published contract. One guard per operation, compiled at start and
// keyed by operationId, does in this order: limits, authenticate, load scope, authorize, validate request, run, render error, validate
// response, flush (design 3; style-anchors 5.3). There is no second router: Echo has found the operation already.
package contract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
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
	// CSRF is the fault of an unsafe request with a session cookie and without its token, else nil.
	CSRF error
}

// Authenticator finds out who sends a request and loads the scope that the rule names, key being the value of its path parameter. No
// credentials are no error; bad ones are a fault of kind Unauthenticated.
type Authenticator interface {
	Authenticate(r *http.Request, rule access.Rule, key string) (Caller, error)
}

// Options are what a Guard needs.
type Options struct {
	Doc     *openapi3.T
	Auth    Authenticator
	Dialect Dialect
	Mode    Mode
	Log     *slog.Logger
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
// that it does not have, or public but demanding credentials.
func New(o Options) (*Guard, error) {
	if err := o.Doc.Validate(context.Background()); err != nil {
		return nil, fmt.Errorf("contract: %w", err)
	}
	operations, err := compile(o.Doc)
	if err != nil {
		return nil, err
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
	c.SetRequest(c.Request().WithContext(context.WithValue(ctx, exchangeKey, exchange)))
	if o.stream {
		return g.serveStream(c, o, next)
	}
	out := newCapture()
	defer out.release()
	original := c.Response()
	c.SetResponse(echo.NewResponse(out, c.Echo()))
	if err := g.run(c, o, next); err != nil {
		exchange.cookies = nil
		g.render(out, c.Request(), o, err)
	}
	if g.Mode != Off {
		if err := g.prove(c.Request(), o, out); err != nil {
			g.Log.LogAttrs(ctx, slog.LevelError, "response breaks the contract", slog.String("request_id", RequestID(ctx)),
				slog.String("operation", o.id), slog.Int("status", out.status), slog.String("fault", err.Error()))
			if g.Mode == Enforce {
				exchange.cookies = nil
				g.render(out, c.Request(), o, fault.New(fault.Internal, internal))
			}
		}
	}
	c.SetResponse(original)
	if g.Served != nil {
		g.Served(o.id, out.status)
	}
	return out.flush(original, exchange.cookies)
}

// OperationKey is the key of the operationId in Echo's context, for the access log.
const OperationKey = "tollkeeper.operation"

// run does everything up to the answer of the room; what goes wrong, a panic included, is returned.
func (g *Guard) run(c echo.Context, o *operation, next echo.HandlerFunc) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	params, fits := o.pathParams(c)
	key := ""
	if fits && o.rule.Of != "" {
		key = params[o.rule.Of]
	}
	caller, err := g.admit(c.Request(), o, key, fits)
	if err != nil {
		return err
	}
	c.SetRequest(c.Request().WithContext(access.With(c.Request().Context(), caller.Principal, caller.Scope)))
	if err := g.validate(c, o, params); err != nil {
		return err
	}
	return next(c)
}

// pathParams takes the path parameters from Echo, decoded, and tells whether each fits its schema: one that does not names nothing.
func (o *operation) pathParams(c echo.Context) (map[string]string, bool) {
	params, fits := make(map[string]string, len(o.path)), true
	for _, p := range o.path {
		value := c.Param(p.name)
		if p.slashes {
			value = strings.TrimSuffix(c.Param("*"), "/")
		}
		value, err := url.PathUnescape(value)
		params[p.name] = value
		if err != nil || !fit(value) || p.schema.MaxLength != nil && uint64(len([]rune(value))) > *p.schema.MaxLength ||
			p.pattern != nil && !p.pattern.MatchString(value) {
			fits = false
		}
	}
	return params, fits
}

// admit decides whether the caller may go on. Whoever may not is told so before anything about the request is looked at.
func (g *Guard) admit(r *http.Request, o *operation, key string, fits bool) (Caller, error) {
	if o.anonymous && !o.optional {
		if !fits {
			return Caller{}, fault.Missing()
		}
		return Caller{}, nil
	}
	rule := o.rule
	if !fits {
		rule = access.Rule{Level: access.Authenticated}
	}
	caller, err := g.Auth.Authenticate(r, rule, key)
	switch {
	case err != nil:
		return caller, err
	case caller.Principal == nil && !o.anonymous:
		return caller, fault.New(fault.Unauthenticated, "Authentication credentials were not provided.")
	case caller.CSRF != nil:
		return caller, caller.CSRF
	case o.rule.Gated() && !caller.Principal.Activated:
		return caller, fault.New(fault.Forbidden, "Activate your account first: follow the link in the mail we sent you, or recover your password.")
	case o.rule.Gated() && !caller.Principal.TermsSigned:
		return caller, fault.New(fault.Forbidden, "Sign the current terms of use first.")
	case !fits, o.rule.Of != "" && !caller.ScopeFound:
		return caller, fault.Missing()
	case !o.rule.Allows(caller.Scope.Relation):
		return caller, fault.New(fault.Forbidden, "You do not have permission to perform this action.")
	}
	return caller, nil
}

// validate holds the request to the contract.
func (g *Guard) validate(c echo.Context, o *operation, params map[string]string) error {
	r := c.Request()
	if err := normalizeQuery(r.URL, o.query); err != nil {
		return err
	}
	if err := g.readBody(c, o); err != nil {
		return err
	}
	err := openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params, Route: o.route, Options: filterOptions,
	})
	if err != nil {
		return requestFault(err)
	}
	return nil
}

// readBody limits the body and normalizes JSON, so that what is validated is what is bound.
func (g *Guard) readBody(c echo.Context, o *operation) error {
	r := c.Request()
	limit := g.MaxBody
	if o.stream {
		limit = g.MaxUpload
	}
	if r.ContentLength > limit {
		return fault.New(fault.TooLarge, "The body is larger than %d bytes.", limit)
	}
	r.Body = http.MaxBytesReader(c.Response(), r.Body, limit)
	if o.body == nil {
		return nil
	}
	mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if r.Header.Get("Content-Type") != "" && (err != nil || o.body.Content.Get(mediaType) == nil) {
		return o.unsupported()
	}
	if mediaType != "" && mediaType != "application/json" {
		return nil
	}
	data, err := io.ReadAll(r.Body)
	if err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return err
		}
		return fault.New(fault.Invalid, "The body could not be read.").Because(err)
	}
	switch {
	case len(data) > 0 && mediaType == "":
		return o.unsupported()
	case len(data) > 0:
		if data, err = normalizeJSON(data, o.secret); err != nil {
			return err
		}
	case o.body.Required:
		return fault.New(fault.Invalid, "JSON parse error: the body is empty.")
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(data)), int64(len(data))
	r.GetBody = nil
	return nil
}

func (o *operation) unsupported() error {
	names := ""
	for contentType := range o.body.Content {
		if names != "" {
			names += " or "
		}
		names += contentType
	}
	return fault.New(fault.UnsupportedMediaType, "Send the body as %s.", names)
}

// prove tells in which way a response breaks the contract, nil when it does not. The compiled check answers for the usual case; what
// it does not accept goes to kin-openapi, the judge.
func (g *Guard) prove(r *http.Request, o *operation, out *capture) error {
	contentType := out.header.Get("Content-Type")
	if checker := o.fast[out.status][contentType]; checker != nil && checker.Accepts(out.body.Bytes()) {
		return nil
	}
	ref := o.route.Operation.Responses.Status(out.status)
	if ref != nil && len(ref.Value.Content) == 0 && out.body.Len() > 0 {
		return errors.New("a body where the contract has none")
	}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, Route: o.route, Options: filterOptions},
		Status:                 out.status, Header: out.header, Options: filterOptions,
	}
	input.SetBodyBytes(out.body.Bytes())
	if err := openapi3filter.ValidateResponse(r.Context(), input); err != nil {
		return err
	}
	if ref != nil && len(ref.Value.Content) > 0 && contentType == "application/json" && !wellFormed(out.body.Bytes()) {
		return errors.New("the body is not one JSON value")
	}
	return nil
}

// render replaces what is in the buffer by the answer to a fault and logs what is ours.
func (g *Guard) render(out *capture, r *http.Request, o *operation, err error) {
	f := classify(err)
	if f.Kind == fault.Internal && f.Unwrap() != nil {
		g.Log.LogAttrs(r.Context(), slog.LevelError, "operation failed", slog.String("request_id", RequestID(r.Context())),
			slog.String("operation", o.id), slog.String("fault", f.Unwrap().Error()))
	}
	out.reset()
	out.header.Set(HeaderRequestID, RequestID(r.Context()))
	write(out, r, g.Dialect, f)
}

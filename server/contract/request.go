package contract

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/labstack/echo/v4"

	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/text"
)

// pathParams takes the path parameters from Echo, decoded, and tells whether each fits its schema: one that does not names nothing.
func (o *operation) pathParams(c echo.Context) (map[string]string, bool) {
	params, fits := make(map[string]string, len(o.path)), true
	for _, p := range o.path {
		value := c.Param(p.name)
		if p.slashes {
			value = strings.TrimSuffix(c.Param("*"), "/")
		}
		var err error
		if c.Request().URL.RawPath != "" { // else Echo has matched the decoded path
			value, err = url.PathUnescape(value)
		}
		params[p.name] = value
		if err != nil || !text.Fits(value) || p.schema.MaxLength != nil && uint64(utf8.RuneCountInString(value)) > *p.schema.MaxLength || //nolint:gosec // a count is not negative
			p.pattern != nil && !p.pattern.MatchString(value) || p.schema.Format == "uuid" && checkUUID(value) != nil {
			fits = false
		}
	}
	return params, fits
}

// setPathParams lets the room be given exactly the values that were looked at, under the names of the contract. The generated binding
// decodes them once more unless the path has no raw form.
func (o *operation) setPathParams(c echo.Context, params map[string]string) {
	names, values := make([]string, len(o.path)), make([]string, len(o.path))
	for i, p := range o.path {
		names[i], values[i] = p.name, params[p.name]
	}
	c.SetParamNames(names...)
	c.SetParamValues(values...)
	u := *c.Request().URL
	u.RawPath = ""
	c.Request().URL = &u
}

// What the guard itself says of callers.
const (
	noCredentials = "Authentication credentials were not provided."
	noPermission  = "You do not have permission to perform this action."
)

// admit decides whether the caller may go on. Whoever may not is told so before anything about the request is looked at.
func (g *Guard) admit(r *http.Request, o *operation, key string, fits bool) (Caller, error) {
	if o.anonymous && !o.optional {
		if !fits {
			return Caller{}, fault.Missing()
		}
		return Caller{}, nil
	}
	rule := o.rule
	if !fits && g.Dialect.UnfitPath() == fault.NotFound {
		rule = access.Rule{Level: access.Authenticated}
	}
	caller, err := g.Auth.Authenticate(r, rule, key)
	if err != nil {
		return caller, err
	}
	return caller, g.authorize(o, caller, fits)
}

// authorize tells why a caller may not go on, nil when she may.
func (g *Guard) authorize(o *operation, caller Caller, fits bool) error {
	switch {
	case caller.Principal == nil && !o.anonymous:
		return fault.New(fault.Unauthenticated, noCredentials)
	case caller.CSRF != nil:
		return caller.CSRF
	case o.rule.Gated() && !caller.Principal.Activated:
		return fault.New(fault.Forbidden, "Activate your account first: follow the link in the mail we sent you, or recover your password.")
	case o.rule.Gated() && !caller.Principal.TermsSigned:
		return fault.New(fault.Forbidden, "Sign the current terms of use first.")
	case !fits && g.Dialect.UnfitPath() == fault.NotFound, fits && o.rule.Of != "" && !caller.ScopeFound:
		if caller.Moved != "" {
			return fault.New(fault.NotFound, "%s", caller.Moved)
		}
		return fault.Missing()
	case !fits && o.rule.Of != "":
		return nil // the judge says what is wrong with it
	case !o.rule.Allows(caller.Scope.Relation):
		return fault.New(fault.Forbidden, noPermission)
	}
	return nil
}

// validate holds the request to the contract.
func (g *Guard) validate(c echo.Context, o *operation, params map[string]string) error {
	r := c.Request()
	for _, name := range o.headers {
		if !text.Fits(r.Header.Get(name)) {
			return fault.Field(name, "must be UTF-8 text without NUL characters.")
		}
	}
	x := exchangeOf(r.Context())
	ignored, err := normalizeQuery(r.URL, o.query)
	if err != nil {
		return err
	}
	x.ignore(ignored...)
	mediaType, err := g.readBody(c, o)
	if err != nil {
		return err
	}
	if err := x.refuseIgnored(); err != nil {
		return err
	}
	options := filterOptions
	if o.stream && mediaType != mediaTypeJSON {
		options = streamOptions
	}
	err = openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params, Route: o.route, Options: options,
	})
	if err != nil {
		return requestFault(err, g.Dialect.UnfitPath())
	}
	if body, ok := r.Body.(interface{ ValidatedValue() any }); ok && mediaType != mediaTypeJSON {
		return checkForm(body.ValidatedValue(), shapeOf(o.body.Content.Get(mediaType).Schema))
	}
	return nil
}

const mediaTypeJSON = "application/json"

// readBody limits the body and normalizes JSON, so that what is validated is what is bound. It returns the media type, "" when there is
// no body to look at.
func (g *Guard) readBody(c echo.Context, o *operation) (string, error) {
	r := c.Request()
	if o.body == nil {
		return "", nil // the server drops what comes
	}
	limit := g.MaxBody
	if o.stream {
		limit = g.MaxUpload
	}
	if r.ContentLength > limit {
		return "", tooLarge(limit)
	}
	r.Body = http.MaxBytesReader(c.Response(), r.Body, limit)
	mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if r.Header.Get("Content-Type") != "" && (err != nil || o.body.Content.Get(mediaType) == nil) {
		return "", o.unsupported()
	}
	if mediaType != "" && mediaType != mediaTypeJSON {
		return mediaType, errors.Join(o.keepForm(r), o.lookAtForm(r, mediaType))
	}
	data, err := io.ReadAll(r.Body)
	if err != nil {
		if exceeded := (*http.MaxBytesError)(nil); errors.As(err, &exceeded) {
			return "", tooLarge(limit)
		}
		return "", fault.New(fault.Invalid, "The body could not be read.").Because(err)
	}
	if x := exchangeOf(r.Context()); x != nil {
		x.raw = data
	}
	switch {
	case len(data) > 0 && mediaType == "":
		return "", o.unsupported()
	case len(data) > 0:
		var ignored []string
		if data, ignored, err = normalizeJSON(data, shapeOf(o.body.Content.Get(mediaType).Schema)); err != nil {
			return "", err
		}
		exchangeOf(r.Context()).ignore(ignored...)
		r.Header.Set("Content-Type", mediaType) // in the one spelling that everybody behind knows
	case o.body.Required:
		return "", fault.New(fault.Invalid, "JSON parse error: the body is empty.")
	}
	o.keepJSON(r, data)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(data)), int64(len(data))
	r.GetBody = nil
	return mediaType, nil
}

func tooLarge(limit int64) *fault.Fault {
	return fault.New(fault.TooLarge, "The body is larger than %d bytes.", limit)
}

func (o *operation) unsupported() error {
	names := slices.Sorted(maps.Keys(o.body.Content))
	return fault.New(fault.UnsupportedMediaType, "Send the body as %s.", strings.Join(names, " or "))
}

package contract

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"tollkeeper/server/domain/fault"
)

// problem is the one body of every error under /api (design 3, "Errors"; schema Problem of the contract).
type problem struct {
	Type      string              `json:"type"`
	Title     string              `json:"title"`
	Status    int                 `json:"status"`
	Detail    string              `json:"detail"`
	Errors    map[string][]string `json:"errors"`
	RequestID string              `json:"request_id"`
}

// kinds is the only table from kinds of faults to HTTP.
var kinds = map[fault.Kind]struct {
	status int
	slug   string
	title  string
}{
	fault.Invalid:              {http.StatusBadRequest, "invalid", "Invalid input"},
	fault.Unauthenticated:      {http.StatusUnauthorized, "unauthenticated", "Not authenticated"},
	fault.Forbidden:            {http.StatusForbidden, "forbidden", "Not allowed"},
	fault.NotFound:             {http.StatusNotFound, "not-found", "Not found"},
	fault.MethodNotAllowed:     {http.StatusMethodNotAllowed, "method-not-allowed", "Method not allowed"},
	fault.Conflict:             {http.StatusConflict, "conflict", "Conflict"},
	fault.PreconditionFailed:   {http.StatusPreconditionFailed, "precondition-failed", "Precondition failed"},
	fault.KeyReused:            {http.StatusUnprocessableEntity, "idempotency-key-reused", "Idempotency key reused"},
	fault.TooLarge:             {http.StatusRequestEntityTooLarge, "too-large", "Body too large"},
	fault.UnsupportedMediaType: {http.StatusUnsupportedMediaType, "unsupported-media-type", "Unsupported media type"},
	fault.TooManyRequests:      {http.StatusTooManyRequests, "too-many-requests", "Too many requests"},
	fault.Internal:             {http.StatusInternalServerError, "internal", "Internal error"},
	fault.NotImplemented:       {http.StatusNotImplemented, "not-implemented", "Not implemented"},
	fault.Unavailable:          {http.StatusServiceUnavailable, "unavailable", "Unavailable"},
}

// Dialect writes faults as one of the two APIs does.
type Dialect interface {
	// Status is the HTTP status of a fault; Body is what the client reads.
	Status(f *fault.Fault) int
	Body(f *fault.Fault, requestID string) any
	// UnfitPath is the kind of a path parameter that does not fit its schema.
	UnfitPath() fault.Kind
}

// Problems is the dialect of /api.
type Problems struct{}

// Status looks the kind up in the one table.
func (Problems) Status(f *fault.Fault) int { return kinds[f.Kind].status }

// UnfitPath is NotFound: such a path names nothing (profiles-subscriptions-roles.md 2.3).
func (Problems) UnfitPath() fault.Kind { return fault.NotFound }

// Body makes the Problem.
func (Problems) Body(f *fault.Fault, requestID string) any {
	k := kinds[f.Kind]
	fields := f.Fields
	if fields == nil {
		fields = map[string][]string{}
	}
	return problem{
		Type: "/problems/" + k.slug, Title: k.title, Status: k.status, Detail: cut(f.Detail, 2000), Errors: fields, RequestID: requestID,
	}
}

func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// internal is what a client reads of a fault that is ours.
const internal = "Something went wrong on our side. Quote the request id when you report it."

// classify makes a fault of any error: faults stay what they are, time that ran out and a busy database are Unavailable, the rest is
// Internal and tells the client nothing of the inside.
func classify(err error) *fault.Fault {
	if f := fault.As(err); f != nil {
		if f.Kind == fault.Internal {
			return fault.New(fault.Internal, internal).Because(err)
		}
		return f
	}
	var exceeded *http.MaxBytesError
	var he *echo.HTTPError
	var temporary interface{ Temporary() bool }
	switch {
	case errors.As(err, &exceeded):
		return tooLarge(exceeded.Limit)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		f := fault.New(fault.Unavailable, "The server did not answer in time; try again in a moment.").Because(err)
		f.RetryAfter = time.Second
		return f
	case errors.As(err, &he):
		return fromEcho(he)
	case errors.As(err, &temporary) && temporary.Temporary():
		f := fault.New(fault.Unavailable, "Others are changing the same; try again in a moment.").Because(err)
		f.RetryAfter = time.Second
		return f
	}
	return fault.New(fault.Internal, internal).Because(err)
}

// fromEcho translates what the router and the generated binding say.
func fromEcho(he *echo.HTTPError) *fault.Fault {
	switch he.Code {
	case http.StatusNotFound:
		return fault.New(fault.NotFound, "There is nothing under this URL.")
	case http.StatusMethodNotAllowed:
		return fault.New(fault.MethodNotAllowed, "This URL does not take this method.")
	case http.StatusRequestEntityTooLarge:
		return fault.New(fault.TooLarge, "The body is too large.")
	case http.StatusUnsupportedMediaType:
		return fault.New(fault.UnsupportedMediaType, "Send the body as application/json.")
	case http.StatusBadRequest:
		return fault.New(fault.Invalid, "The request could not be read.").Because(he)
	}
	return fault.New(fault.Internal, internal).Because(he)
}

// Refuse answers a request with a fault, HEAD without the body, for what stands in front of the guards or beside them.
func Refuse(w http.ResponseWriter, r *http.Request, d Dialect, f *fault.Fault) {
	body := problemBody(r, d, f)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	writeHead(w, d, f)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) //nolint:gosec // JSON, sent as such and with nosniff
	}
}

// writeHead writes everything of a fault but its body.
func writeHead(w http.ResponseWriter, d Dialect, f *fault.Fault) {
	h := w.Header()
	for _, name := range []string{"Content-Encoding", "Set-Cookie"} {
		h.Del(name)
	}
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	switch f.Kind {
	case fault.Unauthenticated:
		h.Set("WWW-Authenticate", `Bearer realm="tollkeeper"`)
	case fault.TooManyRequests, fault.Unavailable:
		h.Set("Retry-After", strconv.Itoa(max(1, int(f.RetryAfter.Round(time.Second)/time.Second))))
	}
	w.WriteHeader(d.Status(f))
}

// problemBody is the body of a fault.
func problemBody(r *http.Request, d Dialect, f *fault.Fault) []byte {
	body, err := json.Marshal(d.Body(f, RequestID(r.Context())))
	if err != nil {
		panic(err) // maps of strings can be marshalled
	}
	return append(body, '\n')
}

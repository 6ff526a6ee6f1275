// Package fault names the ways in which an operation can fail. Rules and rooms return faults; only server/contract knows which
// HTTP status a kind has (design 3, "Errors").
package fault

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Kind is the class of a fault.
type Kind int

// The kinds. Internal is the zero value: a fault nobody classified is ours, not the client's.
const (
	Internal Kind = iota
	Invalid
	Unauthenticated
	Forbidden
	NotFound
	MethodNotAllowed
	Conflict
	PreconditionFailed
	TooLarge
	UnsupportedMediaType
	KeyReused
	TooManyRequests
	NotImplemented
	Unavailable
)

// Fault is an error that may be shown to a client: its texts never hold anything of the inside.
type Fault struct {
	Kind Kind
	// Detail is a sentence for a person.
	Detail string
	// Fields maps the name of a field (dotted path for nested ones) to what is wrong with it.
	Fields map[string][]string
	// RetryAfter tells when to try again; only for TooManyRequests and Unavailable.
	RetryAfter time.Duration
	// cause is logged and never sent.
	cause error
}

// Error is the text for the log, with the cause.
func (f *Fault) Error() string {
	if f.cause != nil {
		return f.Detail + ": " + f.cause.Error()
	}
	return f.Detail
}

// Unwrap returns the cause.
func (f *Fault) Unwrap() error { return f.cause }

// Because keeps err as the cause of the fault, for the log only.
func (f *Fault) Because(err error) *Fault {
	f.cause = err
	return f
}

// New makes a fault of a kind; the detail is formatted and must be fit for clients.
func New(kind Kind, format string, args ...any) *Fault {
	return &Fault{Kind: kind, Detail: fmt.Sprintf(format, args...)}
}

// Field makes an Invalid fault about one field.
func Field(name, format string, args ...any) *Fault {
	return Fields(map[string][]string{name: {fmt.Sprintf(format, args...)}})
}

// Fields makes an Invalid fault about several fields; its detail names them all.
func Fields(fields map[string][]string) *Fault {
	parts := make([]string, 0, len(fields))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		parts = append(parts, name+": "+strings.Join(fields[name], " "))
	}
	return &Fault{Kind: Invalid, Detail: strings.Join(parts, "; "), Fields: fields}
}

// Missing is the fault of something that is not there, or that the caller may not know to be there.
func Missing() *Fault { return New(NotFound, "Not found.") }

// As returns the fault in err's chain, or nil.
func As(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return nil
}

// Is reports whether err is a fault of the kind.
func Is(err error, kind Kind) bool {
	f := As(err)
	return f != nil && f.Kind == kind
}

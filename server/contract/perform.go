package contract

import (
	"context"
	"errors"
	"strings"

	"github.com/labstack/echo/v4"

	"tollkeeper/server/domain/fault"
)

// Transactions makes an operation one transaction.
type Transactions interface {
	// Within runs f in a transaction that is carried by its context. When f fails all is rolled back.
	Within(ctx context.Context, f func(ctx context.Context) error) error
	// WithinLate is Within with a transaction that begins when something is to be written first, with what begun does in it.
	WithinLate(ctx context.Context, begun, f func(ctx context.Context) error) error
	// Lock keeps other transactions out that lock the same name, until the one that the context carries ends.
	Lock(ctx context.Context, name string) error
}

// perform runs the room. An operation that changes a resource, or that has an idempotency key, becomes one transaction with what the guard
// adds to it: the precondition is looked at, the answer is proven and kept before anything is committed. Only an operation that asks a
// payment processor, or hashes a password, never is: no transaction is open over the network (design 4), or while others wait for the one writer
// of SQLite to do nothing.
func (g *Guard) perform(c echo.Context, o *operation, next echo.HandlerFunc) error {
	key := ""
	if o.idempotent && g.Answers != nil {
		key = c.Request().Header.Get(headerIdempotencyKey)
	}
	if key != "" && g.visitor(c.Request()) == "" {
		return fault.Field(headerIdempotencyKey, "Whoever has not signed in is told apart by a session cookie: send the one that the site has set, or no key.")
	}
	switch {
	case g.Transactions == nil || !o.conditional && key == "":
		return next(c)
	case o.processor, o.hashing && !o.conditional: // what If-Match is about must not change in between
		return g.outside(c, o, key, next)
	case o.seen && len(c.Request().Header.Values(headerIfMatch)) == 0:
		return g.late(c, o, key, next)
	case key != "":
		return g.within(c, g.Transactions.Within, func() error { return g.once(c, o, key, next) })
	}
	return g.within(c, g.Transactions.Within, func() error { return g.change(c, o, next) })
}

var (
	// errBroken rolls back what an operation did whose answer broke the contract; the answer has been replaced already.
	errBroken  = errors.New("the response broke the contract")
	errNotHeld = errors.New("the answer of this operation is not held back")
)

// clientFault tells whether err is a refusal, and not something that went wrong here.
func clientFault(err error) bool {
	if err == nil || errors.Is(err, errBroken) {
		return false
	}
	kind := classify(err).Kind
	return kind != fault.Internal && kind != fault.Unavailable && kind != fault.NotImplemented
}

// outside runs an operation that no transaction may enclose. What its precondition is about may change while it runs; an answer that is kept is
// given again without a look at it, since this very request may have changed it.
func (g *Guard) outside(c echo.Context, o *operation, key string, next echo.HandlerFunc) error {
	run := func(c echo.Context) error {
		if o.conditional {
			if err := g.unchanged(c); err != nil {
				return err
			}
		}
		return next(c)
	}
	if key == "" {
		return run(c)
	}
	return g.onceOutside(c, o, key, run)
}

// transaction is Within, or WithinLate.
type transaction func(ctx context.Context, f func(ctx context.Context) error) error

// within runs f in a transaction. A fault of the client leaves what the room has committed, such as the count of a wrong guess; anything
// else that goes wrong leaves nothing.
func (g *Guard) within(c echo.Context, open transaction, f func() error) error {
	r := c.Request()
	defer func() { c.SetRequest(r) }()
	var refused error
	err := open(r.Context(), func(ctx context.Context) error {
		c.SetRequest(r.WithContext(ctx))
		err := f()
		if clientFault(err) {
			refused = err
			return nil
		}
		return err
	})
	switch {
	case errors.Is(err, errBroken):
		return nil
	case err != nil:
		return err
	}
	return refused
}

// lockName is that of the resource which a request changes: its path, or the name under which it is known on all its paths.
func (o *operation) lockName(c echo.Context) string {
	if o.resource == "" {
		return strings.TrimSuffix(c.Request().URL.Path, "/")
	}
	return braced.ReplaceAllStringFunc(o.resource, func(name string) string { return c.Param(name[1 : len(name)-1]) })
}

// change runs the room in the transaction that is open, when the resource is what the client thinks it is, and proves the answer.
func (g *Guard) change(c echo.Context, o *operation, next echo.HandlerFunc) error {
	if o.conditional {
		if err := g.Transactions.Lock(c.Request().Context(), o.lockName(c)); err != nil {
			return err
		}
		if err := g.unchanged(c); err != nil {
			return err
		}
	}
	return g.proven(c, o, next)
}

// proven runs the room and proves its answer.
func (g *Guard) proven(c echo.Context, o *operation, next echo.HandlerFunc) error {
	if err := next(c); err != nil {
		return err
	}
	out, ok := c.Response().Writer.(*capture)
	if !ok {
		return errNotHeld
	}
	out.finish()
	x := exchangeOf(c.Request().Context())
	x.proven = true
	if !g.passes(c.Request(), o, out) {
		x.cookies = nil
		return errBroken
	}
	return nil
}

package contract_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"

	"tollkeeper/server/contract"
	"tollkeeper/server/domain/fault"
)

// journal says how transactions ended.
type journal struct{ ended []string }

type insideKey struct{}

func (j *journal) Within(ctx context.Context, f func(ctx context.Context) error) (err error) {
	end := "rolled back"
	defer func() { j.ended = append(j.ended, end) }()
	if err = f(context.WithValue(ctx, insideKey{}, true)); err == nil {
		end = "committed"
	}
	return err
}

// WithinLate begins when the room calls begin.
func (j *journal) WithinLate(ctx context.Context, begun, f func(ctx context.Context) error) error {
	had := false
	begin := func() error {
		if had {
			return nil
		}
		had = true
		return begun(ctx)
	}
	err := f(context.WithValue(ctx, insideKey{}, begin))
	switch {
	case had && err == nil:
		j.ended = append(j.ended, "committed")
	case had:
		j.ended = append(j.ended, "rolled back")
	}
	return err
}

func (j *journal) Lock(context.Context, string) error { return nil }

// answers keeps nothing but remembers what it was asked to keep; known and failed are what it says to a claim.
type answers struct {
	kept    []contract.Answer
	dropped int
	// loosened counts the claims that were given back to their requests alone.
	loosened int
	known    *contract.Answer
	failed   error
}

func (a *answers) Claim(context.Context, contract.Claim, bool) (*contract.Answer, error) {
	return a.known, a.failed
}

func (a *answers) Loosen(context.Context, contract.Claim) error {
	a.loosened++
	return nil
}

func (a *answers) Drop(context.Context, contract.Claim) error {
	a.dropped++
	return nil
}

func (a *answers) Keep(_ context.Context, _ contract.Claim, answer contract.Answer) error {
	a.kept = append(a.kept, answer)
	return nil
}

// changing makes thing_change an operation as specmerge declares it.
func changing(j *journal, a *answers, extensions ...string) func(o *contract.Options) {
	return func(o *contract.Options) {
		op := operation(o.Doc, "thing_change")
		for _, name := range []string{"If-Match", "Idempotency-Key"} {
			op.Parameters = append(op.Parameters, &openapi3.ParameterRef{Value: openapi3.NewHeaderParameter(name).WithSchema(openapi3.NewStringSchema())})
		}
		for _, status := range []string{"412", "422"} {
			op.Responses.Set(status, op.Responses.Value("409"))
		}
		for _, name := range extensions {
			op.Extensions[name] = true
		}
		o.Transactions, o.Answers = j, a
	}
}

// What an operation does is committed with its answer: an answer that cannot be given leaves nothing behind, a refusal what the room
// wanted to stay.
func TestChangesEndWithTheirAnswer(t *testing.T) {
	fine := func(c echo.Context) error { return c.JSON(http.StatusOK, map[string]any{}) }
	for name, tc := range map[string]struct {
		room   echo.HandlerFunc
		status int
		ended  string
	}{
		"fine":              {fine, 200, "committed"},
		"refused":           {func(echo.Context) error { return fault.New(fault.Conflict, "Not now.") }, 409, "committed"},
		"went wrong":        {func(echo.Context) error { return errors.New("disk full") }, 500, "rolled back"},
		"panic":             {func(echo.Context) error { panic("at the disk") }, 500, "rolled back"},
		"not built":         {func(echo.Context) error { return fault.New(fault.NotImplemented, "Not yet.") }, 501, "rolled back"},
		"broken answer":     {func(c echo.Context) error { return c.JSON(http.StatusOK, 5) }, 500, "rolled back"},
		"unknown status":    {func(c echo.Context) error { return c.NoContent(http.StatusTeapot) }, 500, "rolled back"},
		"out of time":       {func(echo.Context) error { return context.DeadlineExceeded }, 503, "rolled back"},
		"the wrong context": {func(c echo.Context) error { return insideOnly(c) }, 200, "committed"},
	} {
		for _, header := range []string{"", "Idempotency-Key"} {
			t.Run(name+" "+header, func(t *testing.T) {
				j, a := &journal{}, &answers{}
				f := start(t, contract.Enforce, changing(j, a))
				f.rooms["thing_change"] = tc.room
				headers := as("manager")
				if header != "" {
					headers = append(headers, header, "12345678")
				}
				got := f.send(request(http.MethodPatch, "/api/things/known/", `{}`, headers...))
				if got.status != tc.status || len(j.ended) != 1 || j.ended[0] != tc.ended {
					t.Errorf("status %d, want %d; transactions %v, want %s", got.status, tc.status, j.ended, tc.ended)
				}
				if kept := header != "" && tc.status == 200; kept != (len(a.kept) == 1) {
					t.Errorf("%d answers kept", len(a.kept))
				}
			})
		}
	}
}

func insideOnly(c echo.Context) error {
	if c.Request().Context().Value(insideKey{}) == nil {
		return errors.New("outside of the transaction")
	}
	return c.JSON(http.StatusOK, map[string]any{})
}

// No transaction is open while a payment processor is asked, and only what leaves is kept.
func TestProcessorOperationsAreNoTransaction(t *testing.T) {
	for name, tc := range map[string]struct {
		body         any
		status, kept int
	}{"fine": {map[string]any{}, 200, 1}, "broken answer": {5, 500, 0}} {
		j, a := &journal{}, &answers{}
		f := start(t, contract.Enforce, changing(j, a, "x-processor"))
		f.rooms["thing_change"] = func(c echo.Context) error { return c.JSON(http.StatusOK, tc.body) }
		got := f.send(request(http.MethodPatch, "/api/things/known/", `{}`, append(as("manager"), "Idempotency-Key", "12345678")...))
		if got.status != tc.status || len(j.ended) != 0 || len(a.kept) != tc.kept {
			t.Errorf("%s: status %d, transactions %v, %d answers kept", name, got.status, j.ended, len(a.kept))
		}
	}
	// Whoever is refused may use the key for something else, unless nobody knows what the request did when it came before.
	for _, undecided := range []bool{false, true} {
		a := &answers{}
		f := start(t, contract.Enforce, changing(&journal{}, a, "x-processor"))
		f.rooms["thing_change"] = func(c echo.Context) error {
			if undecided {
				contract.Undecided(c.Request().Context())
			}
			return fault.New(fault.Conflict, "no")
		}
		got := f.send(request(http.MethodPatch, "/api/things/known/", `{}`, append(as("manager"), "Idempotency-Key", "12345678")...))
		if got.status != 409 || (a.dropped == 1) == undecided || (a.loosened == 1) != undecided {
			t.Errorf("undecided %t: status %d, %d claims dropped, %d loosened", undecided, got.status, a.dropped, a.loosened)
		}
	}
}

// None is open while a password is hashed, unless what the caller has seen must not change meanwhile.
func TestHashingOperationsAreNoTransaction(t *testing.T) {
	for _, conditional := range []bool{false, true} {
		j, a := &journal{}, &answers{}
		f := start(t, contract.Enforce, func(o *contract.Options) {
			changing(j, a, "x-hashing")(o)
			if op := operation(o.Doc, "thing_change"); !conditional {
				op.Parameters = slices.DeleteFunc(op.Parameters, func(p *openapi3.ParameterRef) bool { return p.Value.Name == "If-Match" })
			}
		})
		f.rooms["thing_change"] = func(c echo.Context) error { return c.JSON(http.StatusOK, map[string]any{}) }
		got := f.send(request(http.MethodPatch, "/api/things/known/", `{}`, append(as("manager"), "Idempotency-Key", "12345678")...))
		if got.status != 200 || (len(j.ended) == 1) != conditional || len(a.kept) != 1 {
			t.Errorf("conditional %t: status %d, transactions %v, %d answers kept", conditional, got.status, j.ended, len(a.kept))
		}
	}
}

// Of an operation that is decided on what its caller has seen the transaction begins with its first write. Its key is claimed then, at the latest when
// it ends; what was answered before is answered again, whatever the room makes of it now.
func TestLateTransactions(t *testing.T) {
	fine := func(c echo.Context) error { return c.JSON(http.StatusOK, map[string]any{"now": []string{"x"}}) }
	writes := func(c echo.Context) error {
		begin, ok := c.Request().Context().Value(insideKey{}).(func() error)
		if !ok {
			return errors.New("no transaction to begin")
		}
		return begin()
	}
	wrote := func(c echo.Context) error {
		if err := writes(c); err != nil {
			return err
		}
		return fine(c)
	}
	refused := func(c echo.Context) error {
		if err := writes(c); err != nil {
			return err
		}
		return fault.New(fault.Conflict, "Not now.")
	}
	missing := func(echo.Context) error { return fault.Missing() }
	broken := func(c echo.Context) error { return errors.Join(writes(c), c.JSON(http.StatusOK, 5)) }
	reused := fault.New(fault.KeyReused, "Sent before.")
	before := &contract.Answer{Status: 200, ContentType: "application/json", Body: []byte(`{"before":["y"]}`)}
	for name, tc := range map[string]struct {
		room          echo.HandlerFunc
		key           string
		known         *contract.Answer
		failed        error
		status        int
		body, ended   string
		kept, dropped int
	}{
		"reads":                    {room: fine, status: 200, body: "now"},
		"writes":                   {room: wrote, status: 200, body: "now", ended: "committed"},
		"is refused":               {room: refused, status: 409, ended: "committed"},
		"breaks":                   {room: broken, status: 500, ended: "rolled back"},
		"reads, with a key":        {room: fine, key: "12345678", status: 200, body: "now", kept: 1},
		"writes, with a key":       {room: wrote, key: "12345678", status: 200, body: "now", ended: "committed", kept: 1},
		"is refused, with a key":   {room: refused, key: "12345678", status: 409, ended: "committed", dropped: 1},
		"breaks, with a key":       {room: broken, key: "12345678", status: 500, ended: "rolled back", dropped: 1},
		"wrote before":             {room: wrote, key: "12345678", known: before, status: 200, body: "before", ended: "committed"},
		"read before":              {room: fine, key: "12345678", known: before, status: 200, body: "before"},
		"finds what it did":        {room: missing, key: "12345678", known: before, status: 200, body: "before"},
		"writes with another's":    {room: wrote, key: "12345678", failed: reused, status: 422, ended: "committed"},
		"is missing, another's":    {room: missing, key: "12345678", failed: reused, status: 422},
		"reads with another's key": {room: fine, key: "12345678", failed: reused, status: 422},
	} {
		t.Run(name, func(t *testing.T) {
			j, a := &journal{}, &answers{known: tc.known, failed: tc.failed}
			f := start(t, contract.Enforce, changing(j, a, "x-seen"))
			f.rooms["thing_change"] = tc.room
			headers := as("manager")
			if tc.key != "" {
				headers = append(headers, "Idempotency-Key", tc.key)
			}
			got := f.send(request(http.MethodPatch, "/api/things/known/", `{}`, headers...))
			if got.status != tc.status || !strings.Contains(got.body, tc.body) || strings.Join(j.ended, ",") != tc.ended {
				t.Errorf("status %d, want %d: %s; transactions %v, want %s", got.status, tc.status, got.body, j.ended, tc.ended)
			}
			if len(a.kept) != tc.kept || a.dropped != tc.dropped {
				t.Errorf("%d answers kept, %d claims dropped", len(a.kept), a.dropped)
			}
		})
	}
	// An If-Match is looked at before the room, in the transaction.
	j := &journal{}
	f := start(t, contract.Enforce, changing(j, &answers{}, "x-seen"))
	f.rooms["thing_change"] = fine
	if got := f.send(request(http.MethodPatch, "/api/things/known/", `{}`, append(as("manager"), "If-Match", `"AAAAAAAAAAAAAAAAAAAAAA"`)...)); got.status != 412 || len(j.ended) != 1 {
		t.Errorf("status %d, transactions %v", got.status, j.ended)
	}
}

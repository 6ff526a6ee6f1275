package contract_test

import (
	"context"
	"errors"
	"net/http"
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

func (j *journal) Lock(context.Context, string) error { return nil }

// answers keeps nothing but remembers what it was asked to keep.
type answers struct{ kept []contract.Answer }

func (a *answers) Claim(context.Context, contract.Claim, bool) (*contract.Answer, error) {
	return nil, nil
}

func (a *answers) Drop(context.Context, contract.Claim) error { return nil }

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
}

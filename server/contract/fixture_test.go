package contract_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"

	"tollkeeper/server/contract"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
)

// document is the contract of the tests; every operation documents every error.
func document(t testing.TB, changes ...func(doc *openapi3.T)) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData([]byte(things))
	if err != nil {
		t.Fatal(err)
	}
	problem := openapi3.NewResponse().WithDescription("An error.").WithContent(openapi3.NewContentWithJSONSchemaRef(
		openapi3.NewSchemaRef("#/components/schemas/Problem", doc.Components.Schemas["Problem"].Value)))
	for _, item := range doc.Paths.Map() {
		for _, op := range item.Operations() {
			for _, status := range []string{"400", "401", "403", "404", "409", "413", "415", "429", "500", "501", "503"} {
				op.Responses.Set(status, &openapi3.ResponseRef{Value: problem})
			}
		}
	}
	for _, change := range changes {
		change(doc)
	}
	return doc
}

// operation finds an operation of the contract.
func operation(doc *openapi3.T, id string) *openapi3.Operation {
	for _, item := range doc.Paths.Map() {
		for _, op := range item.Operations() {
			if op.OperationID == id {
				return op
			}
		}
	}
	panic("no operation " + id)
}

// people says who calls by the bearer token; the scope is found for keys that begin with "known".
type people struct {
	// keys are the scopes that were asked for, with their levels.
	keys []string
}

func (p *people) Authenticate(r *http.Request, rule access.Rule, key string) (contract.Caller, error) {
	p.keys = append(p.keys, string(rule.Level)+" "+key)
	_, who, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	caller := contract.Caller{
		Principal: &access.Principal{Username: who, Activated: true, TermsSigned: true}, ScopeFound: strings.HasPrefix(key, "known"),
	}
	switch who {
	case "":
		return contract.Caller{}, nil
	case "bad":
		return contract.Caller{}, fault.New(fault.Unauthenticated, "Invalid or expired credentials.")
	case "broken":
		return contract.Caller{}, io.ErrUnexpectedEOF
	case "inactive":
		caller.Principal.Activated = false
	case "unsigned":
		caller.Principal.TermsSigned = false
	case "forged":
		caller.CSRF = fault.New(fault.Forbidden, "CSRF token missing or incorrect.")
	case "reader":
		caller.Scope.Relation.Direct = access.Contributor
	case "manager":
		caller.Scope.Relation.Direct = access.Manager
	}
	return caller, nil
}

// fixture is a guard in front of rooms that a test writes.
type fixture struct {
	testing.TB
	guard   *contract.Guard
	people  *people
	logged  *bytes.Buffer
	handler http.Handler
	problem *openapi3.Schema
	// rooms answer by operationId; those that are missing echo what they were given.
	rooms map[string]echo.HandlerFunc
	// calls lists the operations that reached their room.
	calls []string
}

const limit = 1 << 16

func start(t testing.TB, mode contract.Mode, changes ...func(o *contract.Options)) *fixture {
	t.Helper()
	f := &fixture{TB: t, people: &people{}, logged: &bytes.Buffer{}, rooms: map[string]echo.HandlerFunc{}}
	options := contract.Options{
		Doc: document(t), Auth: f.people, Dialect: contract.Problems{}, Mode: mode, Log: slog.New(slog.NewTextHandler(f.logged, nil)),
		MaxBody: limit, MaxUpload: 2 * limit, Timeout: time.Minute,
	}
	for _, change := range changes {
		change(&options)
	}
	guard, err := contract.New(options)
	if err != nil {
		t.Fatal(err)
	}
	f.guard, f.problem = guard, options.Doc.Components.Schemas["Problem"].Value
	e := echo.New()
	e.HTTPErrorHandler = contract.ErrorHandler(func(string) contract.Dialect { return contract.Problems{} })
	f.route(e, options.Doc)
	f.handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { e.ServeHTTP(w, contract.WithRequestID(w, r)) })
	return f
}

// in makes the fixture as good as new for a subtest: a contract is compiled once only.
func (f *fixture) in(t *testing.T) *fixture {
	f.TB, f.calls, f.people.keys = t, nil, nil
	f.logged.Reset()
	clear(f.rooms)
	return f
}

// route registers the operations as the generated code does.
func (f *fixture) route(e *echo.Echo, doc *openapi3.T) {
	router := contract.Router{Echo: e, Slashes: f.guard.SlashParameters()}
	guards := f.guard.Middlewares()
	add := map[string]func(string, echo.HandlerFunc, ...echo.MiddlewareFunc) *echo.Route{
		"GET": router.GET, "POST": router.POST, "PUT": router.PUT, "PATCH": router.PATCH, "DELETE": router.DELETE,
	}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			path := "/api" + strings.NewReplacer("{", ":", "}", "").Replace(path)
			add[method](path, func(c echo.Context) error {
				f.calls = append(f.calls, op.OperationID)
				if room := f.rooms[op.OperationID]; room != nil {
					return room(c)
				}
				return tell(c, op.OperationID)
			}, guards[op.OperationID]...)
		}
	}
}

// tell answers as the contract wants it, where it can with what the room was given.
func tell(c echo.Context, id string) error {
	switch id {
	case "thing_delete":
		return c.NoContent(http.StatusNoContent)
	case "thing_read":
		return c.JSONBlob(http.StatusOK, []byte(goodThing))
	case "thing_create":
		c.Response().Header().Set("X-Count", "1")
		return c.JSONBlob(http.StatusCreated, []byte(goodThing))
	case "pour":
		return c.Stream(http.StatusOK, "application/octet-stream", c.Request().Body)
	}
	out := map[string][]string{}
	for i, name := range c.ParamNames() {
		out["path "+name] = []string{c.ParamValues()[i]}
	}
	for name, values := range c.QueryParams() {
		out["query "+name] = values
	}
	return c.JSON(http.StatusOK, out)
}

const goodThing = `{"slug":"thing","title":null,"amount":100,"ratio":0.5,"active":true,"at":"2019-06-24T10:00:00Z","day":"2019-06-24",
	"mail":"xia@example.com","site":"https://example.com/","state":"open","tags":["a"],"names":["a","b"],"labels":{"a":1},
	"child":{"leaves":[{"n":2},{"n":4}]},"free":{"any":[1,null]},"either":"ab"}`

// answer is a response, read.
type answer struct {
	status int
	header http.Header
	body   string
	// cut tells that the connection was cut.
	cut bool
}

// problemOf is the body of an error.
type problemOf struct {
	Type      string              `json:"type"`
	Title     string              `json:"title"`
	Status    int                 `json:"status"`
	Detail    string              `json:"detail"`
	Errors    map[string][]string `json:"errors"`
	RequestID string              `json:"request_id"`
}

func request(method, target, body string, headers ...string) *http.Request {
	r := httptest.NewRequestWithContext(context.Background(), method, target, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i+1] == "" {
			r.Header.Del(headers[i])
		} else {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	return r
}

// as is the header by which people know a caller.
func as(who string) []string {
	if who == "" {
		return nil
	}
	return []string{"Authorization", "Bearer " + who}
}

func (f *fixture) send(r *http.Request) answer {
	w := httptest.NewRecorder()
	cut := func() (cut bool) {
		defer func() {
			if p := recover(); p != nil && p != http.ErrAbortHandler { //nolint:errorlint // what net/http compares with
				panic(p)
			} else if p != nil {
				cut = true
			}
		}()
		f.handler.ServeHTTP(w, r)
		return false
	}()
	return answer{status: w.Code, header: w.Result().Header, body: w.Body.String(), cut: cut}
}

// refused fails the test unless the answer is a Problem of this status in every respect, and returns it.
func (f *fixture) refused(a answer, status int) problemOf {
	f.Helper()
	var p problemOf
	if a.status != status {
		f.Fatalf("status %d, want %d: %s\n%s", a.status, status, a.body, f.logged)
	}
	if err := f.isProblem(a, &p); err != "" {
		f.Errorf("%s: %s", err, a.body)
	}
	return p
}

// isProblem says what keeps an answer from being a Problem, "" for nothing.
func (f *fixture) isProblem(a answer, p *problemOf) string {
	var value any
	if json.Unmarshal([]byte(a.body), &value) != nil || json.Unmarshal([]byte(a.body), p) != nil {
		return "not JSON"
	}
	if err := f.problem.VisitJSON(value, openapi3.VisitAsResponse(), openapi3.MultiErrors()); err != nil {
		return err.Error()
	}
	switch {
	case p.Status != a.status:
		return "another status in the body"
	case p.RequestID == "" || p.RequestID != a.header.Get(contract.HeaderRequestID):
		return "another request id in the body"
	case a.header.Get("Content-Type") != "application/json":
		return "content type " + a.header.Get("Content-Type")
	case a.header.Get("Cache-Control") != "no-store":
		return "an error may be cached"
	case a.header.Get("Set-Cookie") != "":
		return "a refused response sets a cookie"
	case slices.Contains([]int{429, 503}, a.status) != (a.header.Get("Retry-After") != ""):
		return "Retry-After " + a.header.Get("Retry-After")
	case (a.status == 401) != (a.header.Get("WWW-Authenticate") != ""):
		return "WWW-Authenticate " + a.header.Get("WWW-Authenticate")
	}
	return ""
}

// accepted fails the test unless the answer is a success, and returns what a room echoed.
func (f *fixture) accepted(a answer) map[string][]string {
	f.Helper()
	if a.status/100 != 2 {
		f.Fatalf("status %d: %s\n%s", a.status, a.body, f.logged)
	}
	var out map[string][]string
	_ = json.Unmarshal([]byte(a.body), &out) // not every room echoes
	return out
}

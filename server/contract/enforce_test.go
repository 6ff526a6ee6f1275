package contract_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"tollkeeper/server/contract"
)

// planted is a response that breaks the contract.
type planted struct {
	operation string
	write     func(c echo.Context) error
	// fault is what the log must say of it.
	fault string
}

const requestID = "request-of-the-test"

// secretMark is in every planted body that has room for it, as a value that must reach neither client nor log.
const secretMark = "planted-secret"

// thing is the good thing with members replaced; "" takes one away.
func thing(changes ...string) string {
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(goodThing), &members); err != nil {
		panic(err)
	}
	members["title"] = json.RawMessage(`"` + secretMark + `"`)
	for i := 0; i < len(changes); i += 2 {
		if changes[i+1] == "" {
			delete(members, changes[i])
			continue
		}
		members[changes[i]] = json.RawMessage(changes[i+1])
	}
	parts := make([]string, 0, len(members))
	for _, name := range slices.Sorted(maps.Keys(members)) {
		parts = append(parts, fmt.Sprintf("%q:%s", name, members[name]))
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// raw answers thing_read with a body, word for word.
func raw(body, fault string) planted { return respond(200, "application/json", body, fault) }

// member answers thing_read with one member of the thing replaced.
func member(name, value, fault string) planted { return raw(thing(name, value), fault) }

func respond(status int, contentType, body, fault string) planted {
	return planted{operation: "thing_read", fault: fault, write: func(c echo.Context) error {
		if contentType != "" {
			c.Response().Header().Set("Content-Type", contentType)
		}
		c.Response().WriteHeader(status)
		_, err := c.Response().Write([]byte(body))
		return err
	}}
}

// created answers thing_create with a good body and these headers.
func created(fault string, headers ...string) planted {
	return planted{operation: "thing_create", fault: fault, write: func(c echo.Context) error {
		for i := 0; i < len(headers); i += 2 {
			c.Response().Header().Add(headers[i], headers[i+1])
		}
		return c.JSONBlob(http.StatusCreated, []byte(thing()))
	}}
}

// noBody answers with a status that documents no body.
func noBody(operation string, status int, body, fault string) planted {
	return planted{operation: operation, fault: fault, write: func(c echo.Context) error {
		return c.JSONBlob(status, []byte(body))
	}}
}

var wrongResponses = map[string]planted{
	"missing required":             member("slug", "", `/slug: property \"slug\" is missing`),
	"all missing":                  raw(`{}`, `/title: property \"title\" is missing`),
	"number for string":            member("slug", `5`, "/slug: value must be a string"),
	"string for integer":           member("amount", `"5"`, "/amount: value must be an integer"),
	"fraction for integer":         member("amount", `5.5`, "/amount: value must be an integer"),
	"boolean for integer":          member("amount", `true`, "/amount: value must be an integer"),
	"string for number":            member("ratio", `"0.5"`, "/ratio: value must be a number"),
	"string for boolean":           member("active", `"true"`, "/active: value must be a boolean"),
	"number for boolean":           member("active", `1`, "/active: value must be a boolean"),
	"object for array":             member("tags", `{"0":"a"}`, "/tags: value must be an array"),
	"string for array":             member("tags", `"a"`, "/tags: value must be an array"),
	"array for nested object":      member("child", `[]`, "/child: value must be an object"),
	"null for string":              member("slug", `null`, "/slug: Value is not nullable"),
	"null for array":               member("tags", `null`, "/tags: Value is not nullable"),
	"null for object":              member("child", `null`, "/child: Value is not nullable"),
	"null for everything":          raw(`null`, "/: Value is not nullable"),
	"array for everything":         raw(`[`+thing()+`]`, "/: value must be an object"),
	"bad date-time":                member("at", `"2019-06-24"`, `/at: string doesn't match the format \"date-time\"`),
	"date-time without offset":     member("at", `"2019-06-24T10:00:00"`, `/at: string doesn't match the format \"date-time\"`),
	"date-time of no day":          member("at", `"2019-02-30T10:00:00Z"`, `/at: string doesn't match the format \"date-time\"`),
	"date-time with a comma":       member("at", `"2019-06-24T10:00:00,5Z"`, `/at: string doesn't match the format \"date-time\"`),
	"bad date":                     member("day", `"2019-6-24"`, `/day: string doesn't match the format \"date\"`),
	"date-time for date":           member("day", `"2019-06-24T10:00:00Z"`, `/day: string doesn't match the format \"date\"`),
	"bad e-mail":                   member("mail", `"xia at example.com"`, `/mail: string doesn't match the format \"email\"`),
	"bad uri":                      member("site", `"/relative"`, `/site: string doesn't match the format \"uri\"`),
	"bad enum":                     member("state", `"ajar"`, "/state: value is not one of the allowed values"),
	"another case of an enum":      member("state", `"Open"`, "/state: value is not one of the allowed values"),
	"too long":                     member("slug", `"abcdefgh"`, "/slug: maximum string length is 7"),
	"too short":                    member("slug", `"a"`, "/slug: minimum string length is 2"),
	"pattern":                      member("slug", `"UPPER"`, "/slug: string doesn't match the regular expression"),
	"too small":                    member("amount", `-1`, "/amount: number must be at least 0"),
	"too large":                    member("amount", `101`, "/amount: number must be at most 100"),
	"number out of range":          member("ratio", `1.5`, "/ratio: number must be at most 1"),
	"extra property":               member("extra", `1`, `property \"extra\" is unsupported`),
	"wrong item type":              member("tags", `["a",1]`, "/tags/1: value must be a string"),
	"item too long":                member("tags", `["abcdef"]`, "/tags/0: maximum string length is 5"),
	"too many items":               member("tags", `["a","b","c"]`, "/tags: maximum number of items is 2"),
	"too few items":                member("tags", `[]`, "/tags: minimum number of items is 1"),
	"items twice":                  member("names", `["a","a"]`, "/names: duplicate items found"),
	"additional value of no type":  member("labels", `{"a":"1"}`, "/labels/a: value must be an integer"),
	"nested missing":               member("child", `{"leaves":[{"n":2},{}]}`, `/child/leaves/1/n: property \"n\" is missing`),
	"nested type":                  member("child", `{"leaves":[{"n":"2"}]}`, "/child/leaves/0/n: value must be an integer"),
	"nested extra":                 member("child", `{"leaves":[{"n":2,"m":3}]}`, `/child/leaves/0: property \"m\" is unsupported`),
	"not a multiple":               member("child", `{"leaves":[{"n":3}]}`, "/child/leaves/0/n: number must be a multiple of 2"),
	"no alternative":               member("either", `"abc"`, "/either: maximum string length is 2; /either: value must be an integer"),
	"two faults":                   raw(thing("amount", `-1`, "state", `1`), "/amount: number must be at least 0; /state: "),
	"NaN":                          member("ratio", `NaN`, "not one JSON value"),
	"infinite":                     member("ratio", `Infinity`, "not one JSON value"),
	"truncated":                    raw(thing()[:50], "not one JSON value"),
	"trailing garbage":             raw(thing()+`x`, "not one JSON value"),
	"two values":                   raw(thing()+thing(), "not one JSON value"),
	"two values, with a charset":   respond(200, "application/json; charset=utf-8", thing()+thing(), "not one JSON value"),
	"single quotes":                raw(`{'slug':'thing'}`, "not one JSON value"),
	"text":                         raw("Internal Server Error: "+secretMark, "not one JSON value"),
	"not UTF-8":                    member("title", "\"\xff\"", "not UTF-8 text"),
	"empty body":                   raw(``, "not one JSON value"),
	"nothing at all":               {operation: "thing_read", fault: `unexpected value: \"\"`, write: func(echo.Context) error { return nil }},
	"another content type":         respond(200, "text/html", thing(), "unexpected value"),
	"content type of problems":     respond(200, "application/problem+json", thing(), "unexpected value"),
	"no content type":              respond(200, "", thing(), "unexpected value"),
	"undocumented status":          respond(299, "application/json", thing(), "documents no status 299"),
	"status of another operation":  respond(201, "application/json", thing(), "documents no status 201"),
	"undocumented teapot":          respond(418, "application/json", thing(), "documents no status 418"),
	"redirect":                     respond(301, "text/html", "see "+secretMark, "documents no status 301"),
	"temporary redirect":           respond(307, "", "", "documents no status 307"),
	"not modified":                 respond(304, "", "", "documents no status 304"),
	"error in another shape":       respond(400, "application/json", `{"detail":"`+secretMark+`"}`, `property \"type\" is missing`),
	"error as text":                respond(404, "text/plain", secretMark, "unexpected value"),
	"body where there is none":     noBody("thing_delete", 204, thing(), "a body where the contract has none"),
	"body of a status without one": noBody("thing_create", 202, `{}`, ""),
	"missing header":               created(`response header \"X-Count\" missing`),
	"wrong header type":            created(`decode header \"X-Count\" value`, "X-Count", secretMark),
	"header out of range":          created(`header \"X-Count\" doesn't match schema; /: number must be at least 1`, "X-Count", "0"),
	"header of no enum":            created(`header \"X-Color\" doesn't match schema`, "X-Count", "1", "X-Color", secretMark),
}

func TestEnforceStopsWrongResponses(t *testing.T) {
	enforced, reported := start(t, contract.Enforce), start(t, contract.Report)
	for name, p := range wrongResponses {
		t.Run(name, func(t *testing.T) {
			f := enforced.in(t)
			f.isRight(p.operation)
			f.rooms[p.operation] = p.withTraces
			problem := f.refused(f.call(p.operation), http.StatusInternalServerError)
			if problem.RequestID != requestID || problem.Type != "/problems/internal" || len(problem.Errors) != 0 {
				t.Errorf("problem %+v", problem)
			}
			f.isAccused(p)
		})
		t.Run(name+", reported", func(t *testing.T) {
			f := reported.in(t)
			f.isRight(p.operation)
			f.rooms[p.operation] = p.withTraces
			a := f.call(p.operation)
			want := plain(t, p.write)
			if a.status != want.status || a.body != want.body || a.header.Get("X-Trace") != secretMark || len(a.header.Values("Set-Cookie")) != 1 {
				t.Errorf("got %+v, want %+v", a, want)
			}
			f.isAccused(p)
		})
	}
	if len(wrongResponses) < 40 {
		t.Errorf("only %d", len(wrongResponses))
	}
}

// withTraces leaves a header and a cookie beside the planted response.
func (p planted) withTraces(c echo.Context) error {
	c.Response().Header().Set("X-Trace", secretMark)
	contract.SetCookie(c.Request().Context(), &http.Cookie{Name: "trace", Value: secretMark})
	return p.write(c)
}

// plain is what a room sends when nothing stands in front of it.
func plain(t *testing.T, room echo.HandlerFunc) answer {
	t.Helper()
	e := echo.New()
	e.GET("/", room)
	f := &fixture{TB: t, handler: e}
	return f.send(request(http.MethodGet, "/", ""))
}

func (f *fixture) call(operation string) answer {
	switch operation {
	case "thing_create":
		return f.send(request(http.MethodPost, "/api/things/", `{"title":"x"}`, contract.HeaderRequestID, requestID))
	case "thing_delete":
		return f.send(request(http.MethodDelete, "/api/things/known/", "", append(as("manager"), contract.HeaderRequestID, requestID)...))
	}
	return f.send(request(http.MethodGet, "/api/things/known/", "", append(as("manager"), contract.HeaderRequestID, requestID)...))
}

// isRight sends a response that keeps to the contract, which must pass unchanged and unlogged.
func (f *fixture) isRight(operation string) {
	f.Helper()
	a := f.call(operation)
	if f.accepted(a); operation != "thing_delete" && a.body != goodThing {
		f.Errorf("a right response became %s", a.body)
	}
	if f.logged.Len() > 0 {
		f.Errorf("logged of a right response: %s", f.logged)
	}
}

// isAccused looks for exactly one line with the fault, the operation and the request, and without the value.
func (f *fixture) isAccused(p planted) {
	f.Helper()
	line := strings.TrimSuffix(f.logged.String(), "\n")
	if strings.Contains(line, "\n") || !strings.Contains(line, "response breaks the contract") {
		f.Errorf("log: %s", line)
	}
	for _, want := range []string{"level=ERROR", "operation=" + p.operation, "request_id=" + requestID, p.fault} {
		if !strings.Contains(line, want) {
			f.Errorf("%s is not in the log: %s", want, line)
		}
	}
	if strings.Contains(line, secretMark) {
		f.Errorf("the log tells a value: %s", line)
	}
}

package contract_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"tollkeeper/server/contract"
	"tollkeeper/server/domain/fault"
)

// errInside is what no client may read.
var errInside = errors.New("inside: dial tcp 10.0.0.7")

// TestFaultsOfRooms: what a room returns becomes the one body of its kind, and nothing of the inside leaves.
func TestFaultsOfRooms(t *testing.T) {
	guarded := start(t, contract.Enforce)
	for name, c := range map[string]struct {
		err    error
		status int
		detail string
		logged string
	}{
		"unknown error":         {errInside, 500, "Something went wrong", "dial tcp"},
		"wrapped":               {fmt.Errorf("more: %w", errInside), 500, "Something went wrong", "more: inside"},
		"internal fault":        {fault.New(fault.Internal, "inside"), 500, "Something went wrong", "inside"},
		"invalid":               {fault.Field("title", "is taken."), 400, "title: is taken.", ""},
		"invalid for a reason":  {fault.Field("title", "is taken.").Because(errInside), 400, "title: is taken.", ""},
		"wrapped fault":         {fmt.Errorf("more: %w", fault.Missing()), 404, "Not found.", ""},
		"conflict":              {fault.New(fault.Conflict, "Twice."), 409, "Twice.", ""},
		"forbidden":             {fault.New(fault.Forbidden, "No."), 403, "No.", ""},
		"unauthenticated":       {fault.New(fault.Unauthenticated, "Who?"), 401, "Who?", ""},
		"too many":              {fault.New(fault.TooManyRequests, "Wait."), 429, "Wait.", ""},
		"not built":             {fault.New(fault.NotImplemented, "Not yet."), 501, "Not yet.", ""},
		"unavailable":           {fault.New(fault.Unavailable, "Later."), 503, "Later.", ""},
		"deadline of a query":   {fmt.Errorf("query: %w", context.DeadlineExceeded), 503, "in time", ""},
		"busy database":         {fmt.Errorf("query: %w", busy{}), 503, "try again", ""},
		"of Echo, not found":    {echo.ErrNotFound, 404, "nothing under", ""},
		"of Echo, bad request":  {echo.NewHTTPError(400, "inside"), 400, "could not be read", ""},
		"of Echo, too large":    {echo.ErrStatusRequestEntityTooLarge, 413, "too large", ""},
		"of Echo, content type": {echo.ErrUnsupportedMediaType, 415, "application/json", ""},
		"of Echo, teapot":       {echo.NewHTTPError(418, "inside"), 500, "Something went wrong", "inside"},
		"undocumented kind":     {fault.New(fault.MethodNotAllowed, "inside"), 500, "Something went wrong", "documents no status 405"},
		"long detail":           {fault.New(fault.Conflict, "%s", strings.Repeat("é", 3000)), 409, "éé", ""},
		"nil in an interface":   {fault.Fields(nil), 400, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := guarded.in(t)
			f.rooms["thing_list"] = failing(c.err)
			a := f.send(request(http.MethodGet, "/api/things/", ""))
			p := f.refused(a, c.status)
			if !strings.Contains(p.Detail, c.detail) || a.header.Get("X-Trace") != "" {
				t.Errorf("%s, headers %v", a.body, a.header)
			}
			if strings.Contains(a.body, "inside") || strings.Contains(a.body, "half") {
				t.Errorf("it tells too much: %s", a.body)
			}
			if (c.logged == "") != (f.logged.Len() == 0) || !strings.Contains(f.logged.String(), c.logged) {
				t.Errorf("log: %s", f.logged)
			}
		})
	}
}

// failing leaves traces of half an answer before it fails.
func failing(err error) echo.HandlerFunc {
	return func(c echo.Context) error {
		contract.SetCookie(c.Request().Context(), &http.Cookie{Name: "trace", Value: "1"})
		c.Response().Header().Set("X-Trace", "1")
		_, _ = c.Response().Write([]byte("half a body"))
		return err
	}
}

// busy is an error that passes by itself.
type busy struct{}

func (busy) Error() string   { return "inside: deadlock detected" }
func (busy) Temporary() bool { return true }

func TestRetryAfter(t *testing.T) {
	for after, want := range map[time.Duration]string{0: "1", time.Millisecond: "1", 1600 * time.Millisecond: "2", time.Minute: "60"} {
		f := start(t, contract.Enforce)
		later := fault.New(fault.TooManyRequests, "Wait.")
		later.RetryAfter = after
		f.rooms["thing_list"] = failing(later)
		if a := f.send(request(http.MethodGet, "/api/things/", "")); a.header.Get("Retry-After") != want {
			t.Errorf("%v: Retry-After %q, want %q", after, a.header.Get("Retry-After"), want)
		}
	}
}

// An operation that runs out of time is a 503, whatever its query says when it is interrupted.
func TestTimeouts(t *testing.T) {
	for name, err := range map[string]error{"wrapped": nil, "in words of its own": errors.New("interrupted (9)")} {
		t.Run(name, func(t *testing.T) {
			f := start(t, contract.Enforce, func(o *contract.Options) { o.Timeout = time.Millisecond })
			f.rooms["thing_list"] = func(c echo.Context) error {
				<-c.Request().Context().Done()
				if err == nil {
					return fmt.Errorf("query: %w", c.Request().Context().Err())
				}
				return err
			}
			p := f.refused(f.send(request(http.MethodGet, "/api/things/", "")), 503)
			if !strings.Contains(p.Detail, "in time") {
				t.Errorf("detail %q", p.Detail)
			}
		})
	}
	t.Run("a fault stays what it is", func(t *testing.T) {
		f := start(t, contract.Enforce, func(o *contract.Options) { o.Timeout = time.Millisecond })
		f.rooms["thing_list"] = func(c echo.Context) error {
			<-c.Request().Context().Done()
			return fault.New(fault.Conflict, "Twice.")
		}
		f.refused(f.send(request(http.MethodGet, "/api/things/", "")), 409)
	})
	t.Run("the client has left", func(t *testing.T) {
		f := start(t, contract.Enforce)
		f.rooms["thing_list"] = func(c echo.Context) error { return c.Request().Context().Err() }
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		f.refused(f.send(request(http.MethodGet, "/api/things/", "").WithContext(ctx)), 503)
	})
}

func TestPanics(t *testing.T) {
	for name, value := range map[string]any{"text": "inside", "error": errInside, "nil map": nil, "abort": http.ErrAbortHandler} {
		t.Run(name, func(t *testing.T) {
			f := start(t, contract.Enforce)
			f.rooms["thing_list"] = func(c echo.Context) error {
				_ = failing(nil)(c)
				if value == nil {
					var m map[string]int
					m["inside"]++ //nolint:staticcheck // this is the panic that the test wants
				}
				panic(value)
			}
			a := f.send(request(http.MethodGet, "/api/things/", ""))
			if p := f.refused(a, 500); p.Type != "/problems/internal" || strings.Contains(a.body, "inside") || strings.Contains(a.body, "goroutine") {
				t.Errorf("%s", a.body)
			}
			if !strings.Contains(f.logged.String(), "panic: ") || !strings.Contains(f.logged.String(), "failure_test.go") {
				t.Errorf("the log tells neither fault nor place: %s", f.logged)
			}
			f.rooms["thing_list"] = nil
			f.accepted(f.send(request(http.MethodGet, "/api/things/", "")))
		})
	}
}

func TestCookies(t *testing.T) {
	f := start(t, contract.Enforce)
	f.rooms["thing_list"] = func(c echo.Context) error {
		contract.SetCookie(c.Request().Context(), &http.Cookie{Name: "a", Value: "1"})
		contract.SetCookie(c.Request().Context(), &http.Cookie{Name: "b", Value: "2"})
		return tell(c, "thing_list")
	}
	a := f.send(request(http.MethodGet, "/api/things/", ""))
	if f.accepted(a); strings.Join(a.header.Values("Set-Cookie"), "; ") != "a=1; b=2" {
		t.Errorf("cookies %q", a.header.Values("Set-Cookie"))
	}
	contract.SetCookie(t.Context(), &http.Cookie{Name: "nobody"}) // without a request there is nobody to send it to
	f.rooms["thing_list"] = nil
	if a := f.send(request(http.MethodGet, "/api/things/", "")); a.header.Get("Set-Cookie") != "" {
		t.Errorf("the next answer sets %q", a.header.Values("Set-Cookie"))
	}
}

// The length is that of what leaves, whatever the room thinks.
func TestContentLengthIsOurs(t *testing.T) {
	f := start(t, contract.Enforce)
	f.rooms["thing_list"] = func(c echo.Context) error {
		c.Response().Header().Set("Content-Length", "3")
		return c.JSONBlob(http.StatusOK, []byte(`{}`))
	}
	if a := f.send(request(http.MethodGet, "/api/things/", "")); a.body != `{}` || a.header.Get("Content-Length") != "2" {
		t.Errorf("%+v", a)
	}
}

func TestModeOff(t *testing.T) {
	f := start(t, contract.Off)
	f.rooms["thing_list"] = func(c echo.Context) error { return c.String(http.StatusTeapot, "planted") }
	if a := f.send(request(http.MethodGet, "/api/things/", "")); a.status != 418 || a.body != "planted" || f.logged.Len() > 0 {
		t.Errorf("%+v, log %s", a, f.logged)
	}
	f.rooms["thing_list"] = func(echo.Context) error { return nil }
	if a := f.send(request(http.MethodGet, "/api/things/", "")); a.status != 200 {
		t.Errorf("%+v", a)
	}
}

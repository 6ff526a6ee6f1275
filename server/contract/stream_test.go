package contract_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"tollkeeper/server/contract"
	"tollkeeper/server/domain/fault"
)

const octets = "application/octet-stream"

// pourOut answers with a status, a content type and a body in two pieces, and returns err behind them.
func pourOut(status int, contentType string, err error) echo.HandlerFunc {
	return func(c echo.Context) error {
		contract.SetCookie(c.Request().Context(), &http.Cookie{Name: "trace", Value: "1"})
		c.Response().Header().Set("Content-Type", contentType)
		c.Response().Header().Set("X-Trace", "planted")
		c.Response().WriteHeader(status)
		for _, piece := range []string{"planted ", "planted"} {
			if _, err := c.Response().Write([]byte(piece)); err != nil {
				return err
			}
		}
		return err
	}
}

// TestStreams: status and content type are proven before the first byte leaves; what has begun is not written over.
func TestStreams(t *testing.T) {
	enforced, reported := start(t, contract.Enforce), start(t, contract.Report)
	for name, c := range map[string]struct {
		room         echo.HandlerFunc
		status       int
		logged       string
		passesReport bool
	}{
		"right":                    {pourOut(200, octets, nil), 200, "", true},
		"parameters of the type":   {pourOut(200, octets+"; x=y", nil), 200, "", true},
		"another type":             {pourOut(200, "text/html", nil), 500, `no content type \"text/html\"`, true},
		"no type":                  {pourOut(200, "", nil), 500, "no content type", true},
		"undocumented status":      {pourOut(206, octets, nil), 500, "no status 206", true},
		"a redirect":               {pourOut(302, octets, nil), 500, "no status 302", true},
		"breaks off":               {pourOut(200, octets, errInside), 200, "stream broke off", true},
		"panics behind the header": {func(c echo.Context) error { _ = pourOut(200, octets, nil)(c); panic("inside") }, 200, "stream broke off", true},
		"fails before":             {func(echo.Context) error { return errInside }, 500, "operation failed", false},
		"panics before":            {func(echo.Context) error { panic("inside") }, 500, "operation failed", false},
		"refuses as it may not":    {func(echo.Context) error { return fault.New(fault.MethodNotAllowed, "No.") }, 500, "no status 405", false},
		"refuses":                  {func(echo.Context) error { return fault.New(fault.Conflict, "Twice.") }, 409, "", false},
		"nothing at all":           {func(echo.Context) error { return nil }, 500, "no content type", true},
	} {
		t.Run(name, func(t *testing.T) {
			f := enforced.in(t)
			f.rooms["pour"] = c.room
			a := f.send(upload("x"))
			if c.status == 200 {
				if a.status != 200 || a.body != "planted planted" || a.header.Get("Set-Cookie") == "" || a.cut != (c.logged != "") {
					t.Errorf("%+v", a)
				}
			} else if f.refused(a, c.status); strings.Contains(a.body, "planted") || strings.Contains(a.body, "inside") || a.header.Get("X-Trace") != "" {
				t.Errorf("%+v", a)
			}
			if (c.logged == "") != (f.logged.Len() == 0) || !strings.Contains(f.logged.String(), c.logged) || strings.Count(f.logged.String(), "\n") > 1 {
				t.Errorf("log: %s", f.logged)
			}
		})
		t.Run(name+", reported", func(t *testing.T) {
			f := reported.in(t)
			f.rooms["pour"] = c.room
			if a := f.send(upload("x")); (a.body == "planted planted" || a.body == "" && a.status == 200) != c.passesReport {
				t.Errorf("%+v", a)
			}
			if !strings.Contains(f.logged.String(), c.logged) {
				t.Errorf("log: %s", f.logged)
			}
		})
	}
	f := start(t, contract.Off)
	f.rooms["pour"] = pourOut(206, "text/html", nil)
	if a := f.send(upload("x")); a.status != 206 || f.logged.Len() > 0 {
		t.Errorf("%+v, log %s", a, f.logged)
	}
}

package contract

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// Router registers every path with and without its trailing slash, so that neither redirects (design 3.6), and turns a last parameter
// that may hold slashes into a wildcard. It is what the generated registration is given.
type Router struct {
	*echo.Echo
	// Slashes names the parameters that may hold slashes.
	Slashes map[string]bool
}

// SlashParameters lists the path parameters of the contract that may hold slashes.
func (g *Guard) SlashParameters() map[string]bool {
	out := map[string]bool{}
	for _, o := range g.operations {
		for _, p := range o.path {
			if p.slashes {
				out[p.name] = true
			}
		}
	}
	return out
}

func (r Router) both(method, path string, h echo.HandlerFunc, m []echo.MiddlewareFunc) *echo.Route {
	bare := strings.TrimSuffix(path, "/")
	if i := strings.LastIndex(bare, "/:"); i >= 0 && r.Slashes[bare[i+2:]] {
		return r.Add(method, bare[:i]+"/*", h, m...) // the guard gives what matched its name
	}
	r.Add(method, bare, h, m...)
	return r.Add(method, bare+"/", h, m...)
}

// GET and the other methods implement the generated EchoRouter. Whoever may GET may ask for the head of the same answer (RFC 9110, 9.3.2).
func (r Router) GET(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route {
	r.both(http.MethodHead, path, h, m)
	return r.both(http.MethodGet, path, h, m)
}

// POST registers both forms of a path.
func (r Router) POST(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route {
	return r.both(http.MethodPost, path, h, m)
}

// PUT registers both forms of a path.
func (r Router) PUT(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route {
	return r.both(http.MethodPut, path, h, m)
}

// PATCH registers both forms of a path.
func (r Router) PATCH(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route {
	return r.both(http.MethodPatch, path, h, m)
}

// DELETE registers both forms of a path.
func (r Router) DELETE(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route {
	return r.both(http.MethodDelete, path, h, m)
}

// ErrorHandler answers what no guard saw: unknown routes, methods and panics in front of the guards. dialectOf tells which API a path
// belongs to.
func ErrorHandler(dialectOf func(path string) Dialect) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		if c.Response().Committed {
			return
		}
		Refuse(c.Response(), c.Request(), dialectOf(c.Request().URL.Path), classify(err))
	}
}

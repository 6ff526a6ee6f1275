package contract

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"tollkeeper/server/domain/fault"
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
		return r.Add(method, bare[:i]+"/*", h, append(m, asParameter(bare[i+2:]))...)
	}
	r.Add(method, bare, h, m...)
	return r.Add(method, bare+"/", h, m...)
}

// asParameter gives the handler what the wildcard matched under the name of the contract.
func asParameter(name string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			value := strings.TrimSuffix(c.Param("*"), "/")
			c.SetParamNames(name)
			c.SetParamValues(value)
			return next(c)
		}
	}
}

// GET and the other methods implement the generated EchoRouter.
func (r Router) GET(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route {
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
		write(c.Response(), c.Request(), dialectOf(c.Request().URL.Path), classify(err))
	}
}

// Refuse answers a request with a fault without any guard, for what stands in front of them.
func Refuse(w http.ResponseWriter, r *http.Request, d Dialect, f *fault.Fault) { write(w, r, d, f) }

package server

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"tollkeeper/server/clock"
	"tollkeeper/server/contract"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
)

// identify gives each request its id and each response the headers that every one has.
func (s *Server) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.SetRequest(contract.WithRequestID(c.Response(), c.Request()))
		h := c.Response().Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store") // what anybody may keep says so itself
		if s.cfg.overTLS() {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		return next(c)
	}
}

// observe counts and logs each request once it is answered: who, what, how long; never a body, a query, or a path, which may hold the key
// of a mailed link: the route stands for it.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := clock.System()
		s.metrics.inFlight.Inc()
		defer s.metrics.inFlight.Dec()
		if err := next(c); err != nil {
			c.Error(err)
		}
		took := clock.System().Sub(start)
		operation, _ := c.Get(contract.OperationKey).(string)
		if operation == "" {
			operation = "none"
		}
		s.metrics.count(operation, c.Response().Status, took)
		s.logRequest(c, operation, took)
		return nil
	}
}

func (s *Server) logRequest(c echo.Context, operation string, took time.Duration) {
	ctx := c.Request().Context()
	if !s.log.Enabled(ctx, slog.LevelInfo) {
		return
	}
	attrs := []slog.Attr{
		slog.String("request_id", contract.RequestID(ctx)), slog.String("method", c.Request().Method), slog.String("route", c.Path()),
		slog.String("operation", operation), slog.Int("status", c.Response().Status), slog.Duration("took", took),
	}
	if p := access.PrincipalOf(ctx); p != nil {
		attrs = append(attrs, slog.Int64("user_id", p.UserID))
	}
	s.log.LogAttrs(ctx, slog.LevelInfo, "request", attrs...)
}

// drain refuses what comes while the server stops, but for the probes, which must say so themselves.
func (s *Server) drain(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if !s.draining.Load() || !strings.HasPrefix(c.Request().URL.Path, basePath) {
			return next(c)
		}
		f := fault.New(fault.Unavailable, "The server is stopping; try again in a moment.")
		f.RetryAfter = time.Second
		c.Response().Header().Set("Connection", "close")
		contract.Refuse(c.Response(), c.Request(), dialectOf(c.Request().URL.Path), f)
		return nil
	}
}

// recover answers a panic in front of the guards, which recover those of the rooms.
func (s *Server) recover(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if p := recover(); p != nil {
				if cause, ok := p.(error); ok && errors.Is(cause, http.ErrAbortHandler) {
					panic(cause) // net/http cuts the connection: the client is gone, or must see that it got a part only
				}
				s.log.Error("panic", slog.String("request_id", contract.RequestID(c.Request().Context())),
					slog.String("fault", fmt.Sprint(p)), slog.String("stack", string(debug.Stack())))
				err = fmt.Errorf("panic: %v", p)
			}
		}()
		return next(c)
	}
}

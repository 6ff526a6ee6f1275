package server

import (
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/media"
)

// metrics are what /metrics tells about requests.
type metrics struct {
	registry *prometheus.Registry
	inFlight prometheus.Gauge
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{Name: "tollkeeper_requests_in_flight", Help: "Requests being answered."}),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "tollkeeper_requests_total", Help: "Requests answered, by operationId and status.",
		}, []string{"operation", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "tollkeeper_request_seconds", Help: "Time to answer, by operationId.", Buckets: prometheus.ExponentialBuckets(0.0005, 2, 15),
		}, []string{"operation"}),
	}
	m.registry.MustRegister(m.inFlight, m.requests, m.seconds, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) count(operation string, status int, took time.Duration) {
	m.requests.WithLabelValues(operation, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(operation).Observe(took.Seconds())
}

// get registers what is read at a path: whoever may GET may ask for the head of the same answer (RFC 9110, 9.3.2).
func get(e *echo.Echo, path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) {
	e.GET(path, h, m...)
	e.HEAD(path, h, m...)
}

// operate registers what operators and load balancers ask: is the process alive, may it get requests, what did it do.
func (s *Server) operate(e *echo.Echo) {
	get(e, "/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	get(e, "/readyz", func(c echo.Context) error {
		if s.draining.Load() {
			return c.String(http.StatusServiceUnavailable, "stopping\n")
		}
		if err := s.store.Ping(c.Request().Context()); err != nil {
			return c.String(http.StatusServiceUnavailable, "the database does not answer\n")
		}
		return c.String(http.StatusOK, "ready\n")
	})
	get(e, media.Path+"*", echo.WrapHandler(s.pictures))
	for use, pool := range s.store.Pools() {
		s.metrics.registry.MustRegister(collectors.NewDBStatsCollector(pool, use))
	}
	get(e, "/metrics", echo.WrapHandler(promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{})), s.watchers)
}

// watchers lets those read the metrics who have the token, or, without one, this machine.
func (s *Server) watchers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		switch token := string(s.cfg.MetricsToken); {
		case token == "" && !fromThisMachine(c.Request()):
			return fault.New(fault.Forbidden, "Metrics are for this machine: to read them from elsewhere, set TOLLKEEPER_METRICS_TOKEN and send it as bearer token.")
		case token != "" && subtle.ConstantTimeCompare([]byte(c.Request().Header.Get(echo.HeaderAuthorization)), []byte("Bearer "+token)) != 1:
			return fault.New(fault.Unauthenticated, "Send the token for the metrics in the header Authorization, as Bearer.")
		}
		return next(c)
	}
}

// fromThisMachine tells whether the peer of a connection is this machine, and no proxy on it that passes on what others ask. What headers say of the
// client can only speak against it.
func fromThisMachine(r *http.Request) bool {
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via"} {
		if r.Header.Get(name) != "" {
			return false
		}
	}
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	if peer.Addr().Unmap().IsLoopback() {
		return true
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	return ok && local.AddrPort().Addr().Unmap() == peer.Addr().Unmap()
}

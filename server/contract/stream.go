package contract

import (
	"errors"
	"log/slog"
	"mime"
	"net/http"

	"github.com/labstack/echo/v4"

	"tollkeeper/server/domain/fault"
)

// streamWriter lets the body of an x-stream operation through unbuffered, after status and content type were checked.
type streamWriter struct {
	http.ResponseWriter
	o       *operation
	status  int
	refused error
	// strict tells whether a wrong header stops the response.
	strict bool
}

// WriteHeader checks what can be checked of a stream before its first byte leaves.
func (s *streamWriter) WriteHeader(status int) {
	if s.status != 0 {
		return
	}
	s.status = status
	ref := s.o.route.Operation.Responses.Status(status)
	mediaType, _, _ := mime.ParseMediaType(s.Header().Get("Content-Type"))
	switch {
	case ref == nil:
		s.refused = errors.New("status is not supported")
	case len(ref.Value.Content) > 0 && ref.Value.Content.Get(mediaType) == nil:
		s.refused = errors.New("content type is not supported")
	}
	if s.refused == nil || !s.strict {
		s.ResponseWriter.WriteHeader(status)
	}
}

// Write implements io.Writer; nothing of a refused response leaves.
func (s *streamWriter) Write(b []byte) (int, error) {
	s.WriteHeader(http.StatusOK)
	if s.refused != nil && s.strict {
		return 0, s.refused
	}
	return s.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (s *streamWriter) Unwrap() http.ResponseWriter { return s.ResponseWriter }

func (g *Guard) serveStream(c echo.Context, o *operation, next echo.HandlerFunc) error {
	original := c.Response()
	w := &streamWriter{ResponseWriter: original.Writer, o: o, strict: g.Mode == Enforce}
	c.SetResponse(echo.NewResponse(w, c.Echo()))
	err := g.run(c, o, next)
	c.SetResponse(original)
	if w.refused != nil {
		g.Log.LogAttrs(c.Request().Context(), slog.LevelError, "response breaks the contract", slog.String("request_id", RequestID(c.Request().Context())),
			slog.String("operation", o.id), slog.Int("status", w.status), slog.String("fault", w.refused.Error()))
		err = fault.New(fault.Internal, internal)
	}
	if err != nil && (w.status == 0 || w.refused != nil && w.strict) {
		out := newCapture()
		defer out.release()
		g.render(out, c.Request(), o, err)
		w.status = out.status
		err = out.flush(original, nil)
	}
	if g.Served != nil {
		g.Served(o.id, w.status)
	}
	return err
}

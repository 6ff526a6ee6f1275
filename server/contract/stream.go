package contract

import (
	"fmt"
	"log/slog"
	"maps"
	"mime"
	"net/http"

	"github.com/labstack/echo/v4"

	"tollkeeper/server/domain/fault"
)

// streamWriter lets the body of an x-stream operation through unbuffered, after status and content type were checked.
type streamWriter struct {
	http.ResponseWriter
	o       *operation
	x       *exchange
	status  int
	refused error
	// strict tells whether a wrong header stops the response, silent that nobody looks at it.
	strict, silent bool
}

// WriteHeader checks what can be checked of a stream before its first byte leaves.
func (s *streamWriter) WriteHeader(status int) {
	if s.status != 0 {
		return
	}
	s.status = status
	if !s.silent {
		s.refused = s.check()
	}
	if s.refused != nil && s.strict {
		return
	}
	s.x.tellIgnored(s.Header())
	for _, cookie := range s.x.cookies {
		http.SetCookie(s.ResponseWriter, cookie)
	}
	s.ResponseWriter.WriteHeader(status)
}

func (s *streamWriter) check() error {
	response := s.o.response(s.status)
	mediaType, _, _ := mime.ParseMediaType(s.Header().Get("Content-Type"))
	switch {
	case response == nil:
		return fmt.Errorf("the contract documents no status %d", s.status)
	case len(response.Content) > 0 && response.Content.Get(mediaType) == nil:
		return fmt.Errorf("the contract documents no content type %q", mediaType)
	}
	return nil
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

func (g *Guard) serveStream(c echo.Context, o *operation, x *exchange, next echo.HandlerFunc) error {
	original, ctx := c.Response(), c.Request().Context()
	before := original.Header().Clone()
	w := &streamWriter{ResponseWriter: original.Writer, o: o, x: x, strict: g.Mode == Enforce, silent: g.Mode == Off}
	c.SetResponse(echo.NewResponse(w, c.Echo()))
	err := g.run(c, o, next)
	if err == nil {
		w.WriteHeader(http.StatusOK) // an empty stream is an answer too
	}
	c.SetResponse(original)
	if w.refused != nil {
		g.accuse(ctx, o, w.status, w.refused)
	}
	out := newCapture()
	defer out.release()
	switch {
	case w.refused != nil && w.strict:
		g.replace(out, c.Request(), fault.New(fault.Internal, internal))
	case err != nil && w.status == 0:
		g.render(out, c.Request(), o, err)
		g.passes(c.Request(), o, out)
	default:
		original.Committed, original.Status = true, w.status
		g.served(o, w.status)
		if err != nil {
			// What has begun cannot be taken back. The connection is cut, so that the client does not take a part for the whole.
			g.Log.LogAttrs(ctx, slog.LevelError, "stream broke off", slog.String("request_id", RequestID(ctx)),
				slog.String("operation", o.id), slog.String("fault", err.Error()))
			panic(http.ErrAbortHandler)
		}
		return nil
	}
	clear(original.Header()) // of what the room has set
	maps.Copy(original.Header(), before)
	x.tellIgnored(out.header)
	g.served(o, out.status)
	return out.flush(original, nil, c.Request().Method == http.MethodHead)
}

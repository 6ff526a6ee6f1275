package contract

import (
	"bytes"
	"net/http"
	"strconv"
	"sync"
)

// capture holds a response back until it is proven.
type capture struct {
	header http.Header
	body   bytes.Buffer
	status int
}

var captures = sync.Pool{New: func() any { return &capture{header: http.Header{}} }}

func newCapture() *capture { return captures.Get().(*capture) } //nolint:forcetypeassert // the pool holds nothing else

// release gives the buffer back; large ones are left to the collector.
func (c *capture) release() {
	if c.body.Cap() > 1<<20 {
		return
	}
	c.reset()
	captures.Put(c)
}

func (c *capture) reset() {
	clear(c.header)
	c.body.Reset()
	c.status = 0
}

// Header implements http.ResponseWriter.
func (c *capture) Header() http.Header { return c.header }

// WriteHeader keeps the first status, as net/http does.
func (c *capture) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
}

// Write implements http.ResponseWriter.
func (c *capture) Write(b []byte) (int, error) {
	c.WriteHeader(http.StatusOK)
	return c.body.Write(b)
}

// finish makes an answer of nothing at all a 200, as net/http does.
func (c *capture) finish() { c.WriteHeader(http.StatusOK) }

// flush sends what was held back, without the body to a HEAD request, which is told its length all the same. The length of the body is not for rooms to
// say.
func (c *capture) flush(w http.ResponseWriter, cookies []*http.Cookie, head bool) error {
	h := w.Header()
	c.header.Del("Content-Length")
	for name, values := range c.header {
		h[name] = values
	}
	for _, cookie := range cookies {
		http.SetCookie(w, cookie)
	}
	if c.status != http.StatusNoContent && c.status != http.StatusNotModified {
		h.Set("Content-Length", strconv.Itoa(c.body.Len()))
	}
	w.WriteHeader(c.status)
	if head {
		return nil
	}
	_, err := w.Write(c.body.Bytes())
	return err
}

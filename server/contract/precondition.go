package contract

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"tollkeeper/server/domain/fault"
)

const (
	headerETag    = "ETag"
	headerIfMatch = "If-Match"
	// tagBytes are enough of a hash that two answers of one resource never share a tag.
	tagBytes = 16
)

// entityTag stands for exactly this body (RFC 9110, 8.8.3).
func entityTag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:tagBytes]) + `"`
}

// unchanged refuses a change of a resource that is not what If-Match says (RFC 9110, 13.1.1). What it is now is what the caller would be
// answered to GET, in the transaction of the change. A resource that does not exist is left to the room.
func (g *Guard) unchanged(c echo.Context) error {
	wanted := c.Request().Header.Values(headerIfMatch)
	if len(wanted) == 0 {
		return nil
	}
	status, tag, err := g.current(c)
	switch {
	case err != nil:
		return err
	case status == http.StatusNotFound, status == http.StatusOK && matches(wanted, tag):
		return nil
	}
	return fault.New(fault.PreconditionFailed, "The resource has changed since you read it; read it again.")
}

// matches tells whether a list of entity tags, or "*", holds the tag. The weak form of a tag is as good: we give strong ones only, and a proxy that
// compresses answers makes weak ones of them, though the comparison of RFC 9110, 13.1.1, would then never hold.
func matches(lists []string, tag string) bool {
	for _, list := range lists {
		for one := range strings.SplitSeq(list, ",") {
			if one = strings.TrimPrefix(strings.TrimSpace(one), "W/"); one == "*" || one == tag {
				return true
			}
		}
	}
	return false
}

// current asks the resource of a request for its status and tag, through its own guard.
func (g *Guard) current(c echo.Context) (status int, tag string, err error) {
	asked := exchangeOf(c.Request().Context()).request
	r := asked.Clone(c.Request().Context())
	r.Method, r.Body, r.ContentLength, r.GetBody = http.MethodGet, http.NoBody, 0, nil
	r.URL.RawQuery = ""
	for _, name := range []string{headerIfMatch, headerIdempotencyKey, "Content-Type", "Content-Length", "Transfer-Encoding"} {
		r.Header.Del(name)
	}
	out := newCapture()
	defer out.release()
	inner := c.Echo().NewContext(r, out)
	c.Echo().Router().Find(http.MethodGet, echo.GetPath(asked), inner)
	err = inner.Handler()(inner)
	return out.status, out.header.Get(headerETag), err
}

package contract

import (
	"context"
	"net/http"
)

// jar collects the cookies of a response until the guard has proven it: a refused response sets none.
type jar struct{ cookies []*http.Cookie }

// SetCookie adds a cookie to the response of the operation that ctx belongs to.
func SetCookie(ctx context.Context, c *http.Cookie) {
	if j, ok := ctx.Value(cookiesKey).(*jar); ok {
		j.cookies = append(j.cookies, c)
	}
}

package contract

import (
	"context"
	"net/http"
	"net/netip"
	"net/url"
)

// exchange is what an operation may know and say of its HTTP request beside its typed input and output.
type exchange struct {
	// cookies go out with the response once the guard has proven it: a refused response sets none.
	cookies []*http.Cookie
	// url is the absolute URL that the client asked for.
	url url.URL
	// request is what came in, for its cookies.
	request *http.Request
	// address is that of the client, as far as the proxies in front can be trusted; not valid when it is not known.
	address netip.Addr
	// body is what came in, as it was validated; nil when nobody asked for it to be kept.
	body []byte
	// raw is a JSON body as it came in, byte for byte.
	raw []byte
	// keyed names the request by its idempotency key, "" when it has none.
	keyed string
	// undecided says that nobody knows yet what an earlier request of that name has done.
	undecided bool
	// ignored are the keys of the request that the contract does not know; strict says that its sender does not want any to be ignored.
	ignored []string
	strict  bool
	// proven says that the response has been looked at already.
	proven bool
}

func exchangeOf(ctx context.Context) *exchange {
	x, _ := ctx.Value(exchangeKey).(*exchange)
	return x
}

// RawBody is the JSON body of the request that ctx belongs to, byte for byte, for signatures.
func RawBody(ctx context.Context) []byte {
	if x := exchangeOf(ctx); x != nil {
		return x.raw
	}
	return nil
}

// Keyed names the request that ctx belongs to by its caller, its Idempotency-Key and all that it asks, so that an operation which asks a payment
// processor knows one that comes again after its answer was lost; "" for a request without such a key.
func Keyed(ctx context.Context) string {
	if x := exchangeOf(ctx); x != nil {
		return x.keyed
	}
	return ""
}

// Undecided says of a request that Keyed names that nobody knows yet what it did when it came before. Its key stays its own.
func Undecided(ctx context.Context) {
	if x := exchangeOf(ctx); x != nil {
		x.undecided = true
	}
}

// SetCookie adds a cookie to the response of the operation that ctx belongs to.
func SetCookie(ctx context.Context, c *http.Cookie) {
	if x := exchangeOf(ctx); x != nil {
		x.cookies = append(x.cookies, c)
	}
}

// RequestCookie returns the value of a cookie that came with the request that ctx belongs to, "" for none.
func RequestCookie(ctx context.Context, name string) string {
	x := exchangeOf(ctx)
	if x == nil {
		return ""
	}
	cookie, err := x.request.Cookie(name)
	if err != nil {
		return ""
	}
	return cookie.Value
}

// RequestURL returns the absolute URL of the request that ctx belongs to, for links to neighbouring pages.
func RequestURL(ctx context.Context) url.URL {
	if x := exchangeOf(ctx); x != nil {
		return x.url
	}
	return url.URL{}
}

// ClientAddress returns the network address of the client whose request ctx belongs to; it is not valid when it is not known.
func ClientAddress(ctx context.Context) netip.Addr {
	if x := exchangeOf(ctx); x != nil {
		return x.address
	}
	return netip.Addr{}
}

// Converse lets a page beside the contract be served as operations are: it knows the address of its client and the cookies that came, and
// those that it sets go out with its answer.
func Converse(public *url.URL, address func(*http.Request) string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		x := &exchange{url: absoluteURL(r, public), request: r}
		x.address, _ = netip.ParseAddr(address(r))
		out := newCapture()
		defer out.release()
		h.ServeHTTP(out, r.WithContext(context.WithValue(r.Context(), exchangeKey, x)))
		out.finish()
		_ = out.flush(w, x.cookies, r.Method == http.MethodHead) // the client is gone
	})
}

// absoluteURL is the URL of a request as the client sees it: under the public URL of the site when one is configured.
func absoluteURL(r *http.Request, public *url.URL) url.URL {
	u := *r.URL
	switch {
	case public != nil:
		u.Scheme, u.Host = public.Scheme, public.Host
	case r.TLS != nil:
		u.Scheme, u.Host = "https", r.Host
	default:
		u.Scheme, u.Host = "http", r.Host
	}
	u.User, u.Fragment = nil, ""
	return u
}

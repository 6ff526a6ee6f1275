package contract

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tollkeeper/server/domain/fault"
)

// A key that the contract does not know is ignored, and named in the answer: a misspelt one would otherwise seem to have been taken. Who prefers strict
// handling (RFC 7240, 4.4) is refused instead.
const (
	headerIgnored    = "Tollkeeper-Ignored"
	headerPrefer     = "Prefer"
	headerPreference = "Preference-Applied"
	// maxIgnored is how many keys are named, maxIgnoredName how long the name of one may be, in characters of the request, and maxIgnoredHeader all of
	// them, in bytes: proxies bound the head of an answer.
	maxIgnored       = 20
	maxIgnoredName   = 100
	maxIgnoredHeader = 1000
	// inQuery marks the name of a query parameter.
	inQuery = "?"
	// noName stands for the empty name, which JSON allows: a quotation mark in any other name is encoded.
	noName = `""`
	strict = "handling=strict"
)

// ignore remembers keys of a request that the contract does not know.
func (x *exchange) ignore(names ...string) {
	for _, name := range names {
		if x != nil && len(x.ignored) <= maxIgnored && !slices.Contains(x.ignored, name) {
			x.ignored = append(x.ignored, name)
		}
	}
}

// refuseIgnored refuses a request with keys that the contract does not know when its sender prefers that.
func (x *exchange) refuseIgnored() error {
	if x == nil || !x.strict || len(x.ignored) == 0 {
		return nil
	}
	fields := map[string][]string{}
	for _, name := range x.ignored {
		fields[cut(strings.TrimPrefix(name, inQuery), maxIgnoredName)] = []string{"This operation knows no such key."}
	}
	return fault.Fields(fields)
}

// tellIgnored says in an answer what was ignored, and whether that was refused. No text of the client goes out as it came.
func (x *exchange) tellIgnored(h http.Header) {
	if x.strict {
		h.Set(headerPreference, strict)
	}
	if len(x.ignored) == 0 {
		return
	}
	names := slices.Clone(x.ignored)
	slices.Sort(names)
	var list strings.Builder
	for i, name := range names {
		bare, query := strings.CutPrefix(name, inQuery)
		name = encoded(bare)
		if bare == "" {
			name = noName
		}
		if query {
			name = inQuery + name
		}
		if i > 0 {
			list.WriteString(", ")
		}
		if i == maxIgnored || list.Len()+len(name) > maxIgnoredHeader {
			list.WriteString("*")
			break
		}
		list.WriteString(name)
	}
	h.Set(headerIgnored, list.String())
}

// encoded is a name as it goes into a header, cut when it is long.
func encoded(name string) string {
	for n := maxIgnoredName; ; n /= 2 {
		if out := url.QueryEscape(cut(name, n)); len(out) <= 2*maxIgnoredName {
			return out
		}
	}
}

// prefersStrict tells whether a request prefers strict handling. Of a preference that is given more than once the first counts.
func prefersStrict(h http.Header) bool {
	for _, list := range h.Values(headerPrefer) {
		for one := range strings.SplitSeq(list, ",") {
			preference, _, _ := strings.Cut(one, ";")
			name, value, _ := strings.Cut(preference, "=")
			if strings.EqualFold(strings.TrimSpace(name), "handling") {
				return strings.EqualFold(strings.Trim(strings.TrimSpace(value), `"`), "strict")
			}
		}
	}
	return false
}

// lookAtForm finds the fields of a form that the contract does not know. Those of a multipart form are refused by the judge.
func (o *operation) lookAtForm(r *http.Request, mediaType string) error {
	if mediaType != "application/x-www-form-urlencoded" || o.stream {
		return nil
	}
	data, err := io.ReadAll(r.Body)
	if exceeded := (*http.MaxBytesError)(nil); errors.As(err, &exceeded) {
		return tooLarge(exceeded.Limit)
	}
	if err != nil {
		return fault.New(fault.Invalid, "The body could not be read.").Because(err)
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(data)), int64(len(data))
	values, err := url.ParseQuery(string(data))
	if err != nil {
		return nil //nolint:nilerr // the judge says what is wrong with it
	}
	s := shapeOf(o.body.Content.Get(mediaType).Schema)
	for name := range values {
		if s.unknown(name) {
			exchangeOf(r.Context()).ignore(name)
		}
	}
	return nil
}

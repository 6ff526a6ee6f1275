package contract_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"tollkeeper/server/contract"
)

// TestLenientQueries: what the contract takes beside what its schemas say, and the form in which the room is given it.
func TestLenientQueries(t *testing.T) {
	guarded := start(t, contract.Enforce)
	for query, want := range map[string]string{
		"o=title":                              "o=title",
		"o=title,-at":                          "o=title|-at",
		"o=title&o=-at":                        "o=title|-at",
		"o=title,%20-at":                       "o=title|-at",
		"o=,title,":                            "o=title",
		"o=":                                   "",
		"o=,":                                  "",
		"q_f=a,b":                              "q_f=a,b",
		"q_f=a&q_f=b":                          "q_f=a|b",
		"page=last":                            "page=2147483647",
		"page=2":                               "page=2",
		"page=":                                "",
		"q=":                                   "",
		"q=%20x%20":                            "q= x ",
		"q=a,b":                                "q=a,b",
		"q=%C3%A9":                             "q=é",
		"deep=1":                               "deep=1",
		"deep=true":                            "deep=true",
		"unknown=1&unknown=%ff":                "",
		"Page=0":                               "",
		"start_at=2019-06-24T10:00:00Z":        "start_at=2019-06-24T10:00:00Z",
		`start_at="2019-06-24T10:00:00Z"`:      "start_at=2019-06-24T10:00:00Z",
		`start_at=%222019-01-01%22`:            "start_at=2019-01-01T00:00:00Z",
		"start_at=2019-01-01":                  "start_at=2019-01-01T00:00:00Z",
		"start_at=2019-06-24T10:00:00":         "start_at=2019-06-24T10:00:00Z",
		"start_at=2019-06-24T10:00:00.25":      "start_at=2019-06-24T10:00:00.25Z",
		"start_at=2019-06-24T10:00:00.5Z":      "start_at=2019-06-24T10:00:00.5Z",
		"start_at=2019-06-24T10:00:00+02:00":   "start_at=2019-06-24T10:00:00+02:00", // the plus is a blank in a query
		"start_at=2019-06-24T10:00:00%2B02:00": "start_at=2019-06-24T10:00:00+02:00",
		"start_at=2019-06-24T10:00:00-07:00":   "start_at=2019-06-24T10:00:00-07:00",
		"start_at=":                            "",
	} {
		t.Run(query, func(t *testing.T) {
			f := guarded.in(t)
			var got []string
			for name, values := range f.accepted(f.send(request(http.MethodGet, "/api/things/?"+query, ""))) {
				got = append(got, strings.TrimPrefix(name, "query ")+"="+strings.Join(values, "|"))
			}
			if strings.Join(got, "&") != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// The links to other pages are made of what the client sent, under the public URL of the site.
func TestRequestURLIsWhatTheClientAskedFor(t *testing.T) {
	f := start(t, contract.Enforce)
	var got string
	f.rooms["thing_list"] = func(c echoContext) error {
		u := contract.RequestURL(c.Request().Context())
		got = u.String()
		return tell(c, "thing_list")
	}
	f.accepted(f.send(request(http.MethodGet, "http://user@example.com:81/api/things/?o=title,-at&x=1&start_at=2019-01-01", "")))
	if want := "http://example.com:81/api/things/?o=title,-at&x=1&start_at=2019-01-01"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestRequestCookie(t *testing.T) {
	f := start(t, contract.Enforce)
	var got []string
	f.rooms["thing_list"] = func(c echoContext) error {
		ctx := c.Request().Context()
		got = append(got, contract.RequestCookie(ctx, "sessionid"), contract.RequestCookie(ctx, "other"))
		return tell(c, "thing_list")
	}
	f.accepted(f.send(request(http.MethodGet, "/api/things/", "", "Cookie", "sessionid=abc; csrftoken=def")))
	if !slices.Equal(got, []string{"abc", ""}) {
		t.Errorf("got %q", got)
	}
	if contract.RequestCookie(t.Context(), "sessionid") != "" {
		t.Error("a cookie without a request")
	}
}

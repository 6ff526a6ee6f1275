package contract_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"tollkeeper/server/contract"
)

// FuzzGuard sends anything to rooms that answer correctly: the guard must neither fail nor panic, and what it refuses it must refuse
// with a Problem.
func FuzzGuard(f *testing.F) {
	for _, seed := range [][6]string{
		{"GET", "/api/things/", "page=2&o=title,-at&start_at=2019-01-01", "", "", ""},
		{"GET", "/api/things", "page=last&q=%ff&ot=up", "manager", "", ""},
		{"POST", "/api/things/", "", "", "application/json", `{"title":" x ","amount":1e2,"child":{"name":"a"},"either":[{"name":"b"}]}`},
		{"POST", "/api/things/", "", "", "application/json; charset=utf-8", `{"title":"x","ratio":1e999}`},
		{"PATCH", "/api/things/known/", "", "manager", "application/json", `{"Title":1,"labels":{"a":"b"}}`},
		{"PATCH", "/api/things/known/", "", "stranger", "", `{`},
		{"DELETE", "/api/things/known", "", "manager", "", ""},
		{"HEAD", "/api/things/known/files/a%2Fb/", "", "", "", ""},
		{"GET", "/api/numbers/9223372036854775808", "", "", "", ""},
		{"POST", "/api/form/", "", "", "application/x-www-form-urlencoded", "title=x&tags=%ff"},
		{"POST", "/api/form/", "", "", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nx\r\n--b--\r\n"},
		{"POST", "/api/pour/", "", "", "application/octet-stream", "\x00\xff"},
		{"POST", "/api/session/", "", "forged", "application/json", `null`},
		{"OPTIONS", "/api/things/", "", "", "", ""},
		{"GET", "/api/me/", "%zz", "bad", "", "\xff"},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3], seed[4], []byte(seed[5]))
	}
	guarded := start(f, contract.Enforce)
	f.Fuzz(func(t *testing.T, method, path, query, who, contentType string, body []byte) {
		target, err := url.ParseRequestURI(path)
		if err != nil || target.Host != "" || strings.ContainsAny(query, " \r\n#") || who == "broken" {
			return // net/http lets no such request through, or the caller is one whose authenticator fails
		}
		r, err := http.NewRequestWithContext(t.Context(), method, path, bytes.NewReader(body))
		if err != nil {
			return // no such method
		}
		r.URL, r.RequestURI = target, path
		r.URL.RawQuery = query
		r.Header["Content-Type"] = []string{contentType}
		if who != "" {
			r.Header["Authorization"] = []string{"Bearer " + who}
		}
		a := guarded.in(t).send(r)
		switch {
		case a.status >= 500, guarded.logged.Len() > 0:
			t.Errorf("status %d: %s\n%s", a.status, a.body, guarded.logged)
		case method == http.MethodHead && a.body != "":
			t.Errorf("a body to HEAD: %s", a.body)
		case a.status >= 300 && method != http.MethodHead:
			if fault := guarded.isProblem(a, &problemOf{}); fault != "" {
				t.Errorf("%s: %d %s", fault, a.status, a.body)
			}
		}
	})
}

// FuzzNormalizeJSON: what is accepted says the same as before, but for blanks around texts, and is not changed by a second pass.
func FuzzNormalizeJSON(f *testing.F) {
	for _, seed := range []string{
		`{"title":" x ","password":" y "}`, `{"Title":1}`, `[1.0,1e3,-0.0,1e400,0.1,9007199254740993]`, `"\ud800"`, `{"a":1,"a":2}`, `null`, ` [] `,
		`{"child":{"password":" ","child":{"NAME":"\u0000"}}}`, `{"either":[{"name":" a"}]}`, "\"\xff\"",
		`[[[[[[]]]]]]`, `1 2`, `{"labels":{"Title":" x"}}`,
	} {
		f.Add([]byte(seed))
	}
	schema := document(f).Components.Schemas["ThingPatch"]
	f.Fuzz(func(t *testing.T, data []byte) {
		free, err := contract.NormalizeJSON(data, nil)
		shaped, shapedErr := contract.NormalizeJSON(data, schema)
		if err != nil {
			return
		}
		if !json.Valid(free) || !utf8.Valid(free) {
			t.Fatalf("%q became %q", data, free)
		}
		if got, want := trimmed(decode(t, free)), trimmed(decode(t, data)); !reflect.DeepEqual(got, want) {
			t.Errorf("%q became %q", data, free)
		}
		if again, err := contract.NormalizeJSON(free, nil); err != nil || !bytes.Equal(again, free) {
			t.Errorf("%q became %q, then %q, %v", data, free, again, err)
		}
		if shapedErr == nil {
			if again, err := contract.NormalizeJSON(shaped, schema); err != nil || !bytes.Equal(again, shaped) {
				t.Errorf("%q became %q, then %q, %v", data, shaped, again, err)
			}
		}
	})
}

func decode(t *testing.T, data []byte) any {
	t.Helper()
	var value any
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

// trimmed is a value with its texts trimmed and its numbers as the closest that a machine has.
func trimmed(value any) any {
	switch v := value.(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		if whole, err := strconv.ParseInt(v.String(), 10, 64); err == nil {
			return float64(whole)
		}
		number, _ := v.Float64()
		return number + 0 // so that zero has no sign
	case []any:
		for i := range v {
			v[i] = trimmed(v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = trimmed(v[name])
		}
	}
	return value
}

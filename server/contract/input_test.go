package contract_test

import (
	"bytes"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"tollkeeper/server/contract"
)

// deep nests n arrays.
func deep(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }

// badBodies are bodies of thing_create, with the fields that the answer must name.
var badBodies = map[string]struct {
	body   string
	status int
	fields string
}{
	"empty":                      {"", 400, ""},
	"blank":                      {"  \n", 400, ""},
	"no JSON":                    {"title=x", 400, ""},
	"cut":                        {`{"title":"x"`, 400, ""},
	"cut in a text":              {`{"title":"x`, 400, ""},
	"comma too many":             {`{"title":"x",}`, 400, ""},
	"single quotes":              {`{'title':'x'}`, 400, ""},
	"comment":                    {`{"title":"x"} // no`, 400, ""},
	"two values":                 {`{"title":"x"}{"title":"y"}`, 400, ""},
	"NaN":                        {`{"title":"x","ratio":NaN}`, 400, ""},
	"hexadecimal":                {`{"title":"x","amount":0x10}`, 400, ""},
	"leading zero":               {`{"title":"x","amount":010}`, 400, ""},
	"byte order mark":            {"\ufeff" + `{"title":"x"}`, 400, ""},
	"UTF-16":                     {"{\x00\"\x00t\x00", 400, ""},
	"bad UTF-8":                  {"{\"title\":\"\xff\"}", 400, ""},
	"bad UTF-8 in a key":         {"{\"title\":\"x\",\"\xc3\x28\":1}", 400, ""},
	"overlong UTF-8":             {"{\"title\":\"\xc0\xaf\"}", 400, ""},
	"surrogate in UTF-8":         {"{\"title\":\"\xed\xa0\x80\"}", 400, ""},
	"control character":          {"{\"title\":\"a\x01b\"}", 400, ""},
	"nested deeply":              {`{"title":"x","tags":` + deep(40) + `}`, 400, ""},
	"nested 10,000 deep":         {deep(10000), 400, ""},
	"nested 10,000 deep, cut":    {strings.Repeat("[", 10000), 400, ""},
	"objects nested 10,000 deep": {strings.Repeat(`{"a":`, 10000), 400, ""},
	"null":                       {`null`, 400, "body"},
	"text":                       {`"title"`, 400, "body"},
	"number":                     {`5`, 400, "body"},
	"list":                       {`[{"title":"x"}]`, 400, "body"},
	"missing":                    {`{}`, 400, "title"},
	"missing, another case":      {`{"Title":"x"}`, 400, "title"},
	"missing, no ASCII":          {`{"tıtle":"x"}`, 400, "title"},
	"null for a text":            {`{"title":null}`, 400, "title"},
	"number for a text":          {`{"title":5}`, 400, "title"},
	"list for a text":            {`{"title":["x"]}`, 400, "title"},
	"object for a text":          {`{"title":{}}`, 400, "title"},
	"blank text":                 {`{"title":" \t "}`, 400, "title"},
	"too long":                   {`{"title":"12345678901"}`, 400, "title"},
	"NUL":                        {`{"title":"a\u0000b"}`, 400, "title"},
	"NUL in a password":          {`{"title":"x","password":"\u0000"}`, 400, "password"},
	"NUL in a nested text":       {`{"title":"x","child":{"name":"\u0000"}}`, 400, "child.name"},
	"NUL in a list":              {`{"title":"x","tags":["a","\u0000"]}`, 400, "tags.1"},
	"NUL in an unknown member":   {`{"title":"x","other":"\u0000"}`, 400, "other"},
	"NUL in a key":               {`{"title":"x","labels":{"\u0000":"a"}}`, 400, "labels"},
	"key twice":                  {`{"title":"x","title":"y"}`, 400, "title"},
	"key twice, escaped":         {`{"title":"x","t\u0069tle":"y"}`, 400, "title"},
	"nested key twice":           {`{"title":"x","child":{"name":"a","name":"b"}}`, 400, "name"},
	"unknown enum":               {`{"title":"x","state":"ajar"}`, 400, "state"},
	"empty enum":                 {`{"title":"x","state":""}`, 400, "state"},
	"text for an integer":        {`{"title":"x","amount":"5"}`, 400, "amount"},
	"fraction for an integer":    {`{"title":"x","amount":1.5}`, 400, "amount"},
	"below the minimum":          {`{"title":"x","amount":-1}`, 400, "amount"},
	"over the maximum":           {`{"title":"x","amount":1000001}`, 400, "amount"},
	"2^63":                       {`{"title":"x","amount":9223372036854775808}`, 400, "amount"},
	"2^63, no maximum":           {`{"title":"x","big":9223372036854775808}`, 400, "big"},
	"-2^63-1":                    {`{"title":"x","big":-9223372036854775809}`, 400, "big"},
	"1e30 for an integer":        {`{"title":"x","big":1e30}`, 400, "big"},
	"1e999":                      {`{"title":"x","ratio":1e999}`, 400, "ratio"},
	"1e999 for an integer":       {`{"title":"x","amount":1e999}`, 400, "amount"},
	"1e999 for a text":           {`{"title":1e999}`, 400, "title"},
	"1e999 deep inside":          {`{"title":"x","other":{"list":[1,1e999]}}`, 400, "other.list.1"},
	"a thousand digits":          {`{"title":"x","big":` + strings.Repeat("9", 1000) + `}`, 400, "big"},
	"text for a boolean":         {`{"title":"x","flag":"true"}`, 400, "flag"},
	"number for a boolean":       {`{"title":"x","flag":1}`, 400, "flag"},
	"no date-time":               {`{"title":"x","at":"today"}`, 400, "at"},
	"date for a date-time":       {`{"title":"x","at":"2019-06-24"}`, 400, "at"},
	"date-time of year 10000":    {`{"title":"x","at":"9999-12-31T23:59:59-01:00"}`, 400, "at"},
	"date-time with a comma":     {`{"title":"x","at":"2019-06-24T10:00:00,5Z"}`, 400, "at"},
	"no e-mail address":          {`{"title":"x","mail":"xia"}`, 400, "mail"},
	"pattern":                    {`{"title":"x","slug":"A"}`, 400, "slug"},
	"pattern over lines":         {`{"title":"x","slug":"a\nB"}`, 400, "slug"},
	"too few items":              {`{"title":"x","tags":[]}`, 400, "tags"},
	"too many items":             {`{"title":"x","tags":["a","b","c","d"]}`, 400, "tags"},
	"item of a wrong type":       {`{"title":"x","tags":["a",1]}`, 400, "tags.1"},
	"null item":                  {`{"title":"x","tags":[null]}`, 400, "tags.0"},
	"item too long":              {`{"title":"x","tags":["abcdef"]}`, 400, "tags.0"},
	"nested missing":             {`{"title":"x","child":{}}`, 400, "child.name"},
	"nested wrong type":          {`{"title":"x","child":{"name":"a","child":{"name":5}}}`, 400, "child.child.name"},
	"value of a free name":       {`{"title":"x","labels":{"a":5}}`, 400, "labels.a"},
	"no alternative":             {`{"title":"x","either":5}`, 400, "either"},
	"the alternative meant":      {`{"title":"x","either":{"name":5}}`, 400, "either.name"},
	"nothing of the alternative": {`{"title":"x","either":{}}`, 400, "either.name"},
	"list of an alternative":     {`{"title":"x","either":[{"name":"a"},{"name":5}]}`, 400, "either.1.name"},
	"several":                    {`{"amount":-1,"state":"ajar","tags":[1]}`, 400, "amount state tags.0 title"},
}

// TestBadBodies: each is a 4xx that names the field where there is one, and never reaches the room.
func TestBadBodies(t *testing.T) {
	guarded := start(t, contract.Enforce)
	for name, c := range badBodies {
		t.Run(name, func(t *testing.T) {
			f := guarded.in(t)
			p := f.refused(f.send(request(http.MethodPost, "/api/things/", c.body, "Content-Type", "application/json")), c.status)
			if got := strings.Join(slices.Sorted(maps.Keys(p.Errors)), " "); got != c.fields {
				t.Errorf("fields %q, want %q: %s", got, c.fields, p.Detail)
			}
			if len(f.calls) != 0 || f.logged.Len() > 0 {
				t.Errorf("calls %v, log %s", f.calls, f.logged)
			}
		})
	}
}

// unknown hides the length of a body, as a client does that sends it in chunks.
func unknown(r *http.Request) *http.Request {
	r.ContentLength = -1
	return r
}

func TestBodiesOverTheLimit(t *testing.T) {
	guarded := start(t, contract.Enforce)
	fits, over := `{"title":"x"`+strings.Repeat(" ", limit-13)+`}`, `{"title":"x"`+strings.Repeat(" ", limit-12)+`}`
	for name, c := range map[string]struct {
		r      *http.Request
		status int
	}{
		"at the limit":               {request(http.MethodPost, "/api/things/", fits), 201},
		"at the limit, in chunks":    {unknown(request(http.MethodPost, "/api/things/", fits)), 201},
		"over":                       {request(http.MethodPost, "/api/things/", over), 413},
		"over, in chunks":            {unknown(request(http.MethodPost, "/api/things/", over)), 413},
		"form, over":                 {form("title=" + strings.Repeat("x", limit)), 413},
		"form, over, in chunks":      {unknown(form("title=" + strings.Repeat("x", limit))), 413},
		"where nothing is wanted":    {request(http.MethodGet, "/api/things/", over), 200},
		"upload":                     {upload(strings.Repeat("x", 2*limit)), 200},
		"upload, over":               {upload(strings.Repeat("x", 2*limit+1)), 413},
		"upload, in chunks":          {unknown(upload(strings.Repeat("x", 2*limit))), 200},
		"a lie about a short length": {short(request(http.MethodPost, "/api/things/", over)), 413},
	} {
		t.Run(name, func(t *testing.T) {
			f := guarded.in(t)
			if a := f.send(c.r); c.status < 300 {
				f.accepted(a)
			} else {
				f.refused(a, c.status)
			}
		})
	}
}

func short(r *http.Request) *http.Request {
	r.ContentLength = 5
	return r
}

func form(body string) *http.Request {
	return request(http.MethodPost, "/api/form/", body, "Content-Type", "application/x-www-form-urlencoded")
}

func upload(body string) *http.Request {
	return request(http.MethodPost, "/api/pour/", body, "Content-Type", "application/octet-stream")
}

// An upload is not read before its room asks for it.
func TestUploadsAreNotBuffered(t *testing.T) {
	f := start(t, contract.Enforce)
	body := &counter{}
	f.rooms["pour"] = func(c echo.Context) error {
		if body.read != 0 {
			t.Errorf("%d bytes were read before", body.read)
		}
		return c.Stream(http.StatusOK, "application/octet-stream", io.LimitReader(c.Request().Body, 10))
	}
	r := upload("")
	r.Header.Set("Content-Type", "application/octet-stream")
	r.Body, r.ContentLength = io.NopCloser(body), -1
	if a := f.send(r); a.body != "xxxxxxxxxx" {
		t.Errorf("%d %q", a.status, a.body)
	}
}

// counter is a body without end.
type counter struct{ read int }

func (c *counter) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'x'
	}
	c.read += len(b)
	return len(b), nil
}

func TestContentTypes(t *testing.T) {
	guarded := start(t, contract.Enforce)
	for contentType, status := range map[string]int{
		"application/json": 201, "application/json; charset=utf-8": 201, "Application/JSON": 201, "application/json ;charset=UTF-8": 201,
		"": 415, "text/plain": 415, "application/xml": 415, "application/x-www-form-urlencoded": 415, "application/jsonp": 415, "json": 415, "/": 415,
		"application/json; charset": 415, "application/json, text/plain": 415, "*/*": 415, "application/*": 415, "application/problem+json": 415,
	} {
		t.Run(contentType, func(t *testing.T) {
			f := guarded.in(t)
			a := f.send(request(http.MethodPost, "/api/things/", `{"title":"x"}`, "Content-Type", contentType))
			if status == 201 {
				f.accepted(a)
			} else if p := f.refused(a, 415); p.Detail != "Send the body as application/json." {
				t.Errorf("detail %q", p.Detail)
			}
		})
	}
	f := start(t, contract.Enforce)
	const forms = "Send the body as application/x-www-form-urlencoded or multipart/form-data."
	if p := f.refused(f.send(request(http.MethodPost, "/api/form/", `{}`)), 415); p.Detail != forms {
		t.Errorf("detail %q", p.Detail)
	}
	// A body that may be left out needs no content type; one that nobody asked for is not looked at.
	f.accepted(f.send(request(http.MethodPost, "/api/session/", "")))
	f.accepted(f.send(request(http.MethodPost, "/api/session/", "", "Content-Type", "application/json")))
	f.refused(f.send(request(http.MethodPost, "/api/session/", "", "Content-Type", "text/plain")), 415)
	f.accepted(f.send(request(http.MethodGet, "/api/things/", "\xff", "Content-Type", "text/plain")))
}

func TestForms(t *testing.T) {
	guarded := start(t, contract.Enforce)
	parts := func(values ...string) *http.Request {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		for i := 0; i < len(values); i += 2 {
			if values[i] == "file" {
				part, _ := w.CreateFormFile("file", "x.bin") // a buffer takes everything
				_, _ = io.WriteString(part, values[i+1])
				continue
			}
			_ = w.WriteField(values[i], values[i+1])
		}
		_ = w.Close()
		return request(http.MethodPost, "/api/form/", b.String(), "Content-Type", w.FormDataContentType())
	}
	for name, c := range map[string]struct {
		r      *http.Request
		status int
		field  string
	}{
		"good":                      {form("title=x&tags=a&tags=b"), 200, ""},
		"missing":                   {form("tags=a"), 400, "title"},
		"too long":                  {form("title=12345678901"), 400, "title"},
		"too many":                  {form("title=x&tags=a&tags=b&tags=c"), 400, "tags"},
		"bad escape":                {form("title=%zz"), 400, "body"},
		"bad UTF-8":                 {form("title=%ff"), 400, "title"},
		"bad UTF-8 in a list":       {form("title=x&tags=%ff"), 400, "tags"},
		"NUL":                       {form("title=%00"), 400, "title"},
		"empty":                     {form(""), 400, "body"},
		"parts, good":               {parts("title", "x", "tags", "a"), 200, ""},
		"parts, missing":            {parts("tags", "a"), 400, "title"},
		"parts, bad UTF-8":          {parts("title", "\xff"), 400, "title"},
		"parts, NUL":                {parts("title", "\x00"), 400, "title"},
		"parts, a file of any sort": {parts("title", "x", "file", "\xff\x00"), 200, ""},
		"parts, no boundary":        {request(http.MethodPost, "/api/form/", "x", "Content-Type", "multipart/form-data"), 400, "body"},
		"parts, another boundary":   {request(http.MethodPost, "/api/form/", "--a\r\n", "Content-Type", "multipart/form-data; boundary=b"), 400, "body"},
	} {
		t.Run(name, func(t *testing.T) {
			f := guarded.in(t)
			a := f.send(c.r)
			if c.status == 200 {
				f.accepted(a)
				return
			}
			if p := f.refused(a, c.status); len(p.Errors) != 1 || len(p.Errors[c.field]) == 0 {
				t.Errorf("%+v", p)
			}
		})
	}
}

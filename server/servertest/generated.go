package servertest

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"strings"
	"sync"

	"tollkeeper/gen/client"
	"tollkeeper/openapi"
)

// route is an operation of the contract: how its path looks, and the method of the generated client that calls it.
type route struct {
	method  string
	pattern *regexp.Regexp
	// call is the name of the client's method; with hasBody it takes a body that is sent as it is.
	call    string
	hasBody bool
}

var (
	braces       = regexp.MustCompile(`\\\{[^}]*\\\}`)
	notInMethods = regexp.MustCompile(`[^a-z0-9]`)
)

// routes are the operations of /api, those without parameters first.
var routes = sync.OnceValues(func() ([]route, error) {
	doc, err := openapi.Load(openapi.DjaoApp)
	if err != nil {
		return nil, err
	}
	methods := map[string]string{}
	of := reflect.TypeFor[*client.ClientWithResponses]()
	for i := range of.NumMethod() {
		name := of.Method(i).Name
		methods[strings.ToLower(name)] = name
	}
	var out []route
	for _, path := range doc.Paths.InMatchingOrder() {
		pattern := regexp.QuoteMeta(strings.TrimSuffix(path, "/"))
		pattern = braces.ReplaceAllString(pattern, `([^/]+)`)
		for method, op := range doc.Paths.Value(path).Operations() {
			r := route{method: method, pattern: regexp.MustCompile("^" + pattern + "/?$"), hasBody: op.RequestBody != nil}
			suffix := "withresponse"
			if r.hasBody {
				suffix = "withbodywithresponse"
			}
			name := notInMethods.ReplaceAllString(strings.ToLower(op.OperationID), "") + suffix
			if r.call = methods[name]; r.call == "" {
				return nil, fmt.Errorf("the generated client has no method %s for %s", name, op.OperationID)
			}
			out = append(out, r)
		}
	}
	return out, nil
})

// generated calls an operation through the generated client, which has to understand the answer: where the contract gives it a body of JSON, the
// client's type for it holds it. It is not called when the contract has no such operation. The query is sent as it is written, since tests
// send what no type of the client allows.
func generated(ctx context.Context, base, method, path, body string, header http.Header) (status int, text string, called bool, err error) {
	all, err := routes()
	if err != nil {
		return 0, "", false, err
	}
	bare, query, _ := strings.Cut(path, "?")
	for _, r := range all {
		values := r.pattern.FindStringSubmatch(bare)
		if r.method != method || values == nil {
			continue
		}
		c, err := client.NewClientWithResponses(base)
		if err != nil {
			return 0, "", true, err
		}
		f := reflect.ValueOf(c).MethodByName(r.call)
		arguments, err := argumentsOf(ctx, f.Type(), values[1:], body, header.Get("Content-Type"))
		if err != nil {
			return 0, "", true, err
		}
		edit := client.RequestEditorFn(func(_ context.Context, r *http.Request) error {
			r.URL.RawQuery, r.Header = query, header.Clone()
			return nil
		})
		out := f.Call(append(arguments, reflect.ValueOf(edit)))
		if err, failed := out[1].Interface().(error); failed {
			return 0, "", true, fmt.Errorf("the generated client, %s: %w", r.call, err)
		}
		status, text, err = understood(out[0].Elem())
		return status, text, true, err
	}
	return 0, "", false, nil
}

// argumentsOf are those of a method of the client: the context, the values in the path, no parameters, and a body as it is.
func argumentsOf(ctx context.Context, method reflect.Type, inPath []string, body, contentType string) ([]reflect.Value, error) {
	out := []reflect.Value{reflect.ValueOf(ctx)}
	for i := 1; i < method.NumIn()-1; i++ {
		in := method.In(i)
		switch {
		case len(inPath) > 0 && in.Kind() == reflect.String:
			value, err := url.PathUnescape(inPath[0])
			if err != nil {
				return nil, err
			}
			out, inPath = append(out, reflect.ValueOf(value).Convert(in)), inPath[1:]
		case in.Kind() == reflect.Pointer:
			out = append(out, reflect.Zero(in))
		case in.Kind() == reflect.String:
			out = append(out, reflect.ValueOf(contentType))
		case in == reflect.TypeFor[io.Reader]():
			out = append(out, reflect.ValueOf(strings.NewReader(body)))
		default:
			return nil, fmt.Errorf("a method of the generated client takes %s", in)
		}
	}
	return out, nil
}

// understood reads status and body of a response of the client. It fails when the contract has a type for the answer, and the client did not fill it.
func understood(response reflect.Value) (status int, text string, err error) {
	answer, ok := response.FieldByName("HTTPResponse").Interface().(*http.Response)
	if !ok {
		return 0, "", fmt.Errorf("%s has no response", response.Type())
	}
	body := response.FieldByName("Body").Bytes()
	typed := response.FieldByName(fmt.Sprintf("JSON%d", answer.StatusCode))
	if typed.IsValid() && typed.IsNil() && json.Valid(body) {
		return 0, "", fmt.Errorf("the generated client did not understand %d %s", answer.StatusCode, body)
	}
	return answer.StatusCode, string(body), nil
}

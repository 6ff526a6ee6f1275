// The runner of the Go SDK: what .ci/sdk/conductor asks for, through gen/client and gen/v1client.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"tollkeeper/gen/client"
	"tollkeeper/gen/v1client"
)

// call is what the conductor asks for.
type call struct {
	Contract    string              `json:"contract"`
	Operation   string              `json:"operation"`
	Path        string              `json:"path"`
	PathValues  map[string]string   `json:"path_values"`
	Query       map[string][]string `json:"query"`
	Header      map[string]string   `json:"header"`
	ContentType string              `json:"content_type"`
	Body        json.RawMessage     `json:"body"`
	Files       []string            `json:"files"`
	Token       string              `json:"token"`
}

func main() {
	base := os.Getenv("TOLLKEEPER_URL")
	if len(os.Args) == 1 || os.Args[1] != "--calls-only" { // a mock remembers no cart
		if err := mainJob(base + "/api"); err != nil {
			fmt.Fprintln(os.Stderr, "main job:", err)
			os.Exit(1)
		}
	}
	djaoapp, err := client.NewClientWithResponses(base + "/api")
	if err != nil {
		panic(err)
	}
	subscriptions, err := v1client.NewClientWithResponses(base + "/api/v1")
	if err != nil {
		panic(err)
	}
	clients := map[string]reflect.Value{"djaoapp": reflect.ValueOf(djaoapp), "subscriptions": reflect.ValueOf(subscriptions)}
	fault := ""
	for {
		next, more, err := ask(base, fault)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if !more {
			return
		}
		fault = ""
		if err := send(clients[next.Contract], next); err != nil {
			fault = err.Error()
		}
	}
}

func ask(base, fault string) (call, bool, error) {
	var next call
	body, err := json.Marshal(map[string]string{"error": fault})
	if err != nil {
		return next, false, err
	}
	response, err := http.Post(base+"/conductor/next", "application/json", bytes.NewReader(body))
	if err != nil {
		return next, false, err
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	if response.StatusCode != http.StatusOK {
		return next, false, nil
	}
	return next, true, json.NewDecoder(response.Body).Decode(&next)
}

var notAlphanumeric = regexp.MustCompile(`[^a-z0-9]`)

func plain(name string) string { return notAlphanumeric.ReplaceAllString(strings.ToLower(name), "") }

// send finds the method of the operation by its name, and its arguments by their types: the context, the values in the path in their
// order, the parameters, the body.
func send(on reflect.Value, c call) error {
	suffix := "WithResponse"
	switch c.ContentType {
	case "multipart/form-data":
		suffix = "WithBodyWithResponse"
	case "application/x-www-form-urlencoded":
		suffix = "WithFormdataBodyWithResponse"
	}
	method := on.MethodByName("-")
	for i := range on.NumMethod() {
		if plain(on.Type().Method(i).Name) == plain(c.Operation+suffix) {
			method = on.Method(i)
		}
	}
	if !method.IsValid() {
		return errors.New("the client has no such method")
	}
	arguments, err := arguments(method.Type(), c)
	if err != nil {
		return err
	}
	out := method.Call(arguments)
	if err, ok := out[1].Interface().(error); ok {
		return err
	}
	return understood(out[0].Elem())
}

// arguments are those of a generated method, but for its variadic editors, of which there is one.
func arguments(method reflect.Type, c call) ([]reflect.Value, error) {
	out := []reflect.Value{reflect.ValueOf(context.Background())}
	var inPath []string
	for _, match := range regexp.MustCompile(`\{([^}]+)\}`).FindAllStringSubmatch(c.Path, -1) {
		inPath = append(inPath, c.PathValues[match[1]])
	}
	body := false
	for i := 1; i < method.NumIn()-1; i++ {
		in := method.In(i)
		value := reflect.New(in).Elem()
		switch {
		case len(inPath) > 0:
			if err := text(value, inPath[0]); err != nil {
				return nil, err
			}
			inPath = inPath[1:]
		case in.Kind() == reflect.Pointer && strings.HasSuffix(in.Elem().Name(), "Params"):
			value.Set(reflect.New(in.Elem()))
			if err := parameters(value.Elem(), c); err != nil {
				return nil, err
			}
		case in.Kind() == reflect.String && !body: // the content type of a body that is sent as it is
			contentType, reader, err := form(c)
			if err != nil {
				return nil, err
			}
			out, value = append(out, reflect.ValueOf(contentType)), reflect.ValueOf(reader)
			body = true
			i++
		default:
			if err := json.Unmarshal(c.Body, value.Addr().Interface()); err != nil {
				return nil, err
			}
		}
		out = append(out, value)
	}
	authorize := func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+c.Token)
		return nil
	}
	return append(out, reflect.ValueOf(authorize).Convert(method.In(method.NumIn()-1).Elem())), nil
}

// text sets a value of a text, a number or an enumeration.
func text(into reflect.Value, value string) error {
	if json.Unmarshal([]byte(value), into.Addr().Interface()) == nil {
		return nil
	}
	quoted, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return json.Unmarshal(quoted, into.Addr().Interface())
}

// parameters sets those of query and header that the example has.
func parameters(into reflect.Value, c call) error {
	for i := range into.NumField() {
		name, _, _ := strings.Cut(into.Type().Field(i).Tag.Get("form"), ",")
		values := c.Query[name]
		if header, ok := c.Header[into.Type().Field(i).Tag.Get("json")]; ok {
			values = []string{header}
		}
		if len(values) == 0 {
			continue
		}
		field := into.Field(i)
		if field.Kind() == reflect.Pointer {
			field.Set(reflect.New(field.Type().Elem()))
			field = field.Elem()
		}
		if field.Kind() != reflect.Slice {
			if err := text(field, values[0]); err != nil {
				return err
			}
			continue
		}
		field.Set(reflect.MakeSlice(field.Type(), len(values), len(values)))
		for k, value := range values {
			if err := text(field.Index(k), value); err != nil {
				return err
			}
		}
	}
	return nil
}

// form writes the body as a form with files.
func form(c call) (string, io.Reader, error) {
	var fields map[string]any
	if err := json.Unmarshal(c.Body, &fields); err != nil {
		return "", nil, err
	}
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for name, value := range fields {
		create := w.CreateFormField
		if slices.Contains(c.Files, name) {
			create = func(name string) (io.Writer, error) { return w.CreateFormFile(name, "example") }
		}
		part, err := create(name)
		if err != nil {
			return "", nil, err
		}
		if _, err := fmt.Fprint(part, value); err != nil {
			return "", nil, err
		}
	}
	return w.FormDataContentType(), &out, w.Close()
}

// understood wants a success, and a decoded answer when there is one.
func understood(response reflect.Value) error {
	status := response.FieldByName("HTTPResponse").Interface().(*http.Response).StatusCode
	body := response.FieldByName("Body").Bytes()
	if status >= http.StatusMultipleChoices {
		return fmt.Errorf("%d %s", status, body)
	}
	decoded := response.FieldByName(fmt.Sprintf("JSON%d", status))
	if len(body) > 0 && (!decoded.IsValid() || decoded.IsNil()) {
		return fmt.Errorf("%d: the answer has no type: %s", status, body)
	}
	return nil
}

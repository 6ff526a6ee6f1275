// Package example reads from the contracts what is documented of each operation: a request, and its answer. Tests send these requests to the
// demo data, and so do the client SDKs in CI.
package example

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"github.com/getkin/kin-openapi/openapi3"

	"tollkeeper/openapi"
)

// Request is the documented request of an operation.
type Request struct {
	Contract  openapi.Name `json:"contract"`
	Operation string       `json:"operation"`
	// Example names one of several documented bodies, "" when there is only one.
	Example string `json:"example"`
	Tag     string `json:"tag"`
	Method  string `json:"method"`
	// Path is below the base of the contract's server, with the names of its parameters in braces.
	Path string `json:"path"`
	// PathValues, Query and Header are the examples of the required parameters.
	PathValues map[string]string   `json:"path_values"`
	Query      map[string][]string `json:"query"`
	Header     map[string]string   `json:"header"`
	// ContentType is that of Body, "" for none.
	ContentType string `json:"content_type"`
	Body        any    `json:"body"`
	// Files are the keys of Body that are files.
	Files []string `json:"files"`
	// As is who sends it, "" for nobody.
	As    string `json:"-"`
	Setup Setup  `json:"-"`
	// Answers are the documented answers by their status, those with the name of the example where there are such; nil for those without a body.
	Answers map[int]any `json:"-"`
}

// Setup is the extension x-example of an operation, or of a named example: what has to be there before it can be sent.
type Setup struct {
	// Use names the body that the operation is called with when there are several; else it is the first one by name.
	Use string `json:"use"`
	// Refused is the status of the documented refusal, when no example can succeed; else 0.
	Refused int `json:"refused"`
	// After are the keys of the examples that are sent first, in this order.
	After []string `json:"after"`
	// As is who sends the example, donny when nobody is named.
	As string `json:"as"`
	// With are values of path parameters that differ from their example.
	With map[string]string `json:"with"`
	// Query are values of optional parameters.
	Query map[string][]string `json:"query"`
	// Take are path parameters, or keys of the body, whose value comes from the last operation of After: a JSON pointer into its answer,
	// `totp` and a pointer to the secret, `mail N` for the Nth key in the link of the newest mail, `path NAME` for a path parameter of the last operation; or `token` for the caller's own token.
	Take map[string]string `json:"take"`
}

// Base is where a contract is served.
func Base(name openapi.Name) string {
	if name == openapi.Subscriptions {
		return "/api/v1"
	}
	return "/api"
}

// Requests are those of all operations of both contracts: one under the id of each operation, and where several bodies are documented the
// others under ID#NAME.
func Requests() (map[string]Request, error) {
	out := map[string]Request{}
	for _, name := range []openapi.Name{openapi.DjaoApp, openapi.Subscriptions} {
		doc, err := openapi.Load(name)
		if err != nil {
			return nil, err
		}
		for path, item := range doc.Paths.Map() {
			for method, op := range item.Operations() {
				requests, err := requestsOf(item, op)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", op.OperationID, err)
				}
				for i, r := range requests {
					r.Contract, r.Method, r.Path = name, method, path
					key := r.Operation
					if i > 0 {
						key += "#" + r.Example
					}
					out[key] = r
				}
			}
		}
	}
	return out, nil
}

// requestsOf are the requests of an operation, the one to use first.
func requestsOf(item *openapi3.PathItem, op *openapi3.Operation) ([]Request, error) {
	setup, err := setupOf(op.Extensions)
	if err != nil {
		return nil, err
	}
	r := Request{Operation: op.OperationID, Tag: op.Tags[0], Answers: answers(op, "")}
	parameters := append(slices.Clone(item.Parameters), op.Parameters...)
	if op.RequestBody == nil {
		r.fill(parameters, setup)
		return []Request{r}, nil
	}
	content := op.RequestBody.Value.Content
	for _, r.ContentType = range []string{"application/json", "application/x-www-form-urlencoded", "multipart/form-data"} {
		if content[r.ContentType] != nil {
			break
		}
	}
	media := content[r.ContentType]
	if media == nil {
		return nil, fmt.Errorf("no content type of its body can be sent as an example")
	}
	for key, property := range media.Schema.Value.Properties {
		if property.Value.Format == "binary" {
			r.Files = append(r.Files, key)
		}
	}
	if len(media.Examples) == 0 {
		r.Body = media.Example
		r.fill(parameters, setup)
		return []Request{r}, nil
	}
	use := cmp.Or(setup.Use, slices.Min(slices.Collect(maps.Keys(media.Examples))))
	var out []Request
	for name, one := range media.Examples {
		r.Example, r.Body, r.Answers = name, one.Value.Value, answers(op, name)
		own := setup
		if _, ok := one.Value.Extensions["x-example"]; ok {
			if own, err = setupOf(one.Value.Extensions); err != nil {
				return nil, err
			}
		}
		r.fill(parameters, own)
		if name == use {
			out = slices.Insert(out, 0, r)
		} else {
			out = append(out, r)
		}
	}
	return out, nil
}

func setupOf(extensions map[string]any) (Setup, error) {
	var out Setup
	raw, ok := extensions["x-example"]
	if !ok {
		return out, nil
	}
	data, err := json.Marshal(raw)
	if err != nil {
		return out, err
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&out); err != nil {
		return out, fmt.Errorf("x-example: %w", err)
	}
	return out, nil
}

// fill takes the examples of the required parameters, and what the setup says otherwise.
func (r *Request) fill(parameters openapi3.Parameters, setup Setup) {
	r.Setup, r.As = setup, cmp.Or(setup.As, "donny")
	r.PathValues, r.Query, r.Header = map[string]string{}, map[string][]string{}, map[string]string{}
	for _, p := range parameters {
		example := fmt.Sprint(p.Value.Example)
		switch {
		case p.Value.In == openapi3.ParameterInPath:
			r.PathValues[p.Value.Name] = cmp.Or(setup.With[p.Value.Name], example)
		case p.Value.In == openapi3.ParameterInHeader && p.Value.Required:
			r.Header[p.Value.Name] = example
		case p.Value.In == openapi3.ParameterInQuery && p.Value.Required:
			values, many := p.Value.Example.([]any)
			if !many {
				values = []any{p.Value.Example}
			}
			for _, value := range values {
				r.Query[p.Value.Name] = append(r.Query[p.Value.Name], fmt.Sprint(value))
			}
		}
	}
	maps.Copy(r.Query, setup.Query)
}

// answers are the documented successes by their status, with the example of that name where there is one, else the first by name.
func answers(op *openapi3.Operation, name string) map[int]any {
	out := map[int]any{}
	for status, response := range op.Responses.Map() {
		code, err := strconv.Atoi(status)
		if err != nil || code >= http.StatusMultipleChoices {
			continue
		}
		media := response.Value.Content["application/json"]
		switch {
		case media == nil:
			out[code] = nil
		case len(media.Examples) == 0:
			out[code] = media.Example
		case media.Examples[name] != nil:
			out[code] = media.Examples[name].Value.Value
		default:
			out[code] = media.Examples[slices.Min(slices.Collect(maps.Keys(media.Examples)))].Value.Value
		}
	}
	return out
}

package openapi_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"tollkeeper/openapi"
)

var contracts = []openapi.Name{openapi.DjaoApp, openapi.Subscriptions}

func load(t *testing.T, name openapi.Name) *openapi3.T {
	t.Helper()
	doc, err := openapi.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// eachOperation calls f for every operation of the contract, in a stable order.
func eachOperation(doc *openapi3.T, f func(path, method string, item *openapi3.PathItem, op *openapi3.Operation)) {
	for _, path := range doc.Paths.InMatchingOrder() {
		item := doc.Paths.Value(path)
		methods := make([]string, 0, 5)
		for method := range item.Operations() {
			methods = append(methods, method)
		}
		slices.Sort(methods)
		for _, method := range methods {
			f(path, method, item, item.Operations()[method])
		}
	}
}

func TestContractIsValidOpenAPI(t *testing.T) {
	for _, name := range contracts {
		t.Run(string(name), func(t *testing.T) {
			doc := load(t, name)
			if err := doc.Validate(context.Background()); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestSeedOperationsArePresent(t *testing.T) {
	n := 0
	eachOperation(load(t, openapi.DjaoApp), func(_, _ string, _ *openapi3.PathItem, op *openapi3.Operation) {
		if op.Extensions["x-extension"] == nil {
			n++
		}
	})
	if n != 168 {
		t.Errorf("%d operations of the seed, want 168", n)
	}
}

// TestOperationsAreComplete holds every operation to openapi/WRITING.md.
func TestOperationsAreComplete(t *testing.T) {
	for _, name := range contracts {
		doc := load(t, name)
		eachOperation(doc, func(path, method string, item *openapi3.PathItem, op *openapi3.Operation) {
			t.Run(string(name)+"/"+op.OperationID, func(t *testing.T) {
				checkTexts(t, op)
				checkParameters(t, path, item, op)
				if op.Extensions["x-access"] == nil {
					t.Error("no x-access")
				}
				if len(op.Tags) != 1 || doc.Tags.Get(op.Tags[0]) == nil {
					t.Errorf("tags %v: want exactly one declared tag", op.Tags)
				}
				checkErrorResponses(t, name, path, method, op)
				checkExamples(t, op)
			})
		})
	}
}

func checkTexts(t *testing.T, op *openapi3.Operation) {
	t.Helper()
	if op.Summary == "" || len(op.Summary) > 60 || strings.HasSuffix(op.Summary, ".") {
		t.Errorf("summary %q: want 1 to 60 characters, no full stop", op.Summary)
	}
	if len(op.Description) < 20 {
		t.Errorf("description %q is too short to help anybody", op.Description)
	}
	for _, rst := range []string{"``", ".. code-block", "**Tags", "**Examples"} {
		if strings.Contains(op.Description, rst) {
			t.Errorf("description still holds %q of the seed's RST", rst)
		}
	}
}

var pathParameter = regexp.MustCompile(`{([^}]+)}`)

func checkParameters(t *testing.T, path string, item *openapi3.PathItem, op *openapi3.Operation) {
	t.Helper()
	params := append(slices.Clone(item.Parameters), op.Parameters...)
	for _, match := range pathParameter.FindAllStringSubmatch(path, -1) {
		p := params.GetByInAndName("path", match[1])
		switch {
		case p == nil:
			t.Errorf("path parameter %s is not declared", match[1])
		case p.Example == nil && p.Schema.Value.Example == nil:
			t.Errorf("path parameter %s has no example", match[1])
		case p.Schema.Value.Pattern == "" && p.Schema.Value.Format == "" && p.Schema.Value.Type.Is("string"):
			t.Errorf("path parameter %s has no pattern", match[1])
		}
	}
	for _, p := range params {
		if p.Value.Description == "" {
			t.Errorf("parameter %s has no description", p.Value.Name)
		}
		if p.Value.Example != nil {
			if err := p.Value.Schema.Value.VisitJSON(p.Value.Example); err != nil {
				t.Errorf("example of parameter %s: %v", p.Value.Name, err)
			}
		}
	}
}

func checkErrorResponses(t *testing.T, name openapi.Name, path, method string, op *openapi3.Operation) {
	t.Helper()
	want := []string{"401"}
	if op.RequestBody != nil && name == openapi.DjaoApp {
		want = append(want, "400")
	}
	if access, ok := op.Extensions["x-access"].(string); !ok || access != "public" {
		want = append(want, "403")
	}
	if strings.Contains(path, "{") {
		want = append(want, "404")
	}
	if name == openapi.Subscriptions {
		want = nil
	}
	for _, status := range append(want, "500") {
		if op.Responses.Value(status) == nil {
			t.Errorf("%s %s documents no %s", method, path, status)
		}
	}
}

func checkExamples(t *testing.T, op *openapi3.Operation) {
	t.Helper()
	if op.RequestBody != nil {
		for contentType, media := range op.RequestBody.Value.Content {
			checkMedia(t, "request "+contentType, media, openapi3.VisitAsRequest())
		}
	}
	for status, response := range op.Responses.Map() {
		for contentType, media := range response.Value.Content {
			checkMedia(t, status+" "+contentType, media, openapi3.VisitAsResponse())
		}
	}
}

func checkMedia(t *testing.T, where string, media *openapi3.MediaType, as openapi3.SchemaValidationOption) {
	t.Helper()
	examples := map[string]any{}
	if media.Example != nil {
		examples["example"] = media.Example
	}
	for name, example := range media.Examples {
		examples[name] = example.Value.Value
	}
	if len(examples) == 0 && media.Schema != nil && media.Schema.Value.Format != "binary" {
		t.Errorf("%s has no example", where)
	}
	for name, value := range examples {
		if media.Schema == nil {
			t.Errorf("%s has an example and no schema", where)
			continue
		}
		if err := media.Schema.Value.VisitJSON(value, as, openapi3.MultiErrors(), openapi3.EnableFormatValidation()); err != nil {
			t.Errorf("%s, %s: %v", where, name, firstLine(err))
		}
	}
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(fmt.Sprint(err), "\n")
	return line
}

// What takes a password hashes it, and no transaction may be open meanwhile (WRITING.md, x-hashing).
func TestPasswordsAreHashedOutsideOfTransactions(t *testing.T) {
	for _, name := range contracts {
		eachOperation(load(t, name), func(path, method string, _ *openapi3.PathItem, op *openapi3.Operation) {
			takes := false
			if op.RequestBody != nil {
				for _, media := range op.RequestBody.Value.Content {
					for _, property := range media.Schema.Value.Properties {
						takes = takes || property.Value.Format == "password"
					}
				}
			}
			if says := op.Extensions["x-hashing"] == true; says != takes {
				t.Errorf("%s %s: x-hashing is %t, a password is taken: %t", method, path, says, takes)
			}
		})
	}
}

// One source has two readings: what consumers get leaves room for what a later server adds to its answers, what the guard proves leaves none.
func TestAnswersAreOpenForConsumersAndClosedForTheGuard(t *testing.T) {
	for _, name := range contracts {
		published, err := openapi.JSON(name)
		if err != nil {
			t.Fatal(err)
		}
		open := strings.Count(string(published), `"x-extensible":true`)
		if n := strings.Count(string(published), `"additionalProperties":false`); n > 0 || open == 0 {
			t.Errorf("%s: %d closed objects are published, %d open ones", name, n, open)
		}
		doc := load(t, name)
		guarded, err := doc.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(guarded), `"additionalProperties":false`); n != open || strings.Contains(string(guarded), `"x-extensible":`) {
			t.Errorf("%s: %d objects are closed for the guard, want %d", name, n, open)
		}
		seen := map[*openapi3.Schema]bool{}
		eachOperation(doc, func(path, method string, _ *openapi3.PathItem, op *openapi3.Operation) {
			for status, response := range op.Responses.Map() {
				for _, media := range response.Value.Content {
					unmarked(media.Schema, seen, func(s *openapi3.Schema) {
						t.Errorf("%s %s, %s: the enumeration %v is not marked as extensible", method, path, status, s.Enum)
					})
				}
			}
		})
	}
}

// unmarked finds the enumerations of a schema that are not marked as extensible.
func unmarked(ref *openapi3.SchemaRef, seen map[*openapi3.Schema]bool, tell func(*openapi3.Schema)) {
	if ref == nil || seen[ref.Value] {
		return
	}
	s := ref.Value
	seen[s] = true
	if len(s.Enum) > 0 && s.Extensions["x-extensible-enum"] != true {
		tell(s)
	}
	for _, property := range s.Properties {
		unmarked(property, seen, tell)
	}
	unmarked(s.Items, seen, tell)
	unmarked(s.AdditionalProperties.Schema, seen, tell)
	for _, parts := range []openapi3.SchemaRefs{s.AllOf, s.AnyOf, s.OneOf} {
		for _, part := range parts {
			unmarked(part, seen, tell)
		}
	}
}

package openapi_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"tollkeeper/openapi"
)

// A link leads from an answer to the next call: the operation is there, its path is complete, and what is taken from the request or the answer is
// in them, as the documented example of the answer shows.
func TestLinks(t *testing.T) {
	for _, name := range contracts {
		doc := load(t, name)
		paths := map[string]string{}
		eachOperation(doc, func(path, _ string, _ *openapi3.PathItem, op *openapi3.Operation) { paths[op.OperationID] = path })
		links := 0
		eachOperation(doc, func(path, _ string, _ *openapi3.PathItem, op *openapi3.Operation) {
			for status, response := range op.Responses.Map() {
				for link, ref := range response.Value.Links {
					links++
					if err := leads(ref.Value, path, response.Value, paths); err != nil {
						t.Errorf("%s/%s, %s, link %s: %v", name, op.OperationID, status, link, err)
					}
				}
			}
		})
		if links < map[openapi.Name]int{openapi.DjaoApp: 60, openapi.Subscriptions: 7}[name] {
			t.Errorf("%s has %d links", name, links)
		}
	}
}

func leads(link *openapi3.Link, from string, response *openapi3.Response, paths map[string]string) error {
	to, ok := paths[link.OperationID]
	if !ok {
		return fmt.Errorf("there is no operation %s", link.OperationID)
	}
	for _, part := range strings.Split(to, "/") {
		if parameter, ok := strings.CutPrefix(part, "{"); ok && link.Parameters[strings.TrimSuffix(parameter, "}")] == nil {
			return fmt.Errorf("no value for %s", parameter)
		}
	}
	if link.RequestBody != nil {
		return errors.New("openapi-generator takes no body of a link but a text: say it in the description")
	}
	for _, value := range link.Parameters {
		text, _ := value.(string)
		parameter, ofPath := strings.CutPrefix(text, "$request.path.")
		pointer, ofBody := strings.CutPrefix(text, "$response.body#/")
		switch {
		case ofPath && !strings.Contains(from, "{"+parameter+"}"):
			return fmt.Errorf("%s has no %s", from, parameter)
		case ofBody && !shown(response.Content.Get("application/json"), pointer):
			return fmt.Errorf("no example has %s", pointer)
		}
	}
	return nil
}

// shown tells whether an example has what a pointer points to.
func shown(media *openapi3.MediaType, pointer string) bool {
	examples := []any{media.Example}
	for _, e := range media.Examples {
		examples = append(examples, e.Value.Value)
	}
	for _, at := range examples {
		for _, key := range strings.Split(pointer, "/") {
			switch in := at.(type) {
			case map[string]any:
				at = in[key]
			case []any:
				at = nil
				if i, err := strconv.Atoi(key); err == nil && i < len(in) {
					at = in[i]
				}
			default:
				at = nil
			}
		}
		if at != nil {
			return true
		}
	}
	return false
}

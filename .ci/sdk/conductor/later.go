package main

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"tollkeeper/openapi"
	"tollkeeper/openapi/example"
)

// later makes of an answer what a later server might send: one more key in every object of a closed schema, and where the contract lists the
// values of a text, another value, in the first place of the answer where it does.
func later(r example.Request, answer []byte) ([]byte, error) {
	doc, err := openapi.Load(r.Contract)
	if err != nil {
		return nil, err
	}
	media := doc.Paths.Value(r.Path).GetOperation(r.Method).Responses.Status(200).Value.Content["application/json"]
	if media == nil {
		return answer, nil
	}
	var value any
	if err := json.Unmarshal(answer, &value); err != nil {
		return nil, err
	}
	replaced := false
	value = change(media.Schema, value, &replaced)
	return json.Marshal(value)
}

func change(schema *openapi3.SchemaRef, value any, replaced *bool) any {
	if schema == nil {
		return value
	}
	s := schema.Value
	for _, part := range slices.Concat(s.AllOf, s.OneOf, s.AnyOf) {
		value = change(part, value, replaced)
	}
	switch value := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			if p := s.Properties[key]; p != nil {
				value[key] = change(p, value[key], replaced)
			}
		}
		if s.AdditionalProperties.Has != nil && !*s.AdditionalProperties.Has {
			value["key_of_a_later_server"] = map[string]any{"nested": []any{1, "two", nil}}
		}
	case []any:
		for i := range value {
			value[i] = change(s.Items, value[i], replaced)
		}
	case string:
		if len(s.Enum) > 0 && !*replaced {
			*replaced = true
			return "value-of-a-later-server"
		}
	}
	return value
}

// path of a request, with its values.
func path(r example.Request) string {
	p := r.Path
	for name, value := range r.PathValues {
		p = strings.ReplaceAll(p, "{"+name+"}", value)
	}
	return example.Base(r.Contract) + p
}

// sameBody tells whether a body is the documented one. Times are compared as times, and a default of the contract may be written out.
func sameBody(r example.Request, text string) (bool, error) {
	doc, err := openapi.Load(r.Contract)
	if err != nil {
		return false, err
	}
	var got, want any
	data, err := json.Marshal(r.Body)
	if err != nil {
		return false, err
	}
	if json.Unmarshal(data, &want) != nil || json.Unmarshal([]byte(text), &got) != nil {
		return false, nil
	}
	schema := doc.Paths.Value(r.Path).GetOperation(r.Method).RequestBody.Value.Content[r.ContentType].Schema
	withoutDefaults(schema, got, want)
	return reflect.DeepEqual(times(got), times(want)), nil
}

// withoutDefaults takes from what was sent what is not documented and has the value that it has anyway.
func withoutDefaults(schema *openapi3.SchemaRef, got, want any) {
	if schema == nil {
		return
	}
	for _, part := range slices.Concat(schema.Value.AllOf, schema.Value.OneOf, schema.Value.AnyOf) {
		withoutDefaults(part, got, want)
	}
	object, _ := got.(map[string]any)
	documented, _ := want.(map[string]any)
	for key := range object {
		property := schema.Value.Properties[key]
		if property == nil {
			continue
		}
		if _, ok := documented[key]; !ok && property.Value.Default != nil && reflect.DeepEqual(property.Value.Default, object[key]) {
			delete(object, key)
			continue
		}
		withoutDefaults(property, object[key], documented[key])
	}
}

func times(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for key := range value {
			value[key] = times(value[key])
		}
	case []any:
		for i := range value {
			value[i] = times(value[i])
		}
	case string:
		if at, err := time.Parse(time.RFC3339, value); err == nil {
			return at.UTC().Format(time.RFC3339Nano)
		}
	}
	return value
}

func sorted(requests map[string]example.Request) []string {
	return slices.Sorted(maps.Keys(requests))
}

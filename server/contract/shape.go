package contract

import (
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// shape is what the contract says of one place in a request body: every schema that may have a say there, the alternatives of a union
// included. It is no judgement, only what the guard must know to bring a body into the form that is judged and bound.
type shape []*openapi3.Schema

func shapeOf(refs ...*openapi3.SchemaRef) shape {
	var s shape
	for _, ref := range refs {
		s = s.with(ref)
	}
	return s
}

func (s shape) with(ref *openapi3.SchemaRef) shape {
	if ref == nil || ref.Value == nil || slices.Contains(s, ref.Value) {
		return s
	}
	s = append(s, ref.Value)
	for _, parts := range []openapi3.SchemaRefs{ref.Value.AllOf, ref.Value.OneOf, ref.Value.AnyOf} {
		for _, part := range parts {
			s = s.with(part)
		}
	}
	return s
}

// member is the place of an object's member.
func (s shape) member(name string) shape {
	var out shape
	for _, schema := range s {
		out = out.with(schema.Properties[name])
		if schema.Properties[name] == nil {
			out = out.with(schema.AdditionalProperties.Schema)
		}
	}
	return out
}

// items is the place of an array's items.
func (s shape) items() shape {
	var out shape
	for _, schema := range s {
		out = out.with(schema.Items)
	}
	return out
}

// misspelt tells whether a name is no member of the object, but would be with other capitals. In an object of free names none is.
func (s shape) misspelt(name string) bool {
	found := false
	for _, schema := range s {
		if schema.Properties[name] != nil || schema.AdditionalProperties.Schema != nil {
			return false
		}
		for declared := range schema.Properties {
			found = found || strings.EqualFold(declared, name)
		}
	}
	return found
}

// unknown tells whether a name is no member of the object. In an object of free names, and where the contract says nothing of members, all are known.
func (s shape) unknown(name string) bool {
	declares := false
	for _, schema := range s {
		free := schema.AdditionalProperties
		if schema.Properties[name] != nil || free.Schema != nil || free.Has != nil && *free.Has {
			return false
		}
		declares = declares || len(schema.Properties) > 0
	}
	return declares
}

// has tells whether a schema with this format stands here: password for texts that stay as they are, binary for files.
func (s shape) has(format string) bool {
	return slices.ContainsFunc(s, func(schema *openapi3.Schema) bool { return schema.Format == format })
}

// digits is how many digits a text is made of that may be sent as a number too, 0 where none may.
func (s shape) digits() int {
	for _, schema := range s {
		if schema.Extensions["x-digits"] == true {
			return int(schema.MinLength) //nolint:gosec // a few
		}
	}
	return 0
}

// integer tells whether no number but an integer fits.
func (s shape) integer() bool {
	return slices.ContainsFunc(s, func(schema *openapi3.Schema) bool { return schema.Type.Is(openapi3.TypeInteger) }) &&
		!slices.ContainsFunc(s, func(schema *openapi3.Schema) bool { return schema.Type.Is(openapi3.TypeNumber) })
}

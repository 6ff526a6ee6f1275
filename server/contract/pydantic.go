package contract

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// pydanticRequest translates what kin-openapi says of a request.
func pydanticRequest(err error) []fastAPIViolation {
	var out []fastAPIViolation
	switch e := err.(type) { //nolint:errorlint // each layer is looked at by itself
	case openapi3.MultiError:
		for _, one := range e {
			out = append(out, pydanticRequest(one)...)
		}
	case *openapi3filter.RequestError:
		if e.Parameter == nil {
			return pydanticBody(e.Err)
		}
		return []fastAPIViolation{pydanticParameter(e)}
	}
	return out
}

func pydanticParameter(e *openapi3filter.RequestError) fastAPIViolation {
	loc := []any{e.Parameter.In, e.Parameter.Name}
	if e.Parameter.In == openapi3.ParameterInHeader {
		loc[1] = strings.ToLower(e.Parameter.Name)
	}
	var schema *openapi3.SchemaError
	if errors.As(e.Err, &schema) {
		v := pydanticSchema(schema, true)
		v.Loc = loc
		return v
	}
	if errors.Is(e.Err, openapi3filter.ErrInvalidRequired) {
		return fastAPIViolation{Type: "missing", Loc: loc, Msg: "Field required"}
	}
	v := unparsable(e.Parameter.Schema.Value)
	v.Loc = loc
	var parse *openapi3filter.ParseError
	if errors.As(e.Err, &parse) {
		v.Input = parse.Value
	}
	return v
}

func pydanticBody(err error) []fastAPIViolation {
	switch e := err.(type) { //nolint:errorlint // each layer is looked at by itself
	case openapi3.MultiError:
		var out []fastAPIViolation
		for _, one := range e {
			out = append(out, pydanticBody(one)...)
		}
		return out
	case *openapi3.SchemaError:
		var many openapi3.MultiError
		var inner *openapi3.SchemaError
		switch {
		case errors.As(e.Origin, &many):
			return pydanticBody(many)
		case errors.As(e.Origin, &inner):
			return pydanticBody(inner)
		}
		v := pydanticSchema(e, false)
		v.Loc = []any{bodyField}
		for _, step := range e.JSONPointer() {
			v.Loc = append(v.Loc, place(step))
		}
		return []fastAPIViolation{v}
	}
	if errors.Is(err, openapi3filter.ErrInvalidRequired) {
		return []fastAPIViolation{{Type: "missing", Loc: []any{bodyField}, Msg: "Field required"}}
	}
	return []fastAPIViolation{{Type: "value_error", Loc: []any{bodyField}, Msg: "The body could not be read"}}
}

// place is a step of a path: a position is a number.
func place(step string) any {
	if i, err := strconv.Atoi(step); err == nil {
		return i
	}
	return step
}

// pydanticSchema names a violation of a schema. A value in a URL is always a text, which could not be parsed.
func pydanticSchema(e *openapi3.SchemaError, inURL bool) fastAPIViolation {
	s, v := e.Schema, fastAPIViolation{Input: e.Value}
	if object, ok := e.Value.(map[string]any); ok && object["password"] != nil || s.Format == "password" {
		v.Input = nil // FastAPI would repeat it
	}
	name := func(kind, message string, ctx map[string]any) fastAPIViolation {
		v.Type, v.Msg, v.Ctx = kind, message, ctx
		return v
	}
	switch e.SchemaField {
	case "required":
		return name("missing", "Field required", nil)
	case "nullable", "type":
		if inURL {
			parsed := unparsable(s)
			return name(parsed.Type, parsed.Msg, nil)
		}
		return wrongType(s, v)
	case "enum":
		words := make([]string, len(s.Enum))
		for i, value := range s.Enum {
			words[i] = fmt.Sprintf("'%v'", value)
		}
		expected := cut(strings.Join(words, " or "), 200)
		return name("enum", "Input should be "+expected, map[string]any{"expected": expected})
	case "minLength":
		return name("string_too_short", fmt.Sprintf("String should have at least %s", characters(s.MinLength)), map[string]any{"min_length": s.MinLength})
	case "maxLength":
		return name("string_too_long", fmt.Sprintf("String should have at most %s", characters(*s.MaxLength)), map[string]any{"max_length": *s.MaxLength})
	case "minimum":
		return name("greater_than_equal", fmt.Sprintf("Input should be greater than or equal to %.0f", *s.Min), map[string]any{"ge": *s.Min})
	case "maximum":
		return name("less_than_equal", fmt.Sprintf("Input should be less than or equal to %.0f", *s.Max), map[string]any{"le": *s.Max})
	case "pattern":
		return name("string_pattern_mismatch", fmt.Sprintf("String should match pattern '%s'", s.Pattern), map[string]any{"pattern": s.Pattern})
	case "format":
		parsed := unparsable(s)
		return name(parsed.Type, parsed.Msg, nil)
	}
	return name("value_error", "Value error", nil)
}

func characters(n uint64) string {
	if n == 1 {
		return "1 character"
	}
	return fmt.Sprintf("%d characters", n)
}

// wrongType names a JSON value of another type than the schema's.
func wrongType(s *openapi3.Schema, v fastAPIViolation) fastAPIViolation {
	kinds := map[string][2]string{
		openapi3.TypeString: {"string_type", "Input should be a valid string"}, openapi3.TypeInteger: {"int_type", "Input should be a valid integer"},
		openapi3.TypeNumber: {"float_type", "Input should be a valid number"}, openapi3.TypeBoolean: {"bool_type", "Input should be a valid boolean"},
		openapi3.TypeArray: {"list_type", "Input should be a valid list"}, openapi3.TypeObject: {"model_attributes_type", "Input should be a valid dictionary or object to extract fields from"},
	}
	v.Type, v.Msg = "value_error", "Value error"
	if types := s.Type.Slice(); len(types) == 1 {
		kind := kinds[types[0]]
		v.Type, v.Msg = kind[0], kind[1]
	}
	if text, ok := v.Input.(string); ok && v.Type == "int_type" {
		v.Type, v.Msg, v.Input = "int_parsing", "Input should be a valid integer, unable to parse string as an integer", text
	}
	return v
}

// unparsable names a text that is none of what the schema wants.
func unparsable(s *openapi3.Schema) fastAPIViolation {
	switch {
	case s.Format == "uuid":
		return fastAPIViolation{Type: "uuid_parsing", Msg: "Input should be a valid UUID"}
	case s.Type.Is(openapi3.TypeInteger):
		return fastAPIViolation{Type: "int_parsing", Msg: "Input should be a valid integer, unable to parse string as an integer"}
	case s.Type.Is(openapi3.TypeBoolean):
		return fastAPIViolation{Type: "bool_parsing", Msg: "Input should be a valid boolean, unable to interpret input"}
	case s.Format == "date-time":
		return fastAPIViolation{Type: "datetime_parsing", Msg: "Input should be a valid datetime"}
	}
	return fastAPIViolation{Type: "value_error", Msg: "Value error"}
}

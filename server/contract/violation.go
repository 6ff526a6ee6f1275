package contract

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"

	"tollkeeper/server/domain/fault"
)

// bodyField names a fault of the body as a whole.
const bodyField = "body"

// requestFault translates what kin-openapi says of a request into a fault that names the fields. A path parameter that does not fit
// names nothing, and a page that is none does not exist: both are 404 (profiles-subscriptions-roles.md 2.3 and 4.1).
func requestFault(err error, unfitPath fault.Kind) error {
	if exceeded := (*http.MaxBytesError)(nil); errors.As(err, &exceeded) {
		return tooLarge(exceeded.Limit)
	}
	fields := map[string][]string{}
	if kind := collect(err, fields, unfitPath); kind != fault.Invalid {
		f := fault.Missing()
		if messages, ok := fields["page"]; ok {
			f = fault.New(fault.NotFound, "Invalid page.")
			f.Fields = map[string][]string{"page": messages}
		}
		return f.Because(err)
	}
	return fault.Fields(fields).Because(err)
}

func collect(err error, fields map[string][]string, unfitPath fault.Kind) fault.Kind {
	switch e := err.(type) { //nolint:errorlint // each layer is looked at by itself: errors.As would see the first of many only
	case openapi3.MultiError:
		kind := fault.Invalid
		for _, one := range e {
			if k := collect(one, fields, unfitPath); k == fault.NotFound {
				kind = k
			}
		}
		return kind
	case *openapi3filter.RequestError:
		if e.Parameter == nil {
			collectBody(e.Err, nil, fields)
			return fault.Invalid
		}
		add(fields, e.Parameter.Name, parameterMessage(e))
		if e.Parameter.In == openapi3.ParameterInPath {
			return unfitPath
		}
		if e.Parameter.In == openapi3.ParameterInQuery && e.Parameter.Name == "page" {
			return fault.NotFound
		}
	default:
		add(fields, bodyField, "does not fit the contract.")
	}
	return fault.Invalid
}

func parameterMessage(e *openapi3filter.RequestError) string {
	var schema *openapi3.SchemaError
	if errors.As(e.Err, &schema) {
		return message(schema)
	}
	if errors.Is(e.Err, openapi3filter.ErrInvalidRequired) {
		return "This parameter is required."
	}
	return "A valid value is required."
}

// collectBody names what is wrong with the part of a body that is found at a path.
func collectBody(err error, at []string, fields map[string][]string) {
	var parse *openapi3filter.ParseError
	switch e := err.(type) { //nolint:errorlint // see collect
	case openapi3.MultiError:
		for _, one := range e {
			collectBody(one, at, fields)
		}
	case *openapi3.SchemaError:
		collectSchema(e, at, fields)
	default:
		switch {
		case errors.Is(err, openapi3filter.ErrInvalidRequired):
			add(fields, bodyField, "A body is required.")
		case errors.As(err, &parse) && len(parse.Path()) > 0:
			add(fields, fmt.Sprint(parse.Path()[0]), "A valid value is required.")
		default:
			add(fields, bodyField, "The body could not be read.")
		}
	}
}

// collectSchema goes to the innermost violations. Of a union only the alternative that was meant is looked at: what is wrong with the
// others confuses.
func collectSchema(e *openapi3.SchemaError, at []string, fields map[string][]string) {
	path := append(slices.Clone(at), e.JSONPointer()...)
	if e.SchemaField == "oneOf" || e.SchemaField == "anyOf" {
		if err := faultOfMeant(e); err != nil {
			collectBody(err, path, fields)
			return
		}
		add(fields, fieldName(path), message(e))
		return
	}
	var many openapi3.MultiError
	var inner *openapi3.SchemaError
	switch {
	case errors.As(e.Origin, &many):
		collectBody(many, at, fields)
	case errors.As(e.Origin, &inner):
		collectSchema(inner, at, fields)
	default:
		add(fields, fieldName(path), message(e))
	}
}

// faultOfMeant says what is wrong with the only alternative of a union that takes values of the type that was sent, nil when there is no such one.
func faultOfMeant(e *openapi3.SchemaError) error {
	var meant []*openapi3.Schema
	for _, one := range alternatives(e.Schema) {
		if takes(one, e.Value) {
			meant = append(meant, one)
		}
	}
	if len(meant) != 1 {
		return nil
	}
	return meant[0].VisitJSON(e.Value, append(judgeOptions(), openapi3.MultiErrors(), openapi3.VisitAsRequest())...)
}

func alternatives(s *openapi3.Schema) []*openapi3.Schema {
	var out []*openapi3.Schema
	for _, ref := range slices.Concat(s.OneOf, s.AnyOf) {
		out = append(out, ref.Value)
	}
	return out
}

// takes tells whether values of the type of this one may fit a schema.
func takes(s *openapi3.Schema, value any) bool {
	switch value.(type) {
	case string:
		return s.Type.Permits(openapi3.TypeString)
	case bool:
		return s.Type.Permits(openapi3.TypeBoolean)
	case map[string]any:
		return s.Type.Permits(openapi3.TypeObject)
	case []any:
		return s.Type.Permits(openapi3.TypeArray)
	case nil:
		return s.Nullable
	}
	return s.Type.Permits(openapi3.TypeNumber) || s.Type.Permits(openapi3.TypeInteger)
}

// The most fields of a fault and messages of a field that a Problem tells.
const (
	maxFields   = 100
	maxMessages = 50
)

func add(fields map[string][]string, name, text string) {
	if (len(fields) < maxFields || fields[name] != nil) && len(fields[name]) < maxMessages {
		fields[name] = append(fields[name], text)
	}
}

// message says what is wrong, without repeating the value.
func message(e *openapi3.SchemaError) string {
	s := e.Schema
	switch e.SchemaField {
	case "required":
		return "This field is required."
	case "nullable":
		return "This field may not be null."
	case "type":
		return fmt.Sprintf("A valid %s is required.", strings.Join(s.Type.Slice(), " or "))
	case "enum":
		words := make([]string, 0, len(s.Enum))
		for _, value := range s.Enum {
			words = append(words, fmt.Sprintf("%v", value))
		}
		return cut("Must be one of: "+strings.Join(words, ", ")+".", 400)
	case "minLength":
		if s.MinLength == 1 {
			return "This field may not be blank."
		}
		return fmt.Sprintf("At least %d characters are required.", s.MinLength)
	case "maxLength":
		return fmt.Sprintf("At most %d characters are allowed.", *s.MaxLength)
	case "minimum", "maximum":
		return boundsMessage(s)
	case "minItems":
		return fmt.Sprintf("At least %d items are required.", s.MinItems)
	case "maxItems":
		return fmt.Sprintf("At most %d items are allowed.", *s.MaxItems)
	case "pattern":
		return fmt.Sprintf("Must match %s.", cut(s.Pattern, 200))
	case "format":
		return fmt.Sprintf("A valid %s is required.", s.Format)
	case "oneOf", "anyOf":
		var types []string
		for _, one := range alternatives(s) {
			types = append(types, one.Type.Slice()...)
		}
		return fmt.Sprintf("A valid %s is required.", strings.Join(types, " or "))
	}
	return "This value does not fit the contract."
}

func boundsMessage(s *openapi3.Schema) string {
	switch {
	case s.Min != nil && s.Max != nil:
		return fmt.Sprintf("Must be from %.0f to %.0f.", *s.Min, *s.Max)
	case s.Min != nil:
		return fmt.Sprintf("Must be at least %.0f.", *s.Min)
	}
	return fmt.Sprintf("Must be at most %.0f.", *s.Max)
}

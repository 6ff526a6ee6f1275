package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"

	"tollkeeper/server/domain/fault"
)

// maxNesting is how deep a JSON body may nest; no body of the contract comes near it.
const maxNesting = 32

// normalizeJSON refuses what JSON decoders disagree about (a key twice, text that is not UTF-8, deep nesting, more than one value) and
// trims strings, but not passwords (auth-users.md 0.1). secret holds the names of members that are passwords.
func normalizeJSON(data []byte, secret map[string]bool) ([]byte, error) {
	if !utf8.Valid(data) {
		return nil, fault.New(fault.Invalid, "JSON parse error: the body is not UTF-8 text.")
	}
	if err := walkTokens(data); err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var value any
	if err := dec.Decode(&value); err != nil {
		return nil, fault.New(fault.Invalid, "JSON parse error: %s.", describe(err))
	}
	value, changed, err := trim(value, "", secret)
	if err != nil || !changed {
		return data, err
	}
	return json.Marshal(value)
}

// walkTokens reads the whole text once for what a decoder would silently accept.
func walkTokens(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var open []level
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fault.New(fault.Invalid, "JSON parse error: %s.", describe(err))
		}
		if open, err = step(open, token); err != nil {
			return err
		}
		if len(open) == 0 {
			if _, err := dec.Token(); !errors.Is(err, io.EOF) {
				return fault.New(fault.Invalid, "JSON parse error: there is more than one value.")
			}
			return nil
		}
	}
	return fault.New(fault.Invalid, "JSON parse error: the text ends too early.")
}

// level is an open object or array; keys is nil for an array.
type level struct {
	keys  map[string]bool
	value bool // a key was read and its value is due
}

func step(open []level, token json.Token) ([]level, error) {
	if len(open) > 0 {
		top := &open[len(open)-1]
		if key, ok := token.(string); ok && top.keys != nil && !top.value {
			if top.keys[key] {
				return nil, fault.Field(cut(key, 100), "appears twice.")
			}
			top.keys[key], top.value = true, true
			return open, nil
		}
		top.value = false
	}
	switch token {
	case json.Delim('{'):
		open = append(open, level{keys: map[string]bool{}})
	case json.Delim('['):
		open = append(open, level{})
	case json.Delim('}'), json.Delim(']'):
		return open[:len(open)-1], nil
	}
	if len(open) > maxNesting {
		return nil, fault.New(fault.Invalid, "The body nests deeper than %d levels.", maxNesting)
	}
	return open, nil
}

func describe(err error) string {
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("%s at byte %d", syntax.Error(), syntax.Offset)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "the text ends too early"
	}
	return "the text is malformed"
}

func trim(value any, name string, secret map[string]bool) (any, bool, error) {
	changed := false
	switch v := value.(type) {
	case string:
		if strings.ContainsRune(v, 0) {
			return nil, false, fault.Field(cut(name, 100), "must not contain NUL characters.")
		}
		if trimmed := strings.TrimSpace(v); !secret[name] && trimmed != v {
			return trimmed, true, nil
		}
	case map[string]any:
		for key, member := range v {
			out, c, err := trim(member, key, secret)
			if err != nil {
				return nil, false, err
			}
			v[key], changed = out, changed || c
		}
	case []any:
		for i, item := range v {
			out, c, err := trim(item, name, secret)
			if err != nil {
				return nil, false, err
			}
			v[i], changed = out, changed || c
		}
	}
	return value, changed, nil
}

// secretsOf collects the names of the members of a schema that hold passwords.
func secretsOf(ref *openapi3.SchemaRef, into map[string]bool, depth int) {
	if ref == nil || ref.Value == nil || depth > 8 {
		return
	}
	s := ref.Value
	for name, property := range s.Properties {
		if property.Value.Format == "password" {
			into[name] = true
		}
		secretsOf(property, into, depth+1)
	}
	secretsOf(s.Items, into, depth+1)
	for _, part := range append(append(append(openapi3.SchemaRefs(nil), s.AllOf...), s.OneOf...), s.AnyOf...) {
		secretsOf(part, into, depth+1)
	}
}

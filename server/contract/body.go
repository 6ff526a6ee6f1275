package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"tollkeeper/server/domain/fault"
)

// maxNesting is how deep a JSON body may nest; no body of the contract comes near it.
const maxNesting = 32

// normalizeJSON refuses what JSON decoders disagree about (a key twice, text that is not UTF-8, deep nesting, more than one value), trims
// strings, but not passwords (auth-users.md 0.1), and writes whole numbers as such. A member that differs from a declared one by its
// capitals is as unknown as any other, and since some decoders would take it for the declared one it is left out.
// It returns the paths of the members that are unknown, too.
func normalizeJSON(data []byte, s shape) (normal []byte, ignored []string, err error) {
	if !utf8.Valid(data) {
		return nil, nil, notJSON("the body is not UTF-8 text", nil)
	}
	if err := walkTokens(data); err != nil {
		return nil, nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var value any
	if err := dec.Decode(&value); err != nil {
		return nil, nil, notJSON(describe(err), err)
	}
	n := normalizer{}
	value, misfit := n.value(value, s)
	if misfit != nil {
		return nil, nil, misfit.fault()
	}
	if !n.changed {
		return data, n.ignored, nil
	}
	data, err = json.Marshal(value)
	return data, n.ignored, err
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
			return notJSON(describe(err), err)
		}
		if open, err = step(open, token); err != nil {
			return err
		}
		if len(open) == 0 {
			if _, err := dec.Token(); !errors.Is(err, io.EOF) {
				return notJSON("there is more than one value", nil)
			}
			return nil
		}
	}
	return notJSON("the text ends too early", nil)
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

// jsonError is the cause of a fault of a body that is no JSON.
type jsonError struct {
	what   string
	offset int64
}

func (e *jsonError) Error() string { return e.what }

func notJSON(what string, err error) error {
	cause := &jsonError{what: what}
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
		cause.offset = syntax.Offset
	}
	return fault.New(fault.Invalid, "JSON parse error: %s.", what).Because(cause)
}

package contract

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/period"
	"tollkeeper/server/domain/text"
)

// normalizer walks over a decoded body.
type normalizer struct {
	// changed tells that the value is no more what was sent.
	changed bool
	// path leads to where the walk is; ignored are the paths of members that the contract does not know, some of them when there are many.
	path    []string
	ignored []string
}

// ignore remembers a member of where the walk is.
func (n *normalizer) ignore(name string) {
	if len(n.ignored) <= maxIgnored {
		n.ignored = append(n.ignored, strings.Join(append(slices.Clone(n.path), name), "."))
	}
}

// misfit is what is wrong with a place in a body; path leads to it from the inside out.
type misfit struct {
	path    []string
	message string
}

// at adds a step to the path.
func (m *misfit) at(step string) *misfit {
	m.path = append(m.path, step)
	return m
}

func (m *misfit) fault() error {
	slices.Reverse(m.path)
	return fault.Field(fieldName(m.path), "%s", m.message)
}

// fieldName is the name under which a fault of a body is reported.
func fieldName(path []string) string {
	name := strings.Join(path, ".")
	if name == "" {
		return bodyField
	}
	return cut(name, 100)
}

func (n *normalizer) value(value any, s shape) (any, *misfit) {
	switch v := value.(type) {
	case string:
		return n.text(v, s)
	case json.Number:
		return n.number(v, s)
	case map[string]any:
		return v, n.object(v, s)
	case []any:
		items := s.items()
		for i, item := range v {
			n.path = append(n.path, strconv.Itoa(i))
			out, wrong := n.value(item, items)
			n.path = n.path[:len(n.path)-1]
			if wrong != nil {
				return nil, wrong.at(strconv.Itoa(i))
			}
			v[i] = out
		}
	}
	return value, nil
}

func (n *normalizer) object(v map[string]any, s shape) *misfit {
	for name, member := range v {
		if !text.Fits(name) {
			return &misfit{message: "Names must not contain control characters."}
		}
		if s.misspelt(name) {
			delete(v, name)
			n.changed = true
			n.ignore(name)
			continue
		}
		if s.unknown(name) {
			n.ignore(name)
		}
		n.path = append(n.path, name)
		out, wrong := n.value(member, s.member(name))
		n.path = n.path[:len(n.path)-1]
		if wrong != nil {
			return wrong.at(name)
		}
		v[name] = out
	}
	return nil
}

func (n *normalizer) text(v string, s shape) (any, *misfit) {
	switch {
	case s.has("password"): // hashed as it is, and never stored
		if strings.ContainsRune(v, 0) {
			return nil, &misfit{message: unfitText}
		}
	case !text.Fits(v):
		return nil, &misfit{message: unfitText}
	case s.has("date-time") && !storable(v):
		return nil, &misfit{message: unfitTime}
	}
	if trimmed := strings.TrimSpace(v); trimmed != v && !s.has("password") {
		n.changed = true
		return trimmed, nil
	}
	return v, nil
}

// maxExact is the largest number below which every integer is a float64 of its own.
const maxExact = 1 << 53

// number writes a code that came as a number with the zeros that it lost, and 1.0 and 1e3, which are integers by JSON Schema, so that they can be bound to one, and refuses what no int64 or float64
// can hold.
func (n *normalizer) number(v json.Number, s shape) (any, *misfit) {
	if missing := s.digits() - len(v.String()); missing >= 0 && strings.Trim(v.String(), "0123456789") == "" && s.digits() > 0 {
		n.changed = true
		return strings.Repeat("0", missing) + v.String(), nil
	}
	value, err := strconv.ParseFloat(v.String(), 64)
	if err != nil {
		return nil, &misfit{message: "This number is too large."}
	}
	if strings.ContainsAny(v.String(), ".eE") && value == math.Trunc(value) && math.Abs(value) < maxExact {
		n.changed = true
		return json.Number(strconv.FormatInt(int64(value), 10)), nil
	}
	if _, err := strconv.ParseInt(v.String(), 10, 64); err != nil && s.integer() {
		return nil, &misfit{message: "A valid integer is required."}
	}
	return v, nil
}

// What is said of values that cannot be stored.
const (
	unfitText = "must be UTF-8 text without control characters."
	unfitTime = "must be a time from 1970 to 8999."
)

// storable tells whether a time is within the bounds of what is stored; what is no time is refused by its schema.
func storable(value string) bool {
	at, err := time.Parse(time.RFC3339Nano, value)
	return err != nil || period.Fits(at)
}

// checkForm refuses texts of a form that are fit for no database; value is what the judge has decoded.
func checkForm(value any, s shape) error {
	members, _ := value.(map[string]any)
	for name, member := range members {
		place := s.member(name)
		values, list := member.([]any)
		if !list {
			values = []any{member}
		}
		if place.has("binary") || place.items().has("binary") {
			continue
		}
		for _, one := range values {
			if value, ok := one.(string); ok && !text.Fits(value) {
				return fault.Field(cut(name, 100), unfitText)
			}
		}
	}
	return nil
}

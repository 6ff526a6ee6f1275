package contract

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/text"
)

// leniency says what the contract accepts of a query parameter beside what its schema says: a list separated by commas, a date
// without time or offset, a declared alias (openapi/WRITING.md, "Parameters").
type leniency struct {
	of            *openapi3.Parameter
	list, instant bool
	// many tells that the parameter may be repeated, droppable that an empty value is as good as none, text that it is a value at all.
	many, droppable, text bool
	alias                 map[string]string
}

func leniencyOf(p *openapi3.Parameter) leniency {
	l := leniency{of: p}
	s := p.Schema.Value
	l.many = s.Type.Is("array")
	l.list = l.many && s.Items != nil && len(s.Items.Value.Enum) > 0
	l.text = s.Type.Is("string")
	l.droppable = p.AllowEmptyValue || l.many || l.text && s.VisitJSON("") == nil
	l.instant = s.Format == "date-time"
	if aliases, ok := p.Extensions["x-alias"].(map[string]any); ok {
		l.alias = map[string]string{}
		for word, value := range aliases {
			l.alias[word] = fmt.Sprintf("%.0f", value)
		}
	}
	return l
}

// normalizeQuery rewrites the query into the form that the schemas describe. An empty value is as good as none where the contract takes one.
// It returns the names of the parameters that are not known.
func normalizeQuery(u *url.URL, known map[string]leniency) (ignored []string, err error) {
	if u.RawQuery == "" {
		return nil, nil
	}
	values, err := url.ParseQuery(u.RawQuery)
	if err != nil && len(known) == 0 {
		u.RawQuery = "" // nobody reads it
		return nil, nil
	}
	if err != nil {
		return nil, fault.New(fault.Invalid, "The query string is malformed.").Because(err)
	}
	for name, list := range values {
		if !text.Fits(name) && len(known) > 0 {
			return nil, fault.New(fault.Invalid, "The query string is not UTF-8 text.")
		}
		l, ok := known[name]
		if !ok {
			delete(values, name) // unknown parameters are ignored, and none of their text goes further
			ignored = append(ignored, inQuery+name)
			continue
		}
		out := list[:0]
		for _, value := range list {
			if !text.Fits(value) {
				return nil, fault.Field(name, unfitText)
			}
			if l.instant && !storable(lenientInstant(value)) {
				return nil, fault.Field(name, unfitTime)
			}
			if value == "" && !l.droppable && !l.text {
				return nil, requestFault(&openapi3filter.RequestError{Parameter: l.of, Err: openapi3filter.ErrInvalidEmptyValue}, fault.Invalid)
			}
			out = append(out, l.apply(value)...)
		}
		switch values[name] = out; {
		case len(out) == 0:
			delete(values, name)
		case len(out) > 1 && !l.many:
			return nil, fault.Field(name, "This parameter may be given once.")
		}
	}
	u.RawQuery = values.Encode()
	return ignored, nil
}

func (l leniency) apply(value string) []string {
	if alias, ok := l.alias[value]; ok {
		return []string{alias}
	}
	switch {
	case value == "" && l.droppable:
		return nil
	case l.instant:
		return []string{lenientInstant(value)}
	case l.list:
		var words []string
		for word := range strings.SplitSeq(value, ",") {
			if word = strings.TrimSpace(word); word != "" {
				words = append(words, word)
			}
		}
		return words
	}
	return []string{value}
}

// lenientInstant makes RFC 3339 of the forms that billing-ledger.md 8 accepts: quotes around it, a bare date (midnight UTC), no offset
// (UTC), a "+" that arrived as a blank. What it does not understand it leaves for the schema to refuse.
func lenientInstant(value string) string {
	value = strings.Trim(value, `"`)
	if t, err := time.Parse(time.DateOnly, value); err == nil {
		return t.Format(time.RFC3339)
	}
	if t, err := time.Parse("2006-01-02T15:04:05.999999999", value); err == nil {
		return t.Format(time.RFC3339Nano)
	}
	if i := strings.LastIndexByte(value, ' '); i > 10 {
		value = value[:i] + "+" + value[i+1:]
	}
	return value
}

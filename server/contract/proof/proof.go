// Package proof checks JSON bytes against a schema in one pass, without decoding them. It stands in front of kin-openapi, which is the
// judge: Accepts says yes only to what kin-openapi accepts, and anything it is not sure of it leaves to the judge (design 3, "Proof of
// responses"; a fuzz test compares the two). On pages of 25 rows it is some thirty times faster, which is what makes proving every
// response affordable.
package proof

import (
	"math"
	"regexp"

	"github.com/getkin/kin-openapi/openapi3"
)

// Checker is a compiled schema.
type Checker struct{ root *node }

// Compile prepares a schema of a response. formats are the same functions that the judge is given.
func Compile(schema *openapi3.SchemaRef, formats map[string]func(string) error) *Checker {
	c := compiler{formats: formats, known: map[*openapi3.Schema]*node{}}
	return &Checker{root: c.node(schema)}
}

// Accepts reports whether data is a JSON text that the schema allows. False means: ask the judge.
func (c *Checker) Accepts(data []byte) bool {
	s := scanner{data: data}
	s.blanks()
	if !c.root.accepts(&s, 0) {
		return false
	}
	s.blanks()
	return s.at == len(s.data)
}

// kind is what a node checks.
type kind int

const (
	unsure kind = iota // always left to the judge
	anything
	object
	array
	text
	integer
	number
	boolean
)

// node is a schema, compiled.
type node struct {
	kind     kind
	nullable bool
	// nullUnsure leaves null to the judge where anything else is accepted.
	nullUnsure bool

	// object
	properties map[string]*property
	required   uint64
	closed     bool
	additional *node

	// array
	items              *node
	minItems, maxItems int

	// text
	minLength, maxLength int
	class                *asciiClass
	pattern              *regexp.Regexp
	enum                 map[string]struct{}
	format               func(string) error

	// integer and number
	min, max float64
}

type property struct {
	*node
	bit uint64
}

type compiler struct {
	formats map[string]func(string) error
	known   map[*openapi3.Schema]*node
}

func (c *compiler) node(ref *openapi3.SchemaRef) *node {
	if ref == nil || ref.Value == nil {
		return &node{kind: anything}
	}
	s := ref.Value
	if n, ok := c.known[s]; ok {
		return n
	}
	n := &node{}
	c.known[s] = n // first, so that a schema may hold itself
	c.fill(n, s)
	return n
}

func (c *compiler) fill(n *node, s *openapi3.Schema) {
	if s.IsEmpty() {
		n.kind, n.nullUnsure = anything, true
		return
	}
	if len(s.OneOf)+len(s.AnyOf) > 0 || s.Not != nil || s.WriteOnly {
		return
	}
	if len(s.AllOf) == 1 && s.Type == nil && len(s.Properties) == 0 {
		// A reference with a description beside it; null is left to the judge.
		inner := *c.node(s.AllOf[0])
		inner.nullable = false
		*n = inner
		return
	}
	if len(s.AllOf) > 0 || s.Type == nil || len(*s.Type) != 1 {
		return
	}
	n.nullable = s.Nullable
	c.fillType(n, s)
}

func (c *compiler) fillType(n *node, s *openapi3.Schema) {
	switch (*s.Type)[0] {
	case "object":
		c.object(n, s)
	case "array":
		c.array(n, s)
	case "string":
		c.text(n, s)
	case "integer":
		c.numeric(n, s, integer)
	case "number":
		c.numeric(n, s, number)
	case "boolean":
		if len(s.Enum) == 0 {
			n.kind = boolean
		}
	}
}

func (c *compiler) object(n *node, s *openapi3.Schema) {
	if len(s.Required) > 64 || s.MinProps > 0 || s.MaxProps != nil || len(s.Enum) > 0 {
		return
	}
	n.properties = make(map[string]*property, len(s.Properties))
	for name, ref := range s.Properties {
		n.properties[name] = &property{node: c.node(ref)}
	}
	for i, name := range s.Required {
		p, ok := n.properties[name]
		if !ok {
			return // required and not declared: the judge knows what to do
		}
		p.bit = 1 << i
		n.required |= p.bit
	}
	n.additional = &node{kind: anything}
	if s.AdditionalProperties.Schema != nil {
		n.additional = c.node(s.AdditionalProperties.Schema)
	} else if has := s.AdditionalProperties.Has; has != nil && !*has {
		n.closed = true
	}
	n.kind = object
}

func (c *compiler) array(n *node, s *openapi3.Schema) {
	if s.UniqueItems || len(s.Enum) > 0 {
		return
	}
	n.items, n.minItems, n.maxItems = c.node(s.Items), clamp(s.MinItems), math.MaxInt
	if s.MaxItems != nil {
		n.maxItems = clamp(*s.MaxItems)
	}
	n.kind = array
}

func (c *compiler) text(n *node, s *openapi3.Schema) {
	n.minLength, n.maxLength = clamp(s.MinLength), math.MaxInt
	if s.MaxLength != nil {
		n.maxLength = clamp(*s.MaxLength)
	}
	if s.Pattern != "" {
		if n.class = parseASCIIClass(s.Pattern); n.class == nil {
			compiled, err := regexp.Compile(s.Pattern)
			if err != nil {
				return
			}
			n.pattern = compiled
		}
	}
	if s.Format != "" {
		format, ok := c.formats[s.Format]
		if _, global := openapi3.SchemaStringFormats[s.Format]; global && !ok {
			return // the judge checks a format that we do not
		}
		n.format = format
	}
	if len(s.Enum) > 0 {
		n.enum = make(map[string]struct{}, len(s.Enum))
		for _, value := range s.Enum {
			word, ok := value.(string)
			if !ok {
				return
			}
			n.enum[word] = struct{}{}
		}
	}
	n.kind = text
}

func (c *compiler) numeric(n *node, s *openapi3.Schema, k kind) {
	if len(s.Enum) > 0 || s.MultipleOf != nil || s.ExclusiveMin.IsTrue() || s.ExclusiveMax.IsTrue() {
		return
	}
	n.min, n.max = math.Inf(-1), math.Inf(1)
	if s.Min != nil {
		n.min = *s.Min
	}
	if s.Max != nil {
		n.max = *s.Max
	}
	n.kind = k
}

func clamp(x uint64) int {
	return int(min(x, math.MaxInt32))
}

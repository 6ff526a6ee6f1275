package proof

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// maxDepth bounds nesting; deeper texts are left to the judge.
const maxDepth = 64

// scanner walks over JSON bytes. Its methods return false where the text is not JSON or not surely so.
type scanner struct {
	data []byte
	at   int
}

func (s *scanner) blanks() {
	for s.at < len(s.data) {
		switch s.data[s.at] {
		case ' ', '\t', '\n', '\r':
			s.at++
		default:
			return
		}
	}
}

// take moves over b and the blanks behind it.
func (s *scanner) take(b byte) bool {
	if s.at >= len(s.data) || s.data[s.at] != b {
		return false
	}
	s.at++
	s.blanks()
	return true
}

func (s *scanner) word(w string) bool {
	if !bytes.HasPrefix(s.data[s.at:], []byte(w)) {
		return false
	}
	s.at += len(w)
	return true
}

// rawString moves over a string and returns what is between its quotes, and whether it holds escapes.
func (s *scanner) rawString() (raw []byte, escaped, ok bool) {
	if s.at >= len(s.data) || s.data[s.at] != '"' {
		return nil, false, false
	}
	start := s.at + 1
	for i := start; i < len(s.data); i++ {
		switch c := s.data[i]; {
		case c == '"':
			s.at = i + 1
			return s.data[start:i], escaped, true
		case c == '\\':
			escaped = true
			i++
		case c < 0x20:
			return nil, false, false
		}
	}
	return nil, false, false
}

// plain returns the text of a raw string.
func plain(raw []byte, escaped bool) (string, bool) {
	if !escaped {
		return string(raw), utf8.Valid(raw)
	}
	var out string
	quoted := make([]byte, 0, len(raw)+2)
	quoted = append(append(append(quoted, '"'), raw...), '"')
	if json.Unmarshal(quoted, &out) != nil {
		return "", false
	}
	return out, true
}

func (n *node) accepts(s *scanner, depth int) bool {
	if s.at >= len(s.data) || depth > maxDepth {
		return false
	}
	if s.data[s.at] == 'n' && (n.kind != anything || n.nullUnsure) {
		return n.nullable && n.kind != unsure && s.word("null")
	}
	switch n.kind {
	case anything:
		return s.skip(depth)
	case object:
		return n.acceptsObject(s, depth)
	case array:
		return n.acceptsArray(s, depth)
	case text:
		return n.acceptsText(s)
	case integer, number:
		return n.acceptsNumber(s)
	case boolean:
		return s.word("true") || s.word("false")
	}
	return false
}

func (n *node) acceptsObject(s *scanner, depth int) bool {
	if !s.take('{') {
		return false
	}
	var seen uint64
	if s.at < len(s.data) && s.data[s.at] == '}' {
		s.at++
		return n.required == 0
	}
	for {
		key, escaped, ok := s.rawString()
		if !ok || escaped {
			return false
		}
		s.blanks()
		if !s.take(':') {
			return false
		}
		value := n.additional
		if p, ok := n.properties[string(key)]; ok {
			seen |= p.bit
			value = p.node
		} else if n.closed || !utf8.Valid(key) {
			return false
		}
		if !value.accepts(s, depth+1) {
			return false
		}
		s.blanks()
		if s.take(',') {
			continue
		}
		if s.at < len(s.data) && s.data[s.at] == '}' {
			s.at++
			return seen&n.required == n.required
		}
		return false
	}
}

func (n *node) acceptsArray(s *scanner, depth int) bool {
	if !s.take('[') {
		return false
	}
	if s.at < len(s.data) && s.data[s.at] == ']' {
		s.at++
		return n.minItems == 0
	}
	for count := 1; ; count++ {
		if count > n.maxItems || !n.items.accepts(s, depth+1) {
			return false
		}
		s.blanks()
		if s.take(',') {
			continue
		}
		if s.at < len(s.data) && s.data[s.at] == ']' {
			s.at++
			return count >= n.minItems
		}
		return false
	}
}

func (n *node) acceptsText(s *scanner) bool {
	raw, escaped, ok := s.rawString()
	if !ok {
		return false
	}
	if !escaped {
		if yes, sure := n.acceptsPlain(raw); sure {
			return yes
		}
	}
	value, ok := plain(raw, escaped)
	return ok && n.lengthFits(value) && n.acceptsValue(value)
}

// acceptsPlain decides the usual cases without making a string: an enum, a table of ASCII, a text of which only the length counts. sure
// is false for the others.
func (n *node) acceptsPlain(raw []byte) (yes, sure bool) {
	switch {
	case n.enum != nil:
		_, known := n.enum[string(raw)]
		return known && n.class == nil && n.pattern == nil && n.format == nil && n.minLength == 0 && n.maxLength >= len(raw), true
	case n.pattern != nil || n.format != nil:
		return false, false
	case n.class != nil: // as many characters as bytes
		return n.class.matches(raw) && len(raw) >= n.minLength && len(raw) <= n.maxLength, true
	}
	return utf8.Valid(raw), len(raw) <= n.maxLength && n.minLength == 0
}

// lengthFits counts characters. The judge counts UTF-16 units; outside the basic plane its count and ours differ, so that such
// characters count double here.
func (n *node) lengthFits(value string) bool {
	length, wide := 0, 0
	for _, r := range value {
		length++
		if r > 0xFFFF {
			wide++
		}
	}
	return length >= n.minLength && length+wide <= n.maxLength
}

func (n *node) acceptsValue(value string) bool {
	if n.enum != nil {
		if _, ok := n.enum[value]; !ok {
			return false
		}
	}
	return (n.class == nil || n.class.matches([]byte(value))) && (n.pattern == nil || n.pattern.MatchString(value)) &&
		(n.format == nil || n.format(value) == nil)
}

// maxExact is the largest integer below which every integer is a float64 of its own.
const maxExact = 1 << 53

func (n *node) acceptsNumber(s *scanner) bool {
	start := s.at
	if !s.skipNumber() {
		return false
	}
	raw := string(s.data[start:s.at])
	if n.kind == integer {
		value, err := strconv.ParseInt(raw, 10, 64)
		return err == nil && value > -maxExact && value < maxExact && float64(value) >= n.min && float64(value) <= n.max
	}
	value, err := strconv.ParseFloat(raw, 64)
	return err == nil && value >= n.min && value <= n.max
}

// skipNumber moves over a number as RFC 8259 section 6 writes it.
func (s *scanner) skipNumber() bool {
	if s.at < len(s.data) && s.data[s.at] == '-' {
		s.at++
	}
	if s.at < len(s.data) && s.data[s.at] == '0' {
		s.at++
	} else if !s.digits() {
		return false
	}
	if s.at < len(s.data) && s.data[s.at] == '.' {
		s.at++
		if !s.digits() {
			return false
		}
	}
	if s.at < len(s.data) && (s.data[s.at] == 'e' || s.data[s.at] == 'E') {
		s.at++
		if s.at < len(s.data) && (s.data[s.at] == '+' || s.data[s.at] == '-') {
			s.at++
		}
		return s.digits()
	}
	return true
}

func (s *scanner) digits() bool {
	start := s.at
	for s.at < len(s.data) && s.data[s.at] >= '0' && s.data[s.at] <= '9' {
		s.at++
	}
	return s.at > start
}

var (
	anyNode   = &node{kind: anything}
	anyObject = &node{kind: object, additional: anyNode}
	anyArray  = &node{kind: array, items: anyNode, maxItems: 1 << 30}
	anyText   = &node{kind: text, maxLength: 1 << 30}
	anyNumber = &node{kind: number, min: -1e300, max: 1e300}
)

// skip moves over any value.
func (s *scanner) skip(depth int) bool {
	switch s.data[s.at] {
	case '{':
		return anyObject.accepts(s, depth)
	case '[':
		return anyArray.accepts(s, depth)
	case '"':
		return anyText.accepts(s, depth)
	case 't':
		return s.word("true")
	case 'f':
		return s.word("false")
	case 'n':
		return s.word("null")
	}
	return anyNumber.accepts(s, depth)
}

// Package text decides what texts may be stored, whichever way they come in: request bodies, forms, files, the command line, a payment processor.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fits reports whether a text may be stored: valid UTF-8 without control characters (Unicode category Cc), except tab, line feed and carriage return.
// PostgreSQL refuses NUL, and a text that is not UTF-8 cannot be sent as JSON.
func Fits(s string) bool { return utf8.ValidString(s) && !strings.ContainsFunc(s, control) }

// Clean makes a text that was not asked of a client fit: what Fits refuses becomes a space, what is not UTF-8 U+FFFD.
func Clean(s string) string {
	if Fits(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if control(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

func control(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' }

// Package naming makes slugs, usernames and the parts of a full name (profiles-subscriptions-roles.md 1.1 and 1.2; auth-users.md 1.4 and
// 1.5).
package naming

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

var (
	notInSlug = regexp.MustCompile(`[^\w\s-]`)
	runs      = regexp.MustCompile(`[-\s]+`)
)

// Slugify makes a slug of a text: NFKD without what is not ASCII, without punctuation, lower case, runs of blanks and hyphens as one
// hyphen; at most limit characters. It is empty when nothing is left.
func Slugify(text string, limit int) string {
	var ascii strings.Builder
	for _, r := range norm.NFKD.String(text) {
		if r < 128 {
			ascii.WriteRune(r)
		}
	}
	slug := strings.ToLower(strings.TrimSpace(notInSlug.ReplaceAllString(ascii.String(), "")))
	slug = runs.ReplaceAllString(slug, "-")
	return strings.Trim(slug[:min(len(slug), limit)], "-")
}

// WithSuffix appends "-" and a suffix to a slug that is taken, cutting the slug so that the whole fits.
func WithSuffix(slug, suffix string, limit int) string {
	return slug[:min(len(slug), limit-len(suffix)-1)] + "-" + suffix
}

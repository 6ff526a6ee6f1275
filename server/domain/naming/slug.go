// Package naming makes slugs, usernames and the parts of a full name (profiles-subscriptions-roles.md 1.1 and 1.2; auth-users.md 1.4 and
// 1.5).
package naming

import (
	"errors"
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

// ErrNoneFree is returned when a name and every variation of it that was tried are taken.
var ErrNoneFree = errors.New("naming: every variation of the name is taken")

// FirstFree returns base when it is free, else base with a suffix that makes it free, at most limit characters long. It asks taken
// about up to tries names, base included; suffix is called for each variation. It fails with ErrNoneFree, or as taken does.
func FirstFree(base string, limit, tries int, suffix func() string, taken func(name string) (bool, error)) (string, error) {
	name := base[:min(len(base), limit)]
	for range tries {
		used, err := taken(name)
		if err != nil || !used {
			return name, err
		}
		name = WithSuffix(base, suffix(), limit)
	}
	return "", ErrNoneFree
}

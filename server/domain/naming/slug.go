// Package naming makes slugs, usernames and the parts of a full name (profiles-subscriptions-roles.md 1.1 and 1.2; auth-users.md 1.4 and
// 1.5), and decides what an identifier and an e-mail address are.
package naming

import (
	"errors"
	"regexp"
	"strings"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"
)

var (
	notInSlug = regexp.MustCompile(`[^\w\s-]`)
	runs      = regexp.MustCompile(`[-\s]+`)
)

// Slugify makes a slug of a text in any script: what is not ASCII is transliterated, punctuation goes, lower case, runs of blanks and hyphens as one
// hyphen; at most limit characters. It is empty when nothing is left, and an identifier otherwise.
func Slugify(text string, limit int) string {
	var ascii strings.Builder
	for _, r := range norm.NFC.String(text) {
		if r < 128 {
			ascii.WriteRune(r)
		} else {
			ascii.WriteString(unidecode.Unidecode(string(r)))
		}
	}
	slug := strings.ToLower(strings.TrimSpace(notInSlug.ReplaceAllString(ascii.String(), "")))
	slug = strings.TrimLeft(runs.ReplaceAllString(slug, "-"), "-_")
	return strings.TrimRight(slug[:min(len(slug), limit)], "-_")
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

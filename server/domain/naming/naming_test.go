package naming_test

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"tollkeeper/server/domain/naming"
)

func TestSlugify(t *testing.T) {
	for text, want := range map[string]string{
		"Open Space":          "open-space",
		"  ABC Corp. ":        "abc-corp",
		"Crème Brûlée":        "creme-brulee",
		"a - b -- c":          "a-b-c",
		"snake_case":          "snake_case",
		"日本":                  "",
		"!?":                  "",
		"A very long company": "a-very-lon",
	} {
		if got := naming.Slugify(text, 10); len(want) <= 10 && got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := naming.Slugify("Crème Brûlée", 50); got != "creme-brulee" {
		t.Errorf("got %q", got)
	}
}

func TestSlugsFitTheContract(t *testing.T) {
	pattern := regexp.MustCompile(`^[a-z0-9_-]{0,50}$`)
	rapid.Check(t, func(t *rapid.T) {
		slug := naming.Slugify(rapid.String().Draw(t, "text"), 50)
		if !pattern.MatchString(slug) {
			t.Fatalf("%q", slug)
		}
		if other := naming.WithSuffix(slug, "0123abc", 50); len(other) > 50 {
			t.Fatalf("%q is too long", other)
		}
	})
}

// The rules of auth-users.md 1.5.
func TestSplit(t *testing.T) {
	for full, want := range map[string][2]string{
		"":                    {"", ""},
		"Xia":                 {"Xia", ""},
		"Xia Lee":             {"Xia", "Lee"},
		"Mary Ann Smith":      {"Mary Ann", "Smith"},
		"El Greco Doe":        {"El Greco", "Doe"},
		"el Greco":            {"el Greco", ""},
		"Bob II":              {"Bob", "II"},
		"Bob Smith III":       {"Bob", "Smith III"},
		" Anna   Maria  Roy ": {"Anna Maria", "Roy"},
	} {
		if first, last := naming.Split(full); first != want[0] || last != want[1] {
			t.Errorf("%q: %q, %q, want %q", full, first, last, want)
		}
	}
}

func TestUsername(t *testing.T) {
	for email, want := range map[string]string{"xia@example.com": "xia", "jo.e+1@example.com": "jo.e+1", "é@example.com": "user", "@x": "user"} {
		if got := naming.Username(email); got != want {
			t.Errorf("%s: %q, want %q", email, got, want)
		}
	}
}

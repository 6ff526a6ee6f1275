package naming_test

import (
	"errors"
	"net/url"
	"path"
	"regexp"
	"strings"
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
		"日本":                  "ri-ben",
		"_x_":                 "x",
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

func TestUnfit(t *testing.T) {
	for name, fits := range map[string]bool{
		"a": true, "A9": true, "a.b-c_d": true, "a_-b": true, "a.-b": true, "0": true, strings.Repeat("x", 50): true,
		"": false, ".": false, "..": false, "a..b": false, ".a": false, "a.": false, "-a": false, "a-": false, "_a": false, "a_": false, "a b": false,
		"a@b": false, "a+b": false, "a/b": false, "é": false, "a\n": false, "a\x00": false, "а": false, strings.Repeat("x", 51): false, "%2e%2e": false,
	} {
		if why := naming.Unfit(name); (why == "") != fits {
			t.Errorf("%q: %q", name, why)
		}
	}
}

// Whatever the text, what is made of it is an identifier or nothing; and what fits is no other segment of a path.
func TestWhatIsMadeFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		for _, name := range []string{naming.Slugify(text, naming.Limit), naming.Username(text + "@x.example")} {
			if name != "" && naming.Unfit(name) != "" {
				t.Fatalf("%q of %q", name, text)
			}
		}
		if name := rapid.StringMatching(`[a-zA-Z0-9._-]{1,52}`).Draw(t, "name"); naming.Unfit(name) == "" &&
			(path.Clean("/a/"+name+"/b") != "/a/"+name+"/b" || url.PathEscape(name) != name) {
			t.Fatalf("%q", name)
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

func TestFirst(t *testing.T) {
	for full, want := range map[string]string{"": "", " Xia ": "Xia", "Mary Ann Smith": "Mary", "El Greco Maria Doe": "El Greco", "el": "el"} {
		if got := naming.First(full); got != want {
			t.Errorf("%q: %q, want %q", full, got, want)
		}
	}
}

func TestUsername(t *testing.T) {
	for email, want := range map[string]string{"xia@example.com": "xia", "jo.e@example.com": "jo.e", "jo.e+1@example.com": "joe1", "é@example.com": "e", "!@example.com": "user", "..@example.com": "user", "@x": "user"} {
		if got := naming.Username(email); got != want {
			t.Errorf("%s: %q, want %q", email, got, want)
		}
	}
}

func TestFirstFree(t *testing.T) {
	long := strings.Repeat("x", 60)
	for name, c := range map[string]struct {
		base  string
		taken []string
		tries int
		want  string
		err   error
	}{
		"free":               {base: "xia", tries: 1, want: "xia"},
		"taken":              {base: "xia", taken: []string{"xia"}, tries: 2, want: "xia-a"},
		"taken twice":        {base: "xia", taken: []string{"xia", "xia-a"}, tries: 3, want: "xia-b"},
		"out of tries":       {base: "xia", taken: []string{"xia", "xia-a"}, tries: 2, err: naming.ErrNoneFree},
		"cut":                {base: long, tries: 1, want: long[:50]},
		"cut for the suffix": {base: long, taken: []string{long[:50]}, tries: 2, want: long[:48] + "-a"},
	} {
		t.Run(name, func(t *testing.T) {
			next := byte('a') - 1
			suffix := func() string { next++; return string(next) }
			got, err := naming.FirstFree(c.base, 50, c.tries, suffix, func(name string) (bool, error) {
				for _, one := range c.taken {
					if one == name {
						return true, nil
					}
				}
				return false, nil
			})
			if got != c.want || !errors.Is(err, c.err) {
				t.Errorf("%q, %v, want %q, %v", got, err, c.want, c.err)
			}
		})
	}
	broken := errors.New("broken")
	if _, err := naming.FirstFree("xia", 50, 2, func() string { return "a" }, func(string) (bool, error) { return true, broken }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

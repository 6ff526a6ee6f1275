package names_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tollkeeper/openapi"
	"tollkeeper/server/names"
)

// A name that is a word of a path, where in another path a name stands, would be found nowhere: its pages are those of the word.
func TestReservedWords(t *testing.T) {
	for kind, words := range map[names.Kind][]string{
		names.Profile: {"charges", "Transactions", "balances", "registered", "cart", "_archive_7"},
		names.Plan:    {"accept"}, names.Role: {"describe", "ACCEPT"}, names.Coupon: {"_archive_1"},
	} {
		for _, word := range words {
			if !names.Reserved(kind, word) || names.Unfit(kind, word) == "" {
				t.Errorf("a %s may be called %s", kind, word)
			}
		}
	}
	for kind, words := range map[names.Kind][]string{
		names.Profile: {"cowork", "plans", "accept", "xia"}, names.Plan: {"describe", "charges"}, names.Role: {"manager", "charges"}, names.Coupon: {"DIS100"},
	} {
		for _, word := range words {
			if why := names.Unfit(kind, word); why != "" {
				t.Errorf("a %s may not be called %s: %s", kind, word, why)
			}
		}
	}
}

// Every literal segment of the contract that stands where an identifier does is reserved, found in another way than the package does: by the document
// that is parsed, path by path.
func TestNoPathIsShadowed(t *testing.T) {
	kinds := map[string]names.Kind{"organization": names.Profile, "user": names.Profile, "subscriber": names.Profile, "plan": names.Plan, "subscribed_plan": names.Plan, "role": names.Role, "coupon": names.Coupon}
	parameter := regexp.MustCompile(`\{([^}]*)\}`)
	for _, name := range []openapi.Name{openapi.DjaoApp, openapi.Subscriptions} {
		doc, err := openapi.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range doc.Paths.InMatchingOrder() {
			for _, at := range parameter.FindAllStringSubmatchIndex(one, -1) {
				kind, front := kinds[one[at[2]:at[3]]], parameter.ReplaceAllString(one[:at[0]], "{}")
				for _, other := range doc.Paths.InMatchingOrder() {
					rest, same := strings.CutPrefix(parameter.ReplaceAllString(other, "{}"), front)
					word, _, _ := strings.Cut(rest, "/")
					if same && kind != "" && word != "" && word != "{}" && !names.Reserved(kind, word) {
						t.Errorf("%s is shadowed by a %s that is called %s (%s)", other, kind, word, one)
					}
				}
			}
		}
	}
}

func TestFree(t *testing.T) {
	taken := func(names ...string) func(string) (bool, error) {
		return func(name string) (bool, error) {
			for _, one := range names {
				if strings.EqualFold(one, name) {
					return true, nil
				}
			}
			return false, nil
		}
	}
	for title, want := range map[string]string{
		"Open Space": "^open-space$", "日本語プラン": "^[a-z][a-z0-9-]+$", "Москва": "^moskva$", "Ünal & Söhne": "^unal-sohne$", "!?": "^plan-[0-9a-f]{8}$",
		"🙂": "^plan-[0-9a-f]{8}$", "Accept": "^accept-[0-9a-f]{7}$", "Basic": "^basic-[0-9a-f]{7}$", "..": "^plan-[0-9a-f]{8}$", "_x_": "^x$",
	} {
		got, err := names.Free(names.Plan, title, "title", taken("BASIC"))
		if err != nil || !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("%q: %q, %v, want %s", title, got, err, want)
		}
	}
	if _, err := names.Free(names.Plan, "x", "title", func(string) (bool, error) { return true, nil }); err == nil {
		t.Error("every name is taken, and one is free")
	}
	broken := errors.New("broken")
	if _, err := names.Free(names.Plan, "x", "title", func(string) (bool, error) { return false, broken }); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	rapid.Check(t, func(t *rapid.T) {
		got, err := names.Free(names.Profile, rapid.String().Draw(t, "title"), "title", taken())
		if why := names.Unfit(names.Profile, got); err != nil || why != "" {
			t.Fatalf("%q: %s, %v", got, why, err)
		}
	})
}

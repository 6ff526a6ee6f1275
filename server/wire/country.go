package wire

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"tollkeeper/server/domain/fault"
)

// countries maps English names to alpha-2 codes.
var countries = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	names := display.English.Regions()
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string([]rune{a, b}))
			if err == nil && region.IsCountry() && region.String() == string([]rune{a, b}) {
				out[strings.ToLower(names.Name(region))] = region.String()
			}
		}
	}
	return out
})

// Country normalizes a country to its ISO 3166-1 alpha-2 code: alpha-2, alpha-3, numeric code or English name
// (profiles-subscriptions-roles.md 3.0). An empty text stays empty.
func Country(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	if region, err := language.ParseRegion(text); err == nil && region.IsCountry() {
		if code := region.Canonicalize().String(); len(code) == 2 {
			return code, nil
		}
	}
	if code, ok := countries()[strings.ToLower(text)]; ok {
		return code, nil
	}
	return "", fault.Field("country", "%q is not a country of ISO 3166-1.", text)
}

// Package names decides which identifiers may be given: it knows what one looks like (domain/naming) and which words are taken by the paths of the
// contract and of the pages. Every door through which a name comes in asks it.
package names

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"regexp"
	"strings"
	"sync"

	"tollkeeper/openapi"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
)

// Kind is what an identifier names.
type Kind string

// The kinds. Users and profiles share one space of names.
const (
	Profile Kind = "profile"
	Plan    Kind = "plan"
	Role    Kind = "role"
	Coupon  Kind = "coupon"
)

// places are the path parameters in which identifiers of a kind stand.
var places = map[string]Kind{
	"organization": Profile, "subscriber": Profile, "user": Profile, "plan": Plan, "subscribed_plan": Plan, "role": Role, "coupon": Coupon,
}

// pages are the paths of the site, beside the API, in which identifiers stand or could: where mails and answers lead.
var pages = []string{
	"/app/{organization}/", "/profile/{organization}/contact/", "/profile/{organization}/roles/{role}/", "/metrics/{organization}/dashboard/",
	"/billing/{organization}/cart/", "/billing/cart/",
}

var contractPath = regexp.MustCompile(`(?m)^  (/\S*):$`)

// paths are those of the contracts, as they are written in the documents, and the pages.
func paths() []string {
	out := append([]string(nil), pages...)
	for _, name := range []openapi.Name{openapi.DjaoApp, openapi.Subscriptions} {
		data, err := openapi.YAML(name)
		if err != nil {
			panic(err) // both are embedded
		}
		for _, found := range contractPath.FindAllSubmatch(data, -1) {
			out = append(out, string(found[1]))
		}
	}
	return out
}

var words = sync.OnceValue(func() map[Kind]map[string]bool { return reserved(paths()) })

// reserved are the literal segments that stand, in some path, where in another one an identifier of a kind does.
func reserved(paths []string) map[Kind]map[string]bool {
	literals := map[string][]string{} // by what is in front of them
	kinds := map[string][]Kind{}
	parameter := regexp.MustCompile(`^\{(.*)\}$`)
	for _, path := range paths {
		before := ""
		for _, segment := range strings.Split(strings.Trim(path, "/"), "/") {
			name := parameter.FindStringSubmatch(segment)
			switch {
			case name == nil:
				literals[before] = append(literals[before], strings.ToLower(segment))
				before += "/" + segment
				continue
			case places[name[1]] != "":
				kinds[before] = append(kinds[before], places[name[1]])
			}
			before += "/{}"
		}
	}
	out := map[Kind]map[string]bool{Profile: {}, Plan: {}, Role: {}, Coupon: {}}
	for before, of := range kinds {
		for _, kind := range of {
			for _, word := range literals[before] {
				out[kind][word] = true
			}
		}
	}
	return out
}

// Reserved tells whether a name is a word of a path in the place of an identifier of the kind, or kept for the deleted.
func Reserved(kind Kind, name string) bool {
	return naming.Reserved(name) || words()[kind][strings.ToLower(name)]
}

// Unfit says why a name cannot be given, "" when it can.
func Unfit(kind Kind, name string) string {
	if why := naming.Unfit(name); why != "" {
		return why
	}
	if Reserved(kind, name) {
		return "The word " + name + " is part of the addresses of this site; choose another one."
	}
	return ""
}

// Base is the name that a text in any script is given when it can be: of its letters, all random when none is left.
func Base(kind Kind, text string) string {
	base := naming.Slugify(text, naming.Limit)
	switch {
	case base == "":
		return string(kind) + "-" + random(8)
	case Reserved(kind, base):
		return naming.WithSuffix(base, random(7), naming.Limit)
	}
	return base
}

// tries is how many names are looked at when none is given: the first one and ten variations.
const tries = 1 + 10

// Free makes a name of a text in any script that can be given and that nobody has: of its letters, with a random ending when the name is taken, all
// random when no letter is left. It fails with a fault of the field, or as taken does.
func Free(kind Kind, text, field string, taken func(name string) (bool, error)) (string, error) {
	name, err := Variation(kind, Base(kind, text), taken)
	if errors.Is(err, naming.ErrNoneFree) {
		err = fault.Field(field, "No free name was found for this; choose another one.")
	}
	return name, err
}

// Variation is a name, or one with a random ending, that can be given and that nobody has. It fails with naming.ErrNoneFree, or as taken does.
func Variation(kind Kind, base string, taken func(name string) (bool, error)) (string, error) {
	return naming.FirstFree(base, naming.Limit, tries, func() string { return random(7) }, func(name string) (bool, error) {
		if Unfit(kind, name) != "" {
			return true, nil
		}
		return taken(name)
	})
}

func random(n int) string {
	b := make([]byte, (n+1)/2)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return hex.EncodeToString(b)[:n]
}

// Package access decides who may call what. Its vocabulary is closed: a rule of the contract that it does not know refuses the start,
// and what no rule allows is denied (design 3, "Access"; profiles-subscriptions-roles.md 2; billing-ledger.md 6).
package access

import (
	"fmt"
	"slices"
	"time"
)

// Rank is what a user may do for a profile. Higher ranks include lower ones.
type Rank int

// The ranks: no live role, a contributor (reads), a manager (everything).
const (
	None Rank = iota
	Contributor
	Manager
)

// Level names the set of profiles one of which the caller must act for.
type Level string

// The closed list of levels (openapi/WRITING.md, "x-access").
const (
	Public        Level = "public"
	Authenticated Level = "authenticated"
	Self          Level = "self"
	Direct        Level = "direct"
	Provider      Level = "provider"
	TakesPart     Level = "takes-part"
	ProviderOnly  Level = "provider-only"
	Broker        Level = "broker"
	Owner         Level = "owner"
)

// Levels lists every level, least privilege of the operation first.
func Levels() []Level {
	return []Level{Public, Authenticated, Self, Owner, TakesPart, Provider, Direct, ProviderOnly, Broker}
}

// Rule is the x-access of an operation.
type Rule struct {
	Level Level
	// Of is the path parameter that names the profile, the user, the charge or the row; empty where the level needs none.
	Of string
	// Read lets contributors call the operation.
	Read bool
	// At is when it is asked: a provider is who has a subscription that has not ended then. It is no word of x-access.
	At time.Time
}

// needsScope tells whether a level speaks about something in the path.
func (l Level) needsScope() bool {
	return !slices.Contains([]Level{Public, Authenticated, Broker}, l)
}

// Parse reads the value of x-access. method is that of the operation, parameters are its path parameters.
func Parse(value any, method string, parameters []string) (Rule, error) {
	rule, err := read(value)
	if err != nil {
		return Rule{}, err
	}
	switch {
	case !slices.Contains(Levels(), rule.Level):
		return Rule{}, fmt.Errorf("x-access: unknown level %q", rule.Level)
	case rule.Level.needsScope() && rule.Of == "":
		return Rule{}, fmt.Errorf("x-access: level %s needs `of`", rule.Level)
	case !rule.Level.needsScope() && rule.Of != "":
		return Rule{}, fmt.Errorf("x-access: level %s takes no `of`", rule.Level)
	case rule.Of != "" && !slices.Contains(parameters, rule.Of):
		return Rule{}, fmt.Errorf("x-access: `of: %s` is not a path parameter", rule.Of)
	case rule.Read && method != "GET":
		return Rule{}, fmt.Errorf("x-access: `read` on a %s", method)
	case rule.Read && !slices.Contains([]Level{Self, Provider, TakesPart, Direct, ProviderOnly, Broker}, rule.Level):
		return Rule{}, fmt.Errorf("x-access: level %s has no contributors", rule.Level)
	}
	return rule, nil
}

func read(value any) (Rule, error) {
	switch v := value.(type) {
	case nil:
		return Rule{}, fmt.Errorf("x-access is missing")
	case string:
		return Rule{Level: Level(v)}, nil
	case map[string]any:
		var rule Rule
		for key, value := range v {
			text, ok := value.(string)
			switch {
			case !ok:
				return Rule{}, fmt.Errorf("x-access: %s is not a text", key)
			case key == "level":
				rule.Level = Level(text)
			case key == "of":
				rule.Of = text
			case key == "read" && text == "contributor":
				rule.Read = true
			default:
				return Rule{}, fmt.Errorf("x-access: unknown word %s: %s", key, text)
			}
		}
		return rule, nil
	}
	return Rule{}, fmt.Errorf("x-access: neither a level nor a mapping")
}

// Allows tells whether a caller in this relation to the scope passes the rule.
func (r Rule) Allows(rel Relation) bool {
	need := Manager
	if r.Read {
		need = Contributor
	}
	switch r.Level {
	case Public, Authenticated:
		return true
	case Self:
		return rel.Self || rel.Broker >= need
	case Owner:
		return rel.Self || rel.Broker >= Manager
	case Direct:
		return max(rel.Broker, rel.Direct) >= need
	case Provider:
		return max(rel.Broker, rel.Direct, rel.Provider) >= need
	case TakesPart:
		return max(rel.Broker, rel.Direct, rel.Provider, rel.Former) >= need
	case ProviderOnly:
		return max(rel.Broker, rel.Provider, rel.Former) >= need
	case Broker:
		return rel.Broker >= need
	}
	return false
}

// Gated tells whether the caller must also have an activated account and have signed the current terms of use.
func (r Rule) Gated() bool { return r.Level != Public && r.Level != Authenticated && r.Level != Owner }

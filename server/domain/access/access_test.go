package access_test

import (
	"testing"

	"tollkeeper/server/domain/access"
)

func TestParseRefusesHoles(t *testing.T) {
	params := []string{"organization", "user"}
	for name, tc := range map[string]struct {
		value  any
		method string
		ok     bool
	}{
		"missing":               {nil, "GET", false},
		"public":                {"public", "POST", true},
		"unknown word":          {"everybody", "GET", false},
		"direct":                {map[string]any{"level": "direct", "of": "organization", "read": "contributor"}, "GET", true},
		"direct without scope":  {map[string]any{"level": "direct"}, "GET", false},
		"unknown parameter":     {map[string]any{"level": "direct", "of": "plan"}, "GET", false},
		"broker with scope":     {map[string]any{"level": "broker", "of": "organization"}, "GET", false},
		"contributor may write": {map[string]any{"level": "direct", "of": "organization", "read": "contributor"}, "POST", false},
		"read by somebody else": {map[string]any{"level": "direct", "of": "organization", "read": "anybody"}, "GET", false},
		"unknown key":           {map[string]any{"level": "direct", "of": "organization", "write": "contributor"}, "GET", false},
		"contributor of a row":  {map[string]any{"level": "owner", "of": "user", "read": "contributor"}, "GET", false},
		"not a text":            {map[string]any{"level": 5}, "GET", false},
		"a list":                {[]any{"public"}, "GET", false},
	} {
		if _, err := access.Parse(tc.value, tc.method, params); (err == nil) != tc.ok {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// The levels of profiles-subscriptions-roles.md 2.2 and billing-ledger.md 6, a row a relation.
func TestAllows(t *testing.T) {
	relations := map[string]access.Relation{
		"stranger":             {},
		"self":                 {Self: true},
		"manager":              {Direct: access.Manager},
		"contributor":          {Direct: access.Contributor},
		"provider":             {Provider: access.Manager},
		"provider contributor": {Provider: access.Contributor},
		"former":               {Former: access.Manager},
		"former contributor":   {Former: access.Contributor},
		"broker":               {Broker: access.Manager},
		"broker contributor":   {Broker: access.Contributor},
	}
	for _, tc := range []struct {
		level       access.Level
		write, read []string
	}{
		{access.Self, []string{"self", "broker"}, []string{"broker contributor"}},
		{access.Direct, []string{"manager", "broker"}, []string{"contributor", "broker contributor"}},
		{access.Provider, []string{"manager", "provider", "broker"}, []string{"contributor", "provider contributor", "broker contributor"}},
		{
			access.TakesPart,
			[]string{"manager", "provider", "former", "broker"},
			[]string{"contributor", "provider contributor", "former contributor", "broker contributor"},
		},
		{access.ProviderOnly, []string{"provider", "former", "broker"}, []string{"provider contributor", "former contributor", "broker contributor"}},
		{access.Broker, []string{"broker"}, []string{"broker contributor"}},
		{access.Owner, []string{"self", "broker"}, nil},
		{access.Level("unknown"), nil, nil},
	} {
		writers, readers := set(tc.write), set(append(tc.write, tc.read...))
		for name, rel := range relations {
			if got := (access.Rule{Level: tc.level}).Allows(rel); got != writers[name] {
				t.Errorf("%s, write, %s: %v", tc.level, name, got)
			}
			if got := (access.Rule{Level: tc.level, Read: true}).Allows(rel); tc.read != nil && got != readers[name] {
				t.Errorf("%s, read, %s: %v", tc.level, name, got)
			}
		}
	}
}

func set(names []string) map[string]bool {
	out := map[string]bool{}
	for _, name := range names {
		out[name] = true
	}
	return out
}

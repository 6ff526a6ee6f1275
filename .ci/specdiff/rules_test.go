package main

import "testing"

func TestAccessLetsIn(t *testing.T) {
	of := func(level, of string) any { return map[string]any{"level": level, "of": of} }
	reads := func(level, of string) any { return map[string]any{"level": level, "of": of, "read": "contributor"} }
	for _, c := range []struct {
		before, after any
		all           bool
	}{
		{"authenticated", "public", true},
		{"public", "authenticated", false},
		{of("direct", "organization"), of("provider", "organization"), true},
		{of("provider", "organization"), of("direct", "organization"), false},
		{of("provider", "organization"), of("provider-only", "organization"), false},
		{of("provider-only", "organization"), of("provider", "organization"), true},
		{of("self", "user"), of("self-provider", "user"), true},
		{of("self-provider", "user"), of("self", "user"), false},
		{of("self", "user"), "authenticated", true},
		{of("direct", "organization"), of("direct", "charge"), false},
		{of("direct", "organization"), reads("direct", "organization"), true},
		{reads("direct", "organization"), of("direct", "organization"), false},
		{reads("direct", "organization"), "authenticated", true},
		{map[string]any{"level": "broker"}, of("direct", "organization"), true},
		{of("owner", "id"), map[string]any{"level": "broker"}, false},
		{of("owner", "id"), of("direct", "id"), false},
		{"public", nil, false},
		{nil, "public", false},
	} {
		if got := letsIn(c.before, c.after); got != c.all {
			t.Errorf("from %v to %v lets everybody in as before: %t, want %t", c.before, c.after, got, c.all)
		}
	}
}

func TestLinks(t *testing.T) {
	link := func(to, words string) map[string]any { return map[string]any{"operationId": to, "description": words} }
	with := func(links map[string]any) contract {
		return contract{doc: map[string]any{"paths": map[string]any{"/": map[string]any{"get": map[string]any{
			"operationId": "read", "x-access": "public",
			"responses": map[string]any{"200": map[string]any{"description": "", "links": links}},
		}}}}}
	}
	before := with(map[string]any{"gone": link("a", ""), "moved": link("a", ""), "same": link("a", "one")})
	after := with(map[string]any{"new": link("a", ""), "moved": link("b", ""), "same": link("a", "two")})
	want := map[string]int{"link-removed": breaking, "link-changed": uncertain, "link-added": harmless}
	found := rules(before, after)
	if len(found) != len(want) {
		t.Errorf("%d changes, want %d: %v", len(found), len(want), found)
	}
	for _, c := range found {
		if c.Level != want[c.ID] || c.OperationID != "read" {
			t.Errorf("unexpected %+v", c)
		}
	}
}

func TestPropertiesCalledLikeWords(t *testing.T) {
	schema := func(kind, words string) any {
		return map[string]any{"type": "object", "properties": map[string]any{
			"description": map[string]any{"type": kind, "description": words},
			"properties":  map[string]any{"type": "object", "properties": map[string]any{"example": map[string]any{"type": kind}}},
		}}
	}
	with := func(s any) contract {
		return contract{doc: map[string]any{"components": map[string]any{"schemas": map[string]any{"Plan": s}}}}
	}
	if got := reworded(with(schema("string", "a")), with(schema("integer", "a"))); len(got) > 0 {
		t.Errorf("takes another type for other words: %v", got)
	}
	if got := reworded(with(schema("string", "a")), with(schema("string", "b"))); len(got) != 1 || got[0] != "schemas/Plan" {
		t.Errorf("other words are %v, want those of schemas/Plan", got)
	}
}

package main

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// rules finds what oasdiff does not look at: servers, x-access, ways to authenticate beside anonymous calls, links, names of path
// parameters (the SDKs have them), how parameters are written into a URL, and objects of requests that become closed.
func rules(base, revision contract) []change {
	found := serverRules(base, revision)
	after := revision.operations()
	for id, old := range base.operations() {
		now, ok := after[id]
		if !ok {
			continue // oasdiff tells of a removed operation, and of a renamed one
		}
		say := func(rule string, level int, format string, args ...any) {
			found = append(found, change{
				ID: rule, Level: level, Text: fmt.Sprintf(format, args...),
				OperationID: id, Method: strings.ToUpper(now.method), Path: now.path,
			})
		}
		accessRule(old, now, say)
		authenticationRule(base, revision, old, now, say)
		linkRules(base, revision, old, now, say)
		parameterRules(base, revision, old, now, say)
		closedRule(base, revision, old, now, say)
	}
	return found
}

type report func(rule string, level int, format string, args ...any)

func serverRules(base, revision contract) []change {
	var found []change
	old, now := serverURLs(base), serverURLs(revision)
	for _, url := range old {
		if !slices.Contains(now, url) {
			found = append(found, change{ID: "server-removed", Level: breaking, Text: fmt.Sprintf("the `servers` url `%s` was removed", url)})
		}
	}
	for _, url := range now {
		if !slices.Contains(old, url) {
			found = append(found, change{ID: "server-added", Level: harmless, Text: fmt.Sprintf("the `servers` url `%s` was added", url)})
		}
	}
	return found
}

func serverURLs(c contract) []string {
	var urls []string
	servers, _ := c.doc["servers"].([]any)
	for _, server := range servers {
		urls = append(urls, text(at(server, "url")))
	}
	return urls
}

// callers are the kinds of callers that a level of x-access lets in (openapi/WRITING.md); self-provider is one of earlier releases.
var callers = map[string][]string{
	"public":        {"anybody", "signed in", "self", "their providers", "managers", "providers", "who takes part", "owner", "broker"},
	"authenticated": {"signed in", "self", "their providers", "managers", "providers", "who takes part", "owner", "broker"},
	"self":          {"self", "broker"},
	"self-provider": {"self", "their providers", "broker"},
	"direct":        {"managers", "broker"},
	"provider":      {"managers", "providers", "broker"},
	"takes-part":    {"managers", "who takes part", "broker"},
	"provider-only": {"providers", "broker"},
	"owner":         {"owner", "broker"},
	"broker":        {"broker"},
}

func accessRule(old, now operation, say report) {
	before, after := old.op["x-access"], now.op["x-access"]
	if reflect.DeepEqual(before, after) {
		return
	}
	if letsIn(before, after) {
		say("access-widened", harmless, "`x-access` lets more callers in: from %s to %s", access(before), access(after))
		return
	}
	say("access-tightened", breaking, "`x-access` lets fewer callers in: from %s to %s", access(before), access(after))
}

// letsIn tells whether everybody whom the first x-access lets in passes the second one, too. What it does not understand does not.
func letsIn(before, after any) bool {
	old, now := callers[level(before)], callers[level(after)]
	if old == nil || now == nil {
		return false
	}
	for _, caller := range old {
		if !slices.Contains(now, caller) {
			return false
		}
	}
	if everybody := now[0] == "anybody" || now[0] == "signed in"; everybody {
		return true
	}
	if text(at(before, "read")) == "contributor" && text(at(after, "read")) != "contributor" {
		return false
	}
	return level(before) == "broker" || text(at(before, "of")) == text(at(after, "of"))
}

func level(access any) string {
	if word, ok := access.(string); ok {
		return word
	}
	return text(at(access, "level"))
}

func access(value any) string {
	mapping, ok := value.(map[string]any)
	if !ok {
		return fmt.Sprintf("`%v`", value)
	}
	var words []string
	for _, key := range []string{"level", "of", "read"} {
		if mapping[key] != nil {
			words = append(words, fmt.Sprintf("%s: %v", key, mapping[key]))
		}
	}
	return "`{" + strings.Join(words, ", ") + "}`"
}

// authenticationRule finds a way to authenticate that is gone from an operation which needs none: the caller is nobody then.
func authenticationRule(base, revision contract, old, now operation, say report) {
	before, after := security(base, old), security(revision, now)
	if !slices.Contains(before, "") || !slices.Contains(after, "") {
		return // oasdiff knows about these
	}
	for _, way := range before {
		if !slices.Contains(after, way) {
			say("authentication-removed", breaking, "`%s` authenticates no longer", way)
		}
	}
}

// security returns the names of the schemes of each way to authenticate; that of anonymous callers is empty.
func security(c contract, o operation) []string {
	stated, ok := o.op["security"].([]any)
	if !ok {
		stated, _ = c.doc["security"].([]any)
	}
	var ways []string
	for _, way := range stated {
		ways = append(ways, strings.Join(slices.Sorted(maps.Keys(copyOf(way))), " and "))
	}
	return ways
}

func linkRules(base, revision contract, old, now operation, say report) {
	before, after := links(base, old), links(revision, now)
	for _, name := range slices.Sorted(maps.Keys(before)) {
		link, ok := after[name]
		switch {
		case !ok:
			say("link-removed", breaking, "the link `%s` was removed", name)
		case !reflect.DeepEqual(wordless(link), wordless(before[name])):
			say("link-changed", uncertain, "the link `%s` was changed", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if before[name] == nil {
			say("link-added", harmless, "the link `%s` was added", name)
		}
	}
}

// links returns the links of the answers of an operation, by status and name.
func links(c contract, o operation) map[string]map[string]any {
	all := map[string]map[string]any{}
	responses, _ := o.op["responses"].(map[string]any)
	for status, response := range responses {
		named, _ := c.resolve(response)["links"].(map[string]any)
		for name, link := range named {
			all[status+"/"+name] = c.resolve(link)
		}
	}
	return all
}

func wordless(link map[string]any) map[string]any {
	c := copyOf(link)
	delete(c, "description")
	return c
}

var pathName = regexp.MustCompile(`{[^}]*}`)

// parameterRules looks at the names of path parameters, and at style and explode, which say how an array or object is written into a URL.
func parameterRules(base, revision contract, old, now operation, say report) {
	if old.path != now.path && pathName.ReplaceAllString(old.path, "") == pathName.ReplaceAllString(now.path, "") {
		say("path-parameter-renamed", breaking, "the path parameters are called otherwise: from `%s` to `%s`", old.path, now.path)
	}
	before, after := parameters(base, old), parameters(revision, now)
	for _, name := range slices.Sorted(maps.Keys(before)) {
		p, ok := after[name]
		if !ok {
			continue
		}
		switch before, after := before[name]["allowEmptyValue"] == true, p["allowEmptyValue"] == true; {
		case before && !after:
			say("parameter-empty-value-refused", breaking, "the parameter `%s` may no longer be empty", name)
		case after && !before:
			say("parameter-empty-value-added", harmless, "the parameter `%s` may be empty", name)
		}
		if was, is := serialization(before[name]), serialization(p); was != is {
			say("parameter-serialization-changed", breaking, "the parameter `%s` is written otherwise: from %s to %s", name, was, is)
		}
	}
}

// closedRule finds objects of a request in which unknown keys were ignored and are refused now.
func closedRule(base, revision contract, old, now operation, say report) {
	before, _ := base.resolve(old.op["requestBody"])["content"].(map[string]any)
	after, _ := revision.resolve(now.op["requestBody"])["content"].(map[string]any)
	for _, media := range slices.Sorted(maps.Keys(before)) {
		closed := closedObjects(base, revision, at(before[media], "schema"), at(after[media], "schema"), "", nil)
		for _, place := range closed {
			say("request-object-closed", breaking, "keys that are not known are refused in `%s` of the request", place)
		}
	}
}

// closedObjects walks down two schemas as long as they have the same form; seen are the schemas above, for one may contain itself.
func closedObjects(base, revision contract, old, now any, place string, seen []any) (places []string) {
	if ref := at(old, "$ref"); ref != nil {
		if slices.Contains(seen, ref) {
			return nil
		}
		seen = append(slices.Clone(seen), ref)
	}
	before, after := base.resolve(old), revision.resolve(now)
	if before == nil || after == nil {
		return nil
	}
	if before["additionalProperties"] != false && after["additionalProperties"] == false {
		places = append(places, place+"/")
	}
	for _, name := range slices.Sorted(maps.Keys(copyOf(before["properties"]))) {
		places = append(places, closedObjects(base, revision, at(before, "properties", name), at(after, "properties", name), place+"/"+name, seen)...)
	}
	places = append(places, closedObjects(base, revision, before["items"], after["items"], place+"/items", seen)...)
	for _, form := range []string{"allOf", "anyOf", "oneOf"} {
		then, _ := before[form].([]any)
		today, _ := after[form].([]any)
		for i := range min(len(then), len(today)) {
			places = append(places, closedObjects(base, revision, then[i], today[i], place, seen)...)
		}
	}
	return places
}

// parameters returns those of an operation and of its path, by place and name.
func parameters(c contract, o operation) map[string]map[string]any {
	all := map[string]map[string]any{}
	for _, list := range []any{o.item["parameters"], o.op["parameters"]} {
		items, _ := list.([]any)
		for _, item := range items {
			p := c.resolve(item)
			all[text(p["in"])+"/"+text(p["name"])] = p
		}
	}
	return all
}

// serialization fills in the defaults of OpenAPI 3.0.
func serialization(p map[string]any) string {
	style := text(p["style"])
	if style == "" {
		style = "form"
		if place := text(p["in"]); place == "path" || place == "header" {
			style = "simple"
		}
	}
	explode, ok := p["explode"].(bool)
	if !ok {
		explode = style == "form"
	}
	return fmt.Sprintf("`style: %s, explode: %t`", style, explode)
}

package main

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// openAnswers makes of the closed schemas of answers what consumers may rely on: more keys may come with a later server, and more words of an enumeration.
// x-extensible marks what the guard closes again when it loads the document (openapi.Load): a room sends nothing that is not written down.
func openAnswers(doc *yaml.Node) {
	o := opener{components: child(doc, "components"), seen: map[*yaml.Node]bool{}}
	paths := child(doc, "paths")
	if paths == nil || o.components == nil {
		return
	}
	for i := 1; i < len(paths.Content); i += 2 {
		for j := 1; j < len(paths.Content[i].Content); j += 2 {
			if responses := child(paths.Content[i].Content[j], "responses"); responses != nil {
				for k := 1; k < len(responses.Content); k += 2 {
					o.response(responses.Content[k])
				}
			}
		}
	}
}

type opener struct {
	components *yaml.Node
	seen       map[*yaml.Node]bool
}

// resolve follows a reference.
func (o opener) resolve(n *yaml.Node) *yaml.Node {
	if n == nil {
		return nil
	}
	if ref := child(n, "$ref"); ref != nil {
		kind, name, _ := strings.Cut(strings.TrimPrefix(ref.Value, "#/components/"), "/")
		if of := child(o.components, kind); of != nil {
			return child(of, name)
		}
		return nil
	}
	return n
}

func (o opener) response(n *yaml.Node) {
	n = o.resolve(n)
	if n == nil {
		return
	}
	if content := child(n, "content"); content != nil {
		for i := 1; i < len(content.Content); i += 2 {
			o.schema(child(content.Content[i], "schema"))
		}
	}
}

func (o opener) schema(n *yaml.Node) {
	n = o.resolve(n)
	if n == nil || n.Kind != yaml.MappingNode || o.seen[n] {
		return
	}
	o.seen[n] = true
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Value == "additionalProperties" && value.Value == "false":
			*key, *value = *text("x-extensible"), yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: "true"}
		case slices.Contains([]string{"items", "additionalProperties", "not"}, key.Value):
			o.schema(value)
		case key.Value == "properties":
			for j := 1; j < len(value.Content); j += 2 {
				o.schema(value.Content[j])
			}
		case slices.Contains([]string{"allOf", "anyOf", "oneOf"}, key.Value):
			for _, one := range value.Content {
				o.schema(one)
			}
		}
	}
	if child(n, "enum") != nil && child(n, "x-extensible-enum") == nil {
		n.Content = append(n.Content, text("x-extensible-enum"), &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: "true"})
	}
}

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v3"
)

// published are the contracts: their name, which is that of their file, and the source where their info.version stands.
var published = []struct{ name, source string }{
	{"djaoapp", "rooms/_shared.yaml"},
	{"subscriptions", "rooms/v1/_shared.yaml"},
}

const (
	releasedFolder  = "released"
	correctionsFile = "CORRECTIONS.md"
	changelogFile   = "CHANGELOG.md"
)

// contract is a document as it was parsed.
type contract struct {
	file string
	doc  map[string]any
}

// readContract reads FOLDER/NAME.yaml; a file that is not there is an error of os.ErrNotExist.
func readContract(folder, name string) (contract, error) {
	c := contract{file: filepath.Join(folder, name+".yaml")}
	data, err := os.ReadFile(c.file)
	if err != nil {
		return c, err
	}
	if err := yaml.Unmarshal(data, &c.doc); err != nil {
		return c, fmt.Errorf("%s: %w", c.file, err)
	}
	return c, nil
}

// version returns info.version.
func (c contract) version() (version, error) {
	v, err := parseVersion(text(at(c.doc, "info", "version")))
	if err != nil {
		return v, fmt.Errorf("%s: info.version: %w", c.file, err)
	}
	return v, nil
}

// says tells whether two documents say the same, whatever their version.
func (c contract) says(other contract) bool {
	return reflect.DeepEqual(unversioned(c.doc), unversioned(other.doc))
}

func unversioned(doc map[string]any) map[string]any {
	info := copyOf(at(doc, "info"))
	delete(info, "version")
	same := copyOf(doc)
	same["info"] = info
	return same
}

func copyOf(value any) map[string]any {
	mapping, _ := value.(map[string]any)
	c := make(map[string]any, len(mapping))
	for k, v := range mapping {
		c[k] = v
	}
	return c
}

// operation is one method of one path.
type operation struct {
	id, method, path string
	item, op         map[string]any
}

var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

// operations returns those of a document by operationId.
func (c contract) operations() map[string]operation {
	all := map[string]operation{}
	paths, _ := c.doc["paths"].(map[string]any)
	for path, value := range paths {
		item, _ := value.(map[string]any)
		for _, method := range methods {
			if op, ok := item[method].(map[string]any); ok {
				id := text(op["operationId"])
				all[id] = operation{id: id, method: method, path: path, item: item, op: op}
			}
		}
	}
	return all
}

// resolve follows a reference within the document.
func (c contract) resolve(value any) map[string]any {
	mapping, _ := value.(map[string]any)
	for ref, ok := mapping["$ref"].(string); ok; ref, ok = mapping["$ref"].(string) {
		mapping, _ = at(c.doc, pointer(ref)...).(map[string]any)
	}
	return mapping
}

// at walks down keys and returns nil where there is none.
func at(value any, keys ...string) any {
	for _, key := range keys {
		mapping, ok := value.(map[string]any)
		if !ok {
			return nil
		}
		value = mapping[key]
	}
	return value
}

func text(value any) string {
	s, _ := value.(string)
	return s
}

// pointer returns the keys of a reference such as #/components/schemas/Plan.
func pointer(ref string) []string {
	keys := strings.Split(strings.TrimPrefix(ref, "#/"), "/")
	for i, key := range keys {
		keys[i] = strings.ReplaceAll(strings.ReplaceAll(key, "~1", "/"), "~0", "~")
	}
	return keys
}

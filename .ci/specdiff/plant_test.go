package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// doc is a contract that a test changes. What a change needs and does not find fails the test: the table wants another place then.
type doc map[string]any

// walk goes down keys that have to be there.
func (d doc) walk(keys ...string) map[string]any {
	value, ok := at(map[string]any(d), keys...).(map[string]any)
	if !ok {
		panic(fmt.Sprintf("the contract has no %v", keys))
	}
	return value
}

func (d doc) schema(name string) map[string]any { return d.walk("components", "schemas", name) }

func (d doc) property(schema, name string) map[string]any {
	return d.walk("components", "schemas", schema, "properties", name)
}

func (d doc) find(id string) operation {
	o, ok := contract{doc: d}.operations()[id]
	if !ok {
		panic("the contract has no operation " + id)
	}
	return o
}

func (d doc) op(id string) map[string]any { return d.find(id).op }

// response returns an answer of an operation that is written there, not shared.
func (d doc) response(id, status string) map[string]any {
	return doc(d.op(id)).walk("responses", status)
}

// parameter returns a parameter that is written in the operation, not shared.
func (d doc) parameter(id, name string) map[string]any {
	for _, p := range d.op(id)["parameters"].([]any) {
		if p := p.(map[string]any); p["name"] == name {
			return p
		}
	}
	panic(id + " has no parameter of its own called " + name)
}

func (d doc) parameterSchema(id, name string) map[string]any {
	return d.parameter(id, name)["schema"].(map[string]any)
}

func (d doc) addParameter(id string, p map[string]any) {
	op := d.op(id)
	op["parameters"] = append(op["parameters"].([]any), p)
}

// drop takes a key away that has to be there.
func drop(m map[string]any, key string) any {
	value, ok := m[key]
	if !ok {
		panic("there is no " + key)
	}
	delete(m, key)
	return value
}

// replace gives a key that has to be there a new value.
func replace(m map[string]any, key string, value any) {
	drop(m, key)
	m[key] = value
}

// rename keeps the value of a key under another one.
func rename(m map[string]any, from, to string) { m[to] = drop(m, from) }

// without returns a list without a value that has to be in it.
func without(list any, value any) []any {
	var kept []any
	for _, v := range list.([]any) {
		if v != value {
			kept = append(kept, v)
		}
	}
	if len(kept) == len(list.([]any)) {
		panic(fmt.Sprintf("there is no %v", value))
	}
	return kept
}

// folder is openapi/ of this work tree, or a copy of its published part that a test may change.
type folder string

const committed folder = "../../openapi"

// originals are the two contracts as JSON, which every reader of YAML takes, with those paths only that the table of planted changes names: to read
// and compare a whole contract takes a second.
func originals(t *testing.T) map[string][]byte {
	t.Helper()
	var changed []string
	for _, p := range planted {
		changed = append(changed, p.operation)
	}
	all := map[string][]byte{}
	for _, p := range published {
		c, err := readContract(string(committed), p.name)
		if err != nil {
			t.Fatal(err)
		}
		kept := map[string]any{}
		for id, o := range c.operations() {
			if slices.Contains(changed, id) {
				kept[o.path] = o.item
			}
		}
		c.doc["paths"] = kept
		if all[p.name], err = json.Marshal(c.doc); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// plant writes a folder with both contracts, one of them changed.
func plant(t *testing.T, contracts map[string][]byte, name string, change func(doc)) folder {
	t.Helper()
	dir := folder(t.TempDir())
	for other, data := range contracts {
		if other == name {
			var d doc
			if err := json.Unmarshal(data, &d); err != nil {
				t.Fatal(err)
			}
			func() {
				defer func() {
					if missing := recover(); missing != nil {
						t.Fatal(missing)
					}
				}()
				change(d)
			}()
			changed, err := json.Marshal(d)
			if err != nil {
				t.Fatal(err)
			}
			data = changed
		}
		dir.write(t, other+".yaml", data)
	}
	dir.write(t, correctionsFile, []byte("| operationId or schema | before | after | why |\n|---|---|---|---|\n| `cart_create` | an old row | that excuses nothing | |\n"))
	return dir
}

func (f folder) write(t *testing.T, name string, data []byte) {
	t.Helper()
	file := filepath.Join(string(f), name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func (f folder) read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(string(f), name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// program is the oasdiff that the Makefile builds.
func program(t *testing.T) oasdiff {
	t.Helper()
	path := os.Getenv("OASDIFF")
	if path == "" {
		path = "../../.cache/bin/oasdiff"
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%v: run `make breaking`, which builds it", err)
	}
	return oasdiff(path)
}

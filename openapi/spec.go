// Package openapi holds the two published contracts. Nothing but this package knows where they are stored.
package openapi

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v3"
)

var (
	//go:embed djaoapp.yaml
	djaoappYAML []byte
	//go:embed subscriptions.yaml
	subscriptionsYAML []byte
)

// Name says which of the two contracts is meant.
type Name string

// The contracts: the DjaoApp API under /api, the credit-subscription API under /api/v1.
const (
	DjaoApp       Name = "djaoapp"
	Subscriptions Name = "subscriptions"
)

// YAML returns the merged document as it is committed and published.
func YAML(name Name) ([]byte, error) {
	switch name {
	case DjaoApp:
		return djaoappYAML, nil
	case Subscriptions:
		return subscriptionsYAML, nil
	}
	return nil, fmt.Errorf("no contract is called %q; there are djaoapp and subscriptions", name)
}

// JSON returns the document as the server sends it.
func JSON(name Name) ([]byte, error) {
	if parsed, ok := contracts[name]; ok {
		c, err := parsed()
		return c.json, err
	}
	_, err := YAML(name)
	return nil, err
}

// Load returns the document with its references resolved, as the guard proves it: what the published reading leaves open for later servers
// (x-extensible) is closed. It is parsed once and shared: nobody may change it.
func Load(name Name) (*openapi3.T, error) {
	if parsed, ok := contracts[name]; ok {
		c, err := parsed()
		return c.doc, err
	}
	_, err := YAML(name)
	return nil, err
}

type contract struct {
	doc  *openapi3.T
	json []byte
}

var contracts = map[Name]func() (contract, error){
	DjaoApp:       sync.OnceValues(func() (contract, error) { return parse(DjaoApp) }),
	Subscriptions: sync.OnceValues(func() (contract, error) { return parse(Subscriptions) }),
}

// parse goes by way of JSON, which kin-openapi reads in half the time that it takes for YAML.
func parse(name Name) (contract, error) {
	data, err := YAML(name)
	if err != nil {
		return contract{}, err
	}
	var plain any
	if err := yaml.Unmarshal(data, &plain); err != nil {
		return contract{}, fmt.Errorf("contract %s: %w", name, err)
	}
	var c contract
	if c.json, err = json.Marshal(plain); err != nil {
		return c, fmt.Errorf("contract %s: %w", name, err)
	}
	closed, err := json.Marshal(closing(plain))
	if err != nil {
		return c, fmt.Errorf("contract %s: %w", name, err)
	}
	if c.doc, err = openapi3.NewLoader().LoadFromData(closed); err != nil {
		return c, fmt.Errorf("contract %s: %w", name, err)
	}
	return c, nil
}

// closing closes every object of a document that a later server may extend.
func closing(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key, member := range v {
			v[key] = closing(member)
		}
		if v[extensible] == true {
			delete(v, extensible)
			v["additionalProperties"] = false
		}
	case []any:
		for i := range v {
			v[i] = closing(v[i])
		}
	}
	return value
}

// extensible marks a schema of answers to which a later server may add keys.
const extensible = "x-extensible"

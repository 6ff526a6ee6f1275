// Package openapi holds the two published contracts. Nothing but this package knows where they are stored.
package openapi

import (
	_ "embed"
	"encoding/json"
	"fmt"

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
	data, err := YAML(name)
	if err != nil {
		return nil, err
	}
	var doc any
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("contract %s: %w", name, err)
	}
	return json.Marshal(doc)
}

// Load parses the document, resolves its references and validates it as OpenAPI 3.0.
func Load(name Name) (*openapi3.T, error) {
	data, err := YAML(name)
	if err != nil {
		return nil, err
	}
	loader := openapi3.NewLoader()
	doc, err := loader.LoadFromData(data)
	if err != nil {
		return nil, fmt.Errorf("contract %s: %w", name, err)
	}
	return doc, nil
}

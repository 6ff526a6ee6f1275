package credits

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"tollkeeper/server/domain/credit"
	"tollkeeper/store"
)

//go:embed catalogue.yaml
var embedded []byte

//go:embed catalogue.schema.json
var schema []byte

// Catalogue is what services and tiers there are.
type Catalogue struct{ tiers map[[2]string]credit.Tier }

// Tier finds a tier of a service.
func (c *Catalogue) Tier(service, tier string) (credit.Tier, bool) {
	t, ok := c.tiers[[2]string{service, tier}]
	return t, ok
}

// LoadCatalogue reads the catalogue of a file, the one in the program without a path. What is wrong with it is said with its line.
func LoadCatalogue(path string) (*Catalogue, error) {
	data := embedded
	if path != "" {
		var err error
		if data, err = os.ReadFile(path); err != nil { //nolint:gosec // the operator names it
			return nil, fmt.Errorf("catalogue: %w", err)
		}
	} else {
		path = "catalogue.yaml (embedded)"
	}
	c, err := parseCatalogue(data)
	if err != nil {
		return nil, fmt.Errorf("catalogue %s: %w", path, err)
	}
	return c, nil
}

type entry struct {
	ServiceType string `yaml:"service_type"`
	Tier        string `yaml:"tier"`
	Name        string `yaml:"name"`
	BasePrice   int64  `yaml:"base_price"`
	Currency    string `yaml:"currency"`
	Months      int    `yaml:"months"`
	Credits     int64  `yaml:"credits"`
	GraceDays   int    `yaml:"grace_days"`
}

func parseCatalogue(data []byte) (*Catalogue, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		return nil, err // it says the line itself
	}
	if err := validate(&root); err != nil {
		return nil, err
	}
	var file struct{ Tiers []entry }
	if err := root.Decode(&file); err != nil {
		return nil, err
	}
	c := &Catalogue{tiers: map[[2]string]credit.Tier{}}
	for i, e := range file.Tiers {
		key := [2]string{e.ServiceType, e.Tier}
		if _, taken := c.tiers[key]; taken {
			return nil, fmt.Errorf("line %d: %s %s is there twice", at(&root, []string{"tiers", strconv.Itoa(i)}).Line, e.ServiceType, e.Tier)
		}
		c.tiers[key] = credit.Tier{
			Service: e.ServiceType, Tier: e.Tier, Name: e.Name, Price: e.BasePrice, Currency: e.Currency, Months: e.Months, Credits: e.Credits,
			GraceDays: e.GraceDays,
		}
	}
	return c, nil
}

// validate holds the file to its JSON Schema.
func validate(root *yaml.Node) error {
	var value any
	if err := root.Decode(&value); err != nil {
		return err
	}
	plain, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("it is no data that JSON can hold: %w", err)
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(plain))
	if err != nil {
		return err
	}
	described, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		return err
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("catalogue.schema.json", described); err != nil {
		return err
	}
	compiled, err := compiler.Compile("catalogue.schema.json")
	if err != nil {
		return err
	}
	err = compiled.Validate(instance)
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return err
	}
	for len(invalid.Causes) > 0 {
		invalid = invalid.Causes[0]
	}
	reason := invalid.ErrorKind.LocalizedString(message.NewPrinter(language.English))
	return fmt.Errorf("line %d: %s: %s", at(root, invalid.InstanceLocation).Line, strings.Join(invalid.InstanceLocation, "."), reason)
}

// at finds the node that a path leads to, or the last one on the way.
func at(n *yaml.Node, path []string) *yaml.Node {
	if n.Kind == yaml.DocumentNode && len(n.Content) > 0 {
		return at(n.Content[0], path)
	}
	if len(path) == 0 {
		return n
	}
	switch n.Kind {
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(path[0]); err == nil && i < len(n.Content) {
			return at(n.Content[i], path[1:])
		}
	case yaml.MappingNode:
		for pair := range slices.Chunk(n.Content, 2) {
			if pair[0].Value == path[0] {
				return at(pair[1], path[1:])
			}
		}
	}
	return n
}

// Covers fails when subscriptions use a tier that the catalogue does not have: a tier in use cannot vanish.
func (c *Catalogue) Covers(ctx context.Context, s *store.Store) error {
	used, err := s.CreditTiersInUse(ctx)
	if err != nil {
		return err
	}
	for _, pair := range used {
		if _, ok := c.tiers[pair]; !ok {
			return fmt.Errorf("catalogue: subscriptions use the tier %s of %s, which is not in it", pair[1], pair[0])
		}
	}
	return nil
}

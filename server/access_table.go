package server

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"tollkeeper/openapi"
	"tollkeeper/server/contract"
	"tollkeeper/server/domain/access"
)

// relations are the columns of the access table: what a caller can be to the scope of an operation.
var relations = []struct {
	name     string
	relation access.Relation
}{
	{"self", access.Relation{Self: true}},
	{"manager", access.Relation{Direct: access.Manager}},
	{"contrib", access.Relation{Direct: access.Contributor}},
	{"provider", access.Relation{Provider: access.Manager}},
	{"prov-con", access.Relation{Provider: access.Contributor}},
	{"former", access.Relation{Former: access.Manager}},
	{"broker", access.Relation{Broker: access.Manager}},
	{"brok-con", access.Relation{Broker: access.Contributor}},
	{"user", access.Relation{}},
}

// WriteAccessTable prints role x operation, from the contracts: x may call, a dot may not. Under "anybody" stand those that need no
// sign-in.
func WriteAccessTable(w io.Writer) error {
	for _, name := range []openapi.Name{openapi.DjaoApp, openapi.Subscriptions} {
		doc, err := openapi.Load(name)
		if err != nil {
			return err
		}
		rules, err := contract.Rules(doc)
		if err != nil {
			return err
		}
		head := fmt.Sprintf("%-46s %-13s %-7s", name, "level", "anybody")
		for _, r := range relations {
			head += fmt.Sprintf(" %-8s", r.name)
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(head, " ")); err != nil {
			return err
		}
		for _, id := range slices.Sorted(maps.Keys(rules)) {
			if _, err := fmt.Fprintln(w, accessRow(id, rules[id])); err != nil {
				return err
			}
		}
	}
	return nil
}

func accessRow(id string, rule access.Rule) string {
	row := fmt.Sprintf("%-46s %-13s %-7s", id, rule.Level, mark(rule.Level == access.Public))
	for _, r := range relations {
		row += fmt.Sprintf(" %-8s", mark(rule.Allows(r.relation)))
	}
	return strings.TrimRight(row, " ")
}

func mark(yes bool) string {
	if yes {
		return "x"
	}
	return "."
}

package server_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"tollkeeper/openapi/example"
	"tollkeeper/store/storetest"
)

// Every word that the contract lists for a query parameter is one that the server takes: each column to sort by, each state to look for.
func TestEveryChoiceIsTaken(t *testing.T) {
	requests, err := example.Requests()
	if err != nil {
		t.Fatal(err)
	}
	choices, searched := queryChoices(t)
	for _, engine := range storetest.Engines() {
		t.Run(engine, func(t *testing.T) {
			stage, _ := stageOf(t, engine, requests)
			tried := 0
			for _, key := range slices.Sorted(maps.Keys(requests)) {
				r := requests[key]
				if r.Method != http.MethodGet || !slices.Contains(built, r.Operation) || r.Setup.Refused != 0 || len(r.Setup.After) != 0 {
					continue
				}
				for name, words := range choices[r.Operation] {
					for _, word := range words {
						tried++
						r.Query = map[string][]string{name: {word}}
						if searched[r.Operation] {
							r.Query["q"] = []string{"a"}
						}
						if answer, err := stage.Send(t.Context(), r); err != nil || answer.Status != http.StatusOK {
							t.Errorf("%s, %s=%s: status %d, %v: %s", key, name, word, answer.Status, err, answer.Body)
						}
					}
				}
			}
			if tried < 150 {
				t.Errorf("tried %d", tried)
			}
		})
	}
}

// queryChoices returns, by operation and query parameter, the words that the contract lists, and which operations look for a text.
func queryChoices(t *testing.T) (choices map[string]map[string][]string, searched map[string]bool) {
	t.Helper()
	out, searched := map[string]map[string][]string{}, map[string]bool{}
	for _, o := range operations(t) {
		for _, p := range append(slices.Clone(o.item.Parameters), o.op.Parameters...) {
			if p.Value.In != openapi3.ParameterInQuery {
				continue
			}
			searched[o.op.OperationID] = searched[o.op.OperationID] || p.Value.Name == "q"
			schema := p.Value.Schema.Value
			if schema.Items != nil {
				schema = schema.Items.Value
			}
			for _, word := range schema.Enum {
				if out[o.op.OperationID] == nil {
					out[o.op.OperationID] = map[string][]string{}
				}
				out[o.op.OperationID][p.Value.Name] = append(out[o.op.OperationID][p.Value.Name], fmt.Sprint(word))
			}
		}
	}
	return out, searched
}

package server_test

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// What a provider may do with a subscriber stands in one table: an operation that lets providers pass is in it, and no other.
func TestProviderTable(t *testing.T) {
	text, err := os.ReadFile("../openapi/WRITING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "#### What a provider may do with a subscriber")
	section, _, _ = strings.Cut(section, "\n### ")
	var listed, let []string
	for line := range strings.Lines(section) {
		if cells := strings.Split(line, "|"); len(cells) == 5 {
			for word := range strings.SplitSeq(cells[1], "`") {
				if strings.Contains(word, "_") {
					listed = append(listed, word)
				}
			}
		}
	}
	for _, e := range operations(t) {
		if level, _ := access(e.op); slices.Contains([]string{"provider", "takes-part", "provider-only"}, level) {
			let = append(let, e.op.OperationID)
		}
	}
	slices.Sort(listed)
	slices.Sort(let)
	if !slices.Equal(listed, let) || len(let) != 10 {
		t.Errorf("the table of openapi/WRITING.md has %v, the contract lets providers call %v", listed, let)
	}
}

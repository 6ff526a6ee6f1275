package server_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The README lists exactly what is built.
func TestReadmeListsWhatIsBuilt(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "## What works")
	section, _, ends := strings.Cut(section, "| around them |")
	if !found || !ends {
		t.Fatal("the README has no table of what works")
	}
	var listed []string
	for _, match := range regexp.MustCompile("`([a-z0-9]+_[a-z0-9_-]+)`").FindAllStringSubmatch(section, -1) {
		listed = append(listed, match[1])
	}
	want := slices.Clone(built)
	slices.Sort(listed)
	slices.Sort(want)
	if !slices.Equal(listed, want) {
		t.Errorf("the README lists\n%v\nand built are\n%v", listed, want)
	}
}

package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"
)

const changelogHead = `# Changelog of the contracts

Made by ` + "`make generate`" + ` from what differs between each contract and its last release (` + "`released/`" + `); not written by hand. How the versions
move: [README.md](README.md). Why a breaking change was made: [CORRECTIONS.md](CORRECTIONS.md).
`

const unreleased = "not released"

// draft is what the next release of one contract would be.
type draft struct {
	name, source string
	version      version
	section      string // of the changelog, without its heading; empty when nothing changed
}

func draftOf(tool oasdiff, folder, name, source string) (draft, error) {
	d := draft{name: name, source: source}
	now, err := readContract(folder, name)
	if err != nil {
		return d, err
	}
	current, err := now.version()
	if err != nil {
		return d, err
	}
	last, err := readContract(filepath.Join(folder, releasedFolder), name)
	if errors.Is(err, os.ErrNotExist) {
		d.version, d.section = current, "First published.\n"
		return d, nil
	}
	if err != nil {
		return d, err
	}
	from, err := last.version()
	if err != nil {
		return d, err
	}
	changes, err := tool.changes(last, now)
	if err != nil {
		return d, err
	}
	e := extentOf(last, now, changes)
	d.version = from.next(e)
	if e != nothing {
		d.section = sectionOf(changes, reworded(last, now))
	}
	if from.major == 0 && current == (version{major: 1}) { // to leave 0.x is a decision of people: they write 1.0.0 into the room
		d.version, d.section = current, "Stable from here on.\n\n"+d.section
	}
	return d, nil
}

// move sets info.version in the sources and in the merged contracts, and writes the changelog.
func move(tool oasdiff, folder string) error {
	drafts, err := movedDrafts(tool, folder)
	if err != nil {
		return err
	}
	return writeChangelog(folder, drafts, unreleased)
}

func movedDrafts(tool oasdiff, folder string) ([]draft, error) {
	var drafts []draft
	for _, p := range published {
		d, err := draftOf(tool, folder, p.name, p.source)
		if err != nil {
			return nil, err
		}
		for _, file := range []string{p.source, p.name + ".yaml"} {
			if err := setVersion(filepath.Join(folder, file), d.version); err != nil {
				return nil, err
			}
		}
		drafts = append(drafts, d)
	}
	return drafts, nil
}

// release does as move, dates what it writes, and keeps what is released now for the next comparison.
func release(tool oasdiff, folder string, now time.Time) ([]draft, error) {
	drafts, err := movedDrafts(tool, folder)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(drafts, func(d draft) bool { return d.section != "" }) {
		return nil, errors.New("nothing changed since the last release")
	}
	if err := writeChangelog(folder, drafts, now.Format(time.DateOnly)); err != nil {
		return nil, err
	}
	kept := filepath.Join(folder, releasedFolder)
	if err := os.MkdirAll(kept, 0o755); err != nil {
		return nil, err
	}
	for _, file := range []string{"djaoapp.yaml", "subscriptions.yaml", correctionsFile} {
		data, err := os.ReadFile(filepath.Join(folder, file))
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(kept, file), data, 0o644); err != nil {
			return nil, err
		}
	}
	return drafts, nil
}

// writeChangelog puts the drafts in front of the sections of earlier releases, in the place of earlier drafts.
func writeChangelog(folder string, drafts []draft, when string) error {
	file := filepath.Join(folder, changelogFile)
	data, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	var b strings.Builder
	b.WriteString(changelogHead)
	for _, d := range drafts {
		if d.section != "" {
			fmt.Fprintf(&b, "\n## %s %s (%s)\n\n%s", d.name, d.version, when, d.section)
		}
	}
	_, released, _ := strings.Cut(string(data), "\n## ")
	for _, section := range strings.Split(released, "\n## ") {
		heading, _, _ := strings.Cut(section, "\n")
		if section != "" && !strings.HasSuffix(heading, "("+unreleased+")") {
			fmt.Fprintf(&b, "\n## %s\n", strings.TrimRight(section, "\n"))
		}
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}

// sectionOf groups the changes, and within a group the operations that one sentence is true of.
func sectionOf(changes []change, reworded []string) string {
	groups := []string{"Breaking", "Added", "Changed"}
	sentences := map[string]map[string][]string{}
	for _, c := range changes {
		group := "Changed"
		switch {
		case c.breaks():
			group = "Breaking"
		case strings.Contains(c.ID, "added"), strings.HasPrefix(c.ID, "new-"):
			group = "Added"
		}
		if sentences[group] == nil {
			sentences[group] = map[string][]string{}
		}
		if known := sentences[group][c.Text]; c.OperationID != "" && !slices.Contains(known, c.OperationID) {
			sentences[group][c.Text] = append(known, c.OperationID)
		} else if c.OperationID == "" {
			sentences[group][c.Text] = known
		}
	}
	var parts []string
	for _, group := range groups {
		if sentences[group] == nil {
			continue
		}
		lines := make([]string, 0, len(sentences[group]))
		for _, sentence := range slices.Sorted(maps.Keys(sentences[group])) {
			line := "- " + strings.Join(strings.Fields(sentence), " ")
			if ids := sentences[group][sentence]; len(ids) > 0 {
				line = "- " + quoted(ids) + ": " + strings.TrimPrefix(line, "- ")
			}
			lines = append(lines, line)
		}
		slices.Sort(lines)
		parts = append(parts, "### "+group+"\n\n"+strings.Join(lines, "\n")+"\n")
	}
	if len(reworded) > 0 {
		parts = append(parts, "### Words and examples\n\n- "+quoted(reworded)+"\n")
	}
	if len(parts) == 0 {
		return "Nothing that a client could notice.\n"
	}
	return strings.Join(parts, "\n")
}

func quoted(names []string) string { return "`" + strings.Join(names, "`, `") + "`" }

// reworded names the operations and components that are in both contracts and whose descriptions or examples differ.
func reworded(base, revision contract) []string {
	before, after := base.units(), revision.units()
	var names []string
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if after[name] != nil && !reflect.DeepEqual(wordsOf(before[name], false), wordsOf(after[name], false)) {
			names = append(names, name)
		}
	}
	return names
}

// units returns the operations by their id, the components by their name, and the general part.
func (c contract) units() map[string]any {
	units := map[string]any{"info": unversioned(c.doc)["info"], "tags": map[string]any{"tags": c.doc["tags"]}}
	for id, o := range c.operations() {
		units[id] = o.op
	}
	components, _ := c.doc["components"].(map[string]any)
	for kind, named := range components {
		for name, component := range copyOf(named) {
			if kind == "examples" {
				component = map[string]any{"example": component}
			}
			units[kind+"/"+name] = component
		}
	}
	return units
}

var wordKeys = []string{"description", "summary", "example", "examples", "externalDocs", "x-example"}

// wordsOf keeps the descriptions and examples of a part of a contract. The keys of properties are names, which may be called like that.
func wordsOf(value any, names bool) any {
	switch v := value.(type) {
	case map[string]any:
		kept := map[string]any{}
		for key, inner := range v {
			if !names && slices.Contains(wordKeys, key) {
				kept[key] = inner
			} else if w := wordsOf(inner, key == "properties" && !names); w != nil {
				kept[key] = w
			}
		}
		if len(kept) > 0 {
			return kept
		}
	case []any:
		var kept []any
		for _, inner := range v {
			if w := wordsOf(inner, false); w != nil {
				kept = append(kept, w)
			}
		}
		if len(kept) > 0 {
			return kept
		}
	}
	return nil
}

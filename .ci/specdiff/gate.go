package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// gate compares the contracts of two folders. A breaking change passes when the same difference adds or changes a row of CORRECTIONS.md
// that names its operation in the first column, or releases the contract as the new version that a breaking change asks for.
func gate(tool oasdiff, base, revision string) (passed bool, told string, err error) {
	var out strings.Builder
	excused, err := newRows(base, revision)
	if err != nil {
		return false, "", err
	}
	passed = true
	for _, p := range published {
		before, err := readContract(base, p.name)
		if errors.Is(err, os.ErrNotExist) {
			fmt.Fprintf(&out, "%s is a new contract\n", p.name)
			continue
		}
		if err != nil {
			return false, "", err
		}
		after, err := readContract(revision, p.name)
		if err != nil {
			return false, "", err
		}
		changes, err := tool.changes(before, after)
		if err != nil {
			return false, "", err
		}
		broken := slices.DeleteFunc(changes, func(c change) bool { return !c.breaks() })
		if len(broken) > 0 {
			anew, err := releasedAnew(base, revision, p.name, before, after)
			if err != nil {
				return false, "", err
			}
			if anew {
				fmt.Fprintf(&out, "%s: %d breaking changes, released as a new version\n", p.name, len(broken))
				continue
			}
		}
		open := slices.DeleteFunc(slices.Clone(broken), func(c change) bool { return excused.name(c.subject()) })
		fmt.Fprintf(&out, "%s: %d breaking changes, %d of them without a new row in CORRECTIONS.md\n", p.name, len(broken), len(open))
		tell(&out, open)
		passed = passed && len(open) == 0
	}
	if !passed {
		out.WriteString("Undo each of them; or add a row to openapi/CORRECTIONS.md that names the operation in its first column and says why;\n" +
			"or publish a new version with `make release-contract`. A row that was there before does not count.\n")
	}
	return passed, out.String(), nil
}

func tell(out *strings.Builder, changes []change) {
	subject := ""
	for _, c := range changes {
		if c.subject() != subject {
			subject = c.subject()
			fmt.Fprintf(out, "  %s %s\n", subject, strings.TrimSpace(c.Method+" "+c.Path))
		}
		fmt.Fprintf(out, "    %s (%s)\n", c.Text, c.ID)
	}
}

// rows are lines of tables of CORRECTIONS.md, their first cells.
type rows []string

// newRows returns the rows that the second folder has and the first one lacks.
func newRows(base, revision string) (rows, error) {
	before, err := tableLines(base)
	if err != nil {
		return nil, err
	}
	after, err := tableLines(revision)
	if err != nil {
		return nil, err
	}
	var added rows
	for _, line := range after {
		if !slices.Contains(before, line) {
			first, _, _ := strings.Cut(strings.TrimPrefix(line, "|"), "|")
			added = append(added, first)
		}
	}
	return added, nil
}

func tableLines(folder string) ([]string, error) {
	data, err := os.ReadFile(filepath.Join(folder, correctionsFile))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	var lines []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "|") {
			lines = append(lines, line)
		}
	}
	return lines, nil
}

// name tells whether a row names a subject, which stands between backquotes.
func (r rows) name(subject string) bool {
	return slices.ContainsFunc(r, func(cell string) bool { return strings.Contains(cell, "`"+subject+"`") })
}

// releasedAnew tells whether the second folder releases the contract as the version that follows a breaking change, and the first one
// did not.
func releasedAnew(base, revision, name string, before, after contract) (bool, error) {
	released, err := readContract(filepath.Join(revision, releasedFolder), name)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	last, err := readContract(filepath.Join(base, releasedFolder), name)
	if errors.Is(err, os.ErrNotExist) {
		last, err = before, nil // the folder is that of the release itself
	}
	if err != nil {
		return false, err
	}
	from, err := last.version()
	if err != nil {
		return false, err
	}
	to, err := after.version()
	if err != nil {
		return false, err
	}
	stamped, err := released.version()
	if err != nil {
		return false, err
	}
	return released.says(after) && stamped == to && !to.before(from.next(breakage)), nil
}

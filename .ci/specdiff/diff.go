package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Severities of a change, with the numbers of oasdiff. A warning counts as breaking: oasdiff cannot rule it out.
const (
	harmless  = 1
	uncertain = 2
	breaking  = 3
)

// severities.txt is where this project judges otherwise than oasdiff does.
//
//go:embed severities.txt
var severities []byte

// change is one thing that differs between two contracts and matters to a client. The keys are those of oasdiff.
type change struct {
	ID          string `json:"id"`
	Text        string `json:"text"`
	Level       int    `json:"level"`
	OperationID string `json:"operationId"`
	Method      string `json:"operation"`
	Path        string `json:"path"`
}

func (c change) breaks() bool { return c.Level >= uncertain }

// subject is what a row of CORRECTIONS.md has to name: the operation, or what the change is about when it is about none.
func (c change) subject() string {
	if c.OperationID != "" {
		return c.OperationID
	}
	if _, rest, ok := strings.Cut(c.Text, "`"); ok {
		name, _, _ := strings.Cut(rest, "`")
		return name
	}
	return c.ID
}

// oasdiff is the path of that program.
type oasdiff string

// changes returns all that a client may notice, in a stable order.
func (tool oasdiff) changes(base, revision contract) ([]change, error) {
	if base.says(revision) {
		return nil, nil
	}
	folder, err := os.MkdirTemp("", "specdiff")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	levels := filepath.Join(folder, "severities.txt")
	if err := os.WriteFile(levels, severities, 0o600); err != nil {
		return nil, err
	}
	var failure bytes.Buffer
	command := exec.Command(string(tool), "changelog", base.file, revision.file, "--format", "json", "--severity-levels", levels)
	command.Env = append(os.Environ(), "GOGC=400") // it ends before collecting garbage pays
	command.Stderr = &failure
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("oasdiff on %s and %s: %w: %s", base.file, revision.file, err, failure.Bytes())
	}
	var found []change
	if err := json.Unmarshal(out, &found); err != nil && len(bytes.TrimSpace(out)) > 0 {
		return nil, fmt.Errorf("oasdiff on %s and %s: %w", base.file, revision.file, err)
	}
	found = append(found, rules(base, revision)...)
	slices.SortStableFunc(found, func(a, b change) int {
		return cmp.Or(cmp.Compare(a.subject(), b.subject()), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Text, b.Text))
	})
	return found, nil
}

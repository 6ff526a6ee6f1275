package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"regexp"
	"slices"
)

// version is MAJOR.MINOR.PATCH of Semantic Versioning 2.0.
type version struct{ major, minor, patch int }

var plainVersion = regexp.MustCompile(`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$`)

func parseVersion(s string) (v version, err error) {
	if !plainVersion.MatchString(s) {
		return v, fmt.Errorf("%q is not MAJOR.MINOR.PATCH", s)
	}
	_, err = fmt.Sscanf(s, "%d.%d.%d", &v.major, &v.minor, &v.patch)
	return v, err
}

func (v version) String() string { return fmt.Sprintf("%d.%d.%d", v.major, v.minor, v.patch) }

func (v version) before(other version) bool {
	return cmp.Or(cmp.Compare(v.major, other.major), cmp.Compare(v.minor, other.minor), cmp.Compare(v.patch, other.patch)) < 0
}

// extent is how far a change moves a version.
type extent int

const (
	nothing extent = iota
	words          // nothing that a client could notice
	addition
	breakage
)

// extentOf returns how far the changes between two contracts move the version.
func extentOf(base, revision contract, changes []change) extent {
	switch {
	case base.says(revision):
		return nothing
	case len(changes) == 0:
		return words
	}
	for _, c := range changes {
		if c.breaks() {
			return breakage
		}
	}
	return addition
}

// next returns the version that follows a released one. Before 1.0.0 a breaking change moves the minor number and everything else the
// patch number (Semantic Versioning 2.0, section 4, leaves it to us).
func (v version) next(e extent) version {
	switch {
	case e == nothing:
		return v
	case e == breakage && v.major > 0:
		return version{major: v.major + 1}
	case e == breakage, e == addition && v.major > 0:
		return version{major: v.major, minor: v.minor + 1}
	}
	return version{major: v.major, minor: v.minor, patch: v.patch + 1}
}

var versionLine = regexp.MustCompile(`(?m)^info:\n(?:  .*\n)*?  version: *(\S+)$`)

// setVersion changes info.version where it stands in a YAML file, and nothing else.
func setVersion(file string, v version) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	place := versionLine.FindSubmatchIndex(data)
	if place == nil {
		return fmt.Errorf("%s: no info.version on a line of its own", file)
	}
	changed := slices.Concat(data[:place[2]], []byte(v.String()), data[place[3]:])
	if bytes.Equal(changed, data) {
		return nil // leaves the time of the file alone
	}
	return os.WriteFile(file, changed, 0o644)
}

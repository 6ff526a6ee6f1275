package main

import (
	"maps"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const correctionsHead = "| operationId or schema | before | after | why |\n|---|---|---|---|\n"

// TestGateTakesExcusesOfTheSameDifferenceOnly breaks cart_delete, for which there is an old row.
func TestGateTakesExcusesOfTheSameDifferenceOnly(t *testing.T) {
	tool, contracts := program(t), originals(t)
	const old = "| `cart_delete` | an old row | after | why |\n"
	base := plant(t, contracts, "", nil)
	base.write(t, correctionsFile, []byte(correctionsHead+old))
	for _, c := range []struct {
		situation, corrections string
		passes                 bool
	}{
		{"an old row", correctionsHead + old, false},
		{"an old row, moved and aligned otherwise", correctionsHead + "\n  " + old, false},
		{"a new row", correctionsHead + old + "| `cart_delete` | `plan` optional | required | doc 1 |\n", true},
		{"a new row of several operations", correctionsHead + old + "| `cart_create`, `cart_delete` | before | after | why |\n", true},
		{"a changed row", correctionsHead + "| `cart_delete` | another row | after | why |\n", true},
		{"a new row of another operation", correctionsHead + old + "| `cart_delete_2` | before | after | why |\n", false},
		{"a new row that mentions it elsewhere", correctionsHead + old + "| `cart_create` | as `cart_delete` | after | why |\n", false},
		{"a sentence", correctionsHead + old + "\n`cart_delete` is different now.\n", false},
	} {
		t.Run(c.situation, func(t *testing.T) {
			t.Parallel()
			revision := plant(t, contracts, "djaoapp", func(d doc) { d.parameter("cart_delete", "plan")["required"] = true })
			revision.write(t, correctionsFile, []byte(c.corrections))
			passed, told := through(t, tool, base, revision)
			if passed != c.passes || passed == strings.Contains(told, "\n  cart_delete DELETE /cart/\n") {
				t.Errorf("passed %t, want %t:\n%s", passed, c.passes, told)
			}
		})
	}
}

func TestGateTakesNewVersionsThatAreReleased(t *testing.T) {
	tool, contracts := program(t), originals(t)
	base := plant(t, contracts, "", nil)
	kept := string(contracts["djaoapp"])
	base.write(t, "released/djaoapp.yaml", []byte(strings.Replace(kept, `"version":"`+versionOf(t, base)+`"`, `"version":"1.4.2"`, 1)))
	for _, c := range []struct {
		situation, version, released string
		passes                       bool
	}{
		{"a new version, released", "2.0.0", "2.0.0", true},
		{"a new version, not released", "2.0.0", "", false},
		{"another version than the released one", "2.0.0", "3.0.0", false},
		{"a version that is too low, released", "1.5.0", "1.5.0", false},
	} {
		t.Run(c.situation, func(t *testing.T) {
			t.Parallel()
			breakIt := func(version string) func(doc) {
				return func(d doc) {
					d.parameter("cart_delete", "plan")["required"] = true
					d.walk("info")["version"] = version
				}
			}
			revision := plant(t, contracts, "djaoapp", breakIt(c.version))
			if c.released != "" {
				same := plant(t, contracts, "djaoapp", breakIt(c.released))
				revision.write(t, "released/djaoapp.yaml", []byte(same.read(t, "djaoapp.yaml")))
			}
			if passed, told := through(t, tool, base, revision); passed != c.passes {
				t.Errorf("passed %t, want %t:\n%s", passed, c.passes, told)
			}
		})
	}
}

func versionOf(t *testing.T, f folder) string {
	t.Helper()
	c, err := readContract(string(f), "djaoapp")
	if err != nil {
		t.Fatal(err)
	}
	v, err := c.version()
	if err != nil {
		t.Fatal(err)
	}
	return v.String()
}

// TestScriptEndsAsTheGateDoes runs what CI runs, on the contracts as they are committed.
func TestScriptEndsAsTheGateDoes(t *testing.T) {
	tool, err := filepath.Abs(string(program(t)))
	if err != nil {
		t.Fatal(err)
	}
	whole := map[string][]byte{}
	for _, p := range published {
		whole[p.name] = []byte(committed.read(t, p.name+".yaml"))
	}
	base := plant(t, whole, "", nil)
	broken := maps.Clone(whole)
	broken["subscriptions"] = []byte(strings.Replace(string(whole["subscriptions"]), "/login/access-token:", "/login/token:", 1))
	for _, c := range []struct {
		situation, says string
		revision        folder
		status          int
	}{
		{"nothing changed", "djaoapp: 0 breaking changes", plant(t, whole, "", nil), 0},
		{"a break", "\n  login_access_token POST /login/access-token\n", plant(t, broken, "", nil), 1},
		{"no contracts", "", folder(t.TempDir()), 2},
	} {
		t.Run(c.situation, func(t *testing.T) {
			t.Parallel()
			out, err := exec.Command("../breaking", tool, string(base), string(c.revision)).Output()
			status := 0
			if exit, ok := err.(*exec.ExitError); ok { //nolint:errorlint // Output returns it as it is
				status = exit.ExitCode()
			} else if err != nil {
				t.Fatal(err)
			}
			if status != c.status || !strings.Contains(string(out), c.says) {
				t.Errorf("ended with %d, want %d, and %q in\n%s", status, c.status, c.says, out)
			}
		})
	}
}

package server_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tollkeeper/server/servertest"
	"tollkeeper/server/webhook"
	"tollkeeper/store/storetest"
)

var (
	snippets = regexp.MustCompile("(?s)```sh\n(.*?)```\n(?:```text\n(.*?)```\n)?")
	wildcard = regexp.QuoteMeta("…")
)

// The page for those who use the API shows what really happens: its snippets run one after the other in one shell, and print what stands
// below them; … stands for anything.
func TestConsumerPage(t *testing.T) {
	page, err := os.ReadFile("../openapi/README.md")
	if err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	f := servertest.New(t, storetest.Open(t, "sqlite"))
	found := snippets.FindAllStringSubmatch(string(page), -1)
	if fences := strings.Count(string(page), "```sh"); fences != len(found) || fences < 10 {
		t.Fatalf("%d of %d snippets are understood", len(found), fences)
	}
	var script strings.Builder
	script.WriteString("set -euo pipefail\n")
	for i, s := range found {
		fmt.Fprintf(&script, "echo '==> %d'\n%s", i, s[1])
	}
	text := strings.ReplaceAll(script.String(), "http://localhost:8020", f.URL)
	// The generator's version is the one of go.mod.
	text = strings.ReplaceAll(text, "go run ", "go run -C '"+root+"' ")
	text = strings.ReplaceAll(text, "-o client.go subscriptions.json", `-o "$PWD/client.go" "$PWD/subscriptions.json"`)

	secret, body := "a secret of the tests, 32 characters and more", `{"id":"1","event":"credits.low"}`
	command := exec.CommandContext(t.Context(), "bash", "-c", text)
	command.Dir = t.TempDir()
	command.Env = append(os.Environ(), "SECRET="+secret, "BODY="+body, "SIGNATURE=t=1561370400,v1="+webhook.Sign(secret, "1561370400", body))
	// What is told beside the output is not on the page: progress of downloads, say, on a machine that has none of the modules yet.
	var told bytes.Buffer
	command.Stderr = &told
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, out, &told)
	}
	printed := regexp.MustCompile(`(?m)^==> \d+\n`).Split(string(out), -1)[1:]
	for i, s := range found {
		want := strings.ReplaceAll(regexp.QuoteMeta(s[2]), wildcard, ".*")
		if !regexp.MustCompile("^" + want + "$").MatchString(printed[i]) {
			t.Errorf("%s\nprints\n%s\nthe page says\n%s", s[1], printed[i], s[2])
		}
	}
}

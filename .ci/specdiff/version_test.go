package main

import (
	"strings"
	"testing"
	"time"
)

func TestNextVersion(t *testing.T) {
	for _, c := range []struct {
		from                                   version
		nothing, words, addition, breakingWant string
	}{
		{version{1, 4, 2}, "1.4.2", "1.4.3", "1.5.0", "2.0.0"},
		{version{0, 4, 2}, "0.4.2", "0.4.3", "0.4.3", "0.5.0"},
		{version{0, 0, 0}, "0.0.0", "0.0.1", "0.0.1", "0.1.0"},
		{version{12, 0, 9}, "12.0.9", "12.0.10", "12.1.0", "13.0.0"},
	} {
		for e, want := range map[extent]string{nothing: c.nothing, words: c.words, addition: c.addition, breakage: c.breakingWant} {
			if got := c.from.next(e).String(); got != want {
				t.Errorf("%s after extent %d is %s, want %s", c.from, e, got, want)
			}
		}
	}
}

func TestVersionsThatAreNone(t *testing.T) {
	for _, s := range []string{"", "v1", "1.0", "1.0.0.0", "01.0.0", "1.0.0-rc1", " 1.0.0"} {
		if v, err := parseVersion(s); err == nil {
			t.Errorf("%q is read as %s", s, v)
		}
	}
}

// released is a folder with two contracts that say the same, one of version 1.0.0 and one of 0.1.0, and that are released.
func released(t *testing.T) folder {
	t.Helper()
	f := folder(t.TempDir())
	contract := committed.read(t, "subscriptions.yaml")
	at := versionLine.FindStringSubmatchIndex(contract)
	for name, v := range map[string]string{"djaoapp": "1.0.0", "subscriptions": "0.1.0"} {
		data := contract[:at[2]] + v + contract[at[3]:]
		f.write(t, name+".yaml", []byte(data))
	}
	for _, p := range published {
		f.write(t, p.source, []byte("openapi: 3.0.3\ninfo:\n  title: A contract\n  version: 9.9.9\n"))
	}
	f.write(t, correctionsFile, []byte(correctionsHead))
	if _, err := release(program(t), string(f), time.Date(2026, 1, 2, 3, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	return f
}

// edit changes both contracts alike.
func (f folder) edit(t *testing.T, from, to string) {
	t.Helper()
	for _, p := range published {
		before := f.read(t, p.name+".yaml")
		after := strings.Replace(before, from, to, 1)
		if after == before {
			t.Fatalf("%s has no %q", p.name, from)
		}
		f.write(t, p.name+".yaml", []byte(after))
	}
}

func (f folder) move(t *testing.T) {
	t.Helper()
	if err := move(program(t), string(f)); err != nil {
		t.Fatal(err)
	}
}

// versions checks info.version of the contracts and of their sources.
func (f folder) versions(t *testing.T, djaoapp, subscriptions string) {
	t.Helper()
	for _, p := range published {
		want := map[string]string{"djaoapp": djaoapp, "subscriptions": subscriptions}[p.name]
		for _, file := range []string{p.name + ".yaml", p.source} {
			if !strings.Contains(f.read(t, file), "\n  version: "+want+"\n") {
				t.Errorf("%s is not of version %s", file, want)
			}
		}
	}
}

const (
	tokenPath = "  /login/access-token:\n"
	newPath   = "  /news/:\n    get:\n      operationId: news_list\n      tags: [login]\n      x-access: public\n      responses:\n        '200': {description: The news.}\n"
)

// changes by which a version moves, and what the changelog says of them.
var moves = []struct {
	kind, from, to, djaoapp, subscriptions, says string
}{
	{"a comment", "openapi: 3.0.3\n", "openapi: 3.0.3 # what else\n", "1.0.0", "0.1.0", ""},
	{"words", "summary: Get an access token", "summary: Obtain an access token", "1.0.1", "0.1.1", "### Words and examples\n\n- `login_access_token`\n"},
	{"an example", "password: yoyo}", "password: yoyoyo}", "1.0.1", "0.1.1", "### Words and examples\n\n- `login_access_token`\n"},
	{"what no client sees", "x-throttle: sign-in", "x-throttle: recover", "1.0.1", "0.1.1", "Nothing that a client could notice.\n"},
	{"an operation", tokenPath, newPath + tokenPath, "1.1.0", "0.1.1", "### Added\n\n- `news_list`: endpoint added\n"},
	{
		"a link", "          description: The token.\n",
		"          description: The token.\n          links: {read: {operationId: subscriptions_read_subscriptions}}\n",
		"1.1.0", "0.1.1", "### Added\n\n- `login_access_token`: the link `200/read` was added\n",
	},
	{
		"a break", "x-access: authenticated", "x-access: {level: broker}", "2.0.0", "0.2.0",
		"### Breaking\n\n- `subscriptions_read_subscriptions`: `x-access` lets fewer callers in: from `authenticated` to `{level: broker}`\n",
	},
}

func TestVersionMovesByTheDifference(t *testing.T) {
	for _, m := range moves {
		t.Run(m.kind, func(t *testing.T) {
			t.Parallel()
			f := released(t)
			first := f.read(t, changelogFile)
			f.edit(t, m.from, m.to)
			f.move(t)
			f.versions(t, m.djaoapp, m.subscriptions)
			log := f.read(t, changelogFile)
			for name, v := range map[string]string{"djaoapp": m.djaoapp, "subscriptions": m.subscriptions} {
				if m.says != "" && !strings.Contains(log, "\n## "+name+" "+v+" (not released)\n\n"+m.says) {
					t.Errorf("%s %s is not told:\n%s", name, v, log)
				}
			}
			if m.says == "" && log != first {
				t.Errorf("tells what nobody can see:\n%s", log)
			}
			f.move(t)
			if again := f.read(t, changelogFile); again != log {
				t.Errorf("a second run tells another story:\n%s", again)
			}
			f.edit(t, m.to, m.from)
			f.move(t)
			f.versions(t, "1.0.0", "0.1.0")
			if undone := f.read(t, changelogFile); undone != first {
				t.Errorf("undone, and the changelog still says\n%s", undone)
			}
		})
	}
}

func TestReleaseKeepsWhatItPublishes(t *testing.T) {
	t.Parallel()
	f := released(t)
	if log := f.read(t, changelogFile); !strings.HasSuffix(log, "\n## djaoapp 1.0.0 (2026-01-02)\n\nFirst published.\n\n## subscriptions 0.1.0 (2026-01-02)\n\nFirst published.\n") {
		t.Errorf("the first release says\n%s", log)
	}
	second := time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC)
	if _, err := release(program(t), string(f), second); err == nil {
		t.Error("released again without a change")
	}
	f.edit(t, "x-access: authenticated", "x-access: {level: broker}")
	f.write(t, correctionsFile, []byte(correctionsHead+"| `subscriptions_read_subscriptions` | | | |\n"))
	if _, err := release(program(t), string(f), second); err != nil {
		t.Fatal(err)
	}
	f.versions(t, "2.0.0", "0.2.0")
	for _, file := range []string{"djaoapp.yaml", "subscriptions.yaml", correctionsFile} {
		if f.read(t, "released/"+file) != f.read(t, file) {
			t.Errorf("%s is not kept as it is", file)
		}
	}
	log := f.read(t, changelogFile)
	newest, oldest := strings.Index(log, "\n## djaoapp 2.0.0 (2026-02-03)\n\n### Breaking\n"), strings.Index(log, "\n## djaoapp 1.0.0 (2026-01-02)\n\nFirst")
	if newest < 0 || oldest < newest || strings.Contains(log, unreleased) {
		t.Errorf("the second release says\n%s", log)
	}
	f.move(t)
	f.versions(t, "2.0.0", "0.2.0")
	if again := f.read(t, changelogFile); again != log {
		t.Errorf("moves on without a change:\n%s", again)
	}
}

func TestOnlyPeopleLeaveZero(t *testing.T) {
	t.Parallel()
	f := released(t)
	for _, file := range []string{"subscriptions.yaml", "rooms/v1/_shared.yaml"} {
		f.write(t, file, []byte(strings.Replace(f.read(t, file), "version: 0.1.0", "version: 1.0.0", 1)))
	}
	f.move(t)
	f.versions(t, "1.0.0", "1.0.0")
	if log := f.read(t, changelogFile); !strings.Contains(log, "\n## subscriptions 1.0.0 (not released)\n\nStable from here on.\n") {
		t.Errorf("does not tell:\n%s", log)
	}
}

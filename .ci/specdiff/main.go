// Command specdiff says what a change of the contracts does to their clients. oasdiff finds the changes, rules.go those that it does not
// know.
//
//	specdiff gate BASE REVISION     fail on a breaking change that nothing excuses; both are folders like openapi/
//	specdiff version FOLDER         move info.version, and write CHANGELOG.md, by what changed since FOLDER/released
//	specdiff release FOLDER         do so, date the new versions, and keep the contracts in FOLDER/released
//
// It ends with 1 when the gate is shut, with 2 when it cannot tell.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"

	"tollkeeper/server/clock"
)

func main() {
	flags := flag.NewFlagSet("specdiff", flag.ExitOnError)
	tool := flags.String("oasdiff", ".cache/bin/oasdiff", "the program that compares two contracts")
	_ = flags.Parse(os.Args[1:])
	passed, err := run(oasdiff(*tool), flags.Args())
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "specdiff:", err)
		os.Exit(2)
	case !passed:
		os.Exit(1)
	}
}

func run(tool oasdiff, args []string) (passed bool, err error) {
	switch {
	case len(args) == 3 && args[0] == "gate":
		passed, told, err := gate(tool, args[1], args[2])
		fmt.Print(told)
		return passed, err
	case len(args) == 2 && args[0] == "version":
		return true, move(tool, args[1])
	case len(args) == 2 && args[0] == "release":
		drafts, err := release(tool, args[1], clock.System())
		for _, d := range drafts {
			fmt.Println(d.name, d.version)
		}
		return true, err
	}
	return false, errors.New("usage: specdiff [-oasdiff PROGRAM] gate BASE REVISION | version FOLDER | release FOLDER")
}

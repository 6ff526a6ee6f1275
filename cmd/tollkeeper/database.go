package main

import (
	"context"
	"errors"
	"fmt"

	"tollkeeper/server"
	"tollkeeper/server/auth"
	"tollkeeper/server/clock"
	"tollkeeper/server/demo"
	"tollkeeper/store"
)

type migrateCommand struct {
	server.Config
	Direction string `arg:"" optional:"" default:"up" enum:"up,down,status" help:"up, down (one step) or status."`
}

// Run changes or shows the schema.
func (c migrateCommand) Run(ctx context.Context) error {
	s, err := open(ctx, c.Config)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // the process ends
	switch c.Direction {
	case "down":
		version, err := s.MigrateDown(ctx)
		fmt.Printf("took back migration %d\n", version)
		return err
	case "status":
		list, err := s.Migrations(ctx)
		for _, m := range list {
			state := "waiting"
			if m.Applied {
				state = "applied"
			}
			fmt.Printf("%-8s %s\n", state, m.Name)
		}
		return err
	}
	applied, err := s.MigrateUp(ctx)
	fmt.Printf("applied %d migrations\n", len(applied))
	return err
}

type demoCommand struct {
	Load demoLoadCommand `cmd:"" help:"Load the demo data into an empty database."`
}

type demoLoadCommand struct{ server.Config }

// Run loads the demo data; a database that is not empty is left alone.
func (c demoLoadCommand) Run(ctx context.Context) error {
	s, err := open(ctx, c.Config)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // the process ends
	if _, err := s.MigrateUp(ctx); err != nil {
		return err
	}
	return demo.Load(ctx, s, clock.System(), auth.NewHasher(1, auth.OWASP))
}

type ledgerCommand struct {
	Verify ledgerVerifyCommand `cmd:"" help:"Prove again that the ledger balances. Exit status 1 when it does not."`
}

type ledgerVerifyCommand struct{ server.Config }

// Run prints every fault it finds.
func (c ledgerVerifyCommand) Run(ctx context.Context) error {
	return withStore(ctx, c.Config, func(s *store.Store) error {
		rows, faults, err := s.VerifyLedger(ctx)
		if err != nil {
			return err
		}
		for _, f := range faults {
			fmt.Println(f.What)
		}
		if len(faults) > 0 {
			return errors.New("the ledger is not sound")
		}
		fmt.Printf("%d rows verified: every unit sums to zero\n", rows)
		return nil
	})
}

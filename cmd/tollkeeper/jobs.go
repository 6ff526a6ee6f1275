package main

import (
	"context"
	"fmt"
	"time"

	"tollkeeper/server"
	"tollkeeper/server/clock"
	"tollkeeper/store"
)

type jobsCommand struct {
	Run jobsRunCommand `cmd:"" help:"Run the jobs once, now or as if it were another time."`
}

type jobsRunCommand struct {
	server.Config
	Job string    `default:"reconcile" enum:"reconcile" help:"The job to run; reconcile finishes payments that a crash left open."`
	At  time.Time `help:"The time that the jobs see (RFC 3339); now without it."`
}

// Run runs the job and says what it did.
func (c jobsRunCommand) Run(ctx context.Context) error {
	now := clock.System
	if !c.At.IsZero() {
		now = clock.Fixed(c.At)
	}
	return withStore(ctx, c.Config, func(s *store.Store) error {
		srv, err := server.New(c.Config, s, now, newLog(c.Config))
		if err != nil {
			return err
		}
		closed, err := srv.Reconcile(ctx)
		fmt.Printf("reconcile: %d payment attempts closed\n", closed)
		return err
	})
}

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
	Job string    `enum:",recognize,renew,charge,settle,sweep,reconcile" default:"" help:"The job to run (recognize, renew, charge, settle, sweep, reconcile); all, in this order, without it."`
	At  time.Time `help:"The time that the jobs see (RFC 3339); now without it."`
}

// Run runs the jobs and says what each did.
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
		return srv.RunJobs(ctx, c.Job, func(said string) { fmt.Println(said) })
	})
}

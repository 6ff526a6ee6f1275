// Command tollkeeper is the subscription backend: one binary that serves, migrates, runs jobs and checks itself.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the zones of profiles, also on a machine without them

	"github.com/alecthomas/kong"

	"tollkeeper/server"
	"tollkeeper/store"
)

// version is set when the binary is built.
var version = "development"

type commands struct {
	Serve           serveCommand           `cmd:"" help:"Answer requests until a signal stops it."`
	Migrate         migrateCommand         `cmd:"" help:"Change the schema of the database."`
	CreateSuperuser createSuperuserCommand `cmd:"" help:"Create a user who manages the broker, and the broker when there is none."`
	Jobs            jobsCommand            `cmd:"" help:"Run background jobs."`
	Demo            demoCommand            `cmd:"" help:"Demo data."`
	Openapi         openapiCommand         `cmd:"" help:"Print a published contract."`
	AccessTable     accessTableCommand     `cmd:"" help:"Print who may call which operation."`
	Ledger          ledgerCommand          `cmd:"" help:"Check the ledger."`
	Version         versionCommand         `cmd:"" help:"Print the version."`
}

func main() {
	var c commands
	parser := kong.Must(&c, kong.Name("tollkeeper"), kong.UsageOnError(),
		kong.Description("A self-hosted subscription backend. Exit status: 0 done, 1 failed, 80 wrong usage."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	command, err := parser.Parse(os.Args[1:])
	parser.FatalIfErrorf(err)
	command.BindTo(ctx, (*context.Context)(nil))
	if err := command.Run(); err != nil {
		stop()
		fmt.Fprintln(os.Stderr, "tollkeeper:", err)
		os.Exit(1) //nolint:gocritic // stop was called
	}
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run() error {
	fmt.Println("tollkeeper", version)
	return nil
}

// newLog writes to standard error, so that the output of a command stays clean.
func newLog(cfg server.Config) *slog.Logger {
	options := &slog.HandlerOptions{Level: cfg.LogLevel}
	if cfg.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, options))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, options))
}

// open connects to the configured database.
func open(ctx context.Context, cfg server.Config) (*store.Store, error) {
	if err := cfg.Validate(); err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	return store.Open(ctx, string(cfg.DatabaseURL), store.Options{MaxConnections: cfg.MaxConnections, QueryTimeout: cfg.QueryTimeout})
}

// withStore opens the database, checks its schema and closes it again.
func withStore(ctx context.Context, cfg server.Config, f func(*store.Store) error) error {
	s, err := open(ctx, cfg)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // the process ends
	if err := s.CheckSchema(ctx); err != nil {
		return err
	}
	return f(s)
}

package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"strings"

	"tollkeeper/server"
	"tollkeeper/server/auth"
	"tollkeeper/server/clock"
	"tollkeeper/server/demo"
	"tollkeeper/store"
)

type serveCommand struct {
	server.Config
	Demo bool `env:"TOLLKEEPER_DEMO" help:"Load the demo data when the database is empty."`

	DemoOnEveryAddress bool `env:"TOLLKEEPER_DEMO_ON_EVERY_ADDRESS" help:"Serve the demo data, whose passwords everybody knows, to other machines, too."`
}

// Run serves until ctx ends. An embedded database is brought to the newest schema first; one that several servers share is not.
func (c serveCommand) Run(ctx context.Context) error {
	if c.Demo && !c.DemoOnEveryAddress && !onLoopback(c.Addr) {
		return fmt.Errorf("everybody knows the passwords of the demo data, and other machines reach %s: listen on 127.0.0.1, or say --demo-on-every-address", c.Addr)
	}
	log := newLog(c.Config)
	s, err := open(ctx, c.Config)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // the process ends
	if err := c.prepare(ctx, s, log); err != nil {
		return err
	}
	srv, err := server.New(c.Config, s, clock.System, log)
	if err != nil {
		return err
	}
	var listen net.ListenConfig
	listener, err := listen.Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return err
	}
	log.Info("serving", slog.String("version", version), slog.String("url", "http://"+listener.Addr().String()),
		slog.String("engine", s.Engine()), slog.String("proof", string(c.Proof)))
	return srv.Serve(ctx, listener)
}

// onLoopback tells whether only this machine reaches an address.
func onLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

func (c serveCommand) prepare(ctx context.Context, s *store.Store, log *slog.Logger) error {
	if strings.HasPrefix(string(c.DatabaseURL), "sqlite:") || c.Demo {
		applied, err := s.MigrateUp(ctx)
		if err != nil {
			return err
		}
		if len(applied) > 0 {
			log.Info("schema migrated", slog.Any("versions", applied))
		}
	}
	if err := s.CheckSchema(ctx); err != nil {
		return err
	}
	if !c.Demo {
		return nil
	}
	empty, err := s.Empty(ctx)
	if err != nil || !empty {
		return err
	}
	log.Info("loading demo data: every password is yoyo")
	return demo.Load(ctx, s, clock.System(), auth.NewHasher(1, auth.OWASP))
}

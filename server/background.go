package server

import (
	"context"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"tollkeeper/server/mail"
)

// How often the server looks for what is due.
const (
	reconcileInterval = time.Minute
	renewalInterval   = time.Hour
	// Income is of the past: its rows have their time whenever they are written, and every subscription has to be read.
	recognizeInterval = 24 * time.Hour
	balanceInterval   = time.Minute
	mailInterval      = 2 * time.Second
)

// balanceRows is how many rows the ledger grows by before its balances are carried: a balance reads at most so many, and a few more.
const balanceRows = 1000

// background does what nobody waits for, until ctx ends, and returns when all of it has ended.
func (s *Server) background(ctx context.Context) {
	var wg sync.WaitGroup
	wg.Go(func() { s.every(ctx, "reconcile", reconcileInterval, s.Reconcile) })
	wg.Go(func() { s.every(ctx, "mail", mailInterval, s.DeliverMail) })
	wg.Go(func() { s.every(ctx, "webhooks", mailInterval, s.DeliverWebhooks) })
	wg.Go(func() { s.every(ctx, "recognize", recognizeInterval, s.renewals.Recognize) })
	wg.Go(func() { s.every(ctx, "renewals", renewalInterval, s.renew) })
	wg.Go(func() { s.every(ctx, "balances", balanceInterval, s.CarryBalances) })
	wg.Go(func() { s.every(ctx, "grace", reconcileInterval, s.AnnounceGrace) })
	wg.Wait()
}

// every runs a job now and after each interval. What goes wrong is logged and tried again.
func (s *Server) every(ctx context.Context, name string, interval time.Duration, job func(context.Context) (int, error)) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		if _, err := job(ctx); err != nil && ctx.Err() == nil {
			s.log.LogAttrs(ctx, slog.LevelError, "job failed", slog.String("job", name), slog.String("fault", err.Error()))
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// DeliverMail sends the mails that are due and returns how many went out.
func (s *Server) DeliverMail(ctx context.Context) (int, error) { return s.mail.DeliverDue(ctx) }

// mailTransport is how mails leave: not at all, by SMTP, or as files.
func (c Config) mailTransport() (mail.Transport, error) {
	switch {
	case c.Mail != "on":
		return nil, nil //nolint:nilnil // no transport sends nothing
	case c.SMTPHost != "":
		return mail.NewSMTP(mail.Server{
			Host: c.SMTPHost, Port: c.SMTPPort, User: c.SMTPUser, Password: string(c.SMTPPassword), TLS: c.SMTPTLS, Timeout: c.SMTPTimeout,
		})
	}
	return mail.Folder(filepath.Join(c.DataDir, "outbox")), nil
}

// DeliverWebhooks tells the events that are due and returns how many arrived.
func (s *Server) DeliverWebhooks(ctx context.Context) (int, error) { return s.hooks.DeliverDue(ctx) }

// AnnounceGrace writes the events of periods that have ended and returns how many there were.
func (s *Server) AnnounceGrace(ctx context.Context) (int, error) { return s.credits.AnnounceGrace(ctx) }

// CarryBalances brings the running balances of the ledger up to date and returns by how many rows.
func (s *Server) CarryBalances(ctx context.Context) (int, error) {
	n, err := s.store.CarryBalances(ctx, balanceRows)
	return int(n), err
}

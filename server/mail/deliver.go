package mail

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	gomail "github.com/wneessen/go-mail"

	"tollkeeper/server/clock"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/notice"
	"tollkeeper/server/receipt"
	"tollkeeper/store"
)

// Transport takes a mail to where it goes.
type Transport interface {
	Send(ctx context.Context, id int64, m *gomail.Msg) error
}

// Config is what the operator decides about mail.
type Config struct {
	// From is the address that mails come from, and URL where the site is.
	From, URL string
	// Templates are the embedded ones unless somebody has her own.
	Templates Templates
}

// Deliverer sends what is in the outbox. Any number of them may share a database: each mail is claimed before it is sent. A sender that dies
// between sending and saying so sends the mail again, under the same Message-ID.
type Deliverer struct {
	store     *store.Store
	now       clock.Clock
	transport Transport
	log       *slog.Logger
	cfg       Config
}

// NewDeliverer makes a deliverer; without a transport it sends nothing.
func NewDeliverer(s *store.Store, now clock.Clock, transport Transport, log *slog.Logger, cfg Config) *Deliverer {
	if cfg.Templates == nil {
		cfg.Templates = Embedded{}
	}
	return &Deliverer{store: s, now: now, transport: transport, log: log, cfg: cfg}
}

const (
	// lease is how long a claimed mail is left to its sender, longer than any sending takes.
	lease = 5 * time.Minute
	// batch is how many mails are claimed at once.
	batch = 20
	// maxTries is how often a mail is tried before it is given up, some three days after the first time.
	maxTries = 12
	// firstBackoff is the wait after the first failure; it doubles up to maxBackoff.
	firstBackoff = time.Minute
	maxBackoff   = 12 * time.Hour
	// maxReason bounds what is kept of an error.
	maxReason = 500
)

// backoff is the wait after a number of failures.
func backoff(tries int64) time.Duration {
	wait := firstBackoff
	for range tries - 1 {
		if wait *= 2; wait >= maxBackoff {
			return maxBackoff
		}
	}
	return wait
}

// DeliverDue sends all mails that are due and returns how many went out. What goes wrong with one is kept beside it and tried again.
func (d *Deliverer) DeliverDue(ctx context.Context) (sent int, err error) {
	if d.transport == nil {
		return 0, nil
	}
	site, err := d.site(ctx)
	if err != nil {
		return 0, err
	}
	for {
		claimed, err := store.InTx(ctx, d.store, func(tx *store.Store) ([]store.OutboxMail, error) {
			return tx.ClaimMails(ctx, d.now(), lease, batch)
		})
		if err != nil || len(claimed) == 0 {
			return sent, err
		}
		for _, m := range claimed {
			ok, err := d.deliver(ctx, site, m)
			if err != nil {
				return sent, err
			}
			if ok {
				sent++
			}
		}
	}
}

func (d *Deliverer) site(ctx context.Context) (Site, error) {
	broker, err := d.store.Broker(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return Site{Name: "Tollkeeper", URL: d.cfg.URL}, nil
	}
	return Site{Name: broker.PrintableName(), Email: broker.Email, URL: d.cfg.URL}, err
}

// deliver sends one mail and records how it went.
func (d *Deliverer) deliver(ctx context.Context, site Site, m store.OutboxMail) (bool, error) {
	failed := d.send(ctx, site, m)
	return failed == nil, d.store.Do(ctx, func(tx *store.Store) error {
		now := d.now()
		if failed == nil {
			return tx.MailSent(ctx, m.ID, now)
		}
		next := now.Add(backoff(m.Attempts))
		if m.Attempts >= maxTries {
			next = time.Time{}
			if err := notice.Undelivered(ctx, tx, m, now); err != nil {
				return err
			}
		}
		d.log.LogAttrs(ctx, slog.LevelWarn, "mail not sent", slog.Int64("mail_id", m.ID), slog.String("template", m.Template),
			slog.Int64("attempts", m.Attempts), slog.Bool("given_up", next.IsZero()), slog.String("fault", failed.Error()))
		reason := []rune(failed.Error())
		return tx.MailFailed(ctx, m.ID, string(reason[:min(len(reason), maxReason)]), now, next)
	})
}

func (d *Deliverer) send(ctx context.Context, site Site, m store.OutboxMail) error {
	msg, err := d.compose(site, m)
	if err != nil {
		return err
	}
	return d.transport.Send(ctx, m.ID, msg)
}

// compose writes a mail of the outbox.
func (d *Deliverer) compose(site Site, m store.OutboxMail) (*gomail.Msg, error) {
	var data map[string]any
	if err := json.Unmarshal([]byte(m.Payload), &data); err != nil {
		return nil, fmt.Errorf("mail: payload: %w", err)
	}
	written, err := Write(d.cfg.Templates, m.Template, site, data)
	if err != nil {
		return nil, err
	}
	msg := gomail.NewMsg()
	if err := msg.FromFormat(site.Name, d.cfg.From); err != nil {
		return nil, err
	}
	to, err := naming.Deliverable(m.Recipient)
	if err != nil {
		to = m.Recipient // as it was taken before the rule
	}
	if err := msg.To(to); err != nil {
		return nil, errors.New("mail: the recipient is no address") // the text of err would hold it
	}
	if m.ReplyTo != "" && m.ReplyTo != d.cfg.From {
		if err := msg.ReplyTo(m.ReplyTo); err != nil {
			return nil, errors.New("mail: Reply-To is no address")
		}
	}
	msg.Subject(written.Subject)
	msg.SetMessageIDWithValue(fmt.Sprintf("outbox-%d-%d@%s", m.ID, m.CreatedAt.UnixMicro(), domainOf(d.cfg.From)))
	msg.SetDateWithValue(d.now())
	// Nobody is to answer a machine (RFC 3834, 5).
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(gomail.TypeTextPlain, written.Text)
	msg.AddAlternativeString(gomail.TypeTextHTML, written.HTML)
	return msg, attach(msg, m)
}

// attach adds the PDF to a receipt.
func attach(msg *gomail.Msg, m store.OutboxMail) error {
	if m.Template != "charge_receipt" {
		return nil
	}
	r, err := receipt.Of([]byte(m.Payload))
	if err != nil {
		return fmt.Errorf("mail: payload: %w", err)
	}
	pdf, err := r.PDF()
	if err != nil {
		return err
	}
	return msg.AttachReader(r.FileName(), bytes.NewReader(pdf), gomail.WithFileContentType("application/pdf"))
}

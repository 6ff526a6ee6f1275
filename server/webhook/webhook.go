// Package webhook tells services of the operator about events: written in the transaction of the event, signed, tried again.
package webhook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/google/uuid"

	"tollkeeper/server/clock"
	"tollkeeper/store"
)

// Config is where events go.
type Config struct {
	// URL is empty when nobody is to be told.
	URL string
	// Secret signs what is sent.
	Secret string
}

// Hooks writes events and delivers them. Any number of processes may share a database.
type Hooks struct {
	store  *store.Store
	now    clock.Clock
	log    *slog.Logger
	cfg    Config
	client *http.Client
}

const (
	// timeout bounds a delivery, lease how long one is left to its sender.
	timeout = 10 * time.Second
	lease   = 5 * time.Minute
	batch   = 20
	// maxTries, firstBackoff and maxBackoff spread the tries over some three days.
	maxTries     = 12
	firstBackoff = time.Minute
	maxBackoff   = 12 * time.Hour
)

// New makes the hooks. Redirects are not followed: an event goes where the operator said and nowhere else.
func New(s *store.Store, now clock.Clock, log *slog.Logger, cfg Config) *Hooks {
	return &Hooks{store: s, now: now, log: log, cfg: cfg, client: &http.Client{
		Timeout: timeout, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// body is what is sent.
type body struct {
	ID        string    `json:"id"`
	Event     string    `json:"event"`
	CreatedAt time.Time `json:"created_at"`
	Data      any       `json:"data"`
}

// Enqueue writes an event in the transaction of what it is about; without a URL it writes nothing.
func (h *Hooks) Enqueue(ctx context.Context, tx *store.Store, event string, data any, at time.Time) error {
	if h.cfg.URL == "" {
		return nil
	}
	id := uuid.NewString()
	payload, err := json.Marshal(body{ID: id, Event: event, CreatedAt: at, Data: data})
	if err != nil {
		return err
	}
	return tx.EnqueueWebhook(ctx, &store.WebhookEvent{UUID: id, CreatedAt: at, Event: event, Payload: string(payload), NextTryAt: at})
}

// DeliverDue tells all events that are due and returns how many arrived.
func (h *Hooks) DeliverDue(ctx context.Context) (sent int, err error) {
	if h.cfg.URL == "" {
		return 0, nil
	}
	for {
		claimed, err := store.InTx(ctx, h.store, func(tx *store.Store) ([]store.WebhookEvent, error) {
			return tx.ClaimWebhooks(ctx, h.now(), lease, batch)
		})
		if err != nil || len(claimed) == 0 {
			return sent, err
		}
		for _, e := range claimed {
			failed := h.send(ctx, e)
			if err := h.record(ctx, e, failed); err != nil {
				return sent, err
			}
			if failed == nil {
				sent++
			}
		}
	}
}

func (h *Hooks) record(ctx context.Context, e store.WebhookEvent, failed error) error {
	return h.store.Do(ctx, func(tx *store.Store) error {
		now := h.now()
		if failed == nil {
			return tx.WebhookSent(ctx, e.ID, now)
		}
		wait := firstBackoff
		for range e.Attempts - 1 {
			wait = min(2*wait, maxBackoff)
		}
		next := now.Add(wait)
		if e.Attempts >= maxTries {
			next = time.Time{}
		}
		h.log.LogAttrs(ctx, slog.LevelWarn, "webhook not delivered", slog.String("event_id", e.UUID), slog.String("event", e.Event),
			slog.Int64("attempts", e.Attempts), slog.Bool("given_up", next.IsZero()), slog.String("fault", failed.Error()))
		return tx.WebhookFailed(ctx, e.ID, failed.Error(), now, next)
	})
}

func (h *Hooks) send(ctx context.Context, e store.WebhookEvent) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.cfg.URL, bytes.NewReader([]byte(e.Payload)))
	if err != nil {
		return err
	}
	seconds := strconv.FormatInt(h.now().Unix(), 10)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Tollkeeper-Signature", "t="+seconds+",v1="+Sign(h.cfg.Secret, seconds, e.Payload))
	response, err := h.client.Do(r)
	if err != nil {
		return err
	}
	defer response.Body.Close() //nolint:errcheck // nothing is read of it
	_, _ = io.CopyN(io.Discard, response.Body, 1<<16)
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("status %d", response.StatusCode)
	}
	return nil
}

// Sign is the signature of a body sent at a time, in seconds since 1970: HMAC-SHA256 of "seconds.body", in hexadecimal.
func Sign(secret, seconds, body string) string {
	h := hmac.New(sha256.New, []byte(secret))
	_, _ = io.WriteString(h, seconds+"."+body) // a hash takes everything
	return hex.EncodeToString(h.Sum(nil))
}

// Package renewal runs the jobs of billing-ledger.md E10 and E18: it recognizes income, extends the subscriptions that renew themselves, and
// charges what is owed to the cards on file. Each job may run at any time, more than once, and in several processes at once: every record is
// locked and looked at again before it is changed. One that goes wrong is logged and does not stop the others.
package renewal

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"tollkeeper/server/clock"
	"tollkeeper/server/payment"
	"tollkeeper/store"
)

// Jobs are the jobs on one database.
type Jobs struct {
	store     *store.Store
	now       clock.Clock
	processor payment.Processor
	book      *payment.Book
	log       *slog.Logger
}

// New makes the jobs.
func New(s *store.Store, now clock.Clock, processor payment.Processor, log *slog.Logger) *Jobs {
	return &Jobs{store: s, now: now, processor: processor, book: payment.NewBook(s, now, log), log: log}
}

// processorTimeout bounds a payment, from asking the processor to the last row.
const processorTimeout = 30 * time.Second

// failures collects what went wrong with single records.
type failures struct {
	jobs *Jobs
	err  error
}

// add logs what went wrong with a record, unless nothing did.
func (f *failures) add(ctx context.Context, job, kind string, id int64, err error) {
	if err == nil {
		return
	}
	f.err = errors.Join(f.err, err)
	f.jobs.log.LogAttrs(ctx, slog.LevelError, "job failed for a record", slog.String("job", job), slog.String("kind", kind), slog.Int64("id", id),
		slog.String("fault", err.Error()))
}

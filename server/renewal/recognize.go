package renewal

import (
	"context"
	"time"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/domain/period"
	"tollkeeper/store"
)

// recognizeBatch is how many subscriptions are looked at with one query.
const recognizeBatch = 200

// Recognize writes the income of what was rendered until now and returns how many slices it wrote (billing-ledger.md E10).
func (j *Jobs) Recognize(ctx context.Context) (slices int, err error) {
	now, failed := j.now(), failures{jobs: j}
	for after := int64(0); ; {
		batch, err := j.store.RenderedSince(ctx, after, now, recognizeBatch)
		if err != nil || len(batch) == 0 {
			return slices, errorsOf(failed, err)
		}
		events := make([]string, len(batch))
		for i, s := range batch {
			events[i], after = ledger.SubscriptionEvent(s.ID), s.ID
		}
		entries, err := j.store.EntriesOf(ctx, events)
		if err != nil {
			return slices, errorsOf(failed, err)
		}
		for i, s := range batch {
			n, err := j.recognize(ctx, s, entries[events[i]], now)
			failed.add(ctx, "recognize", "subscription", s.ID, err)
			slices += n
		}
	}
}

// recognize looks at one subscription and, if something is to be written, looks again with the subscription locked.
func (j *Jobs) recognize(ctx context.Context, s store.Rendered, entries []ledger.Entry, now time.Time) (int, error) {
	if found, err := ledger.Recognize(serviceOf(s, entries), now); err != nil || len(found) == 0 {
		return 0, err
	}
	return store.InTx(ctx, j.store, func(tx *store.Store) (int, error) {
		locked, err := tx.SubscriptionForUpdate(ctx, s.ID)
		if err != nil {
			return 0, err
		}
		s.EndsAt = locked.EndsAt
		event := ledger.SubscriptionEvent(s.ID)
		entries, err := tx.EntriesOf(ctx, []string{event})
		if err != nil {
			return 0, err
		}
		journals, err := ledger.Recognize(serviceOf(s, entries[event]), now)
		if err != nil {
			return 0, err
		}
		for _, journal := range journals {
			if _, err := tx.AppendJournal(ctx, journal); err != nil {
				return 0, err
			}
		}
		return len(journals), nil
	})
}

func serviceOf(s store.Rendered, entries []ledger.Entry) ledger.Service {
	return ledger.Service{
		Event: ledger.SubscriptionEvent(s.ID), Name: s.Name, Provider: s.ProviderID, CreatedAt: s.CreatedAt, EndsAt: s.EndsAt,
		Interval: period.Interval(s.IntervalCode), Location: store.Organization{DefaultTimezone: s.Timezone}.Location(), Entries: entries,
	}
}

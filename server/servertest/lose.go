package servertest

import (
	"time"

	"tollkeeper/store"
)

// LoseAnswers leaves what a crash leaves that comes after the effects of requests and before their answers are kept by their Idempotency-Key, and
// lets the claims of the keys end.
func (f *Fixture) LoseAnswers() {
	f.Helper()
	kept, err := f.Store.KeptAnswers(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	err = f.Store.Do(f.Context(), func(tx *store.Store) error {
		for _, answer := range kept {
			if err := tx.KeepAnswer(f.Context(), answer.KeyHash, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Clock.Advance(10 * time.Minute)
}

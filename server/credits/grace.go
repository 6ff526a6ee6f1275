package credits

import (
	"context"

	"tollkeeper/store"
)

// graceBatch is how many subscriptions are looked at in one transaction.
const graceBatch = 100

// AnnounceGrace sends the webhook event of each subscription whose period has ended since, once for each end, and returns how many it sent.
func (r *Room) AnnounceGrace(ctx context.Context) (int, error) {
	sent := 0
	for {
		seen := 0
		err := r.store.Do(ctx, func(tx *store.Store) error {
			now := r.now()
			ended, err := tx.CreditsInGrace(ctx, now, graceBatch)
			if err != nil {
				return err
			}
			seen = len(ended)
			for _, c := range ended {
				end := c.EndAt
				c.GraceSentFor = &end
				if err := tx.SaveCreditSubscription(ctx, c); err != nil {
					return err
				}
				if !stateOf(c).Active(now) {
					continue
				}
				u, err := tx.User(ctx, c.UserID)
				if err != nil {
					return err
				}
				if err := r.hooks.Enqueue(ctx, tx, "grace.begun", r.toAPI(store.CreditRow{CreditSubscription: c, UserUUID: u.UUID}), now); err != nil {
					return err
				}
				sent++
			}
			return nil
		})
		if err != nil || seen < graceBatch {
			return sent, err
		}
	}
}

package enroll

import (
	"context"

	"tollkeeper/server/domain/fault"
	"tollkeeper/store"
)

// Leave refuses that a user stops to manage a profile, which is locked, as the last one who does: nobody could look after it any more.
func Leave(ctx context.Context, tx *store.Store, o store.Organization, userID int64) error {
	left, err := tx.ManagedWithout(ctx, o.ID, userID)
	switch {
	case err != nil || left:
		return err
	case o.IsBroker:
		return fault.New(fault.Conflict, "The site cannot do without its last manager: name another one first.")
	}
	return fault.New(fault.Conflict, "Nobody else manages %s: name another manager first, or delete the profile.", o.PrintableName())
}

// LeaveAll does so for all profiles that a user manages. A profile of her own, which bears her name, stays behind without managers.
func LeaveAll(ctx context.Context, tx *store.Store, u store.User) error {
	managed, err := tx.ManagedBy(ctx, u.ID)
	if err != nil {
		return err
	}
	for _, id := range managed {
		o, err := tx.OrganizationForUpdate(ctx, id)
		if err != nil {
			return err
		}
		if o.Slug == u.Username && !o.IsBroker {
			continue
		}
		if err := Leave(ctx, tx, o, u.ID); err != nil {
			return err
		}
	}
	return nil
}

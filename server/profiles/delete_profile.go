package profiles

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/notice"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfileDelete archives a profile and makes it anonymous. Its subscriptions, and those to its plans, end now; the books stay
// (profiles-subscriptions-roles.md 3.2).
func (r *Room) ProfileDelete(ctx context.Context, _ gen.ProfileDeleteRequestObject) (gen.ProfileDeleteResponseObject, error) {
	id := access.ScopeOf(ctx).OrganizationID
	err := r.store.Do(ctx, func(tx *store.Store) error {
		o, err := wire.Locked(ctx, tx, id)
		if err != nil || !o.IsActive {
			return err // what the broker deletes once more stays as it is
		}
		if o.IsBroker || o.IsProcessor {
			return fault.New(fault.Forbidden, "The site cannot do without this profile.")
		}
		busy, err := tx.InCheckout(ctx, id)
		if err == nil && busy {
			err = fault.New(fault.Conflict, "A payment of this profile, or for one of its plans, is under way; try again in a moment.")
		}
		if err != nil {
			return err
		}
		p, err := tx.Profile(ctx, id)
		if err != nil {
			return err
		}
		if p.Personal {
			if err := r.archiveUser(ctx, tx, o); err != nil {
				return err
			}
		}
		email := fmt.Sprintf("%s+%d@%s", o.Slug, o.ID, r.domain)
		if p.Personal {
			email = naming.Archived(o.ID) + "@" + r.domain // the slug is her name
		}
		return tx.ArchiveOrganization(ctx, o.ID, email, r.now())
	})
	if err != nil {
		return nil, err
	}
	return gen.ProfileDelete204Response{}, nil
}

// archiveUser makes the user of a personal profile anonymous along with it.
func (r *Room) archiveUser(ctx context.Context, tx *store.Store, o store.Organization) error {
	u, err := tx.EnabledUser(ctx, o.Slug)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := tx.ForgetPerson(ctx, u.ID, u.Username, u.Email, r.domain); err != nil {
		return err
	}
	if err := notice.Forget(ctx, tx, u); err != nil {
		return err
	}
	return tx.ArchiveUser(ctx, u.ID, "!"+rand.Text(), r.domain)
}

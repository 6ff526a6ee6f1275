package profiles

import (
	"context"
	"errors"
	"fmt"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/enroll"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// ProfileDelete archives a profile and makes it anonymous. Its subscriptions, and those to its plans, end now; the books stay
// (profiles-subscriptions-roles.md 3.2).
func (r *Room) ProfileDelete(ctx context.Context, _ gen.ProfileDeleteRequestObject) (gen.ProfileDeleteResponseObject, error) {
	id := access.ScopeOf(ctx).OrganizationID
	unshown, err := store.InTx(ctx, r.store, func(tx *store.Store) ([]string, error) { return r.archive(ctx, tx, id) })
	if err != nil {
		return nil, err
	}
	for _, picture := range unshown {
		if err := r.pictures.Forget(ctx, picture); err != nil {
			return nil, err
		}
	}
	return gen.ProfileDelete204Response{}, nil
}

// archive returns the pictures that nobody shows any more.
func (r *Room) archive(ctx context.Context, tx *store.Store, id int64) ([]string, error) {
	o, err := wire.Locked(ctx, tx, id)
	if err != nil || !o.IsActive {
		return nil, err // what the broker deletes once more stays as it is
	}
	if o.IsBroker || o.IsProcessor {
		return nil, fault.New(fault.Forbidden, "The site cannot do without this profile.")
	}
	switch busy, err := tx.InCheckout(ctx, id); {
	case err != nil:
		return nil, err
	case busy:
		return nil, fault.New(fault.Conflict, "A payment of this profile, or for one of its plans, is under way; try again in a moment.")
	}
	p, err := tx.Profile(ctx, id)
	if err != nil {
		return nil, err
	}
	if !p.Personal {
		return enroll.Unshown(ctx, tx, "", o.Slug, func() error {
			return tx.ArchiveOrganization(ctx, o.ID, fmt.Sprintf("%s+%d@%s", o.Slug, o.ID, r.domain), r.now())
		})
	}
	u, contact, err := owner(ctx, tx, o.Slug)
	if err != nil {
		return nil, err
	}
	if u != nil && u.ID != access.PrincipalOf(ctx).UserID && access.ScopeOf(ctx).Relation.Broker < access.Manager {
		return nil, fault.New(fault.Forbidden, "The account of %s goes along with this profile: only they and managers of the broker can delete it.", u.Username)
	}
	return enroll.Unshown(ctx, tx, contact, o.Slug, func() error {
		if u != nil {
			if err := enroll.LeaveAll(ctx, tx, *u); err != nil {
				return err
			}
			if err := enroll.Forget(ctx, tx, *u, r.domain, r.now()); err != nil {
				return err
			}
		}
		return tx.ArchiveOrganization(ctx, o.ID, naming.Archived(o.ID)+"@"+r.domain, r.now()) // the slug is her name
	})
}

// owner finds the user of a personal profile, who goes along with it, and the slug of her contact, "" without one. She may be gone already.
func owner(ctx context.Context, tx *store.Store, username string) (u *store.User, contact string, err error) {
	found, err := tx.EnabledUser(ctx, username)
	if errors.Is(err, store.ErrNotFound) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	c, err := tx.ContactOf(ctx, found.ID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, "", err
	}
	return &found, c.Slug, nil
}

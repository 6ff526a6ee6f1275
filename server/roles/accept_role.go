package roles

import (
	"context"
	"errors"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// UsersAccessiblesAcceptUpdate accepts a role that was offered with a key (profiles-subscriptions-roles.md 3.8).
func (r *Room) UsersAccessiblesAcceptUpdate(ctx context.Context, req gen.UsersAccessiblesAcceptUpdateRequestObject) (gen.UsersAccessiblesAcceptUpdateResponseObject, error) {
	if !access.ScopeOf(ctx).Relation.Self {
		return nil, fault.New(fault.Forbidden, "Nobody accepts a role for somebody else.")
	}
	out, err := r.Accept(ctx, access.PrincipalOf(ctx).UserID, req.VerificationKey)
	if err != nil {
		return nil, err
	}
	return gen.UsersAccessiblesAcceptUpdate200JSONResponse(toAPIAccessible(ctx, out)), nil
}

// Offered returns the role that is offered with a key. A key that is unknown, was used or is too old is a fault of kind NotFound.
func (r *Room) Offered(ctx context.Context, key string) (store.RoleOf, error) {
	role, err := r.store.RoleByGrantKey(ctx, key, r.now())
	return role, wire.Missing(err)
}

// Accept makes the role that is offered with a key that of a user, whichever of her addresses it was offered to. Of two who use one key at
// once, and of who accepts and who changes the offer, the second gets a fault of kind Conflict; another role of hers on the profile is one of kind Invalid.
func (r *Room) Accept(ctx context.Context, userID int64, key string) (store.RoleOf, error) {
	seen, err := r.store.RoleByGrantKey(ctx, key, r.now())
	if err != nil {
		return seen, wire.Missing(err)
	}
	return store.InTx(ctx, r.store, func(tx *store.Store) (store.RoleOf, error) {
		if _, err := tx.OrganizationForUpdate(ctx, seen.OrganizationID); err != nil {
			return seen, err
		}
		role, err := tx.RoleByGrantKey(ctx, key, r.now())
		if errors.Is(err, store.ErrNotFound) || err == nil && value(role.RoleDescriptionID) != value(seen.RoleDescriptionID) {
			err = fault.New(fault.Conflict, "The role was accepted, changed or withdrawn at this moment; look at it again.")
		}
		if err != nil {
			return role, err
		}
		u, err := tx.User(ctx, userID)
		if err != nil {
			return role, err
		}
		return r.accept(ctx, tx, role, u)
	})
}

// accept writes that a user accepts; her open request on the profile goes.
func (r *Room) accept(ctx context.Context, tx *store.Store, role store.RoleOf, u store.User) (store.RoleOf, error) {
	if role.UserID != u.ID {
		other, err := tx.RoleOn(ctx, role.OrganizationID, u.ID)
		switch {
		case err == nil && other.RequestKey == nil:
			return role, fault.New(fault.Invalid, "You are %s of %s already; leave that role before you accept the one of %s.",
				kindInURLs(other), role.Organization.Slug, kindInURLs(role))
		case err == nil:
			if err := tx.DeleteRole(ctx, role.OrganizationID, u.ID); err != nil {
				return role, err
			}
		case !errors.Is(err, store.ErrNotFound):
			return role, err
		}
	}
	role.UserID, role.GrantKey, role.OfferEndsAt, role.ByAddress = u.ID, nil, nil, false
	if err := tx.SaveRole(ctx, role.Role); err != nil {
		return role, err
	}
	if err := r.tellAccepted(ctx, tx, role, u); err != nil {
		return role, err
	}
	return tx.RoleOn(ctx, role.OrganizationID, u.ID)
}

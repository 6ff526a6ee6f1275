package users

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// LegalSignCreate records that the caller accepts an agreement as it reads now (auth-users.md 4.4).
func (r *Room) LegalSignCreate(ctx context.Context, req gen.LegalSignCreateRequestObject) (gen.LegalSignCreateResponseObject, error) {
	agreement, err := r.store.Agreement(ctx, req.Agreement)
	if err != nil {
		return nil, wire.Missing(err)
	}
	if !req.Body.ReadTerms {
		return nil, fault.Field("read_terms", "You have to read and accept the agreement to sign it.")
	}
	now := r.now()
	err = r.store.Do(ctx, func(tx *store.Store) error { return tx.Sign(ctx, agreement.ID, access.PrincipalOf(ctx).UserID, now) })
	if err != nil {
		return nil, err
	}
	return gen.LegalSignCreate200JSONResponse{ReadTerms: true, LastSigned: now}, nil
}

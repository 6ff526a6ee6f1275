package users

import (
	"context"
	"strings"

	"golang.org/x/crypto/ssh"

	"tollkeeper/gen"
	"tollkeeper/server/domain/fault"
	"tollkeeper/store"
)

// UsersSSHKeysUpdate stores the SSH public key of a user (auth-users.md 4.6).
func (r *Room) UsersSSHKeysUpdate(ctx context.Context, req gen.UsersSSHKeysUpdateRequestObject) (gen.UsersSSHKeysUpdateResponseObject, error) {
	u, err := r.login(ctx, r.store, req.User)
	if err != nil {
		return nil, err
	}
	if err := r.accounts.ConfirmPassword(ctx, req.Body.Password); err != nil {
		return nil, err
	}
	key := strings.TrimSpace(req.Body.Pubkey)
	_, _, options, rest, err := ssh.ParseAuthorizedKey([]byte(key))
	if err != nil || len(options) > 0 || len(rest) > 0 || strings.ContainsAny(key, "\r\n") {
		return nil, fault.Field("pubkey", "This is no public key as OpenSSH writes it on one line.")
	}
	err = r.store.Do(ctx, func(tx *store.Store) error { return tx.UpdateUser(ctx, u.ID, map[string]any{"public_key": key}) })
	if err != nil {
		return nil, err
	}
	r.accounts.Audit(ctx, "update-pubkey", u.ID)
	return gen.UsersSSHKeysUpdate200JSONResponse{Detail: "The public key of " + u.Username + " is updated."}, nil
}

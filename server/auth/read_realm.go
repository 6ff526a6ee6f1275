package auth

import (
	"context"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
)

// AuthTokensRealmsRead returns credentials to upload files of the site (auth-users.md 4.1).
func (r *Room) AuthTokensRealmsRead(ctx context.Context, req gen.AuthTokensRealmsReadRequestObject) (gen.AuthTokensRealmsReadResponseObject, error) {
	out, err := r.realm(ctx, "", req.Params.Public)
	return gen.AuthTokensRealmsRead200JSONResponse(out), err
}

// AuthTokensRealmsOrgRead returns credentials to upload files of a profile, under its name only.
func (r *Room) AuthTokensRealmsOrgRead(ctx context.Context, req gen.AuthTokensRealmsOrgReadRequestObject) (gen.AuthTokensRealmsOrgReadResponseObject, error) {
	out, err := r.realm(ctx, access.ScopeOf(ctx).Organization+"/", req.Params.Public)
	return gen.AuthTokensRealmsOrgRead200JSONResponse(out), err
}

func (r *Room) realm(ctx context.Context, prefix string, public *bool) (gen.AuthRealms, error) {
	if r.cfg.Uploads == nil {
		return gen.AuthRealms{}, fault.New(fault.Invalid, "No upload storage is configured.")
	}
	f, err := r.cfg.Uploads.Sign(ctx, access.PrincipalOf(ctx).Username, prefix, public != nil && *public)
	return gen.AuthRealms{
		Location: f.Location, AccessKey: f.AccessKey, ACL: gen.AuthRealmsACL(f.ACL), Policy: f.Policy, Signature: f.Signature,
		SecurityToken: f.Token, XAmzCredential: f.Credential, XAmzDate: f.Date,
	}, err
}

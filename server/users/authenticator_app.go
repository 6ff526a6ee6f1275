package users

import (
	"context"

	"tollkeeper/gen"
)

// UsersOtpUpdate begins to set up an authenticator app (issue "People", multi-factor sign-in; RFC 6238).
func (r *Room) UsersOtpUpdate(ctx context.Context, req gen.UsersOtpUpdateRequestObject) (gen.UsersOtpUpdateResponseObject, error) {
	u, err := r.login(ctx, r.store, req.User)
	if err != nil {
		return nil, err
	}
	if err := r.accounts.ConfirmPassword(ctx, req.Body.Password); err != nil {
		return nil, err
	}
	e, err := r.accounts.EnrollOTP(ctx, u)
	return gen.UsersOtpUpdate200JSONResponse{Secret: e.Secret, ProvisioningURI: e.URI, QrCode: e.QRCode}, err
}

// UsersOtpCreate finishes it, by a code of the app.
func (r *Room) UsersOtpCreate(ctx context.Context, req gen.UsersOtpCreateRequestObject) (gen.UsersOtpCreateResponseObject, error) {
	u, err := r.login(ctx, r.store, req.User)
	if err != nil {
		return nil, err
	}
	codes, err := r.accounts.ConfirmOTP(ctx, u, req.Body.Code)
	if err != nil {
		return nil, err
	}
	r.accounts.Audit(ctx, "enable-otp", u.ID)
	return gen.UsersOtpCreate201JSONResponse{RecoveryCodes: codes}, nil
}

// UsersOtpDisable forgets the app.
func (r *Room) UsersOtpDisable(ctx context.Context, req gen.UsersOtpDisableRequestObject) (gen.UsersOtpDisableResponseObject, error) {
	u, err := r.login(ctx, r.store, req.User)
	if err != nil {
		return nil, err
	}
	if err := r.accounts.ConfirmPassword(ctx, req.Body.Password); err != nil {
		return nil, err
	}
	if err := r.accounts.DisableOTP(ctx, u.ID); err != nil {
		return nil, err
	}
	r.accounts.Audit(ctx, "disable-otp", u.ID)
	return gen.UsersOtpDisable204Response{}, nil
}

package users

import (
	"context"
	"slices"

	"tollkeeper/gen"
	"tollkeeper/store"
)

// catalogue is every notification that can be switched off (auth-users.md 1.7; metrics-jobs-notifications.md 6.1 and 6.3). The contract
// knows no other names.
var catalogue = []gen.NotificationSlug{
	"contact_requested_notice", "user_registered_notice", "user_activated_notice", "charge_updated", "card_updated", "order_executed",
	"organization_updated", "expires_soon", "role_grant_accepted_notice", "subscribe_grant_accepted_notice", "subscribe_req_accepted_notice",
	"weekly_sales_report_created", "card_expires_soon", "payment_method_absent", "subscription_upgrade", "renewal_charge_failed",
	"processor_setup_error",
}

// UsersNotificationsUpdate sets which notifications a user gets; the others are switched off (auth-users.md 4.6).
func (r *Room) UsersNotificationsUpdate(ctx context.Context, req gen.UsersNotificationsUpdateRequestObject) (gen.UsersNotificationsUpdateResponseObject, error) {
	out, err := r.chooseNotifications(ctx, req.User, &req.Body.Notifications)
	return gen.UsersNotificationsUpdate200JSONResponse{Notifications: out}, err
}

// UsersNotificationsPartialUpdate does so too; without the key nothing changes.
func (r *Room) UsersNotificationsPartialUpdate(ctx context.Context, req gen.UsersNotificationsPartialUpdateRequestObject) (gen.UsersNotificationsPartialUpdateResponseObject, error) {
	out, err := r.chooseNotifications(ctx, req.User, req.Body.Notifications)
	return gen.UsersNotificationsPartialUpdate200JSONResponse{Notifications: out}, err
}

// chooseNotifications stores what is not wanted, so that whoever never chose gets everything, and returns what is.
func (r *Room) chooseNotifications(ctx context.Context, name string, wanted *[]gen.NotificationSlug) ([]gen.NotificationSlug, error) {
	return store.InTx(ctx, r.store, func(tx *store.Store) ([]gen.NotificationSlug, error) {
		u, err := r.login(ctx, tx, name)
		if err != nil {
			return nil, err
		}
		if err := tx.LockUser(ctx, u.ID); err != nil {
			return nil, err
		}
		if wanted != nil {
			var off []string
			for _, slug := range catalogue {
				if !slices.Contains(*wanted, slug) {
					off = append(off, string(slug))
				}
			}
			return *wanted, tx.SetOptOuts(ctx, u.ID, off)
		}
		return switchedOn(ctx, tx, u)
	})
}

// UsersNotificationsRead says which notifications a user gets.
func (r *Room) UsersNotificationsRead(ctx context.Context, req gen.UsersNotificationsReadRequestObject) (gen.UsersNotificationsReadResponseObject, error) {
	u, err := r.login(ctx, r.store, req.User)
	if err != nil {
		return nil, err
	}
	on, err := switchedOn(ctx, r.store, u)
	return gen.UsersNotificationsRead200JSONResponse{Notifications: on}, err
}

// switchedOn is the catalogue without what a user switched off.
func switchedOn(ctx context.Context, s *store.Store, u store.User) ([]gen.NotificationSlug, error) {
	off, err := s.OptOuts(ctx, u.ID)
	on := []gen.NotificationSlug{}
	for _, slug := range catalogue {
		if !slices.Contains(off, string(slug)) {
			on = append(on, slug)
		}
	}
	return on, err
}

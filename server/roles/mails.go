package roles

import (
	"context"
	"fmt"
	"time"

	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/notice"
	"tollkeeper/store"
)

// tellGrantee mails a user about a role that she was given or offered. A user without password gets the link that activates her account on the
// way. Nobody is told of a role that she has when that goes to her own profile's address (profiles-subscriptions-roles.md 1.7).
func (r *Room) tellGrantee(ctx context.Context, tx *store.Store, o store.Organization, u store.User, d store.RoleDescription, role store.Role, message string) error {
	if u.Email == "" || role.GrantKey == nil && naming.SameEmail(u.Email, o.Email) {
		return nil
	}
	if err := r.accounts.MayMail(ctx, tx, offerOf(role), u.Email); err != nil {
		return err
	}
	by, err := tx.User(ctx, access.PrincipalOf(ctx).UserID)
	if err != nil {
		return err
	}
	link, until := "/app/"+o.Slug+"/", ""
	if role.GrantKey != nil {
		link = "/accept/roles/" + *role.GrantKey + "/"
	}
	if role.OfferEndsAt != nil {
		until = role.OfferEndsAt.UTC().Format(time.DateOnly)
	}
	if !u.Activated() {
		if link, err = r.accounts.ActivationLink(ctx, tx, u, link); err != nil {
			return err
		}
	}
	return notice.To(ctx, tx, notice.Notice{Template: "role_grant_created", At: r.now(), ReplyTo: by.Email, Data: map[string]any{
		"user": notice.User(u), "granted_by": notice.User(by), "organization": notice.Organization(o), "role": map[string]any{"title": d.Title, "slug": d.Slug},
		"message": message, "activate": !u.Activated(), "link": link, "until": until,
	}}, u.Email)
}

// offerOf names the offer of a role, whether it was taken back and made again in between or not; "" for a role that needs no consent.
func offerOf(role store.Role) string {
	if role.GrantKey == nil {
		return ""
	}
	return fmt.Sprintf("role %d of %d", role.UserID, role.OrganizationID)
}

// requestOf names a request for a role.
func requestOf(userID, organizationID int64) string {
	return fmt.Sprintf("request of %d to %d", userID, organizationID)
}

// tellManagers mails the managers of a profile, or the profile itself when it has none, about a request.
func (r *Room) tellManagers(ctx context.Context, tx *store.Store, o store.Organization, u store.User, message string) error {
	if u.Email == "" || naming.SameEmail(u.Email, o.Email) {
		return nil
	}
	to, err := tx.ManagerEmails(ctx, o.ID, "", 0)
	if err != nil {
		return err
	}
	if len(to) == 0 {
		to = []string{o.Email}
	}
	if err := r.accounts.MayMail(ctx, tx, requestOf(u.ID, o.ID), to...); err != nil {
		return err
	}
	return notice.To(ctx, tx, notice.Notice{Template: "role_request_created", At: r.now(), ReplyTo: u.Email, Data: map[string]any{
		"user": notice.User(u), "organization": notice.Organization(o), "message": message, "link": "/profile/" + o.Slug + "/roles/",
	}}, to...)
}

// tellAccepted mails the managers of a profile, but for the user herself, that she accepted.
func (r *Room) tellAccepted(ctx context.Context, tx *store.Store, role store.RoleOf, u store.User) error {
	d := role.Description
	if d == nil {
		return nil
	}
	return notice.Managers(ctx, tx, notice.Notice{Template: "role_grant_accepted", At: r.now(), ReplyTo: u.Email, Data: map[string]any{
		"user": notice.User(u), "organization": notice.Organization(role.Organization.Organization), "role": map[string]any{"title": d.Title},
		"link": "/profile/" + role.Organization.Slug + "/roles/" + d.Slug + "/",
	}}, role.OrganizationID, u.ID)
}

package users

import (
	"context"
	"strings"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/mail"
	"tollkeeper/server/notice"
	"tollkeeper/store"
)

// roleGrant is the template of all mails about a role that is given; the roles of a site may have one of their own.
const roleGrant = "role_grant_created"

// NotificationsCreate mails the caller a template with made-up values (auth-users.md 4.5).
func (r *Room) NotificationsCreate(ctx context.Context, req gen.NotificationsCreateRequestObject) (gen.NotificationsCreateResponseObject, error) {
	name, caller := templateOf(req.Template), access.PrincipalOf(ctx)
	if _, ok := (mail.Embedded{}).Template(name); !ok {
		return nil, fault.Field("template", "No mail has a template of this name.")
	}
	err := r.store.Do(ctx, func(tx *store.Store) error {
		return notice.To(ctx, tx, notice.Notice{Template: name, At: r.now(), Data: mail.Sample()}, caller.Email)
	})
	if err != nil {
		return nil, err
	}
	return gen.NotificationsCreate200JSONResponse{Detail: "Test mail sent to " + caller.Email + "."}, nil
}

// templateOf takes the name of a template, or of a preference that has one.
func templateOf(name string) string {
	if template := notice.TemplateOf(name); template != "" {
		return template
	}
	if strings.HasSuffix(name, "_"+roleGrant) {
		return roleGrant
	}
	return name
}

package web

import (
	"context"
	"net/http"

	"tollkeeper/server/auth"
	"tollkeeper/server/domain/fault"
	"tollkeeper/store"
)

// Roles are the rules of accepting a role that was offered.
type Roles interface {
	// Offered returns the role that is offered with a key; an unknown or used one is a fault of kind NotFound.
	Offered(ctx context.Context, key string) (store.RoleOf, error)
	// Accept makes it the role of a user.
	Accept(ctx context.Context, userID int64, key string) (store.RoleOf, error)
}

// acceptForm asks who accepts: the mail may have been passed on, and whoever signs in is who gets the role.
func acceptForm(r store.RoleOf) view {
	v := view{Title: "Accept a role", Button: "Sign in and accept", Fields: []field{
		{Name: "username", Label: "Username or e-mail address", Type: "text", Autocomplete: "username", Required: true},
		{Name: "password", Label: "Password", Type: "password", Autocomplete: "current-password", Required: true},
		{Name: "code", Label: "Code, if your account asks for one", Type: "text", Autocomplete: "one-time-code"},
	}}
	if r.Description != nil {
		v.Message = r.Organization.PrintableName() + " offers you the role " + r.Description.Title + "."
	}
	return v
}

func (p *Pages) showAccept(w http.ResponseWriter, r *http.Request) {
	role, err := p.roles.Offered(r.Context(), r.PathValue("key"))
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	p.show(w, r, http.StatusOK, acceptForm(role))
}

func (p *Pages) accept(w http.ResponseWriter, r *http.Request) {
	role, err := p.roles.Offered(r.Context(), r.PathValue("key"))
	if err == nil {
		err = form(r)
	}
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	u, err := p.accounts.SignInUser(r.Context(), auth.Credentials{
		Name: r.PostFormValue("username"), Password: r.PostFormValue("password"), Code: r.PostFormValue("code"), Cookies: true,
	})
	if fault.Is(err, fault.Forbidden) {
		err = fault.Field("password", "%s", fault.As(err).Detail)
	}
	if err != nil {
		p.again(w, r, err, acceptForm(role))
		return
	}
	if role, err = p.roles.Accept(r.Context(), u.ID, r.PathValue("key")); err != nil {
		p.refuse(w, r, err)
		return
	}
	p.show(w, r, http.StatusOK, view{Title: "The role is yours", Message: "You can act for " + role.Organization.PrintableName() + " now.", Next: "/app/" + role.Organization.Slug + "/"})
}

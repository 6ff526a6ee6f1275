package web

import (
	"net/http"

	"tollkeeper/server/auth"
	"tollkeeper/server/domain/fault"
)

// acceptForm asks who accepts: the mail may have been passed on, and the rights of whoever signs in are those that count.
func acceptForm(o offer) view {
	return view{Title: o.title, Message: o.message, Button: "Sign in and accept", Fields: []field{
		{Name: "username", Label: "Username or e-mail address", Type: "text", Autocomplete: "username", Required: true},
		{Name: "password", Label: "Password", Type: "password", Autocomplete: "current-password", Required: true},
		{Name: "code", Label: "Code, if your account asks for one", Type: "text", Autocomplete: "one-time-code"},
	}}
}

func (p *Pages) showAccept(find finder) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		o, err := find(r.Context(), r.PathValue("key"))
		if err != nil {
			p.refuse(w, r, err)
			return
		}
		p.show(w, r, http.StatusOK, acceptForm(o))
	}
}

func (p *Pages) accept(find finder) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		o, err := find(r.Context(), r.PathValue("key"))
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
			p.again(w, r, err, acceptForm(o))
			return
		}
		done, err := o.accept(r.Context(), u.ID)
		if err != nil {
			p.refuse(w, r, err)
			return
		}
		p.show(w, r, http.StatusOK, done)
	}
}

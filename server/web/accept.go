package web

import (
	"net/http"
	"regexp"
	"strings"

	"tollkeeper/server/auth"
	"tollkeeper/server/domain/fault"
)

// acceptForm asks who accepts: the mail may have been passed on, and the rights of whoever signs in are those that count.
func acceptForm(o offer) view {
	return view{Title: o.title, Message: o.message, Button: "Sign in and accept", Fields: []field{
		{Name: "username", Label: "Username or e-mail address", Type: "text", Autocomplete: "username", Required: true},
		{Name: "password", Label: "Password", Type: "password", Autocomplete: "current-password", Required: true},
		{Name: "code", Label: "Code or recovery code, if your account asks for one", Type: "text", Autocomplete: "one-time-code"},
	}}
}

var codePattern = regexp.MustCompile(`^[0-9]{6}$`)

// credentials are those of the form. One field takes both kinds of codes: a recovery code looks like no other.
func credentials(r *http.Request) auth.Credentials {
	c := auth.Credentials{Name: r.PostFormValue("username"), Password: r.PostFormValue("password"), Cookies: true}
	switch code := strings.TrimSpace(r.PostFormValue("code")); {
	case codePattern.MatchString(code):
		c.Code = code
	default:
		c.RecoveryCode = code
	}
	return c
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
		u, err := p.accounts.SignInUser(r.Context(), credentials(r))
		switch {
		case fault.Is(err, fault.Forbidden):
			err = fault.Field("password", "%s", fault.As(err).Detail)
		case fault.Is(err, fault.Invalid) && len(fault.As(err).Fields["recovery_code"]) > 0:
			err = fault.Field("code", "%s", fault.As(err).Fields["recovery_code"][0])
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

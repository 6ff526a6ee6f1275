package web

import (
	"net/http"
	"unicode/utf8"

	"tollkeeper/server/auth"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/text"
)

func activationForm(username, fullName string) view {
	return view{Title: "Activate your account", Button: "Activate", Fields: []field{
		{Name: "username", Label: "Username", Type: "text", Value: username, Autocomplete: "username", Required: true},
		{Name: "full_name", Label: "Full name", Type: "text", Value: fullName, Autocomplete: "name"},
		{Name: "new_password", Label: "Password", Type: "password", Autocomplete: "new-password", Required: true},
		{Name: "new_password_again", Label: "The same password again", Type: "password", Autocomplete: "new-password", Required: true},
	}}
}

// showActivation does not use the link up: mail scanners follow it too.
func (p *Pages) showActivation(w http.ResponseWriter, r *http.Request) {
	u, err := p.accounts.Invited(r.Context(), r.PathValue("key"))
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	p.show(w, r, http.StatusOK, activationForm(u.Username, u.FullName))
}

func (p *Pages) activate(w http.ResponseWriter, r *http.Request) {
	if err := form(r); err != nil {
		p.refuse(w, r, err)
		return
	}
	v := activationForm("", "")
	in := auth.Activation{
		Password: r.PostFormValue("new_password"), Username: r.PostFormValue("username"), FullName: r.PostFormValue("full_name"), Cookies: true,
	}
	err := fit(r)
	if err == nil {
		_, _, err = p.accounts.Activate(r.Context(), r.PathValue("key"), in)
	}
	if err != nil {
		p.again(w, r, err, v)
		return
	}
	p.show(w, r, http.StatusOK, view{Title: "Your account is active", Message: "You can sign in with your password now.", Next: p.next(r)})
}

// fit holds a form to what the contract asks of ActivationInput.
func fit(r *http.Request) error {
	faults := map[string][]string{}
	if r.PostForm.Has("username") && r.PostFormValue("username") == "" {
		faults["username"] = []string{"This field may not be blank."}
	}
	switch name := r.PostFormValue("full_name"); {
	case utf8.RuneCountInString(name) > 60:
		faults["full_name"] = []string{"Use at most 60 characters."}
	case !text.Fits(name):
		faults["full_name"] = []string{"Use no control characters."}
	}
	password := r.PostFormValue("new_password")
	switch {
	case utf8.RuneCountInString(password) > 128:
		faults["new_password"] = []string{"Use at most 128 characters."}
	case password != r.PostFormValue("new_password_again"):
		faults["new_password_again"] = []string{"The two passwords differ."}
	}
	if len(faults) > 0 {
		return fault.Fields(faults)
	}
	return nil
}

// next is where the mail wanted to go on to, a path of this site.
func (p *Pages) next(r *http.Request) string {
	to := r.URL.Query().Get("next")
	return p.accounts.Next(&to)
}

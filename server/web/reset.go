package web

import "net/http"

func resetForm() view {
	return view{Title: "Set a new password", Button: "Set password", Fields: []field{
		{Name: "new_password", Label: "New password", Type: "password", Autocomplete: "new-password", Required: true},
		{Name: "new_password_again", Label: "The same password again", Type: "password", Autocomplete: "new-password", Required: true},
	}}
}

func (p *Pages) showReset(w http.ResponseWriter, r *http.Request) {
	if _, err := p.accounts.ResetUser(r.Context(), p.store, r.PathValue("user"), r.PathValue("token")); err != nil {
		p.refuse(w, r, err)
		return
	}
	p.show(w, r, http.StatusOK, resetForm())
}

func (p *Pages) reset(w http.ResponseWriter, r *http.Request) {
	err := form(r)
	if err == nil {
		err = fit(r)
	}
	if err == nil {
		err = p.accounts.ResetPassword(r.Context(), r.PathValue("user"), r.PathValue("token"), r.PostFormValue("new_password"))
	}
	if err != nil {
		p.again(w, r, err, resetForm())
		return
	}
	p.show(w, r, http.StatusOK, view{
		Title: "Your password is changed", Message: "You can sign in with it now. Every sign-in and every API key of yours has ended.", Next: p.next(r),
	})
}

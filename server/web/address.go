package web

import "net/http"

// showAddress does not use the link up: mail scanners follow it too.
func (p *Pages) showAddress(w http.ResponseWriter, r *http.Request) {
	u, email, err := p.accounts.Confirming(r.Context(), r.PathValue("key"))
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	p.show(w, r, http.StatusOK, view{
		Title: "Confirm your e-mail address", Message: "Is " + email + " the address of " + u.Username + "?", Button: "Yes, it is mine",
	})
}

func (p *Pages) confirmAddress(w http.ResponseWriter, r *http.Request) {
	email, err := p.accounts.ConfirmAddress(r.Context(), r.PathValue("key"))
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	p.show(w, r, http.StatusOK, view{Title: "Your address is confirmed", Message: "You can sign in with " + email + "."})
}

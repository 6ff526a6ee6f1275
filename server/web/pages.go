// Package web has the pages that links in mails lead to: plain forms that work without scripts and call the rules that the API calls.
package web

import (
	"crypto/rand"
	_ "embed"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"tollkeeper/server/auth"
	"tollkeeper/server/contract"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/throttle"
	"tollkeeper/store"
)

//go:embed pages/layout.html
var layout string

var page = template.Must(template.New("page").Parse(layout))

// Pages answer under /activate/, /address/, /reset/ and /accept/.
type Pages struct {
	accounts *auth.Accounts
	offers   offers
	store    *store.Store
	// limit is nil where attempts are not limited.
	limit *throttle.Limiter
	log   *slog.Logger
	mux   *http.ServeMux
}

// New makes the pages.
func New(s *store.Store, accounts *auth.Accounts, roles Roles, subscriptions Subscriptions, limit *throttle.Limiter, log *slog.Logger) *Pages {
	p := &Pages{accounts: accounts, offers: offers{roles, subscriptions}, store: s, limit: limit, log: log, mux: http.NewServeMux()}
	p.mux.HandleFunc("GET /activate/{key}/{$}", p.showActivation)
	p.mux.HandleFunc("POST /activate/{key}/{$}", p.activate)
	p.mux.HandleFunc("GET /address/{key}/{$}", p.showAddress)
	p.mux.HandleFunc("POST /address/{key}/{$}", p.confirmAddress)
	p.mux.HandleFunc("GET /reset/{user}/{token}/{$}", p.showReset)
	p.mux.HandleFunc("POST /reset/{user}/{token}/{$}", p.reset)
	for of, find := range map[string]finder{"roles": p.offers.role, "subscriptions": p.offers.grant, "subscribers": p.offers.request} {
		p.mux.HandleFunc("GET /accept/"+of+"/{key}/{$}", p.showAccept(find))
		p.mux.HandleFunc("POST /accept/"+of+"/{key}/{$}", p.accept(find))
	}
	return p
}

// maxForm is the largest form, in bytes.
const maxForm = 16 << 10

// ServeHTTP limits what comes and answers with headers that keep a page to itself: nobody else's scripts, styles or frames, and no Referer
// that would tell the key in its address.
func (p *Pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := p.limit.Address(r.Context(), throttle.MailedKey, contract.ClientAddress(r.Context())); err != nil {
		p.refuse(w, r, err)
		return
	}
	p.mux.ServeHTTP(w, r)
}

// view is what a page shows.
type view struct {
	Title, Site, Nonce, Message, Button, Next string
	Failed                                    bool
	Fields                                    []field
}

type field struct {
	Name, Label, Type, Value, Autocomplete, Fault string
	Required                                      bool
}

func (p *Pages) show(w http.ResponseWriter, r *http.Request, status int, v view) {
	v.Nonce = rand.Text()
	v.Site = "Tollkeeper"
	if broker, err := p.store.Broker(r.Context()); err == nil {
		v.Site = broker.PrintableName()
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy",
		"default-src 'none'; style-src 'nonce-"+v.Nonce+"'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	w.WriteHeader(status)
	if err := page.Execute(w, v); err != nil {
		p.log.LogAttrs(r.Context(), slog.LevelError, "page not written", slog.String("request_id", contract.RequestID(r.Context())),
			slog.String("fault", err.Error()))
	}
}

// refuse shows why something cannot be done.
func (p *Pages) refuse(w http.ResponseWriter, r *http.Request, err error) {
	f := fault.As(err)
	if f == nil || f.Kind == fault.Internal {
		p.log.LogAttrs(r.Context(), slog.LevelError, "page failed", slog.String("request_id", contract.RequestID(r.Context())),
			slog.String("fault", err.Error()))
		p.show(w, r, http.StatusInternalServerError, view{
			Title: "Something went wrong", Message: "Try again later. Quote " + contract.RequestID(r.Context()) + " when you report it.", Failed: true,
		})
		return
	}
	status := contract.Problems{}.Status(f)
	p.show(w, r, status, view{Title: "This does not work", Message: f.Detail, Failed: true})
}

// again shows a form once more with what is wrong in it, or refuses when the form is not to blame.
func (p *Pages) again(w http.ResponseWriter, r *http.Request, err error, v view) {
	f := fault.As(err)
	if f == nil || f.Kind != fault.Invalid || len(f.Fields) == 0 {
		p.refuse(w, r, err)
		return
	}
	for name, faults := range f.Fields {
		if !slices.ContainsFunc(v.Fields, func(shown field) bool { return shown.Name == name }) {
			v.Message, v.Failed = strings.TrimSpace(v.Message+" "+strings.Join(faults, " ")), true // the form has no such field
		}
	}
	for i := range v.Fields {
		v.Fields[i].Fault = strings.Join(f.Fields[v.Fields[i].Name], " ")
		if v.Fields[i].Type != "password" {
			v.Fields[i].Value = r.PostFormValue(v.Fields[i].Name)
		}
	}
	p.show(w, r, http.StatusBadRequest, v)
}

// form reads the fields of a form, bounded as the contract bounds them.
func form(r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		if exceeded := (*http.MaxBytesError)(nil); errors.As(err, &exceeded) {
			return fault.New(fault.TooLarge, "The form is too large.")
		}
		return fault.New(fault.Invalid, "The form could not be read.").Because(err)
	}
	return nil
}

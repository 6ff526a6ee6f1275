package auth

import (
	"net/url"
	"strings"
)

// Next keeps path and query of where a client wants to go afterwards, when it is a page of the site, and nothing of anything else: a mail of
// ours leads nowhere else (auth-users.md 4.1).
func (r *Accounts) Next(to *string) string {
	u, err := url.Parse(value(to))
	if err != nil || u.Opaque != "" || u.Host != "" && (r.cfg.URL == nil || !strings.EqualFold(u.Host, r.cfg.URL.Host)) || u.Scheme != "" && u.Host == "" {
		return ""
	}
	if !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.ContainsAny(u.Path, "\\\r\n") {
		return ""
	}
	return (&url.URL{Path: u.Path, RawQuery: u.RawQuery}).String()
}

func nextQuery(next string) string {
	if next == "" {
		return ""
	}
	return "?" + url.Values{"next": {next}}.Encode()
}

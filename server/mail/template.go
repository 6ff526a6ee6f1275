// Package mail writes and delivers what is in the outbox: each mail from one template, as text and as HTML, by SMTP or as a file
// (metrics-jobs-notifications.md 6.1).
package mail

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	htmltemplate "html/template"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	texttemplate "text/template"
)

// A template is a text: its first line is the subject, paragraphs are separated by blank lines, a paragraph of lines that begin with "- " is
// a list. The text of the mail is made of it as it is, the HTML by marking up the paragraphs before the values go in, so that html/template
// escapes each where it stands. Actions such as {{if}} stand in paragraphs of their own.

//go:embed templates/*.tmpl
var embedded embed.FS

// Templates finds the source of a template by its name. A broker's own come before those of the program; this is the one place where
// that is decided.
type Templates interface {
	Template(name string) (source string, ok bool)
}

// Embedded are the templates of the program.
type Embedded struct{}

// Template implements Templates.
func (Embedded) Template(name string) (string, bool) {
	if strings.ContainsAny(name, `/\.`) {
		return "", false
	}
	data, err := embedded.ReadFile("templates/" + name + ".tmpl")
	return string(data), err == nil
}

// Names lists the templates of the program.
func (Embedded) Names() []string {
	files, err := fs.Glob(embedded, "templates/*.tmpl")
	if err != nil {
		panic(err) // the pattern is good
	}
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = strings.TrimSuffix(strings.TrimPrefix(file, "templates/"), ".tmpl")
	}
	slices.Sort(names)
	return names
}

// Site is what every mail says of the site.
type Site struct {
	// Name and Email are the broker's.
	Name, Email string
	// URL is where the site is, without a slash at its end; links begin with it.
	URL string
}

// Written is a mail in its two forms.
type Written struct{ Subject, Text, HTML string }

// ErrNoTemplate is returned for a name that no template has.
var ErrNoTemplate = errors.New("mail: no template has this name")

// Write fills in a template.
func Write(templates Templates, name string, site Site, data map[string]any) (Written, error) {
	source, ok := sourceOf(templates, name, data)
	if !ok {
		return Written{}, fmt.Errorf("%w: %s", ErrNoTemplate, name)
	}
	subject, body, _ := strings.Cut(source, "\n")
	values := map[string]any{"site": map[string]any{"name": site.Name, "email": site.Email, "url": site.URL}}
	for key, value := range data {
		values[key] = value
	}
	var out Written
	var err error
	if out.Subject, err = fillText(site, subject, values); err != nil {
		return out, fmt.Errorf("mail: subject of %s: %w", name, err)
	}
	// A subject is one line, whatever is in the values (RFC 5322, 2.2).
	out.Subject = strings.Join(strings.Fields(out.Subject), " ")
	if out.Text, err = fillText(site, "{{if .undelivered_to}}"+undelivered+"{{end}}\n\n"+body, values); err != nil {
		return out, fmt.Errorf("mail: text of %s: %w", name, err)
	}
	out.Text = tidy(out.Text) + "\n\n-- \n" + site.Name + "\n" + site.URL + "\n"
	out.HTML, err = fillHTML(site, body, values)
	if err != nil {
		err = fmt.Errorf("mail: HTML of %s: %w", name, err)
	}
	return out, err
}

// roleGranted is the template that a broker may write anew for one kind of role, with the slug of the kind in front.
const roleGranted = "role_grant_created"

// sourceOf finds the template for what is told: of a role that is granted, that of its kind first (profiles-subscriptions-roles.md 1.7).
func sourceOf(templates Templates, name string, data map[string]any) (source string, ok bool) {
	if role, about := data["role"].(map[string]any); name == roleGranted && about {
		if slug, named := role["slug"].(string); named {
			source, ok = templates.Template(slug + "_" + roleGranted)
		}
	}
	if !ok {
		source, ok = templates.Template(name)
	}
	return source, ok
}

func fillText(site Site, source string, values any) (string, error) {
	t, err := texttemplate.New("text").Option("missingkey=zero").Funcs(texttemplate.FuncMap{
		"link": func(label, path string) string { return label + ":\n" + site.link(path) },
		"days": days,
	}).Parse(strings.ReplaceAll(source, "<no value>", ""))
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	err = t.Execute(&out, values)
	return strings.ReplaceAll(out.String(), "<no value>", ""), err
}

// days says a number of days, which the outbox may have made a number of another type.
func days(n any) string {
	if s := fmt.Sprint(n); s != "1" {
		return s + " days"
	}
	return "1 day"
}

func fillHTML(site Site, body string, values any) (string, error) {
	t, err := htmltemplate.New("html").Option("missingkey=zero").Funcs(htmltemplate.FuncMap{
		"link": func(label, path string) htmltemplate.HTML {
			to := htmltemplate.HTMLEscapeString(site.link(path))
			return htmltemplate.HTML(`<a href="` + to + `">` + htmltemplate.HTMLEscapeString(label) + "</a>") //nolint:gosec // both are escaped
		},
		"days": days,
	}).Parse(layoutHead + markUp(body) + layoutFoot)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	err = t.Execute(&out, values)
	return strings.ReplaceAll(out.String(), "&lt;no value&gt;", ""), err
}

const (
	// undelivered stands in front of a mail that its recipient did not get (notice.Undelivered).
	undelivered = "This mail for {{.undelivered_to}} could not be delivered. You get it as a manager of the site."
	layoutHead  = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{.site.name}}</title></head>
<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em; margin: 2em auto; padding: 0 1em">
<p style="font-weight: bold">{{.site.name}}</p>
{{if .undelivered_to}}<p style="padding: 1em; background: #fff3cd">` + undelivered + `</p>
{{end}}`
	layoutFoot = `<p style="color: #666"><a href="{{.site.url}}">{{.site.url}}</a></p>
</body></html>
`
)

// markUp makes HTML of the paragraphs of a template, before its values are filled in.
func markUp(body string) string {
	var out strings.Builder
	for paragraph := range strings.SplitSeq(body, "\n\n") {
		switch paragraph = strings.TrimSpace(paragraph); {
		case paragraph == "":
		case isAction(paragraph):
			out.WriteString(paragraph + "\n")
		case strings.HasPrefix(paragraph, "- "):
			out.WriteString("<ul>")
			for item := range strings.SplitSeq(paragraph, "\n") {
				out.WriteString("<li>" + strings.TrimPrefix(item, "- ") + "</li>")
			}
			out.WriteString("</ul>\n")
		default:
			out.WriteString("<p>" + paragraph + "</p>\n")
		}
	}
	return out.String()
}

// isAction tells whether a paragraph is nothing but one action that decides about others.
func isAction(paragraph string) bool {
	if strings.Count(paragraph, "{{") != 1 || !strings.HasSuffix(paragraph, "}}") {
		return false
	}
	for _, word := range []string{"if ", "else", "end}}", "range "} {
		if strings.HasPrefix(paragraph, "{{"+word) {
			return true
		}
	}
	return false
}

// tidy leaves one blank line between paragraphs, also where an action stood.
func tidy(text string) string {
	var out []string
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		if paragraph = strings.TrimSpace(paragraph); paragraph == "" {
			continue
		}
		if last := len(out) - 1; last >= 0 && strings.HasPrefix(paragraph, "- ") && strings.HasPrefix(out[last], "- ") {
			out[last] += "\n" + paragraph // items of one list
			continue
		}
		out = append(out, paragraph)
	}
	return strings.Join(out, "\n\n")
}

// link makes an absolute URL of a path of the site. Anything that is not such a path leads to the front page: a mail never links to where
// its values want.
func (s Site) link(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.Contains(path, `\`) {
		return s.URL + "/"
	}
	return s.URL + u.String()
}

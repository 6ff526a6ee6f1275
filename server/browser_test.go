package server_test

import (
	"context"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"tollkeeper/server/servertest"
	"tollkeeper/store/storetest"
)

// browser starts Debian's Chromium, without scripts, as a person who follows a link would see the site. .ci/with-postgres installs it.
func browser(t *testing.T) (context.Context, func() []string) {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("no chromium was found; install it (Debian: apt-get install chromium) or run `make test`, which does")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.WSURLReadTimeout(60*time.Second))
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, stopTab := chromedp.NewContext(allocator)
	t.Cleanup(stopTab)
	ctx, stopTime := context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(stopTime)
	var hosts []string
	chromedp.ListenTarget(ctx, func(event any) {
		if e, ok := event.(*network.EventRequestWillBeSent); ok {
			hosts = append(hosts, e.Request.URL)
		}
	})
	if err := chromedp.Run(ctx, network.Enable(), emulation.SetScriptExecutionDisabled(true)); err != nil {
		t.Fatal(err)
	}
	return ctx, func() []string { return hosts }
}

// visitor is a person in front of a browser without scripts.
type visitor struct {
	*servertest.Fixture
	tab      context.Context
	requests func() []string
}

func newVisitor(t *testing.T, f *servertest.Fixture) visitor {
	t.Helper()
	tab, requests := browser(t)
	return visitor{f, tab, requests}
}

// visit opens a path of the site, or waits for the page that actions lead to, and returns its text.
func (v visitor) visit(path string, actions ...chromedp.Action) (text string) {
	v.Helper()
	if path != "" {
		actions = append([]chromedp.Action{chromedp.Navigate(v.URL + path)}, actions...)
	}
	if err := chromedp.Run(v.tab, append(actions, chromedp.WaitReady("main"), chromedp.Text("body", &text))...); err != nil {
		v.Fatal(err)
	}
	return text
}

// submit fills in fields, names and values in turn, and sends the form.
func (v visitor) submit(values ...string) string {
	v.Helper()
	var actions []chromedp.Action
	for i := 0; i < len(values); i += 2 {
		actions = append(actions, chromedp.SetValue("#"+values[i], values[i+1]))
	}
	old := ""
	actions = append(actions, chromedp.Evaluate(`document.body.dataset.old = "1"`, &old), chromedp.Submit("form"), chromedp.WaitReady("body:not([data-old])"))
	return v.visit("", actions...)
}

// value is what a field of the form holds.
func (v visitor) value(name string) (text string) {
	v.Helper()
	if err := chromedp.Run(v.tab, chromedp.Value("#"+name, &text)); err != nil {
		v.Fatal(err)
	}
	return text
}

func (v visitor) says(text string, words ...string) {
	v.Helper()
	for _, word := range words {
		if !strings.Contains(text, word) {
			v.Errorf("%q is not on the page: %s", word, text)
		}
	}
}

// asksNobodyElse checks that every request went to the site.
func (v visitor) asksNobodyElse() {
	v.Helper()
	for _, url := range v.requests() {
		if !strings.HasPrefix(url, v.URL) {
			v.Errorf("the page asked for %s", url)
		}
	}
}

// The pages that mails lead to work in a browser without scripts, from the mail to the sign-in.
func TestPagesInABrowser(t *testing.T) {
	f, box := delivering(t, storetest.Open(t, "sqlite"))
	v := newVisitor(t, f)
	send(f, "", "POST", "/api/auth/register/", `{"email": "ann@example.com", "full_name": "Ann <b>Roy</b>", "username": "ann"}`).want(t, http.StatusCreated)
	send(f, "donny", "POST", "/api/users/ann/activate/", "").want(t, http.StatusCreated)
	link := box.link(f, "Activate")
	v.says(v.visit(link), "Activate your account", "Full name")
	if name := v.value("full_name"); name != "Ann <b>Roy</b>" {
		t.Errorf("full name %q", name)
	}
	v.says(v.submit("new_password", "yeye", "new_password_again", "yuyu"), "The two passwords differ.")
	v.says(v.submit("username", "xia", "new_password", "yeye", "new_password_again", "yeye"), "A user or a profile with this name exists.")
	v.says(v.submit("username", "ann", "new_password", "yeye", "new_password_again", "yeye"), "Your account is active")
	v.says(v.visit(link), "This link is wrong, was used already or is too old")
	signIn(f, "ann", "yeye").want(t, http.StatusCreated)

	send(f, "", "POST", "/api/auth/recover/?next=/docs/", `{"email": "ann@example.com"}`).want(t, http.StatusCreated)
	link = box.link(f, "new password")
	v.says(v.visit(link), "Set a new password")
	v.says(v.submit("new_password", "yoyo", "new_password_again", "yoyo"), "Your password is changed", "Go on")
	signIn(f, "ann", "yoyo").want(t, http.StatusCreated)

	send(f, "alice", "POST", "/api/profile/cowork/roles/manager/", `{"slug": "joe"}`).want(t, http.StatusCreated)
	link = box.link(f, "You are made")
	v.says(v.visit(link), "Accept a role", "ABC Corp. offers you the role Profile Manager.")
	v.says(v.submit("username", "joe", "password", "wrong"), "do not belong together")
	v.says(v.submit("username", "joe", "password", "yoyo"), "The role is yours")
	v.says(v.visit(link), "This does not work")
	send(f, "joe", "GET", "/api/profile/cowork/roles/", "").want(t, http.StatusOK)
	v.asksNobodyElse()
}

// So do those on which either side accepts a subscription (profiles-subscriptions-roles.md 1.6).
func TestAcceptSubscriptionInABrowser(t *testing.T) {
	f, box := delivering(t, storetest.Open(t, "sqlite"))
	v := newVisitor(t, f)
	send(f, "alice", "POST", "/api/profile/cowork/plans/basic/subscriptions/", `{"organization": {"slug": "mark"}}`).want(t, http.StatusCreated)
	link := box.link(f, "subscribed you to")
	v.says(v.visit(link), "Accept a subscription", "subscribed Mark Johnson to Basic.")
	v.says(v.submit("username", "mark", "password", "wrong"), "do not belong together")
	v.says(v.submit("username", "joe", "password", "yoyo"), "This does not work", "Only a manager")
	v.visit(link)
	v.says(v.submit("username", "mark@localhost.localdomain", "password", "yoyo"), "The subscription runs", "Mark Johnson is subscribed to Basic now.", "Go on")
	v.says(v.visit(link), "This does not work")
	send(f, "mark", "GET", "/api/profile/mark/subscriptions/basic/", "").want(t, http.StatusOK, `"grant_key":null`)

	send(f, "alice", "PATCH", "/api/profile/cowork/plans/open-plus/", `{"optin_on_request": true}`).want(t, http.StatusOK)
	send(f, "sam", "POST", "/api/profile/sam/subscriptions/", `{"plan": "open-plus"}`).want(t, http.StatusCreated)
	link = box.link(f, "asks for Open Plus")
	v.says(v.visit(link), "Accept a subscriber", "asks to be subscribed to Open Plus.")
	v.says(v.submit("username", "sam", "password", "yoyo"), "This does not work", "Only a manager")
	v.visit(link)
	v.says(v.submit("username", "alice", "password", "yoyo"), "The subscription runs", "is subscribed to Open Plus now.")
	v.says(v.visit(link), "This does not work")
	send(f, "sam", "GET", "/api/profile/sam/subscriptions/open-plus/", "").want(t, http.StatusOK, `"request_key":null`)
	v.asksNobodyElse()
}

// So does the one that confirms a registration, also when the name of the profile is gone meanwhile.
func TestConfirmRegistrationInABrowser(t *testing.T) {
	f, box := delivering(t, storetest.Open(t, "sqlite"), confirming)
	v := newVisitor(t, f)
	register := func(name string) string {
		body := `{"email": "` + name + `@example.com", "full_name": "` + name + ` Roy", "organization_name": "Roy Ltd"}`
		send(f, "", "POST", "/api/auth/register/", body).want(t, http.StatusAccepted)
		return box.link(f, "Confirm your registration")
	}
	ann, bea := register("Ann"), register("Bea")
	v.says(v.visit(ann), "Activate your account")
	if name := v.value("username"); name != "Ann" {
		t.Errorf("username %q", name)
	}
	v.says(v.submit("username", "ann", "new_password", "yeye", "new_password_again", "yeye"), "Your account is active")
	v.says(v.visit(ann), "This link is wrong, was used already or is too old")
	signIn(f, "ann", "yeye").want(t, http.StatusCreated)
	send(f, "ann", "GET", "/api/profile/roy-ltd/", "").want(t, http.StatusOK)
	v.visit(bea)
	v.says(v.submit("new_password", "yeye", "new_password_again", "yeye"), "Activate your account", "A profile with this name exists.")
	signIn(f, "Bea", "yeye").want(t, http.StatusForbidden)
	v.asksNobodyElse()
}

// What a page must not let happen (headers, HEAD by mail scanners, too much input) needs no browser.
func TestPages(t *testing.T) {
	f, box := delivering(t, storetest.Open(t, "sqlite"))
	send(f, "", "POST", "/api/auth/recover/", `{"email": "xia@localhost.localdomain"}`).want(t, http.StatusCreated)
	link := box.link(f, "new password")
	for _, method := range []string{"GET", "HEAD", "GET"} {
		got := send(f, "", method, link, "")
		policy := got.header.Get("Content-Security-Policy")
		if method == "GET" && (got.status != 200 || !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") ||
			got.header.Get("Referrer-Policy") != "no-referrer" || got.header.Get("Cache-Control") != "no-store") {
			t.Errorf("%s: status %d, %v", method, got.status, got.header)
		}
	}
	form := func(body string) reply {
		return send(f, "", "POST", link, body, "Content-Type", "application/x-www-form-urlencoded")
	}
	form("new_password="+strings.Repeat("x", 129)).want(t, 400, "at most 128")
	form("new_password="+strings.Repeat("x", 20000)).want(t, 413, "too large")
	form("new_password=%zz").want(t, 400)
	form("new_password=yeye&new_password_again=yeye").want(t, 200, "changed")
	form("new_password=yuyu&new_password_again=yuyu").want(t, 404)
	send(f, "", "GET", "/reset/x/y/", "").want(t, 404, "This link is wrong")
	send(f, "", "GET", "/activate/%3Cscript%3E/", "").want(t, 404, "This link is wrong")
}

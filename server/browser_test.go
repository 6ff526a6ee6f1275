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

// The pages that mails lead to work in a browser without scripts, from the mail to the sign-in.
func TestPagesInABrowser(t *testing.T) {
	f, box := delivering(t, storetest.Open(t, "sqlite"))
	tab, requests := browser(t)
	visit := func(path string, actions ...chromedp.Action) (text string) {
		t.Helper()
		if path != "" {
			actions = append([]chromedp.Action{chromedp.Navigate(f.URL + path)}, actions...)
		}
		if err := chromedp.Run(tab, append(actions, chromedp.WaitReady("main"), chromedp.Text("body", &text))...); err != nil {
			t.Fatal(err)
		}
		return text
	}
	submit := func(values ...string) string {
		t.Helper()
		var actions []chromedp.Action
		for i := 0; i < len(values); i += 2 {
			actions = append(actions, chromedp.SetValue("#"+values[i], values[i+1]))
		}
		old := ""
		actions = append(actions, chromedp.Evaluate(`document.body.dataset.old = "1"`, &old), chromedp.Submit("form"), chromedp.WaitReady("body:not([data-old])"))
		return visit("", actions...)
	}
	says := func(text string, words ...string) {
		t.Helper()
		for _, word := range words {
			if !strings.Contains(text, word) {
				t.Errorf("%q is not on the page: %s", word, text)
			}
		}
	}

	send(f, "", "POST", "/api/auth/register/", `{"email": "ann@example.com", "full_name": "Ann <b>Roy</b>", "username": "ann"}`).want(t, http.StatusCreated)
	send(f, "donny", "POST", "/api/users/ann/activate/", "").want(t, http.StatusCreated)
	link := box.link(f, "Activate")
	says(visit(link), "Activate your account", "Full name")
	var name string
	if err := chromedp.Run(tab, chromedp.Value("#full_name", &name)); err != nil || name != "Ann <b>Roy</b>" {
		t.Errorf("full name %q, %v", name, err)
	}
	says(submit("new_password", "yeye", "new_password_again", "yuyu"), "The two passwords differ.")
	says(submit("username", "xia", "new_password", "yeye", "new_password_again", "yeye"), "A user or a profile with this name exists.")
	says(submit("username", "ann", "new_password", "yeye", "new_password_again", "yeye"), "Your account is active")
	says(visit(link), "This link is wrong, was used already or is too old")
	signIn(f, "ann", "yeye").want(t, http.StatusCreated)

	send(f, "", "POST", "/api/auth/recover/?next=/docs/", `{"email": "ann@example.com"}`).want(t, http.StatusCreated)
	link = box.link(f, "new password")
	says(visit(link), "Set a new password")
	says(submit("new_password", "yoyo", "new_password_again", "yoyo"), "Your password is changed", "Go on")
	signIn(f, "ann", "yoyo").want(t, http.StatusCreated)

	send(f, "alice", "POST", "/api/profile/cowork/roles/manager/", `{"slug": "joe"}`).want(t, http.StatusCreated)
	link = box.link(f, "You are made")
	says(visit(link), "Accept a role", "ABC Corp. offers you the role Profile Manager.")
	says(submit("username", "joe", "password", "wrong"), "do not belong together")
	says(submit("username", "joe", "password", "yoyo"), "The role is yours")
	says(visit(link), "This does not work")
	send(f, "joe", "GET", "/api/profile/cowork/roles/", "").want(t, http.StatusOK)
	for _, url := range requests() {
		if !strings.HasPrefix(url, f.URL) {
			t.Errorf("the page asked for %s", url)
		}
	}
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

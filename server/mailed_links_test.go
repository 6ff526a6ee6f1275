package server_test

import (
	"context"
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gomail "github.com/wneessen/go-mail"

	"tollkeeper/gen/client"
	"tollkeeper/server"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// letterbox keeps the mails that a server sends.
type letterbox struct {
	mu    sync.Mutex
	mails []*gomail.Msg
}

func (b *letterbox) Send(_ context.Context, _ int64, m *gomail.Msg) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.mails = append(b.mails, m)
	return nil
}

// last delivers what waits and returns recipient and text of the newest mail with a subject.
func (b *letterbox) last(f *servertest.Fixture, subject string) (to, text string) {
	f.Helper()
	if _, err := f.Server.DeliverMail(f.Context()); err != nil {
		f.Fatal(err)
	}
	for _, m := range slices.Backward(b.mails) {
		if got := m.GetGenHeader(gomail.HeaderSubject); len(got) == 1 && strings.Contains(got[0], subject) {
			data, err := m.GetParts()[0].GetContent()
			if err != nil {
				f.Fatal(err)
			}
			return m.GetToString()[0], string(data)
		}
	}
	f.Fatalf("no mail %q among %d", subject, len(b.mails))
	return "", ""
}

var linkPattern = regexp.MustCompile(`http://localhost:8020(/[^\s]*)`)

// link is the path of the first link of the newest mail with a subject.
func (b *letterbox) link(f *servertest.Fixture, subject string) string {
	f.Helper()
	_, text := b.last(f, subject)
	match := linkPattern.FindStringSubmatch(text)
	if match == nil {
		f.Fatalf("no link in %s", text)
	}
	return match[1]
}

// delivering serves the demo data, with mails that the test reads.
func delivering(t *testing.T, s *store.Store, change ...func(*server.Config)) (*servertest.Fixture, *letterbox) {
	t.Helper()
	box := &letterbox{}
	cfg := servertest.Config()
	cfg.Addr, cfg.PublicURL = "127.0.0.1:8020", "http://localhost:8020"
	for _, c := range change {
		c(&cfg)
	}
	f := servertest.Configured(t, s, cfg, server.WithTransport(box))
	servertest.Demo(t, s)
	return f, box
}

func signIn(f *servertest.Fixture, name, password string, more ...string) reply {
	f.Helper()
	body := map[string]string{"username": name, "password": password}
	for i := 0; i < len(more); i += 2 {
		body[more[i]] = more[i+1]
	}
	data, err := json.Marshal(body)
	if err != nil {
		f.Fatal(err)
	}
	return send(f, "", "POST", "/api/auth/", string(data))
}

func (r reply) want(t *testing.T, status int, words ...string) reply {
	t.Helper()
	if r.status != status {
		t.Errorf("status %d, want %d: %s", r.status, status, r.body)
	}
	for _, word := range words {
		if !strings.Contains(r.body, word) {
			t.Errorf("%q is not in %s", word, r.body)
		}
	}
	return r
}

// A forgotten password is set anew by a mailed link, once, within three days (auth-users.md 2.5 and 4.1).
func TestRecoverPassword(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, box := delivering(t, s)
		ask := func() string {
			t.Helper()
			send(f, "", "POST", "/api/auth/recover/", `{"email": "XIA@localhost.localdomain"}`).want(t, 201, `"XIA@localhost.localdomain"`)
			return "/api/auth" + box.link(f, "new password")
		}
		link := ask()
		old := f.Token("xia")
		send(f, "", "POST", link, `{"new_password": ""}`).want(t, 400, "new_password")
		send(f, "", "POST", strings.Replace(link, "/reset/", "/reset/A", 1), `{"new_password": "yeye"}`).want(t, 404)
		send(f, "", "POST", strings.TrimSuffix(link, "/")+"0/", `{"new_password": "yeye"}`).want(t, 404)
		send(f, "", "POST", link, `{"new_password": "yeye"}`).want(t, 200, "changed")
		send(f, "", "POST", link, `{"new_password": "yuyu"}`).want(t, 404, "used")
		signIn(f, "xia", "yoyo").want(t, 403)
		if got := send(f, "", "GET", "/api/users/xia/", "", "Authorization", "Bearer "+old); got.status != 401 {
			t.Errorf("an old token: status %d", got.status)
		}
		link = ask()
		signIn(f, "xia", "yeye").want(t, 201)
		send(f, "", "POST", link, `{"new_password": "yuyu"}`).want(t, 404) // she remembered
		link = ask()
		send(f, "donny", "PATCH", "/api/users/xia/", `{"email": "xia@new.example"}`).want(t, 200)
		send(f, "", "POST", link, `{"new_password": "yuyu"}`).want(t, 404) // the letter box is not hers any more
		send(f, "donny", "PATCH", "/api/users/xia/", `{"email": "xia@localhost.localdomain"}`).want(t, 200)
		link = ask()
		f.Clock.Advance(3*24*time.Hour - time.Second)
		counts := atOnce(4, func(int) int { return send(f, "", "POST", link, `{"new_password": "yuyu"}`).status })
		if counts[200] != 1 || counts[404] != 3 {
			t.Errorf("at once: %v", counts)
		}
		link = ask()
		f.Clock.Advance(3 * 24 * time.Hour)
		send(f, "", "POST", link, `{"new_password": "yaya"}`).want(t, 404)
		send(f, "", "POST", "/api/auth/recover/", `{"email": "nobody@example.com"}`).want(t, 201, `"nobody@example.com"`)
		send(f, "", "POST", "/api/auth/recover/", `{"email": "nobody"}`).want(t, 400, `"email"`)
	})
}

// A mail leads only to the site itself, wherever a client wants it to (auth-users.md 4.1).
func TestRecoverNext(t *testing.T) {
	f, box := delivering(t, storetest.Open(t, "sqlite"))
	for next, want := range map[string]string{
		"/app/?a=b":                    "?next=%2Fapp%2F%3Fa%3Db",
		"http://localhost:8020/app/#x": "?next=%2Fapp%2F",
		"http://evil.example/app/":     "",
		"//evil.example/":              "",
		`/\evil.example/`:              "",
		"javascript:alert(1)":          "",
		"app/":                         "",
	} {
		send(f, "", "POST", "/api/auth/recover/?next="+url.QueryEscape(next), `{"email": "xia@localhost.localdomain"}`).want(t, 201)
		link := box.link(f, "new password")
		if _, query, _ := strings.Cut(link, "/?"); strings.TrimPrefix(want, "?") != query {
			t.Errorf("%s: link %s", next, link)
		}
	}
}

// An operator may have it told who has no account (auth-users.md 4.1).
func TestRecoverTelling(t *testing.T) {
	f, box := delivering(t, storetest.Open(t, "sqlite"), func(c *server.Config) { c.Recover = "telling" })
	send(f, "", "POST", "/api/auth/recover/", `{"email": "nobody@example.com"}`).want(t, 400, `"email"`)
	send(f, "", "POST", "/api/auth/recover/", `{"email": "xia@localhost.localdomain"}`).want(t, 201, `"xia@localhost.localdomain"`)
	if _, err := f.Server.DeliverMail(t.Context()); err != nil || len(box.mails) != 1 {
		t.Errorf("%d mails, %v", len(box.mails), err)
	}
}

// Who registered without a password is let in by a mailed link, once, within thirty days (auth-users.md 2.4).
func TestActivate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, box := delivering(t, s)
		const register = `{"email": "ann@example.com", "full_name": "Ann Roy", "username": "ann"}`
		var token struct{ Token string }
		if err := json.Unmarshal([]byte(send(f, "", "POST", "/api/auth/register/", register).want(t, 201).body), &token); err != nil {
			t.Fatal(err)
		}
		as := []string{"Authorization", "Bearer " + token.Token}
		// Whatever needs an active account sends the link, once in a while.
		for range 3 {
			send(f, "", "GET", "/api/users/ann/", "", as...).want(t, 403, "Activate")
		}
		link := "/api/auth" + box.link(f, "Activate")
		if n := mailsWith(box, "Activate"); n != 1 {
			t.Errorf("%d activation mails", n)
		}
		f.Clock.Advance(20 * time.Minute)
		send(f, "", "GET", "/api/users/ann/", "", as...).want(t, 403)
		if again := "/api/auth" + box.link(f, "Activate"); again != link || mailsWith(box, "Activate") != 2 {
			t.Errorf("%s, then %s", link, again)
		}
		send(f, "", "POST", "/api/auth/recover/", `{"email": "ann@example.com"}`).want(t, 201)
		send(f, "", "GET", link, "").want(t, 200, `"username":"ann"`, `"full_name":"Ann Roy"`)
		send(f, "", "GET", strings.TrimSuffix(link, "/")+"0/", "").want(t, 404)
		send(f, "", "GET", link[:len(link)-2]+anotherDigit(link[len(link)-2])+"/", "").want(t, 404)
		send(f, "", "POST", link, `{"new_password": "yeye", "username": "XIA"}`).want(t, 400, "username")
		send(f, "", "POST", link, `{"new_password": "yeye", "username": "_archive_3"}`).want(t, 400, "username")
		send(f, "", "POST", link, `{"new_password": ""}`).want(t, 400, "new_password")
		got := send(f, "", "POST", link+"?cookie=true", `{"new_password": "yeye", "username": "anna", "full_name": "Anna Roy"}`).want(t, 201)
		if len(got.header.Values("Set-Cookie")) != 2 {
			t.Errorf("cookies %v", got.header.Values("Set-Cookie"))
		}
		if err := json.Unmarshal([]byte(got.body), &token); err != nil {
			t.Fatal(err)
		}
		send(f, "", "GET", "/api/users/anna/", "", "Authorization", "Bearer "+token.Token).want(t, 200, `"full_name":"Anna Roy"`)
		send(f, "", "POST", link, `{"new_password": "yuyu"}`).want(t, 404)
		send(f, "", "GET", link, "").want(t, 404)
		signIn(f, "anna", "yeye").want(t, 201)
		if to, text := box.last(f, "activated"); to != "<donny@localhost.localdomain>" || !strings.Contains(text, "Username: anna") {
			t.Errorf("to %s: %s", to, text)
		}
		send(f, "", "POST", "/api/auth/register/", `{"email": "bea@example.com", "full_name": "Bea Roy"}`).want(t, 201)
		send(f, "donny", "POST", "/api/users/bea/activate/", "").want(t, 201)
		link = "/api/auth" + box.link(f, "Activate")
		f.Clock.Advance(30 * 24 * time.Hour)
		send(f, "", "POST", link, `{"new_password": "yeye"}`).want(t, 404)
	})
}

// anotherDigit differs from a digit, whichever it is: a key ends in any.
func anotherDigit(digit byte) string {
	if digit == '0' {
		return "1"
	}
	return "0"
}

func mailsWith(b *letterbox, subject string) int {
	n := 0
	for _, m := range b.mails {
		if strings.Contains(m.GetGenHeader(gomail.HeaderSubject)[0], subject) {
			n++
		}
	}
	return n
}

// A subscription that waits is accepted by the link of its mail, by a manager of the side that was asked, once; the link outlives another
// name of the profile (profiles-subscriptions-roles.md 1.6 and 3.5).
func TestAcceptSubscription(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, box := delivering(t, s)
		submit := func(link, user, password string) reply {
			body := url.Values{"username": {user}, "password": {password}}.Encode()
			return send(f, "", "POST", link, body, "Content-Type", "application/x-www-form-urlencoded")
		}
		f.Call("alice", "POST", "/profile/cowork/plans/basic/subscriptions/", `{"organization": {"slug": "mark"}}`, 201, nil)
		link := box.link(f, "subscribe")
		f.Call("donny", "PATCH", "/profile/mark/", `{"slug": "marcus"}`, 200, nil)
		send(f, "", "GET", link, "").want(t, 200, "Accept a subscription", "Basic", "Sign in and accept")
		submit(link, "marcus", "wrong").want(t, 400, "do not belong together")
		submit(link, "joe", "yoyo").want(t, 403, "Only a manager")
		submit(link, "alice", "yoyo").want(t, 403, "Only a manager")
		submit(link, "marcus", "yoyo").want(t, 200, "The subscription runs")
		submit(link, "marcus", "yoyo").want(t, 404, "This does not work")
		f.Call("alice", "PATCH", "/profile/cowork/plans/open-plus/", `{"optin_on_request": true}`, 200, nil)
		// Who accepts for a profile that was created for them accepts to manage it.
		f.Call("alice", "POST", "/profile/cowork/plans/basic/subscriptions/?force=true", `{"organization": {"slug": "samco", "email": "sam@localhost.localdomain"}}`, 201, nil)
		link = box.link(f, "subscribe")
		f.Call("sam", "GET", "/profile/samco/", "", 403, nil)
		submit(link, "joe", "yoyo").want(t, 403)
		submit(link, "sam", "yoyo").want(t, 200, "The subscription runs")
		f.Call("sam", "GET", "/profile/samco/", "", 200, nil)
		f.Call("alice", "GET", "/profile/samco/", "", 200, nil)
		f.Call("sam", "POST", "/profile/sam/subscriptions/", `{"plan": "open-plus"}`, 201, nil)
		link = box.link(f, "asks")
		send(f, "", "GET", link, "").want(t, 200, "Accept a subscriber", "Sign in and accept")
		submit(link, "sam", "yoyo").want(t, 403, "Only a manager")
		submit(link, "donny", "yoyo").want(t, 200, "The subscription runs")
		var sub client.Subscription
		f.Call("sam", "GET", "/profile/sam/subscriptions/open-plus/", "", 200, &sub)
		if !sub.RequestKey.IsNull() {
			t.Errorf("%+v", sub)
		}
	})
}

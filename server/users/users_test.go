package users_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// site is the demo data behind the server.
type site struct{ *servertest.Fixture }

func each(t *testing.T, f func(s site)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { f(site{servertest.New(t, s)}) })
}

// call sends a request as a user and decodes the answer into out, unless it is nil. It returns what was answered.
func (s site) call(as, method, path, body string, status int, out any) string {
	s.Helper()
	header := http.Header{}
	if body != "" {
		header.Set("Content-Type", "application/json")
	}
	if as != "" {
		header.Set("Authorization", "Bearer "+s.Token(as))
	}
	return s.send(method, path, strings.NewReader(body), header, status, out)
}

func (s site) send(method, path string, body io.Reader, header http.Header, status int, out any) string {
	s.Helper()
	r, err := http.NewRequestWithContext(s.Context(), method, s.URL+"/api"+path, body)
	if err != nil {
		s.Fatal(err)
	}
	r.Header = header
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		s.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(response.Body)
	if err != nil {
		s.Fatal(err)
	}
	if response.StatusCode != status {
		s.Fatalf("%s %s: status %d, want %d: %s", method, path, response.StatusCode, status, text)
	}
	if out != nil {
		if err := json.Unmarshal(text, out); err != nil {
			s.Fatalf("%s: %v", text, err)
		}
	}
	return string(text)
}

// mails lists templates and recipients of the outbox.
func (s site) mails() []string {
	s.Helper()
	waiting, err := s.Store.WaitingMails(s.Context())
	if err != nil {
		s.Fatal(err)
	}
	out := make([]string, len(waiting))
	for i, m := range waiting {
		out[i] = m.Template + " " + m.Recipient
	}
	return out
}

// Who may call what: the refusals of auth-users.md 3.2, each for every operation of the room.
func TestRefusals(t *testing.T) {
	const password, contact = `{"password": "yoyo"}`, `{"email": "x@example.com"}`
	each(t, func(s site) {
		for _, tc := range []struct {
			method, path, body string
			// stranger is the status for joe, who has nothing to do with xia and djaoapp; missing the one for something that does not exist.
			stranger int
			missing  string
		}{
			{"GET", "/accounts/", "", 200, ""},
			{"GET", "/accounts/profiles/", "", 200, ""},
			{"GET", "/accounts/users/", "", 200, ""},
			{"GET", "/contacts/xia/activities/", "", 403, "/contacts/nobody/activities/"},
			{"POST", "/contacts/xia/activities/", `{}`, 403, "/contacts/nobody/activities/"},
			{"POST", "/legal/terms-of-use/sign/", `{"read_terms": true}`, 200, "/legal/nothing/sign/"},
			{"POST", "/notifications/user_contact/", "", 403, ""},
			{"GET", "/users/", "", 403, ""},
			{"POST", "/users/", contact, 403, ""},
			{"GET", "/users/xia/", "", 403, "/users/nobody/"},
			{"PUT", "/users/xia/", contact, 403, "/users/nobody/"},
			{"PATCH", "/users/xia/", `{}`, 403, "/users/nobody/"},
			{"DELETE", "/users/xia/", "", 403, "/users/nobody/"},
			{"POST", "/users/xia/activate/", "", 403, "/users/nobody/activate/"},
			{"POST", "/users/xia/api-keys/", password, 403, "/users/nobody/api-keys/"},
			{"PUT", "/users/xia/notifications/", `{"notifications": []}`, 403, "/users/nobody/notifications/"},
			{"PATCH", "/users/xia/notifications/", `{}`, 403, "/users/nobody/notifications/"},
			{"PUT", "/users/xia/password/", `{"password": "yoyo", "new_password": "yeye"}`, 403, "/users/nobody/password/"},
			{"PATCH", "/users/xia/password/", `{"password": "yoyo", "new_password": "yeye"}`, 403, "/users/nobody/password/"},
			{"PUT", "/users/xia/ssh-keys/", `{"password": "yoyo", "pubkey": "x"}`, 403, "/users/nobody/ssh-keys/"},
			{"PUT", "/users/xia/otp/", password, 403, "/users/nobody/otp/"},
			{"POST", "/users/xia/otp/", `{"code": "000000"}`, 403, "/users/nobody/otp/"},
			{"POST", "/users/xia/otp/disable/", password, 403, "/users/nobody/otp/disable/"},
		} {
			s.call("", tc.method, tc.path, tc.body, 401, nil)
			s.call("joe", tc.method, tc.path, tc.body, tc.stranger, nil)
			if tc.missing != "" {
				s.call("donny", tc.method, tc.missing, tc.body, 404, nil)
			}
		}
		// alice manages the provider of xia: she may look after her, but not touch how she proves who she is.
		s.call("alice", "GET", "/users/xia/", "", 200, nil)
		s.call("alice", "PATCH", "/users/xia/", `{"nick_name": "Xi"}`, 200, nil)
		s.call("alice", "POST", "/users/xia/api-keys/", password, 403, nil)
		s.call("alice", "DELETE", "/users/xia/", "", 403, nil)
	})
}

// What completes a name lists at most five matches, else nothing (auth-users.md 4.2 and 5).
func TestAccounts(t *testing.T) {
	each(t, func(s site) {
		slugs := func(path string) []string {
			s.Helper()
			var page struct {
				Count   int
				Results []struct{ Slug, Type string }
			}
			s.call("joe", "GET", path, "", 200, &page)
			out := []string{}
			for _, one := range page.Results {
				out = append(out, strings.TrimSuffix(one.Slug+":"+one.Type, ":"))
			}
			if page.Count != len(out) {
				t.Errorf("%s: count %d of %v", path, page.Count, out)
			}
			return out
		}
		for path, want := range map[string][]string{
			"/accounts/":                                       {},
			"/accounts/?q=o":                                   {},
			"/accounts/?q=johnson":                             {"marie:personal", "mark:personal"},
			"/accounts/?q=johnson&ot=desc":                     {"mark:personal", "marie:personal"},
			"/accounts/?q=johnson&o=-full_name":                {"mark:personal", "marie:personal"},
			"/accounts/?q=oo":                                  {"donny:user"},
			"/accounts/?q=corp&q_f=full_name":                  {"cowork:organization"},
			"/accounts/?q=corp&q_f=email":                      {},
			"/accounts/?q=ALICE":                               {"alice:user"},
			"/accounts/?q=alice,doe":                           {"alice:user"},
			"/accounts/?q=alice,cooper":                        {},
			"/accounts/profiles/?q=alice":                      {},
			"/accounts/profiles/?q=francisco":                  {"cowork:organization", "xia:personal"},
			"/accounts/profiles/?q=francisco&ends_at=2010":     {},
			"/accounts/users/?q=johnson":                       {"marie", "mark"},
			"/accounts/users/?q=johnson&o=first_name":          {"marie", "mark"},
			"/accounts/users/?q=johnson&o=-last_name&o=-email": {"mark", "marie"},
			"/accounts/users/?q=johnson&start_at=2018-01-01":   {},
		} {
			if strings.HasSuffix(path, "ends_at=2010") {
				path = strings.Replace(path, "2010", "2010-01-01", 1)
			}
			if got := slugs(path); !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", path, got, want)
			}
		}
		s.call("joe", "GET", "/accounts/?start_at=yesterday", "", 400, nil)
	})
}

// Users and contacts are one address book (auth-users.md 1.2 and 4.6).
func TestAddressBook(t *testing.T) {
	each(t, func(s site) {
		var kim client.ContactDetail
		s.call("donny", "POST", "/users/", `{"email": "kim@Example.com", "full_name": "Kim Roe", "nick_name": "K", "picture": "https://x.example/k.png", "extra": "{}"}`, 201, &kim)
		if kim.Slug != "kim" || kim.PrintableName != "K" || kim.Credentials || kim.FullName != "Kim Roe" || kim.Picture.MustGet() != "https://x.example/k.png" || kim.Extra.MustGet() != "{}" {
			t.Errorf("%+v", kim)
		}
		s.call("donny", "POST", "/users/", `{"email": "KIM@example.com"}`, 400, nil)
		s.call("donny", "POST", "/users/", `{"email": "xia@localhost.localdomain"}`, 400, nil)
		s.call("donny", "POST", "/users/", `{"email": "no address"}`, 400, nil)
		var other client.ContactDetail
		s.call("donny", "POST", "/users/", `{"email": "kim@elsewhere.example"}`, 201, &other)
		if !strings.HasPrefix(other.Slug, "kim-") || len(other.Slug) != len("kim-")+7 || other.PrintableName != other.Slug {
			t.Errorf("%+v", other)
		}

		var page client.ContactPage
		s.call("donny", "GET", "/users/", "", 200, &page)
		if page.Count != 10 || len(page.Results) != 10 {
			t.Fatalf("%+v", page)
		}
		names := []string{}
		for _, c := range page.Results {
			names = append(names, c.Slug)
		}
		// By full name; a contact without a name comes first.
		want := []string{other.Slug, "alice", "donny", "erin", "joe", "kim", "marie", "mark", "sam", "xia"}
		if !slices.Equal(names, want) {
			t.Errorf("%v, want %v", names, want)
		}
		for path, want := range map[string]int64{"?q=johnson": 2, "?q=KIM": 2, "?q=kim,roe": 1, "?q=nothing": 0, "?o=-created_at": 10} {
			s.call("donny", "GET", "/users/"+path, "", 200, &page)
			if page.Count != want {
				t.Errorf("%s: %d, want %d", path, page.Count, want)
			}
		}
		s.call("donny", "GET", "/users/?o=-created_at", "", 200, &page)
		if page.Results[0].Slug != other.Slug && page.Results[0].Slug != "kim" {
			t.Errorf("newest first: %s", page.Results[0].Slug)
		}
		s.call("donny", "GET", "/users/?page=2", "", 404, nil)
		s.call("donny", "GET", "/users/kim/", "", 200, &kim)
		s.call("alice", "GET", "/users/kim/", "", 404, nil)
		s.call("donny", "POST", "/users/kim/activate/", "", 400, nil)
		s.call("donny", "POST", "/users/kim/api-keys/", `{"password": "yoyo"}`, 404, nil)
		s.call("donny", "PATCH", "/users/kim/", `{"email": "xia@localhost.localdomain"}`, 400, nil)
		s.call("donny", "POST", "/users/", `{"email": "lee@example.com", "full_name": "Lee"}`, 201, nil)
		if text := s.call("donny", "PATCH", "/users/kim/", `{"email": "LEE@example.com"}`, 400, nil); !strings.Contains(text, `{"email":["A contact has`) {
			s.Errorf("the address of another contact: %s", text)
		}
		s.call("donny", "PATCH", "/users/kim/", `{"nick_name": "", "extra": null}`, 200, &kim)
		if kim.PrintableName != "Kim" || kim.Extra.IsNull() == false {
			t.Errorf("%+v", kim)
		}
		// She registers: the contact is hers.
		s.call("", "POST", "/auth/register/", `{"email": "kim@example.com", "full_name": "Kim Lee", "username": "kimmy", "password": "yoyo"}`, 201, nil)
		s.call("donny", "GET", "/users/kimmy/", "", 200, &kim)
		if kim.FullName != "Kim Roe" || !kim.Credentials {
			t.Errorf("%+v", kim)
		}
		s.call("donny", "DELETE", "/users/"+other.Slug+"/", "", 204, nil)
		s.call("donny", "GET", "/users/"+other.Slug+"/", "", 404, nil)
	})
}

func TestActivities(t *testing.T) {
	each(t, func(s site) {
		var a client.Activity
		s.call("donny", "POST", "/contacts/xia/activities/", `{"text": "Phone call", "account": null}`, 201, &a)
		if a.Text != "Phone call" || a.CreatedBy.MustGet() != "donny" || !a.Account.IsNull() || !a.CreatedAt.Equal(servertest.Start) {
			t.Errorf("%+v", a)
		}
		s.Clock.Advance(time.Hour)
		s.call("donny", "POST", "/contacts/xia/activities/", `{"text": "Follow up", "account": "cowork"}`, 201, nil)
		s.call("donny", "POST", "/contacts/xia/activities/", `{}`, 201, nil)
		if text := s.call("donny", "POST", "/contacts/xia/activities/", `{"account": "nobody"}`, 400, nil); !strings.Contains(text, `"account"`) {
			t.Error(text)
		}
		var page client.ActivityPage
		s.call("donny", "GET", "/contacts/xia/activities/", "", 200, &page)
		if page.Count != 3 || page.Results[0].Text != "Phone call" || page.Results[1].Account.MustGet() != "cowork" {
			t.Errorf("%+v", page)
		}
		s.call("donny", "GET", "/contacts/xia/activities/?o=-created_at&q=L", "", 200, &page)
		if page.Count != 2 || page.Results[0].Text != "Follow up" {
			t.Errorf("%+v", page)
		}
		s.call("donny", "GET", "/contacts/mark/activities/", "", 200, &page)
		if page.Count != 0 || len(page.Results) != 0 {
			t.Errorf("%+v", page)
		}
		var xia client.ContactDetail
		s.call("xia", "GET", "/users/xia/", "", 200, &xia)
		if len(xia.Activities) != 3 || xia.Activities[0].Text != "Phone call" || xia.PrintableName != "Xia" {
			t.Errorf("%+v", xia)
		}
	})
}

func TestSignAgreement(t *testing.T) {
	each(t, func(s site) {
		var signed client.AgreementSign
		s.Clock.Advance(time.Hour)
		s.call("joe", "POST", "/legal/terms-of-use/sign/", `{"read_terms": true}`, 200, &signed)
		if !signed.ReadTerms || !signed.LastSigned.Equal(servertest.Start.Add(time.Hour)) {
			t.Errorf("%+v", signed)
		}
		s.call("joe", "POST", "/legal/terms-of-use/sign/", `{"read_terms": false}`, 400, nil)
		s.call("joe", "POST", "/legal/terms-of-use/sign/", `{}`, 400, nil)
	})
}

func TestUpdateUser(t *testing.T) {
	each(t, func(s site) {
		var xia client.ContactDetail
		s.call("xia", "PUT", "/users/xia/", `{"email": "xia@new.example", "full_name": "Xia Anna Lee", "slug": "other", "extra": "x"}`, 200, &xia)
		if xia.Slug != "xia" || xia.Email != "xia@new.example" || xia.FullName != "Xia Anna Lee" || xia.NickName != "Xia" || xia.Extra.MustGet() != "x" {
			t.Errorf("%+v", xia)
		}
		u, err := s.Store.UserByName(t.Context(), "xia")
		if err != nil || u.FirstName != "Xia Anna" || u.LastName != "Lee" || u.Email != "xia@new.example" {
			t.Errorf("%+v, %v", u, err)
		}
		c, err := s.Store.ContactOf(t.Context(), u.ID)
		if err != nil || c.VerificationState != "none" {
			t.Errorf("a new address is verified: %+v, %v", c, err)
		}
		s.call("", "POST", "/auth/", `{"username": "XIA@new.example", "password": "yoyo"}`, 201, nil)
		for body, field := range map[string]string{
			`{"email": "JOE@localhost.localdomain"}`:                   "email",
			`{"email": null}`:                                          "email",
			`{"picture": "no url"}`:                                    "picture",
			`{"nick_name": "` + strings.Repeat("x", 61) + `"}`:         "nick_name",
			`{"extra": 5}`:                                             "extra",
			`{"full_name": "` + strings.Repeat("x", 61) + `"}`:         "full_name",
			`{"picture": "https://` + strings.Repeat("x", 2084) + `"}`: "picture",
		} {
			if text := s.call("xia", "PATCH", "/users/xia/", body, 400, nil); !strings.Contains(text, `"`+field+`"`) {
				t.Errorf("%.50s: %s", body, text)
			}
		}
		s.call("xia", "PUT", "/users/xia/", `{}`, 400, nil)
		s.call("xia", "PATCH", "/users/xia/", `{}`, 200, &xia)
		if xia.Email != "xia@new.example" {
			t.Errorf("%+v", xia)
		}
	})
}

// A picture comes as a file of a form; what is no picture is refused, whatever it says it is.
func TestUploadPicture(t *testing.T) {
	s := site{servertest.New(t, storetest.Open(t, "sqlite"))}
	upload := func(data []byte, status int, out any) string {
		t.Helper()
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		part, err := w.CreateFormFile("picture", "../../evil.jpg")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		header := http.Header{"Content-Type": {w.FormDataContentType()}, "Authorization": {"Bearer " + s.Token("xia")}}
		return s.send("PATCH", "/users/xia/", &body, header, status, out)
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	var xia client.ContactDetail
	upload(picture.Bytes(), 200, &xia)
	_, name, ok := strings.Cut(xia.Picture.MustGet(), "/media/")
	if !ok || len(name) != 64+len(".png") {
		t.Fatalf("picture %s", xia.Picture.MustGet())
	}
	response, err := http.Get(s.URL + "/media/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	got, err := io.ReadAll(response.Body)
	if err != nil || !bytes.Equal(got, picture.Bytes()) || response.Header.Get("Content-Type") != "image/png" {
		t.Errorf("status %d, %v", response.StatusCode, response.Header)
	}
	upload([]byte("<svg onload=alert(1)>"), 400, nil)
	for _, path := range []string{"/media/", "/media/..%2f..%2fsecret.key", "/media/" + strings.Repeat("a", 64) + ".exe"} {
		response, err := http.Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != 404 {
			t.Errorf("%s: status %d", path, response.StatusCode)
		}
	}
}

// Preferences say what is on (auth-users.md 4.6, "meaning trap"), and mails heed them.
func TestNotifications(t *testing.T) {
	each(t, func(s site) {
		var n client.Notifications
		s.call("xia", "PATCH", "/users/xia/notifications/", `{}`, 200, &n)
		if len(n.Notifications) != 17 {
			t.Errorf("a new user gets %d notifications, want all 17: %v", len(n.Notifications), n)
		}
		s.call("donny", "PUT", "/users/donny/notifications/", `{"notifications": ["charge_updated"]}`, 200, &n)
		if len(n.Notifications) != 1 {
			t.Errorf("%v", n)
		}
		before := len(s.mails())
		s.call("", "POST", "/auth/register/", `{"email": "ann@example.com", "full_name": "Ann Roy", "username": "ann", "password": "yoyo"}`, 201, nil)
		if got := s.mails()[before:]; !slices.Equal(got, []string{"user_welcome ann@example.com"}) {
			t.Errorf("%v: donny switched user_registered_notice off", got)
		}
		s.call("donny", "PUT", "/users/donny/notifications/", `{"notifications": ["user_registered_notice", "expires_soon"]}`, 200, nil)
		s.call("", "POST", "/auth/register/", `{"email": "bea@example.com", "full_name": "Bea Roy", "username": "bea", "password": "yoyo"}`, 201, nil)
		if got := s.mails()[before+1:]; !slices.Equal(got, []string{"user_registered donny@localhost.localdomain", "user_welcome bea@example.com"}) {
			t.Errorf("%v: donny switched user_registered_notice on", got)
		}
		for _, body := range []string{`{"notifications": ["nothing"]}`, `{"notifications": "charge_updated"}`, `{"notifications": ["expires_soon", "expires_soon"]}`, `{}`} {
			if text := s.call("xia", "PUT", "/users/xia/notifications/", body, 400, nil); !strings.Contains(text, "notifications") {
				t.Errorf("%s: %s", body, text)
			}
		}
	})
}

func TestSendTestMail(t *testing.T) {
	each(t, func(s site) {
		before := len(s.mails())
		for name, template := range map[string]string{
			"user_contact": "user_contact", "contact_requested_notice": "user_contact", "charge_updated": "charge_receipt",
			"accountant_role_grant_created": "role_grant_created",
		} {
			text := s.call("donny", "POST", "/notifications/"+name+"/", "", 200, nil)
			if !strings.Contains(text, "donny@localhost.localdomain") || !slices.Contains(s.mails()[before:], template+" donny@localhost.localdomain") {
				t.Errorf("%s: %s, %v", name, text, s.mails()[before:])
			}
		}
		s.call("donny", "POST", "/notifications/nothing/", "", 400, nil)
	})
}

// A new password ends every token and session but the one that changed it (auth-users.md 4.6).
func TestChangePassword(t *testing.T) {
	each(t, func(s site) {
		old := s.Token("xia")
		s.call("xia", "PUT", "/users/xia/password/", `{"password": "wrong", "new_password": "yeye"}`, 403, nil)
		s.call("xia", "PATCH", "/users/xia/password/", `{"new_password": "yeye"}`, 400, nil)
		s.call("xia", "PUT", "/users/xia/password/", `{"password": "yoyo", "new_password": "  "}`, 400, nil)
		if text := s.call("xia", "PUT", "/users/xia/password/", `{"password": "yoyo", "new_password": " yeye "}`, 200, nil); strings.TrimSpace(text) != "{}" {
			t.Error(text)
		}
		s.send("GET", "/users/xia/", nil, http.Header{"Authorization": {"Bearer " + old}}, 401, nil)
		s.call("", "POST", "/auth/", `{"username": "xia", "password": "yoyo"}`, 403, nil)
		s.call("", "POST", "/auth/", `{"username": "xia", "password": "yeye"}`, 403, nil)
		s.call("", "POST", "/auth/", `{"username": "xia", "password": " yeye "}`, 201, nil)
		// A manager of the broker shows her own password, not that of the user.
		s.call("donny", "PUT", "/users/xia/password/", `{"password": " yeye ", "new_password": "third"}`, 403, nil)
		s.call("donny", "PUT", "/users/xia/password/", `{"password": "yoyo", "new_password": "third"}`, 200, nil)
		s.call("", "POST", "/auth/", `{"username": "xia", "password": "third"}`, 201, nil)
	})
}

func TestChangePasswordKeepsTheSession(t *testing.T) {
	each(t, func(s site) {
		signIn := func() http.Header {
			r, err := http.Post(s.URL+"/api/auth/?cookie=true", "application/json", strings.NewReader(`{"username": "xia", "password": "yoyo"}`)) //nolint:noctx // a test
			if err != nil {
				t.Fatal(err)
			}
			_ = r.Body.Close()
			h := http.Header{"Content-Type": {"application/json"}}
			for _, c := range r.Cookies() {
				h.Add("Cookie", c.Name+"="+c.Value)
				if c.Name == "csrftoken" {
					h.Set("X-CSRFToken", c.Value)
				}
			}
			return h
		}
		here, elsewhere := signIn(), signIn()
		s.send("PUT", "/users/xia/password/", strings.NewReader(`{"password": "yoyo", "new_password": "yeye"}`), here, 200, nil)
		s.send("GET", "/users/xia/", nil, here, 200, nil)
		s.send("GET", "/users/xia/", nil, elsewhere, 401, nil)
	})
}

// A key is shown once and stored hashed; a new one revokes the old (auth-users.md 4.6).
func TestAPIKeys(t *testing.T) {
	each(t, func(s site) {
		make := func() http.Header {
			var key client.APIKeys
			s.call("xia", "POST", "/users/xia/api-keys/", `{"password": "yoyo"}`, 201, &key)
			r, err := http.NewRequest("GET", "/", nil)
			if err != nil {
				t.Fatal(err)
			}
			r.SetBasicAuth(key.Secret, "")
			return r.Header
		}
		s.call("xia", "POST", "/users/xia/api-keys/", `{"password": "wrong"}`, 403, nil)
		s.call("xia", "POST", "/users/xia/api-keys/", `{}`, 400, nil)
		first := make()
		s.send("GET", "/users/xia/", nil, first, 200, nil)
		second := make()
		s.send("GET", "/users/xia/", nil, first, 401, nil)
		s.send("GET", "/users/xia/", nil, second, 200, nil)
	})
}

func TestPublicKey(t *testing.T) {
	const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f xia@localhost"
	each(t, func(s site) {
		put := func(password, key string, status int) string {
			body, err := json.Marshal(map[string]string{"password": password, "pubkey": key})
			if err != nil {
				t.Fatal(err)
			}
			return s.call("xia", "PUT", "/users/xia/ssh-keys/", string(body), status, nil)
		}
		if text := put("yoyo", key, 200); !strings.Contains(text, "The public key of xia is updated.") {
			t.Error(text)
		}
		u, err := s.Store.UserByName(t.Context(), "xia")
		if err != nil || u.PublicKey == nil || *u.PublicKey != key {
			t.Errorf("%+v, %v", u, err)
		}
		put("wrong", key, 403)
		for _, bad := range []string{"x", "ssh-ed25519 AAAA", `command="rm" ` + key, key + "\n" + key, "-----BEGIN OPENSSH PRIVATE KEY-----"} {
			if text := put("yoyo", bad, 400); !strings.Contains(text, `"pubkey"`) {
				t.Errorf("%q: %s", bad, text)
			}
		}
	})
}

// Nothing that is stored tells who a deleted user was, and the ledger is what it was (auth-users.md 4.6, users_delete).
func TestDeleteUser(t *testing.T) {
	for _, engine := range storetest.Engines() {
		t.Run(engine, func(t *testing.T) { deleteUser(t, storetest.URL(t, engine)) })
	}
}

func deleteUser(t *testing.T, url string) {
	db, err := store.Open(t.Context(), url, store.Options{MaxConnections: 5})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := site{servertest.New(t, db)}
	s.call("donny", "POST", "/contacts/xia/activities/", `{"text": "Phone call"}`, 201, nil)
	s.call("xia", "POST", "/users/xia/api-keys/", `{"password": "yoyo"}`, 201, nil)
	s.call("xia", "PATCH", "/users/xia/", `{"extra": "lives at 1 Xia Lee Street"}`, 200, nil)
	s.call("xia", "POST", "/cart/", `{"plan": "open-space"}`, 201, nil)
	s.call("xia", "POST", "/billing/xia/checkout/", `{"processor_token": "tok_visa", "card_name": "Xia Lee"}`, 201, nil)
	s.call("donny", "POST", "/users/xia/activate/", "", 400, nil)
	var before, after client.TransactionPage
	s.call("donny", "GET", "/billing/transactions/", "", 200, &before)
	token := s.Token("xia")
	u, err := s.Store.UserByName(t.Context(), "xia")
	if err != nil {
		t.Fatal(err)
	}
	s.call("xia", "DELETE", "/users/xia/", "", 204, nil)
	s.send("GET", "/profile/", nil, http.Header{"Authorization": {"Bearer " + token}}, 401, nil)
	s.call("donny", "GET", "/users/xia/", "", 404, nil)
	s.call("donny", "DELETE", "/users/xia/", "", 404, nil)
	s.call("", "POST", "/auth/", `{"username": "xia", "password": "yoyo"}`, 403, nil)
	var page client.ContactPage
	s.call("donny", "GET", "/users/?q=archive", "", 200, &page)
	if page.Count != 0 {
		t.Errorf("the address book shows %+v", page)
	}
	s.call("donny", "GET", "/billing/transactions/", "", 200, &after)
	if before.Count != after.Count {
		t.Errorf("%d rows of the ledger became %d", before.Count, after.Count)
	}
	if _, faults, err := s.Store.VerifyLedger(t.Context()); err != nil || len(faults) > 0 {
		t.Errorf("ledger: %v, %v", faults, err)
	}
	cells := storetest.Cells(t, url)
	for _, cell := range cells {
		for _, trace := range []string{"xia lee", "xia@localhost", "1 xia"} {
			if strings.Contains(strings.ToLower(cell.Text), trace) {
				t.Errorf("%s.%s still says %q", cell.Table, cell.Column, cell.Text)
			}
		}
		if cell.Table == "users" && cell.Column == "username" && cell.Text == "xia" {
			t.Error("the username is kept")
		}
	}
	// The name is free for somebody else, who is nobody the old token knows, once her profile is gone as well.
	again := `{"email": "xia@localhost.localdomain", "full_name": "Another", "username": "xia", "password": "yoyo"}`
	s.call("", "POST", "/auth/register/", again, 400, nil)
	s.call("donny", "DELETE", "/profile/xia/", "", 204, nil)
	s.call("", "POST", "/auth/register/", again, 201, nil)
	s.send("GET", "/profile/", nil, http.Header{"Authorization": {"Bearer " + token}}, 401, nil)
	var notes int
	for _, cell := range cells {
		if cell.Table == "activities" && cell.Text == "Phone call" {
			notes++
		}
	}
	if notes != 1 {
		t.Error("the notes about her are gone")
	}
	if want := fmt.Sprintf("_archive_%d", u.ID); !slices.ContainsFunc(cells, func(c storetest.Cell) bool { return c.Table == "users" && c.Text == want }) {
		t.Errorf("no user is called %s", want)
	}
}

func TestActivateAgain(t *testing.T) {
	each(t, func(s site) {
		s.call("", "POST", "/auth/register/", `{"email": "ann@example.com", "full_name": "Ann Roy", "username": "ann"}`, 201, nil)
		before := len(s.mails())
		var c client.Contact
		s.call("donny", "POST", "/users/ann/activate/", "", 201, &c)
		if c.Credentials || c.Slug != "ann" || !slices.Equal(s.mails()[before:], []string{"verification ann@example.com"}) {
			t.Errorf("%+v, %v", c, s.mails()[before:])
		}
		s.call("donny", "POST", "/users/xia/activate/", "", 400, nil)
	})
}

package users_test

import (
	"bytes"
	"encoding/json"
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
	return s.Call(as, method, path, body, status, out)
}

func (s site) send(method, path string, body io.Reader, header http.Header, status int, out any) string {
	s.Helper()
	sent := ""
	if body != nil {
		data, err := io.ReadAll(body)
		if err != nil {
			s.Fatal(err)
		}
		sent = string(data)
	}
	got, text := s.Send(method, path, sent, header)
	if got != status {
		s.Fatalf("%s %s: status %d, want %d: %s", method, path, got, status, text)
	}
	if out != nil {
		if err := json.Unmarshal([]byte(text), out); err != nil {
			s.Fatalf("%s: %v", text, err)
		}
	}
	return text
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
			"/accounts/":                        {},
			"/accounts/?q=o":                    {},
			"/accounts/?q=johnson":              {"marie:personal", "mark:personal"},
			"/accounts/?q=johnson&ot=desc":      {"mark:personal", "marie:personal"},
			"/accounts/?q=johnson&o=-full_name": {"mark:personal", "marie:personal"},
			"/accounts/?q=oo":                   {"donny:user"},
			"/accounts/?q=corp&q_f=full_name":   {"cowork:organization"},
			// Names are all that strangers search: other fields are unknown words.
			"/accounts/?q=corp&q_f=email":                      {"cowork:organization"},
			"/accounts/?q=alice&q_f=phone":                     {"alice:user"},
			"/accounts/?q=localhost":                           {},
			"/accounts/users/?q=localhost":                     {},
			"/accounts/profiles/?q=555-555":                    {},
			"/accounts/?q=francisco&q_f=username":              {},
			"/accounts/?q=alice&q_f=phone&q_f=username":        {"alice:user"},
			"/accounts/?q=alice&q_f=nothing":                   {"alice:user"},
			"/accounts/profiles/?q=corp&q_f=nothing":           {"cowork:organization"},
			"/accounts/?q=ALICE":                               {"alice:user"},
			"/accounts/?q=alice,doe":                           {"alice:user"},
			"/accounts/?q=alice,cooper":                        {},
			"/accounts/profiles/?q=alice":                      {},
			"/accounts/profiles/?q=francisco":                  {},
			"/accounts/profiles/?q=xia":                        {"xia:personal"},
			"/accounts/profiles/?q=xia&ends_at=2010":           {},
			"/accounts/users/?q=johnson":                       {"marie", "mark"},
			"/accounts/users/?q=johnson&o=first_name":          {"marie", "mark"},
			"/accounts/users/?q=johnson&o=-last_name&o=-email": {"marie", "mark"},
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
		// A user without profile is shown as one; credentials are those of the user, which a profile of several has not.
		s.call("", "POST", "/auth/register/", `{"email": "ann@example.com", "full_name": "Ann Roy", "username": "ann", "phone": "555"}`, 201, nil)
		for name, want := range map[string]client.Organization{
			"donny":  {Slug: "donny", FullName: "Donny Cooper", PrintableName: "Donny Cooper", Email: "donny@localhost.localdomain", Type: "user", Credentials: true},
			"xia":    {Slug: "xia", FullName: "Xia Lee", PrintableName: "Xia Lee", Email: "xia@localhost.localdomain", Type: "personal", Credentials: true},
			"ann":    {Slug: "ann", FullName: "Ann Roy", PrintableName: "Ann Roy", Email: "ann@example.com", Type: "personal"},
			"cowork": {Slug: "cowork", FullName: "ABC Corp.", PrintableName: "ABC Corp.", Email: "support@localhost.localdomain", Type: "organization", IsProvider: true},
		} {
			var list client.AccountList
			if text := s.call("joe", "GET", "/accounts/?q_f=slug&q="+name, "", 200, nil); strings.Contains(text, "@") || strings.Contains(text, "555") ||
				strings.Contains(text, "Street") || strings.Contains(text, `"credentials":true`) {
				t.Errorf("a stranger reads %s", text)
			}
			s.call("donny", "GET", "/accounts/?q_f=slug&q="+name, "", 200, &list)
			if list.Count != 1 {
				t.Fatalf("%s: %+v", name, list)
			}
			got := list.Results[0]
			if got.Slug != want.Slug || got.FullName != want.FullName || got.PrintableName != want.PrintableName || got.Email != want.Email || got.Type != want.Type ||
				got.Credentials != want.Credentials || got.IsProvider != want.IsProvider || got.IsBulkBuyer || got.DefaultTimezone != "UTC" || !got.Extra.IsNull() || got.CreatedAt.IsZero() {
				t.Errorf("%s: %+v", name, got)
			}
		}
		// Of those who joined now nobody did so before now.
		var users client.UserList
		s.call("donny", "GET", "/accounts/users/?q=ann@", "", 200, &users)
		if users.Count != 0 {
			t.Errorf("%+v", users)
		}
		s.call("joe", "GET", "/accounts/users/?q=ann&ends_at=2019-06-25", "", 200, &users)
		if users.Count != 1 || users.Results[0].Slug != "ann" || users.Results[0].Email != "" {
			t.Errorf("%+v", users)
		}
		s.call("donny", "GET", "/accounts/users/?q=ann@&ends_at=2019-06-25", "", 200, &users)
		if users.Count != 1 || users.Results[0].Slug != "ann" || users.Results[0].FullName != "Ann Roy" || users.Results[0].Email != "ann@example.com" {
			t.Errorf("%+v", users)
		}
	})
}

// unsigned adds a user with a password who never signed the terms of use.
func (s site) unsigned(name string) {
	s.Helper()
	u := store.User{
		UUID: "30000000-0000-4000-8000-000000000000", Username: name, Email: name + "@example.com", PasswordHash: "argon2id$", CredentialVersion: 1,
		IsActive: true, CreatedAt: servertest.Start,
	}
	if err := s.Store.Do(s.Context(), func(tx *store.Store) error { return tx.CreateUser(s.Context(), &u) }); err != nil {
		s.Fatal(err)
	}
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
		s.call("donny", "POST", "/users/", `{"email": "a@x.example", "picture": "javascript:alert(1)"}`, 400, nil)
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
		for path, status := range map[string]int{"page=0": 404, "page=-1": 404, "page=abc": 404, "page=2": 404, "page=last": 200, "page=": 200, "o=nothing": 400} {
			s.call("donny", "GET", "/users/?"+path, "", status, nil)
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
		// Somebody registers with the address: the contact is hers once she has shown that she reads its mail.
		s.call("", "POST", "/auth/register/", `{"email": "kim@example.com", "full_name": "Kim Lee", "username": "kimmy", "password": "yoyo"}`, 201, nil)
		s.call("donny", "POST", "/contacts/kim/activities/", `{"text": "Called"}`, 201, nil)
		s.call("donny", "GET", "/users/kimmy/", "", 200, &kim)
		if kim.FullName != "Kim Lee" || len(kim.Activities) != 0 {
			t.Errorf("%+v", kim)
		}
		s.confirm("kim@example.com")
		s.call("donny", "GET", "/users/kimmy/", "", 200, &kim)
		if kim.FullName != "Kim Lee" || !kim.Credentials || len(kim.Activities) == 0 {
			t.Errorf("%+v", kim)
		}
		s.call("donny", "GET", "/users/kim/", "", 404, nil)
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
		// Notes are for those who write them, not for the person whom they are about.
		var xia client.ContactDetail
		s.call("xia", "GET", "/users/xia/", "", 200, &xia)
		if len(xia.Activities) != 0 {
			t.Errorf("%+v", xia)
		}
		s.call("donny", "GET", "/users/xia/", "", 200, &xia)
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
		// Who signs late may do what she might not.
		s.unsigned("una")
		s.call("una", "GET", "/users/una/", "", 403, nil)
		s.call("una", "POST", "/legal/terms-of-use/sign/", `{"read_terms": true}`, 200, nil)
		s.call("una", "GET", "/users/una/", "", 200, nil)
		s.call("joe", "POST", "/legal/terms-of-use/sign/", `{"read_terms": false}`, 400, nil)
		s.call("joe", "POST", "/legal/terms-of-use/sign/", `{}`, 400, nil)
	})
}

func TestUpdateUser(t *testing.T) {
	each(t, func(s site) {
		var xia client.ContactDetail
		s.call("donny", "PUT", "/users/xia/", `{"email": "xia@new.example", "full_name": "Xia Anna Lee", "slug": "other", "extra": "x"}`, 200, &xia)
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
			`{"picture": "javascript:alert(1)"}`:                       "picture",
			`{"picture": "data:text/html,x"}`:                          "picture",
			`{"picture": "/media/x.png"}`:                              "picture",
			`{"nick_name": "` + strings.Repeat("x", 61) + `"}`:         "nick_name",
			`{"extra": 5}`:                                             "extra",
			`{"full_name": "` + strings.Repeat("x", 61) + `"}`:         "full_name",
			`{"picture": "https://` + strings.Repeat("x", 2084) + `"}`: "picture",
		} {
			if text := s.call("xia", "PATCH", "/users/xia/", `{"password": "yoyo", `+body[1:], 400, nil); !strings.Contains(text, `"`+field+`"`) {
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
	// It is there as long as anybody shows it.
	shows := func(status int) {
		t.Helper()
		response, err := http.Get(s.URL + "/media/" + name)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != status {
			t.Errorf("the picture: status %d, want %d", response.StatusCode, status)
		}
	}
	s.call("joe", "PATCH", "/users/joe/", `{"picture": "`+xia.Picture.MustGet()+`"}`, 200, nil)
	s.call("xia", "DELETE", "/users/xia/", "", 204, nil)
	shows(200)
	s.call("donny", "DELETE", "/profile/joe/", "", 204, nil) // the user goes along
	shows(404)
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

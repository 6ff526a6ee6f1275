package server_test

import (
	"net/url"
	"strings"
	"testing"

	"tollkeeper/server"
	"tollkeeper/server/auth"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// badNames are no identifiers, or words of a path: no door gives one.
var badNames = []string{
	".", "..", ".x", "x.", "x..y", "-x", "x-", "_x", "x_", "a@b.example", "a+b", "a b", "a/b", "%2e%2e", "é", "日本", "x\u0000", strings.Repeat("x", 51),
	"charges", "CHARGES", "transactions", "balances", "registered", "cart", "_archive_1", "xıa", "ｘia",
}

// Every door through which a name comes in refuses what is no identifier; where it makes a name of a title, that is one.
func TestEveryDoorRefusesBadNames(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("", "POST", "/auth/register/", `{"username": "zoe", "email": "zoe@x.example", "full_name": "Zoe", "country": "US"}`, 201, nil)
		f.Call("donny", "POST", "/users/zoe/activate/", "", 201, nil)
		mails, err := s.WaitingMails(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, link, _ := strings.Cut(mails[len(mails)-1].Payload, "/activate/")
		key := link[:40]
		for _, name := range badNames {
			for door, call := range map[string]struct {
				as, method, path, body string
			}{
				"register":               {"", "POST", "/auth/register/", `{"username": "NAME", "email": "u@x.example", "full_name": "U", "password": "yoyo"}`},
				"register with profile":  {"", "POST", "/auth/register/", `{"username": "NAME", "email": "u@x.example", "full_name": "U", "password": "yoyo", "country": "US"}`},
				"activate":               {"", "POST", "/auth/activate/" + key + "/", `{"username": "NAME", "new_password": "yeye"}`},
				"create a profile":       {"donny", "POST", "/profile/", `{"slug": "NAME", "full_name": "U", "email": "u@x.example"}`},
				"create a personal one":  {"donny", "POST", "/profile/", `{"slug": "NAME", "full_name": "U", "email": "u@x.example", "type": "personal"}`},
				"rename a profile":       {"alice", "PATCH", "/profile/cowork/", `{"slug": "NAME"}`},
				"rename a personal one":  {"xia", "PUT", "/profile/xia/", `{"slug": "NAME", "full_name": "U", "email": "u@x.example"}`},
				"subscribe somebody new": {"alice", "POST", "/profile/cowork/plans/basic/subscriptions/?force=true", `{"organization": {"slug": "NAME", "email": "u@x.example"}}`},
				"create a coupon":        {"alice", "POST", "/billing/cowork/coupons/", `{"code": "NAME", "percent": 5}`},
				"change a coupon":        {"alice", "PUT", "/billing/cowork/coupons/DIS50/", `{"code": "NAME", "percent": 50}`},
			} {
				if strings.Contains(door, "coupon") && map[string]bool{"charges": true, "transactions": true, "balances": true, "registered": true, "cart": true}[strings.ToLower(name)] {
					continue // no path has these beside a coupon
				}
				header := map[string][]string{"Content-Type": {"application/json"}}
				if call.as != "" {
					header["Authorization"] = []string{"Bearer " + f.Token(call.as)}
				}
				if status, text := f.Send(call.method, call.path, strings.ReplaceAll(call.body, "NAME", name), header); status != 400 {
					t.Errorf("%s: %q is %d: %.200s", door, name, status, text)
				}
			}
			form := url.Values{"username": {name}, "new_password": {"yeye"}, "new_password_again": {"yeye"}}
			send(f, "", "POST", "/activate/"+key+"/", form.Encode()).want(t, 400)
			for _, in := range []server.Superuser{{Username: name, Broker: "djaoapp"}, {Username: "ann", Broker: name}} {
				in.Email, in.FullName, in.PasswordHash = "ann@x.example", "Ann", auth.Unusable()
				if err := server.CreateSuperuser(t.Context(), s, servertest.Start, in); err == nil {
					t.Errorf("%+v is made", in)
				}
			}
		}
		// What exists is found in whatever case, and nobody is given it in another one.
		for _, path := range []string{"/profile/COWORK/", "/profile/Cowork/plans/BASIC/", "/users/XIA/", "/billing/Cowork/coupons/dis50/", "/profile/cowork/roles/MANAGER/", "/profile/xia/subscriptions/Open-Space/"} {
			f.Call("donny", "GET", path, "", 200, nil)
		}
		for _, body := range []string{`{"slug": "COWORK", "full_name": "U", "email": "u@x.example"}`, `{"slug": "Mark", "full_name": "U", "email": "u@x.example"}`} {
			f.Call("donny", "POST", "/profile/", body, 400, nil)
		}
	})
}

// Names that were given before the rule go on working, in paths and to sign in; of two that differ in case alone each is itself.
func TestOldNamesGoOnWorking(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		err := s.Do(t.Context(), func(tx *store.Store) error {
			u, err := tx.UserByName(t.Context(), "mark")
			if err != nil {
				return err
			}
			if err := tx.UpdateUser(t.Context(), u.ID, map[string]any{"username": "mark+1@home"}); err != nil {
				return err
			}
			for _, slug := range []string{"a+b", "COWORK"} {
				o := store.Organization{Slug: slug, FullName: slug, Email: "o@x.example", CreatedAt: servertest.Start, IsActive: true, DefaultTimezone: "UTC"}
				if err := tx.CreateOrganization(t.Context(), &o); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		f.Call("", "POST", "/auth/", `{"username": "Mark+1@home", "password": "yoyo"}`, 201, nil)
		f.Call("mark+1@home", "GET", "/users/mark+1@home/", "", 200, nil)
		f.Call("donny", "GET", "/profile/a+b/", "", 200, nil)
		f.Call("donny", "PUT", "/profile/a+b/", `{"slug": "a+b", "full_name": "Kept", "email": "o@x.example"}`, 200, nil)
		for path, want := range map[string]string{"/profile/COWORK/": `"slug":"COWORK"`, "/profile/cowork/": `"slug":"cowork"`} {
			if text := f.Call("donny", "GET", path, "", 200, nil); !strings.Contains(text, want) {
				t.Errorf("%s: %s", path, text)
			}
		}
		f.Call("alice", "GET", "/profile/COWORK/roles/", "", 403, nil)
	})
}

package server_test

import (
	"strings"
	"testing"

	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// The page that the mail leads to confirms an address by a button: who only looks at it, as mail scanners do, confirms nothing.
func TestAddressPage(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("", "POST", "/auth/register/", `{"username": "zoe", "email": "zoe@corp.example", "full_name": "Zoe", "password": "yoyo"}`, 201, nil)
		mails, err := s.WaitingMails(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, link, found := strings.Cut(mails[len(mails)-1].Payload, `"link":"`)
		link, _, _ = strings.Cut(link, `"`)
		if !found || !strings.HasPrefix(link, "/address/") {
			t.Fatalf("%s", mails[len(mails)-1].Payload)
		}
		for range 2 {
			send(f, "", "GET", link, "").want(t, 200, "Is zoe@corp.example the address of zoe?", "Yes, it is mine")
		}
		if _, err := s.UserOfAddress(t.Context(), "zoe@corp.example"); err == nil {
			t.Error("looking confirms")
		}
		send(f, "", "POST", link, "").want(t, 200, "Your address is confirmed")
		if u, err := s.UserOfAddress(t.Context(), "zoe@corp.example"); err != nil || u.Username != "zoe" {
			t.Errorf("%s, %v", u.Username, err)
		}
		send(f, "", "GET", link, "").want(t, 404, "This does not work")
		send(f, "", "POST", link, "").want(t, 404, "This does not work")
	})
}

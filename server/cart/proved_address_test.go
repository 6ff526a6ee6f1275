package cart_test

import (
	"strings"
	"testing"

	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// A seat that is paid for an address goes to nobody who only says that it is theirs: whoever reads its mail is mailed the key.
func TestSeatForAnAddress(t *testing.T) {
	const zoe = "zoe@corp.example"
	for name, claim := range map[string]string{
		"a user who gave the address":                 `{"username": "mallory", "email": "` + zoe + `", "full_name": "Mallory", "password": "yoyo"}`,
		"a user with a personal profile that has it":  `{"username": "mallory", "email": "` + zoe + `", "full_name": "Mallory", "password": "yoyo", "country": "US"}`,
		"a user with an organization that has it":     `{"username": "mallory", "email": "` + zoe + `", "full_name": "Mallory", "organization_name": "Mallory Ltd", "password": "yoyo"}`,
		"a user whose profile has it, but not she":    `{"username": "mallory", "email": "m@evil.example", "full_name": "Mallory", "organization_name": "Mallory Ltd", "password": "yoyo"}`,
		"a user who is called like the local part":    `{"username": "zoe", "email": "m@evil.example", "full_name": "Mallory", "password": "yoyo", "country": "US"}`,
		"a profile called like the address as a slug": `{"username": "mallory", "email": "m@evil.example", "full_name": "Mallory", "organization_name": "zoecorpexample", "password": "yoyo"}`,
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := servertest.New(t, s)
				f.Call("", "POST", "/auth/register/", claim, 201, nil)
				if strings.Contains(name, "but not she") {
					f.Call("mallory", "PATCH", "/profile/mallory-ltd/", `{"email": "`+zoe+`"}`, 200, nil)
				}
				xia := as(f, "xia")
				xia.add(`{"plan": "basic", "full_name": "Zoe", "sync_on": "`+zoe+`", "email": "`+zoe+`"}`, 201)
				if got := xia.quote("xia")[0].Subscription.Organization.Slug; got != "" {
					t.Errorf("the seat is for %s", got)
				}
				xia.pay("xia", "tok_visa", 201, 1)
				mails := f.Mails()
				if !strings.Contains(strings.Join(mails, ", "), "claim_code_generated "+zoe) {
					t.Errorf("no key was mailed: %v", mails)
				}
			})
		})
	}
}

// An account is forgotten with what is kept under its address only when the address was shown to be its user's.
func TestForgettingAnAddressOfSomebodyElse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("", "POST", "/auth/register/", `{"username": "mallory", "email": "zoe@corp.example", "full_name": "Mallory", "password": "yoyo"}`, 201, nil)
		xia := as(f, "xia")
		xia.add(`{"plan": "basic", "full_name": "Zoe", "sync_on": "zoe@corp.example", "email": "zoe@corp.example"}`, 201)
		xia.add(`{"plan": "open-space", "full_name": "Zoe", "sync_on": "zoe@corp.example", "email": "zoe@corp.example"}`, 201)
		f.Call("mallory", "DELETE", "/users/mallory/", "", 204, nil)
		if n := len(xia.quote("xia")); n != 2 {
			t.Errorf("%d of 2 seats for somebody else are left", n)
		}
	})
}

// A seat for an address that no mail can reach would be paid for nobody.
func TestSeatForAnAddressThatCannotBe(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		for _, address := range []string{".zoe@corp.example", "zoe@", "zoe@-corp.example", "zoe smith@corp.example"} {
			if text := f.Call("xia", "POST", "/cart/", `{"plan": "basic", "full_name": "Zoe", "sync_on": "`+address+`"}`, 400, nil); !strings.Contains(text, `"sync_on"`) {
				t.Errorf("%s: %s", address, text)
			}
		}
	})
}

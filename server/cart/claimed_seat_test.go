package cart_test

import (
	"strings"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Who claims a seat that somebody else paid agrees to no price: it is not renewed at their cost until they say so.
func TestClaimedSeatIsNotRenewed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("mark", "POST", "/cart/", `{"plan": "basic", "full_name": "Zoe", "sync_on": "zoe@corp.example", "email": "zoe@corp.example"}`, 201, nil)
		f.Call("mark", "POST", "/billing/mark/checkout/", `{"processor_token": "tok_visa"}`, 201, nil)
		mails, err := s.WaitingMails(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		code := ""
		for _, m := range mails {
			if _, after, found := strings.Cut(m.Payload, "/billing/cart/?code="); found {
				code = after[:40]
			}
		}
		f.Call("", "POST", "/auth/register/", `{"email": "kim@x.example", "full_name": "Kim", "username": "kim", "password": "yoyo", "phone": "1"}`, 201, nil)
		f.Call("kim", "POST", "/billing/kim/checkout/?code="+code, `{}`, 200, nil)
		var sub client.Subscription
		if f.Call("kim", "GET", "/profile/kim/subscriptions/basic/", "", 200, &sub); sub.AutoRenew {
			t.Errorf("renewed at the cost of who was given it: %+v", sub)
		}
		f.Call("kim", "PATCH", "/profile/kim/subscriptions/basic/", `{"auto_renew": true}`, 200, nil)
		if f.Call("kim", "GET", "/profile/kim/subscriptions/basic/", "", 200, &sub); !sub.AutoRenew {
			t.Errorf("%+v", sub)
		}
	})
}

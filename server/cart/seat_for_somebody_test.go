package cart_test

import (
	"reflect"
	"strings"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// A seat can be put into a cart for anybody: of a profile that the buyer does not manage its line shows the name, and nothing that it has or waits for.
func TestSeatForSomebodyElseShowsTheNameAlone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("sam", "PATCH", "/profile/sam/", `{"phone": "555-0199", "street_address": "1 Secret Street", "postal_code": "94199", "extra": "mine"}`, 200, nil)
		var offer client.Subscription
		f.Call("alice", "POST", "/profile/cowork/plans/basic/subscriptions/", `{"organization": {"slug": "sam"}}`, 201, &offer)
		key := offer.GrantKey.MustGet()
		seat := `{"plan": "basic", "full_name": "Sam Okafor", "sync_on": "sam"}`

		as(f, "xia").add(seat, 201)
		text := f.Call("xia", "GET", "/billing/xia/checkout/", "", 200, nil)
		for _, secret := range []string{key, "sam@localhost.localdomain", "555-0199", "Secret Street", "94199", `"mine"`} {
			if strings.Contains(text, secret) {
				t.Errorf("the cart of xia shows %s: %s", secret, text)
			}
		}
		line := as(f, "xia").quote("xia")[0].Subscription
		who := line.Organization
		if who.Slug != "sam" || who.PrintableName != "Sam Okafor" || !line.GrantKey.IsNull() || !line.RequestKey.IsNull() || !line.CreatedAt.IsNull() || !who.Extra.IsNull() {
			t.Errorf("%+v", line)
		}
		who.Slug, who.PrintableName, who.FullName, who.CreatedAt, who.Type = "", "", "", nil, ""
		who.Extra = nil
		if want := (client.CartSubscriber{DefaultTimezone: "UTC"}); !reflect.DeepEqual(who, want) {
			t.Errorf("%+v", who)
		}

		// Who the seat is for sees it whole.
		as(f, "sam").add(`{"plan": "basic"}`, 201)
		if own := as(f, "sam").quote("sam")[0].Subscription; own.GrantKey.MustGet() != key || own.Organization.Phone != "555-0199" {
			t.Errorf("%+v", own)
		}
	})
}

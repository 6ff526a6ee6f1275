package cart_test

import (
	"slices"
	"strings"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// What a profile owes to the provider of its order is shown behind the cart, as far as something is to be paid at all, and paid along (issue 4,
// "balance due added"; its rows are in server/billing/testdata/scenarios/e19).
func TestOldBalanceIsPaidAlong(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		sam := as(f, "sam")
		// An order in one's own name is owed until it is charged.
		servertest.Must[*client.ProfileSubscriptionsCreateResponse](t, 201)(sam.ProfileSubscriptionsCreateWithBodyWithResponse(
			t.Context(), "sam", "application/json", strings.NewReader(`{"plan": "basic"}`)))
		if items := sam.quote("sam"); len(items) != 0 {
			t.Errorf("an empty cart has nothing to pay: %+v", items)
		}
		sam.add(`{"plan": "open-plus"}`, 201)
		items := sam.quote("sam")
		if len(items) != 2 || len(items[0].Options) != 4 {
			t.Fatalf("%+v", items)
		}
		old := items[1]
		if len(old.Options) != 0 || len(old.Lines) != 1 || old.Subscription.Plan.Slug != "basic" || old.Subscription.Organization.Slug != "sam" ||
			old.Subscription.CreatedAt.IsNull() {
			t.Fatalf("%+v", old)
		}
		if l := old.Lines[0]; l.Description != "Balance on basic" || l.Amount != "$20.00" || l.DestAmount != 2000 || l.DestAccount != "settled" ||
			l.OrigAccount != "settled" || l.DestOrganization != "sam" || l.OrigOrganization != "cowork" {
			t.Errorf("%+v", l)
		}
		// The positions are those of the cart: the second one chooses nothing.
		if p := sam.pay("sam", "tok_visa", 400, 0, 1).JSON400; len(p.Errors["items.0.option"]) == 0 {
			t.Errorf("%+v", p)
		}
		charge := sam.pay("sam", "tok_visa", 201, 1, 1).JSON201
		if charge.Amount != 25000+2000 {
			t.Errorf("charged %d", charge.Amount)
		}
		if _, balance := sam.history("sam"); balance != 0 {
			t.Errorf("sam owes %d", balance)
		}
		mails, err := s.WaitingMails(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		confirmed := slices.ContainsFunc(mails, func(m store.OutboxMail) bool {
			return m.Template == "order_executed" && strings.Contains(m.Payload, `{"amount":"$20.00","description":"Balance on basic"}`)
		})
		if !confirmed {
			t.Error("the confirmation does not tell of the old balance")
		}
		sam.add(`{"plan": "open-plus", "option": 1}`, 201)
		if items := sam.quote("sam"); len(items) != 1 {
			t.Errorf("what is paid is shown again: %+v", items)
		}
		verify(f)
	})
}

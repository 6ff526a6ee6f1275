package cart_test

import (
	"testing"

	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Whom an item of a group buy is for: a profile by its slug, then the oldest one by its address, whatever the case; else, for a user without
// one, the customer herself; else somebody who is not registered (billing-ledger.md 4.3, step 1).
func TestBeneficiaryOfAGroupBuy(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		err := s.Do(t.Context(), func(tx *store.Store) error {
			for _, o := range []store.Organization{
				{Slug: "older", Email: "nova@x.example"},
				{Slug: "younger", Email: "Nova@X.example"},
				{Slug: "third", Email: "fourth@x.example"},
				{Slug: "fourth@x.example", Email: "other@x.example"},
			} {
				o.CreatedAt, o.IsActive, o.DefaultTimezone, o.FullName = servertest.Start, true, "UTC", o.Slug
				if err := tx.CreateOrganization(t.Context(), &o); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		xia := as(f, "xia")
		for syncOn, want := range map[string]string{
			// What a profile has on file, or is called, is no address that somebody has shown to be theirs.
			"sam": "sam", "NOVA@x.example": "", "fourth@x.example": "", "other@X.example": "",
			"SAM@localhost.localdomain": "sam", "alice": "xia", "ALICE@localhost.localdomain": "xia", "stranger@x.example": "",
		} {
			xia.add(`{"plan": "basic", "full_name": "Some One", "sync_on": "`+syncOn+`"}`, 201)
			quote := xia.quote("xia")[0]
			if got := quote.Subscription.Organization.Slug; got != want {
				t.Errorf("%s is %q, want %q", syncOn, got, want)
			}
			if got := quote.Lines[0]; got.Description != "Subscription to basic until 2019/07/24 (1 month), for Some One ("+syncOn+")" || got.DestOrganization != "xia" {
				t.Errorf("%s: %+v", syncOn, got)
			}
			if _, err := xia.CartDeleteWithResponse(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
		}
		// An option that is chosen with the order says for whom it is as well, and is the payer's (step 5).
		xia.add(`{"plan": "premium", "full_name": "Sam Okafor", "sync_on": "sam"}`, 201)
		xia.pay("xia", "tok_visa", 201, 2)
		rows, balance := xia.history("xia")
		if len(rows) != 2 || rows[0].amount != "$13680.00" || balance != 0 ||
			rows[0].description != "Subscription to premium until 2022/04/08 (2 years) - a 5% discount, for Sam Okafor (sam)" { // sam has one until 2020
			t.Errorf("%+v, %d", rows, balance)
		}
		verify(f)
	})
}

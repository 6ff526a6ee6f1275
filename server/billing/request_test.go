package billing_test

import (
	"testing"

	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// What a customer asked for is charged to her card when the provider has accepted it, and not before; a setup that was asked for and never came
// about is owed by the next who subscribes (profiles-subscriptions-roles.md 1.6 and 3.5, billing-ledger.md E16 and E18).
func TestRequestsAreChargedOnceAccepted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := stage(t, s)
		ask := func() string {
			t.Helper()
			p.step(`maya POST /profile/maya/subscriptions/ {"plan": "office"} -> 201`)
			maya, err := s.Beneficiary(t.Context(), "maya")
			if err != nil {
				t.Fatal(err)
			}
			sub, err := s.SubscriptionOf(t.Context(), maya.ID, store.Reader{}, "office")
			if err != nil || sub.RequestKey == nil {
				t.Fatalf("%+v, %v", sub, err)
			}
			return *sub.RequestKey
		}
		p.step(`maya POST /cart/ {"plan": "annual"} -> 201`)
		p.step(`maya POST /billing/maya/checkout/ {"processor_token": "tok_visa", "remember_card": true} -> 201`)
		p.step(`ana PATCH /profile/lumen/plans/office/ {"optin_on_request": true} -> 200`)
		ask()
		p.step("due maya sub_12/ 14900")
		// Withdrawn: nothing is owed, and the setup neither done nor forgotten.
		p.step("maya DELETE /profile/maya/subscriptions/office/ -> 204")
		p.step("due maya")
		p.step("at 2019-07-01T12:00:00Z")
		ask()
		p.step("due maya sub_13/ 14900")
		// Unanswered until it ended: what it would have cost can be put away still.
		p.step("at 2019-08-02T12:00:00Z")
		p.step("job charge")
		p.step("paid 1")
		p.step("due maya sub_13/ 14900")
		p.step("ana DELETE /profile/lumen/plans/office/subscriptions/maya/ -> 204")
		p.step("due maya")
		key := ask()
		p.step("job charge")
		p.step("paid 1")
		p.step("due maya sub_14/ 14900")
		p.step("ana PUT /profile/lumen/subscribers/accept/" + key + "/ -> 200")
		p.step("job charge")
		p.step("paid 2")
		p.step("due maya")
		// It was one: the next has no setup.
		p.step("maya DELETE /profile/maya/subscriptions/office/ -> 204")
		p.step("at 2019-08-03T12:00:00Z")
		ask()
		p.step("due maya sub_15/ 5000")
		// What was paid stays paid, though it was refused: its setup, too.
		p.step(`omar POST /cart/ {"plan": "office"} -> 201`)
		p.step(`omar POST /billing/omar/checkout/ {"processor_token": "tok_visa"} -> 201`)
		p.step("ana DELETE /profile/lumen/plans/office/subscriptions/omar/ -> 204")
		p.step("at 2019-08-04T12:00:00Z")
		p.step(`omar POST /profile/omar/subscriptions/ {"plan": "office"} -> 201`)
		p.step("due omar sub_17/ 5000")
		p.verify()
	})
}

package subscriptions_test

import (
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// The end of a subscription is counted on the calendar of its subscriber's zone (design 4): the clocks of New York go back meanwhile, those of
// UTC do not.
func TestEndsInTheZoneOfTheSubscriber(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("mark", "PATCH", "/profile/mark/", `{"default_timezone": "America/New_York"}`, 200, nil)
		for interval, want := range map[string][2]string{
			// 24 June 2019, 10:00 UTC is 6:00 in New York; in winter 6:00 is 11:00 UTC.
			"hourly":  {"2019-06-24T16:00:00Z", "2019-06-24T16:00:00Z"},
			"daily":   {"2019-06-30T10:00:00Z", "2019-06-30T10:00:00Z"},
			"weekly":  {"2019-08-05T10:00:00Z", "2019-08-05T10:00:00Z"},
			"monthly": {"2019-12-24T10:00:00Z", "2019-12-24T11:00:00Z"},
			"yearly":  {"2025-06-24T10:00:00Z", "2025-06-24T10:00:00Z"},
		} {
			f.Call("alice", "POST", "/profile/cowork/plans/", `{"title": "`+interval+`", "interval": "`+interval+`", "period_length": 6}`, 201, nil)
			for i, customer := range []string{"sam", "mark"} {
				var sub client.Subscription
				f.Call("alice", "POST", "/profile/cowork/plans/"+interval+"/subscriptions/", `{"organization": {"slug": "`+customer+`"}}`, 201, &sub)
				if got := sub.EndsAt.UTC().Format(time.RFC3339); got != want[i] {
					t.Errorf("%s of %s: ends at %s, want %s", interval, customer, got, want[i])
				}
			}
		}
	})
}

// Whatever becomes of a plan, what runs goes on as it was agreed: a new price, interval or period counts from the next order
// (profiles-subscriptions-roles.md 3.3).
func TestPlanChangesUnderItsSubscribers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		const plan, joe = "/profile/cowork/plans/basic/", "/profile/cowork/plans/basic/subscriptions/joe/"
		var before, after client.Subscription
		f.Call("alice", "GET", joe, "", 200, &before)
		row, err := s.SubscriptionOf(t.Context(), mustID(f, "joe"), store.Reader{}, "basic")
		if err != nil {
			t.Fatal(err)
		}
		var changed client.Plan
		f.Call("alice", "PATCH", plan, `{"title": "Basic Plus", "period_amount": 9900, "interval": "yearly", "period_length": 2, "is_active": false,
			"skip_optin_on_grant": true, "optin_on_request": true, "renewal_type": "repeat"}`, 200, &changed)
		if changed.Slug != "basic" || changed.PeriodAmount != 9900 || changed.Interval != "yearly" {
			t.Errorf("%+v", changed)
		}
		f.Call("alice", "GET", joe, "", 200, &after)
		again, err := s.SubscriptionOf(t.Context(), mustID(f, "joe"), store.Reader{}, "basic")
		if err != nil || !after.EndsAt.Equal(before.EndsAt) || !after.AutoRenew || !after.RequestKey.IsNull() || !after.GrantKey.IsNull() ||
			!again.AnchorAt.Equal(row.AnchorAt) || again.AnchorIntervals != row.AnchorIntervals || after.Plan.PeriodAmount != 9900 {
			t.Errorf("%+v became %+v, %v", before, after, err)
		}
		f.Call("alice", "DELETE", plan, "", 403, nil)
		f.Call("sam", "POST", "/profile/sam/subscriptions/", `{"plan": "basic"}`, 400, nil) // it is not sold any more
		f.Call("alice", "POST", plan+"subscriptions/", `{"organization": {"slug": "sam"}}`, 201, &after)
		if !after.EndsAt.Equal(servertest.Start.AddDate(2, 0, 0)) || after.AutoRenew {
			t.Errorf("a new one: %+v", after)
		}
		// Ended ones hold the plan, too.
		f.Call("alice", "DELETE", "/profile/cowork/plans/basic/subscriptions/erin/", "", 204, nil)
		f.Call("alice", "DELETE", plan, "", 403, nil)
	})
}

package store_test

import (
	"slices"
	"testing"
	"time"

	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// The subscriptions of a profile: their default order, what narrows and searches them, and who may edit them
// (profiles-subscriptions-roles.md 3.5 and 4).
func TestSubscriptionsOf(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := found(t, s)
		key := "0123456789012345678901234567890123456789"
		for _, hours := range []int{3, 1, 2} {
			w.subscribe(t, s, at.Add(time.Duration(hours)*time.Hour), nil)
		}
		w.subscribe(t, s, at.Add(4*time.Hour), &key)
		ask := func(user string, narrow store.SubscriptionAsk, l store.Listing) (ends []int, editable bool) {
			t.Helper()
			rows, err := s.SubscriptionsOf(t.Context(), w.organizations["subscriber"].ID, store.Reader{UserID: w.users[user].ID}, narrow, l)
			if err != nil || int(rows.Count) != len(rows.Items) {
				t.Fatalf("%d of %d, %v", len(rows.Items), rows.Count, err)
			}
			for _, item := range rows.Items {
				if item.Subscriber.Slug != "subscriber" || item.Plan.Provider != "provider" || item.Plan.Slug != "plan" {
					t.Errorf("%+v", item)
				}
				ends = append(ends, int(item.EndsAt.Sub(at).Hours()))
				editable = editable || item.Editable
			}
			return ends, editable
		}
		two := at.Add(2 * time.Hour)
		for name, tc := range map[string]struct {
			narrow store.SubscriptionAsk
			ask    store.Listing
			want   []int
		}{
			"by their end":         {store.SubscriptionAsk{}, store.Listing{Page: 1}, []int{1, 2, 3, 4}},
			"the other way round":  {store.SubscriptionAsk{}, store.Listing{Page: 1, Descending: true}, []int{4, 3, 2, 1}},
			"in order of creation": {store.SubscriptionAsk{}, store.Listing{Page: 1, Sort: []string{"plan", "created_at", "nonsense", "-ends_at"}}, []int{4, 3, 2, 1}},
			"after an instant":     {store.SubscriptionAsk{EndsAfter: &two}, store.Listing{Page: 1}, []int{3, 4}},
			"before an instant":    {store.SubscriptionAsk{EndsBefore: &two}, store.Listing{Page: 1}, []int{1}},
			"by subscriber":        {store.SubscriptionAsk{}, store.Listing{Page: 1, Query: "SUBSCRIBER, x.example"}, []int{1, 2, 3, 4}},
			"by another field":     {store.SubscriptionAsk{}, store.Listing{Page: 1, Query: "subscriber", QueryFields: []string{"organization__email"}}, nil},
			"by no subscriber":     {store.SubscriptionAsk{}, store.Listing{Page: 1, Query: "provider"}, nil},
			"dates do not bound":   {store.SubscriptionAsk{}, store.Listing{Page: 1, StartAt: &two}, []int{1, 2, 3, 4}},
			"the last page of one": {store.SubscriptionAsk{}, store.Listing{Page: store.LastPage}, []int{1, 2, 3, 4}},
		} {
			if got, _ := ask("manager", tc.narrow, tc.ask); !slices.Equal(got, tc.want) {
				t.Errorf("%s: %v, want %v", name, got, tc.want)
			}
		}
		for user, want := range map[string]bool{"provider-manager": true, "broker-manager": false, "manager": false, "invited": false} {
			if _, got := ask(user, store.SubscriptionAsk{}, store.Listing{Page: 1}); got != want {
				t.Errorf("%s may edit: %v", user, got)
			}
		}
	})
}

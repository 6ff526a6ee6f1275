package profiles_test

import (
	"testing"

	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// A profile that is deleted while somebody changes it, or something of it, is deleted for good: either the change came before, and went with
// it, or it gets 409.
func TestDeletedAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		for _, tc := range []struct {
			profile string
			change  servertest.Request
		}{
			{"xia", servertest.Request{As: "xia", Method: "PATCH", Path: "/profile/xia/", Body: `{"full_name": "Back", "phone": "1"}`}},
			{"joe", servertest.Request{As: "joe", Method: "POST", Path: "/profile/joe/roles/manager/", Body: `{"slug": "alice"}`}},
			{"sam", servertest.Request{As: "alice", Method: "POST", Path: "/users/alice/accessibles/", Body: `{"slug": "sam"}`}},
			{"mark", servertest.Request{As: "alice", Method: "POST", Path: "/profile/cowork/plans/premium/subscriptions/", Body: `{"organization": {"slug": "mark"}}`}},
			{"marie", servertest.Request{As: "marie", Method: "POST", Path: "/profile/marie/subscriptions/", Body: `{"plan": "premium"}`}},
			{"cowork", servertest.Request{As: "alice", Method: "POST", Path: "/profile/cowork/plans/", Body: `{"title": "Revived", "is_active": true}`}},
		} {
			profile, id := tc.profile, mustID(f, tc.profile)
			got := f.AtOnce(tc.change, servertest.Request{As: "donny", Method: "DELETE", Path: "/profile/" + profile + "/"})
			if got[204] != 1 || got[409]+got[404]+got[200]+got[201] != 1 {
				t.Errorf("%s: %v", profile, got)
			}
			o, err := s.Organization(t.Context(), id)
			if err != nil || o.IsActive || o.FullName != o.Slug || o.Phone != "" {
				t.Errorf("%s: %v left %+v, %v", profile, got, o, err)
			}
			roles, err := s.Roles(t.Context(), store.RoleAsk{OrganizationID: id}, store.Listing{Page: 1}, "username")
			if err != nil || roles.Count != 0 {
				t.Errorf("%s: %v left roles: %+v, %v", profile, got, roles, err)
			}
			subscriptions, err := s.SubscriptionSummaries(t.Context(), id, store.Reader{})
			for _, one := range subscriptions {
				if err != nil || one.EndsAt.After(f.Clock.Now()) || one.AutoRenew {
					t.Errorf("%s: %v left %+v, %v", profile, got, one, err)
				}
			}
			plans, err := s.PlansOf(t.Context(), id, store.Listing{Page: 1})
			for _, one := range plans.Items {
				if err != nil || one.IsActive {
					t.Errorf("%s: %v left %+v, %v", profile, got, one, err)
				}
			}
		}
	})
}

// Who deletes a profile while a payment of it is under way would lose what is paid for: it waits.
func TestDeleteWaitsForPayments(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		xia, err := s.UserByName(t.Context(), "xia")
		if err != nil {
			t.Fatal(err)
		}
		f.Call("xia", "POST", "/cart/", `{"plan": "private"}`, 201, nil)
		attempt := store.PaymentAttempt{
			IdempotencyKey: "k", UserID: xia.ID, CustomerID: mustID(f, "xia"), State: store.AttemptOpen, CreatedAt: f.Clock.Now(), OrderJSON: "{}", Unit: "usd", Amount: 1,
		}
		if err := s.Do(t.Context(), func(tx *store.Store) error { return tx.CreateAttempt(t.Context(), &attempt, nil) }); err != nil {
			t.Fatal(err)
		}
		f.Call("xia", "DELETE", "/profile/xia/", "", 409, nil)
		f.Call("alice", "DELETE", "/profile/cowork/", "", 409, nil) // whose plan is paid for
		err = s.Do(t.Context(), func(tx *store.Store) error {
			_, err := tx.CloseAttempt(t.Context(), attempt.ID, store.AttemptDeclined, f.Clock.Now())
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		f.Call("alice", "DELETE", "/profile/cowork/", "", 204, nil)
		f.Call("xia", "DELETE", "/profile/xia/", "", 204, nil)
	})
}

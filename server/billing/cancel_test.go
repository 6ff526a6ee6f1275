package billing_test

import (
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// The answer and the refusals of billing-ledger.md 7, billing_balance_cancel_delete; its rows are in testdata/scenarios/e12.
func TestCancelBalance(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		cancel := func(as, subscriber string, status int) *client.BillingBalanceCancelDeleteResponse {
			t.Helper()
			return servertest.Must[*client.BillingBalanceCancelDeleteResponse](t, status)(
				f.Client(as).BillingBalanceCancelDeleteWithResponse(t.Context(), subscriber))
		}
		owes := func(want int64) {
			t.Helper()
			f.Clock.Advance(time.Second) // a statement is of what was before now
			if got := get[client.TransactionPage](f, "sam", "sam/history/", 200).Balance; got != want {
				t.Errorf("sam owes %d, want %d", got, want)
			}
		}
		// An order in one's own name is owed until it is charged.
		servertest.Must[*client.ProfileSubscriptionsCreateResponse](t, 201)(f.Client("sam").ProfileSubscriptionsCreateWithBodyWithResponse(
			t.Context(), "sam", jsonType, strings.NewReader(`{"plan": "basic"}`)))
		owes(2000)
		cancel("", "sam", 401)
		cancel("sam", "sam", 403) // never the subscriber
		cancel("xia", "sam", 403)
		if p := cancel("donny", "nobody", 404).JSON404; p == nil || p.Detail == "" {
			t.Errorf("%+v", p)
		}
		owes(2000)
		if body := cancel("alice", "sam", 204).Body; len(body) > 0 {
			t.Errorf("body %q", body)
		}
		owes(0)
		count := get[client.TransactionPage](f, "donny", "transactions/", 200).Count
		cancel("alice", "sam", 204)
		cancel("donny", "sam", 204)
		if again := get[client.TransactionPage](f, "donny", "transactions/", 200).Count; again != count {
			t.Errorf("%d rows became %d", count, again)
		}
		// What was written off is no sale that is still to come in: row 3 is not listed.
		for _, r := range get[client.ReceivablePage](f, "alice", "cowork/receivables/?o=-created_at", 200).Results {
			if r.DestAccount == "Canceled" {
				t.Errorf("%+v", r)
			}
		}
		// The subscription keeps its dates.
		subscriptions := servertest.Must[*client.ProfileSubscriptionsListResponse](t, 200)(f.Client("sam").ProfileSubscriptionsListWithResponse(t.Context(), "sam", nil)).JSON200
		found := false
		for _, sub := range subscriptions.Results {
			found = found || sub.Plan.Slug == "basic" && sub.EndsAt.After(f.Clock.Now())
		}
		if !found {
			t.Error("the subscription ended")
		}
	})
}

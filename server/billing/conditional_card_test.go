package billing_test

import (
	"context"
	"net/http"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// The answer that is kept is given again also when the card is not any more what the client saw: it was this request that changed it.
func TestConditionalCardReplayed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		sam := f.Client("sam")
		putCard(f, "sam", "sam", `{"token": "tok_visa"}`, 200)
		seen := servertest.Must[*client.BillingCardReadResponse](t, 200)(sam.BillingCardReadWithResponse(t.Context(), "sam")).HTTPResponse.Header.Get("ETag")
		if seen == "" {
			t.Fatal("a card has no ETag")
		}
		forget := func(key string, status int) string {
			t.Helper()
			return servertest.Must[*client.BillingCardDeleteResponse](t, status)(sam.BillingCardDeleteWithResponse(t.Context(), "sam", withKey(key),
				func(_ context.Context, r *http.Request) error {
					r.Header.Set("If-Match", seen)
					return nil
				})).HTTPResponse.Header.Get("Idempotency-Replayed")
		}
		const key = "f2b9d9a4-1b57-4d0f-8f53-6f8f3d7c4e12"
		forget(key, 204)
		if forget(key, 204) != "true" {
			t.Error("the answer is not given again")
		}
		forget(key+"-other", 412)
	})
}

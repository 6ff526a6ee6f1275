package billing_test

import (
	"strings"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// A card that was replaced or forgotten is not once more by a request that comes again, since its answer was lost: another card may be on file by
// then (issue 5, safe writes).
func TestCardReplayed(t *testing.T) {
	const key = "f2b9d9a4-1b57-4d0f-8f53-6f8f3d7c4e11"
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		sam := f.Client("sam")
		put := func(key, token string, status int) *client.BillingCardUpdateResponse {
			t.Helper()
			return servertest.Must[*client.BillingCardUpdateResponse](t, status)(
				sam.BillingCardUpdateWithBodyWithResponse(t.Context(), "sam", jsonType, strings.NewReader(`{"token": "`+token+`"}`), withKey(key)))
		}
		patch := func(key, token string) {
			t.Helper()
			servertest.Must[*client.BillingCardPartialUpdateResponse](t, 200)(
				sam.BillingCardPartialUpdateWithBodyWithResponse(t.Context(), "sam", jsonType, strings.NewReader(`{"token": "`+token+`"}`), withKey(key)))
		}
		forget := func(key string) {
			t.Helper()
			servertest.Must[*client.BillingCardDeleteResponse](t, 204)(sam.BillingCardDeleteWithResponse(t.Context(), "sam", withKey(key)))
		}
		stays := func(what string, again func()) {
			t.Helper()
			had, told := onFile(f), len(mails(f, "card_updated"))
			f.LoseAnswers()
			again()
			if has, tells := onFile(f), len(mails(f, "card_updated")); has != had || tells != told {
				t.Errorf("%s: card %s, %d mails; before %s, %d", what, has, tells, had, told)
			}
		}
		forget(key + "-none") // there is none
		put(key, "tok_chargeDeclined", 400)
		first := put(key, "tok_visa", 200)
		if again := put(key, "tok_visa", 200); string(again.Body) != string(first.Body) || again.HTTPResponse.Header.Get("Idempotency-Replayed") != "true" {
			t.Errorf("%s, then %s", first.Body, again.Body)
		}
		stays("a card", func() { put(key, "tok_visa", 200) })
		patch(key+"-patch", "tok_two")
		put("", "tok_three", 200)
		stays("another card", func() {
			put(key, "tok_visa", 200)
			patch(key+"-patch", "tok_two")
		})
		forget(key + "-gone")
		if onFile(f) != "" {
			t.Error("the card stays")
		}
		stays("no card", func() {
			if c := put(key, "tok_visa", 200).JSON200; c.Last4 != "N/A" {
				t.Errorf("%+v", c)
			}
		})
		put("", "tok_four", 200)
		stays("a card that came after", func() {
			forget(key + "-gone")
			forget(key + "-none")
		})
		forget(key + "-another")
		if onFile(f) != "" {
			t.Error("the card stays")
		}
	})
}

// onFile is the card of sam at the processor, "" for none.
func onFile(f *servertest.Fixture) string {
	f.Helper()
	o, err := f.Store.Beneficiary(f.Context(), "sam")
	if err != nil {
		f.Fatal(err)
	}
	if o.ProcessorCardKey == nil {
		return ""
	}
	return *o.ProcessorCardKey
}

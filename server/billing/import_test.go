package billing_test

import (
	"strings"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

func importTransfer(f *servertest.Fixture, as, provider, body string, status int) *client.BillingTransfersImportCreateResponse {
	f.Helper()
	return servertest.Must[*client.BillingTransfersImportCreateResponse](f.T, status)(
		f.Client(as).BillingTransfersImportCreateWithBodyWithResponse(f.Context(), provider, jsonType, strings.NewReader(body)))
}

// The answer and the refusals of billing-ledger.md 7, billing_transfers_import_create; its rows are in testdata/scenarios/e11.
func TestImportTransfer(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		before := get[client.TransactionPage](f, "xia", "xia/history/", 200).Balance
		made := importTransfer(f, "alice", "cowork", `{"subscription": "xia-open-space", "amount": "123456789012.5"}`, 201).JSON201
		if made.Subscription != "xia:open-space" || made.Amount != "123456789012.50" || made.Descr != "Off-line payment" || !made.CreatedAt.Equal(servertest.Start) {
			t.Errorf("%+v", made)
		}
		made = importTransfer(f, "donny", "cowork", `{"subscription": "xia:open-space", "amount": "007", "descr": "Chèque n° 5", "created_at": "2018-02-03T01:30:00+02:00"}`, 201).JSON201
		if made.Amount != "7.00" || made.Descr != "Chèque n° 5" || made.CreatedAt.Format("2006-01-02T15:04") != "2018-02-02T23:30" {
			t.Errorf("%+v", made)
		}
		if after := get[client.TransactionPage](f, "xia", "xia/history/", 200).Balance; after != before {
			t.Errorf("the balance was %d and is %d", before, after)
		}
		count := get[client.TransactionPage](f, "donny", "transactions/", 200).Count
		for body, says := range map[string]string{
			`{"subscription": "xia:open-space", "amount": "0"}`:                       "amount",
			`{"subscription": "xia:open-space", "amount": "0.00"}`:                    "amount",
			`{"subscription": "xia:open-space", "amount": "-1"}`:                      "amount",
			`{"subscription": "xia:open-space", "amount": "1.234"}`:                   "amount",
			`{"subscription": "xia:open-space", "amount": "1e3"}`:                     "amount",
			`{"subscription": "xia:open-space", "amount": "1."}`:                      "amount",
			`{"subscription": "xia:open-space", "amount": ".5"}`:                      "amount",
			`{"subscription": "xia:open-space"}`:                                      "amount",
			`{"amount": "1"}`:                                                         "subscription",
			`{"subscription": "xia", "amount": "1"}`:                                  "like subscriber:plan",
			`{"subscription": "xia:open-space:2", "amount": "1"}`:                     "like subscriber:plan",
			`{"subscription": ":open-space", "amount": "1"}`:                          "like subscriber:plan",
			`{"subscription": "nobody:open-space", "amount": "1"}`:                    "no subscriber",
			`{"subscription": "xia:unheard", "amount": "1"}`:                          "no plan",
			`{"subscription": "xia:premium", "amount": "1"}`:                          "no active subscription",
			`{"subscription": "erin:basic", "amount": "1"}`:                           "no active subscription", // it ended
			`{"subscription": "xia:open-plus", "amount": "1"}`:                        "no active subscription", // it waits for xia
			`{"subscription": "joe-private", "amount": "1"}`:                          "no active subscription", // it waits for cowork
			`{"subscription": "xia:open-space", "amount": "1", "created_at": "soon"}`: "created_at",
		} {
			if p := importTransfer(f, "alice", "cowork", body, 400).JSON400; !strings.Contains(p.Detail, says) {
				t.Errorf("%s: %s", body, p.Detail)
			}
		}
		// A plan of another provider.
		if p := importTransfer(f, "donny", "djaoapp", `{"subscription": "xia:open-space", "amount": "1"}`, 400).JSON400; !strings.Contains(p.Detail, "no plan") {
			t.Error(p.Detail)
		}
		importTransfer(f, "xia", "cowork", `{"subscription": "xia:open-space", "amount": "1"}`, 403)
		importTransfer(f, "", "cowork", `{"subscription": "xia:open-space", "amount": "1"}`, 401)
		importTransfer(f, "donny", "nobody", `{"subscription": "xia:open-space", "amount": "1"}`, 404)
		if after := get[client.TransactionPage](f, "donny", "transactions/", 200).Count; after != count {
			t.Errorf("%d rows became %d", count, after)
		}
	})
}

// A hyphen may stand at several places: a text that names two subscriptions is refused, rather than paid to the wrong one.
func TestImportTransferIsNeverAmbiguous(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		err := s.Do(t.Context(), func(tx *store.Store) error {
			cowork, err := tx.OrganizationBySlug(t.Context(), "cowork")
			if err != nil {
				return err
			}
			for _, of := range [][2]string{{"a", "b-c"}, {"a-b", "c"}} {
				o := store.Organization{Slug: of[0], FullName: of[0], CreatedAt: servertest.Start, IsActive: true, DefaultTimezone: "UTC"}
				if err := tx.CreateOrganization(t.Context(), &o); err != nil {
					return err
				}
				p := store.Plan{
					Slug: of[1], IsActive: true, CreatedAt: servertest.Start, OrganizationID: cowork.ID, Unit: "usd", IntervalCode: 4, PeriodLength: 1, RenewalType: 1,
				}
				if err := tx.CreatePlan(t.Context(), &p); err != nil {
					return err
				}
				sub := store.Subscription{
					CreatedAt: servertest.Start, EndsAt: servertest.Start.AddDate(0, 1, 0), AnchorAt: servertest.Start, OrganizationID: o.ID, PlanID: p.ID,
				}
				if err := tx.CreateSubscription(t.Context(), &sub); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if p := importTransfer(f, "alice", "cowork", `{"subscription": "a-b-c", "amount": "1"}`, 400).JSON400; !strings.Contains(p.Detail, "more than one") {
			t.Error(p.Detail)
		}
		for _, name := range []string{"a:b-c", "a-b:c"} {
			if made := importTransfer(f, "alice", "cowork", `{"subscription": "`+name+`", "amount": "1"}`, 201).JSON201; made.Subscription != name {
				t.Errorf("%+v", made)
			}
		}
	})
}

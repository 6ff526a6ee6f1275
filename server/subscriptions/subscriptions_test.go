package subscriptions_test

import (
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

func list(f *servertest.Fixture, as, query string) *client.SubscriptionPage {
	f.Helper()
	return servertest.GetJSON[client.SubscriptionPage](f, as, f.URL+"/api/profile/xia/subscriptions/"+query, 200)
}

func slugs(page *client.SubscriptionPage) string {
	out := ""
	for _, s := range page.Results {
		out += s.Plan.Slug + " "
	}
	return out
}

// The rules of profiles-subscriptions-roles.md 3.5 and 4.
func TestProfileSubscriptionsList(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		for query, want := range map[string]string{
			"":                                  "open-space open-plus ",
			"?ot=desc":                          "open-plus open-space ",
			"?o=-plan":                          "open-space open-plus ",
			"?o=plan__title":                    "open-plus open-space ",
			"?o=organization,-ends_at":          "open-plus open-space ",
			"?state=active":                     "open-space open-plus ",
			"?state=expired":                    "",
			"?state=whatever":                   "open-space open-plus ",
			"?expires_after=2019-07-20":         "open-plus ",
			"?expires_before=2019-07-20":        "open-space ",
			"?q=plus":                           "open-plus ",
			"?q=xia+OPEN,plus":                  "open-plus ",
			"?q=plus&q_f=organization__slug":    "",
			"?q=plus&q_f=nonsense":              "open-plus ",
			"?q=%25":                            "",
			"?unknown=1&state=active&q=&page=1": "open-space open-plus ",
		} {
			if got := slugs(list(f, "xia", query)); got != want {
				t.Errorf("%s: %q, want %q", query, got, want)
			}
		}
		servertest.GetJSON[client.SubscriptionPage](f, "xia", f.URL+"/api/profile/xia/subscriptions/?expires_after=2030", 400) // a year is no date
		for as, editable := range map[string]bool{"xia": false, "alice": true, "donny": false} {
			page := list(f, as, "")
			if len(page.Results) != 2 || page.Results[0].Editable != editable || page.Results[0].Organization.Type != "personal" {
				t.Errorf("%s sees %+v", as, page.Results[0])
			}
			if page.Results[1].GrantKey.IsNull() {
				t.Errorf("%s is a manager and does not see the key", as)
			}
		}
		for as, status := range map[string]int{"joe": 403, "": 401} {
			servertest.GetJSON[client.SubscriptionPage](f, as, f.URL+"/api/profile/xia/subscriptions/", status)
		}
		servertest.GetJSON[client.SubscriptionPage](f, "joe", f.URL+"/api/profile/nobody/subscriptions/", 404)
	})
}

// A contributor reads, but the keys are bearer secrets that she must not see (profiles-subscriptions-roles.md 3.0).
func TestContributorsDoNotSeeKeys(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		err := s.Do(t.Context(), func(tx *store.Store) error {
			xia, err := tx.Beneficiary(t.Context(), "xia")
			if err != nil {
				return err
			}
			joe, err := tx.UserByName(t.Context(), "joe")
			if err != nil {
				return err
			}
			contributor, err := tx.GlobalRoleDescription(t.Context(), "contributor")
			if err != nil {
				return err
			}
			return tx.CreateRole(t.Context(), &store.Role{
				CreatedAt: servertest.Start, OrganizationID: xia.ID, UserID: joe.ID, RoleDescriptionID: &contributor.ID,
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		page := list(f, "joe", "")
		if len(page.Results) != 2 || !page.Results[1].GrantKey.IsNull() {
			t.Errorf("a contributor sees %+v", page.Results[1].GrantKey)
		}
		servertest.Must[*client.BillingCheckoutCreateResponse](t, 403)(
			f.Client("joe").BillingCheckoutCreateWithResponse(t.Context(), "xia", nil, client.Checkout{}),
		)
	})
}

func TestProfileSubscriptionsRead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		read := func(as, plan string, status int) *client.ProfileSubscriptionsReadResponse {
			t.Helper()
			return servertest.Must[*client.ProfileSubscriptionsReadResponse](t, status)(
				f.Client(as).ProfileSubscriptionsReadWithResponse(t.Context(), "xia", plan),
			)
		}
		if sub := read("xia", "open-space", 200).JSON200; sub.Plan.Slug != "open-space" || sub.Organization.Slug != "xia" || !sub.AutoRenew {
			t.Errorf("%+v", sub)
		}
		read("xia", "premium", 404)
		read("joe", "open-space", 403)
	})
}

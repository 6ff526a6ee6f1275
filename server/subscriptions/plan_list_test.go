package subscriptions_test

import (
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// The rules of profiles-subscriptions-roles.md 3.4 and 4: every state, dates of creation, sorts under both names.
func TestPlanSubscriptions(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		const path = "/profile/cowork/plans/basic/subscriptions/"
		f.Call("alice", "POST", path, `{"organization": {"slug": "mark"}}`, 201, nil) // pending; joe runs, erin ended
		for query, want := range map[string]string{
			"":                                    "erin joe ", // what is created now is not before now
			"?ends_at=2019-07-01":                 "erin joe mark ",
			"?ends_at=2019-07-01&ot=desc":         "mark joe erin ",
			"?ends_at=2019-07-01&o=-organization": "mark joe erin ",
			"?ends_at=2019-07-01&o=organization__full_name": "erin joe mark ",
			"?ends_at=2019-07-01&o=plan,-created_at":        "mark erin joe ",
			"?ends_at=2019-07-01&o=plan__title":             "erin joe mark ",
			"?ends_at=2019-07-01&o=created_at":              "joe erin mark ",
			"?start_at=2018-01-01":                          "erin ",
			"?ends_at=2019-07-01&q=johnson":                 "mark ",
			"?ends_at=2019-07-01&q=BASIC+smith":             "joe ",
			"?q=basic&q_f=organization__slug":               "",
		} {
			var page client.SubscriptionPage
			f.Call("alice", "GET", path+query, "", 200, &page)
			got := ""
			for _, sub := range page.Results {
				got += sub.Organization.Slug + " "
			}
			if got != want || int(page.Count) != len(page.Results) {
				t.Errorf("%s: %q, want %q", query, got, want)
			}
		}
		f.Call("alice", "GET", path+"?page=2", "", 404, nil)
		f.Call("alice", "GET", path+"?o=colour", "", 400, nil)
		f.Call("alice", "GET", "/profile/cowork/plans/none/subscriptions/", "", 404, nil)
		f.Call("alice", "GET", "/profile/nobody/plans/basic/subscriptions/", "", 404, nil)
		f.Call("joe", "GET", path, "", 403, nil)
		f.Call("", "GET", path, "", 401, nil)

		var sub client.Subscription
		f.Call("alice", "GET", path+"erin/", "", 200, &sub)
		if sub.Organization.Slug != "erin" || sub.Plan.Slug != "basic" || !sub.Editable {
			t.Errorf("%+v", sub)
		}
		f.Call("alice", "GET", path+"xia/", "", 404, nil)
		f.Call("alice", "GET", "/profile/cowork/plans/none/subscriptions/erin/", "", 404, nil)
		f.Call("joe", "GET", path+"joe/", "", 403, nil)
		f.Call("", "GET", path+"erin/", "", 401, nil)
	})
}

// Each profile once, whatever it had (profiles-subscriptions-roles.md 3.5, profile_subscribers_list).
func TestSubscribers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		for query, want := range map[string]string{
			"":                     "erin joe marie mark sam xia ",
			"?o=-full_name":        "xia sam mark marie joe erin ",
			"?q=johnson":           "marie mark ",
			"?q=johnson+berkeley":  "mark ",
			"?q=johnson+montréal":  "", // of who is a customer no more only the name is known
			"?q=z%C3%BCr":          "erin ",
			"?start_at=2019-01-01": "",
		} {
			var page client.OrganizationPage
			f.Call("alice", "GET", "/profile/cowork/subscribers/"+query, "", 200, &page)
			got := ""
			for _, o := range page.Results {
				got += o.Slug + " "
			}
			if got != want || int(page.Count) != len(page.Results) {
				t.Errorf("%s: %q of %d, want %q", query, got, page.Count, want)
			}
		}
		f.Call("donny", "DELETE", "/profile/mark/", "", 204, nil)
		var page client.OrganizationPage
		f.Call("donny", "GET", "/profile/cowork/subscribers/", "", 200, &page)
		if page.Count != 5 {
			t.Errorf("a deleted profile is listed: %+v", page)
		}
		f.Call("alice", "GET", "/profile/cowork/subscribers/?page=2", "", 404, nil)
		f.Call("alice", "GET", "/profile/cowork/subscribers/?o=email", "", 400, nil)
		f.Call("joe", "GET", "/profile/cowork/subscribers/", "", 403, nil)
		f.Call("", "GET", "/profile/cowork/subscribers/", "", 401, nil)
		f.Call("joe", "GET", "/profile/nobody/subscribers/", "", 404, nil)
	})
}

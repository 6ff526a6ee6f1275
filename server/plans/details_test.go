package plans_test

import (
	"strings"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// What a plan takes from its provider, and what is its provider's alone (profiles-subscriptions-roles.md 1.2 and 3.3).
func TestPlansOfAProvider(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		const path = "/profile/xia/plans/"
		var p client.Plan
		f.Call("donny", "PATCH", "/profile/xia/", `{"is_provider": true}`, 200, nil)
		// A title is one provider's, a slug the whole site's; who sells nothing yet may begin.
		f.Call("xia", "POST", path, `{"title": "Basic", "unit": "cad"}`, 201, &p)
		if !strings.HasPrefix(p.Slug, "basic-") || p.Unit != "cad" || p.Organization != "xia" || p.AppURL != f.URL+"/xia/app/" {
			t.Errorf("%+v", p)
		}
		f.Call("xia", "POST", path, `{"title": "More"}`, 201, &p)
		if p.Unit != "cad" { // that of the first plan
			t.Errorf("unit %s", p.Unit)
		}
		f.Call("donny", "POST", "/profile/djaoapp/plans/", `{"title": "Site"}`, 201, &p)
		if p.Unit != "usd" || p.AppURL != f.URL+"/app/" {
			t.Errorf("%+v", p)
		}
		// What is read only is ignored, an empty word is none.
		f.Call("xia", "PATCH", path+"more/", `{"slug": "mine", "organization": "cowork", "app_url": "https://x.example/", "created_at": "2001-01-01T00:00:00Z"}`, 200, &p)
		if p.Slug != "more" || p.Organization != "xia" || p.CreatedAt.Year() == 2001 || p.AppURL != f.URL+"/xia/app/" {
			t.Errorf("%+v", p)
		}
		for _, body := range []string{`{"interval": ""}`, `{"renewal_type": ""}`, `{"unit": ""}`, `{"interval": 0}`, `{"renewal_type": 3}`, `{"setup_amount": -1}`, `{"title": "Basic"}`, `{"title": ""}`, `{"title": null}`} {
			f.Call("xia", "PATCH", path+"more/", body, 400, nil)
			f.Call("xia", "PUT", path+"more/", body, 400, nil)
		}
		for code, word := range map[string]string{"1": "hourly", "2": "daily", "3": "weekly", "4": "monthly", "5": "yearly"} {
			f.Call("xia", "PATCH", path+"more/", `{"interval": `+code+`}`, 200, &p)
			if string(p.Interval) != word {
				t.Errorf("%s is %s", code, p.Interval)
			}
		}
		for code, word := range map[string]string{"0": "one-time", "1": "auto-renew", "2": "repeat"} {
			f.Call("xia", "PATCH", path+"more/", `{"renewal_type": `+code+`}`, 200, &p)
			if string(p.RenewalType) != word {
				t.Errorf("%s is %s", code, p.RenewalType)
			}
		}
		// Another provider's plan is not found under this one.
		for _, method := range []string{"GET", "PUT", "PATCH", "DELETE"} {
			body := `{}`
			if method == "GET" || method == "DELETE" {
				body = ""
			}
			f.Call("xia", method, path+"basic/", body, 404, nil)
		}
		// With a new title comes a new slug, as long as nobody subscribed, in whatever state.
		f.Call("xia", "PUT", path+"more/", `{"title": "Much more"}`, 200, &p)
		if p.Slug != "much-more" {
			t.Errorf("%s", p.Slug)
		}
		f.Call("xia", "GET", path+"more/", "", 404, nil)
		f.Call("xia", "POST", path+"much-more/subscriptions/", `{"organization": {"slug": "joe"}}`, 201, nil)
		f.Call("joe", "DELETE", "/profile/joe/subscriptions/much-more/", "", 204, nil)
		f.Call("xia", "PATCH", path+"much-more/", `{"title": "Most"}`, 200, &p)
		if p.Slug != "much-more" {
			t.Errorf("%s", p.Slug)
		}
		f.Call("xia", "DELETE", path+"much-more/", "", 403, nil)
	})
}

// The list of plans by its sorts and dates (profiles-subscriptions-roles.md 4).
func TestPlanList(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Call("alice", "PATCH", "/profile/cowork/plans/premium/", `{"is_active": false}`, 200, nil)
		f.Call("alice", "POST", "/profile/cowork/plans/", `{"title": "Attic", "period_amount": 2000}`, 201, nil)
		for query, want := range map[string]string{
			"": "basic open-space open-plus private premium", // what is created now is not before now
			"?ends_at=2030-01-01&o=period_amount,-title":          "basic attic open-space open-plus private premium",
			"?ends_at=2030-01-01&o=-is_active&o=title":            "basic open-plus open-space private attic premium",
			"?ends_at=2030-01-01&o=-created_at":                   "attic basic open-space open-plus private premium",
			"?ends_at=2030-01-01&o=title&ot=desc":                 "private premium open-space open-plus basic attic",
			"?ends_at=2030-01-01&o=-title,is_active&ot=asc":       "private premium open-space open-plus basic attic",
			"?start_at=2019-06-24&ends_at=2030-01-01":             "attic",
			`?start_at="2019-06-24T10:00:00Z"&ends_at=2030-01-01`: "attic",
			"?start_at=2019-06-24T10:00:01Z&ends_at=2030-01-01":   "",
			"?ends_at=2019-06-24T10:00:00Z":                       "basic open-space open-plus private premium",
			"?q=attic":                                            "basic open-space open-plus private premium", // there is no search
		} {
			var page client.PlanPage
			f.Call("alice", "GET", "/profile/cowork/plans/"+query, "", 200, &page)
			var slugs []string
			for _, p := range page.Results {
				slugs = append(slugs, p.Slug)
			}
			if got := strings.Join(slugs, " "); got != want || int(page.Count) != len(slugs) {
				t.Errorf("%s: %q, want %q", query, got, want)
			}
		}
	})
}

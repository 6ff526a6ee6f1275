package plans_test

import (
	"regexp"
	"strings"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

const json = "application/json"

func create(f *servertest.Fixture, as, body string, status int) *client.ProfilePlansCreateResponse {
	f.Helper()
	return servertest.Must[*client.ProfilePlansCreateResponse](f.T, status)(
		f.Client(as).ProfilePlansCreateWithBodyWithResponse(f.Context(), "cowork", json, strings.NewReader(body)),
	)
}

func patch(f *servertest.Fixture, plan, body string, status int) *client.ProfilePlansPartialUpdateResponse {
	f.Helper()
	return servertest.Must[*client.ProfilePlansPartialUpdateResponse](f.T, status)(
		f.Client("alice").ProfilePlansPartialUpdateWithBodyWithResponse(f.Context(), "cowork", plan, json, strings.NewReader(body)),
	)
}

// The rules of profiles-subscriptions-roles.md 3.3.
func TestProfilePlansCreate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		t.Run("defaults", func(t *testing.T) {
			p := create(f, "alice", `{"title": "  Quiet Corner  "}`, 201).JSON201
			if p.Slug != "quiet-corner" || p.Title.MustGet() != "Quiet Corner" || p.IsActive || p.Interval != "yearly" || p.RenewalType != "auto-renew" ||
				p.Unit != "usd" || p.PeriodAmount != 0 || p.PeriodLength != 1 || p.Organization != "cowork" {
				t.Errorf("%+v", p)
			}
		})
		t.Run("integer codes are accepted, words are sent", func(t *testing.T) {
			p := create(f, "alice", `{"title": "Weekly", "interval": 3, "renewal_type": 0, "period_amount": 500, "unit": "cad"}`, 201).JSON201
			if p.Interval != "weekly" || p.RenewalType != "one-time" || p.Unit != "cad" || p.PeriodAmount != 500 {
				t.Errorf("%+v", p)
			}
		})
		t.Run("a slug that is taken gets a suffix", func(t *testing.T) {
			p := create(f, "alice", `{"title": "open space"}`, 201).JSON201
			if !strings.HasPrefix(p.Slug, "open-space-") || len(p.Slug) != len("open-space-")+7 {
				t.Errorf("slug %q", p.Slug)
			}
		})
		for name, tc := range map[string]struct{ body, field string }{
			"no title":                {`{"description": "x"}`, "title"},
			"blank title":             {`{"title": "  "}`, "title"},
			"title of the provider":   {`{"title": "Open Space"}`, "title"},
			"title too long":          {`{"title": "` + strings.Repeat("a", 51) + `"}`, "title"},
			"negative amount":         {`{"title": "n", "period_amount": -1}`, "period_amount"},
			"discount over 100 %":     {`{"title": "n", "advance_discount": 10001}`, "advance_discount"},
			"no period":               {`{"title": "n", "period_length": 0}`, "period_length"},
			"unknown interval":        {`{"title": "n", "interval": "fortnightly"}`, "interval"},
			"unknown interval code":   {`{"title": "n", "interval": 6}`, "interval"},
			"unknown renewal":         {`{"title": "n", "renewal_type": "never"}`, "renewal_type"},
			"unit in capitals":        {`{"title": "n", "unit": "USD"}`, "unit"},
			"amount as text":          {`{"title": "n", "period_amount": "12"}`, "period_amount"},
			"amount with a fraction":  {`{"title": "n", "period_amount": 1.5}`, "period_amount"},
			"title of another type":   {`{"title": ["n"]}`, "title"},
			"two of one key":          {`{"title": "n", "title": "m"}`, "title"},
			"flag of another type":    {`{"title": "n", "is_active": "yes"}`, "is_active"},
			"extra of another type":   {`{"title": "n", "extra": {}}`, "extra"},
			"amount beyond 64 bit":    {`{"title": "n", "period_amount": 99999999999999999999}`, "period_amount"},
			"null where none may be":  {`{"title": null}`, "title"},
			"description of a number": {`{"title": "n", "description": 5}`, "description"},
		} {
			t.Run(name, func(t *testing.T) {
				p := create(f, "alice", tc.body, 400).JSON400
				if len(p.Errors[tc.field]) == 0 || p.Detail == "" || p.RequestID == "" {
					t.Errorf("the refusal does not name %s: %+v", tc.field, p)
				}
			})
		}
		// A title in any script has a slug, made of its sound, or random where nothing is left of it.
		for title, want := range map[string]string{"日本語プラン": "^ri-ben-yu-puran$", "Премиум": "^premium-[0-9a-f]{7}$", "!!": "^plan-[0-9a-f]{8}$", "Accept": "^accept-[0-9a-f]{7}$"} {
			if p := create(f, "alice", `{"title": "`+title+`"}`, 201).JSON201; !regexp.MustCompile(want).MatchString(p.Slug) || p.Title.MustGet() != title {
				t.Errorf("%s: %s", title, p.Slug)
			}
		}
		t.Run("who may", func(t *testing.T) {
			create(f, "donny", `{"title": "By the broker"}`, 201)
			create(f, "xia", `{"title": "By a subscriber"}`, 403)
			create(f, "", `{"title": "By nobody"}`, 401)
			servertest.Must[*client.ProfilePlansCreateResponse](t, 404)(
				f.Client("alice").ProfilePlansCreateWithBodyWithResponse(t.Context(), "nowhere", json, strings.NewReader(`{"title": "n"}`)),
			)
		})
	})
}

func TestProfilePlansUpdate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		create(f, "alice", `{"title": "Draft"}`, 201)
		renamed := patch(f, "draft", `{"title": "Final", "is_active": true}`, 200).JSON200
		if renamed.Slug != "final" || !renamed.IsActive {
			t.Errorf("%+v", renamed)
		}
		patch(f, "draft", `{}`, 404)
		if p := patch(f, "final", `{}`, 200).JSON200; p.Slug != "final" || !p.IsActive {
			t.Errorf("an empty patch changed %+v", p)
		}
		// A plan that somebody subscribed to keeps its slug (1.2).
		if p := patch(f, "basic", `{"title": "Basic and more", "extra": "{}"}`, 200).JSON200; p.Slug != "basic" || p.Extra.MustGet() != "{}" {
			t.Errorf("%+v", p)
		}
		if p := patch(f, "basic", `{"extra": null}`, 200).JSON200; !p.Extra.IsNull() || p.Title.MustGet() != "Basic and more" {
			t.Errorf("%+v", p)
		}
		patch(f, "final", `{"title": "Basic and more"}`, 400)
		full := servertest.Must[*client.ProfilePlansUpdateResponse](t, 200)(f.Client("alice").ProfilePlansUpdateWithBodyWithResponse(
			t.Context(), "cowork", "final", json, strings.NewReader(`{"period_amount": 700}`),
		)).JSON200
		if full.PeriodAmount != 700 || !full.IsActive || full.Title.MustGet() != "Final" {
			t.Errorf("PUT changed what it was not given: %+v", full)
		}
		servertest.Must[*client.ProfilePlansUpdateResponse](t, 403)(f.Client("xia").ProfilePlansUpdateWithBodyWithResponse(
			t.Context(), "cowork", "final", json, strings.NewReader(`{}`),
		))
		servertest.Must[*client.ProfilePlansPartialUpdateResponse](t, 403)(f.Client("xia").ProfilePlansPartialUpdateWithBodyWithResponse(
			t.Context(), "cowork", "final", json, strings.NewReader(`{}`),
		))
	})
}

func TestProfilePlansDelete(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		create(f, "alice", `{"title": "Draft", "is_active": true}`, 201)
		servertest.Must[*client.CartCreateResponse](t, 201)(
			f.Client("xia").CartCreateWithBodyWithResponse(t.Context(), json, strings.NewReader(`{"plan": "draft"}`)),
		)
		remove := func(as, plan string, status int) {
			t.Helper()
			servertest.Must[*client.ProfilePlansDeleteResponse](t, status)(f.Client(as).ProfilePlansDeleteWithResponse(t.Context(), "cowork", plan))
		}
		remove("xia", "draft", 403)
		remove("alice", "basic", 403) // it has subscriptions
		remove("alice", "draft", 204)
		remove("alice", "draft", 404)
		cart := servertest.Must[*client.BillingCheckoutReadResponse](t, 200)(f.Client("xia").BillingCheckoutReadWithResponse(t.Context(), "xia", nil))
		if len(cart.JSON200.Items) != 0 {
			t.Error("a deleted plan is still in a cart")
		}
	})
}

func TestProfilePlansListAndRead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		list := func(params *client.ProfilePlansListParams, want ...string) {
			t.Helper()
			page := servertest.Must[*client.ProfilePlansListResponse](t, 200)(f.Client("alice").ProfilePlansListWithResponse(t.Context(), "cowork", params)).JSON200
			got := make([]string, len(page.Results))
			for i, p := range page.Results {
				got[i] = p.Slug
			}
			if strings.Join(got, " ") != strings.Join(want, " ") || page.Count != int64(len(want)) || !page.Next.IsNull() || !page.Previous.IsNull() {
				t.Errorf("%v, want %v", got, want)
			}
		}
		list(nil, "basic", "open-space", "open-plus", "private", "premium")
		desc := client.ProfilePlansListParamsOt("desc")
		list(&client.ProfilePlansListParams{Ot: &desc}, "premium", "private", "open-plus", "open-space", "basic")
		list(&client.ProfilePlansListParams{O: &[]client.ProfilePlansListParamsO{"-period_amount"}}, "premium", "private", "open-plus", "open-space", "basic")
		list(&client.ProfilePlansListParams{O: &[]client.ProfilePlansListParamsO{"title"}}, "basic", "open-plus", "open-space", "premium", "private")
		before := servertest.Start.AddDate(-10, 0, 0)
		list(&client.ProfilePlansListParams{EndsAt: &before})
		two := int64(2)
		servertest.Must[*client.ProfilePlansListResponse](t, 404)(
			f.Client("alice").ProfilePlansListWithResponse(t.Context(), "cowork", &client.ProfilePlansListParams{Page: &two}),
		)
		servertest.Must[*client.ProfilePlansListResponse](t, 403)(f.Client("xia").ProfilePlansListWithResponse(t.Context(), "cowork", nil))

		p := servertest.Must[*client.ProfilePlansReadResponse](t, 200)(
			f.Client("alice").ProfilePlansReadWithResponse(t.Context(), "cowork", "private"),
		).JSON200
		if p.PeriodAmount != 65000 || p.SetupAmount != 9900 || p.Interval != "monthly" || !strings.HasSuffix(p.AppURL, "/cowork/app/") {
			t.Errorf("%+v", p)
		}
		servertest.Must[*client.ProfilePlansReadResponse](t, 404)(f.Client("donny").ProfilePlansReadWithResponse(t.Context(), "djaoapp", "private"))
		servertest.Must[*client.ProfilePlansReadResponse](t, 403)(f.Client("xia").ProfilePlansReadWithResponse(t.Context(), "cowork", "private"))
	})
}

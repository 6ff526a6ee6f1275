package coupons_test

import (
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

const json = "application/json"

func create(f *servertest.Fixture, as, body string, status int) *client.BillingCouponsCreateResponse {
	f.Helper()
	return servertest.Must[*client.BillingCouponsCreateResponse](f.T, status)(
		f.Client(as).BillingCouponsCreateWithBodyWithResponse(f.Context(), "cowork", json, strings.NewReader(body)),
	)
}

func read(f *servertest.Fixture, as, code string, status int) *client.BillingCouponsReadResponse {
	f.Helper()
	return servertest.Must[*client.BillingCouponsReadResponse](f.T, status)(f.Client(as).BillingCouponsReadWithResponse(f.Context(), "cowork", code))
}

func put(f *servertest.Fixture, as, code, body string, status int) *client.BillingCouponsUpdateResponse {
	f.Helper()
	return servertest.Must[*client.BillingCouponsUpdateResponse](f.T, status)(
		f.Client(as).BillingCouponsUpdateWithBodyWithResponse(f.Context(), "cowork", code, json, strings.NewReader(body)),
	)
}

func patch(f *servertest.Fixture, as, code, body string, status int) *client.BillingCouponsPartialUpdateResponse {
	f.Helper()
	return servertest.Must[*client.BillingCouponsPartialUpdateResponse](f.T, status)(
		f.Client(as).BillingCouponsPartialUpdateWithBodyWithResponse(f.Context(), "cowork", code, json, strings.NewReader(body)),
	)
}

func remove(f *servertest.Fixture, as, code string, status int) {
	f.Helper()
	servertest.Must[*client.BillingCouponsDeleteResponse](f.T, status)(f.Client(as).BillingCouponsDeleteWithResponse(f.Context(), "cowork", code))
}

func TestBillingCouponsCreate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		for name, body := range map[string]string{"no end": `{"code": "BARE"}`, "null end": `{"code": "NULL", "ends_at": null}`} {
			c := create(f, "alice", body, 201).JSON201
			if c.Percent != 0 || !c.CreatedAt.Equal(servertest.Start) || !c.EndsAt.MustGet().Equal(servertest.Start.AddDate(0, 0, 30)) || !c.Description.IsNull() {
				t.Errorf("%s: %+v", name, c)
			}
		}
		full := create(f, "donny", `{"code": "Full-1_x", "percent": 20, "ends_at": "2030-01-01T00:00:00Z", "description": "sale",
			"created_at": "1999-01-01T00:00:00Z"}`, 201).JSON201
		if full.Code != "Full-1_x" || full.Percent != 20 || full.EndsAt.MustGet().Format(time.RFC3339) != "2030-01-01T00:00:00Z" ||
			full.Description.MustGet() != "sale" || !full.CreatedAt.Equal(servertest.Start) {
			t.Errorf("%+v", full)
		}
		for name, tc := range map[string]struct{ body, field string }{
			"no code":             {`{"percent": 10}`, "code"},
			"blank code":          {`{"code": " "}`, "code"},
			"code with a blank":   {`{"code": "A B"}`, "code"},
			"code too long":       {`{"code": "` + strings.Repeat("a", 51) + `"}`, "code"},
			"code of another":     {`{"code": "DIS100"}`, "code"},
			"whatever the case":   {`{"code": "dis100"}`, "code"},
			"percent below 0":     {`{"code": "x", "percent": -1}`, "percent"},
			"percent over 100":    {`{"code": "x", "percent": 101}`, "percent"},
			"percent with a part": {`{"code": "x", "percent": 1.5}`, "percent"},
			"no date":             {`{"code": "x", "ends_at": "soon"}`, "ends_at"},
			"description of 1":    {`{"code": "x", "description": 1}`, "description"},
		} {
			if p := create(f, "alice", tc.body, 400).JSON400; len(p.Errors[tc.field]) == 0 {
				t.Errorf("%s: %+v", name, p)
			}
		}
		create(f, "xia", `{"code": "y"}`, 403)
		create(f, "", `{"code": "y"}`, 401)
		// Codes are unique for each provider, not for the site.
		servertest.Must[*client.BillingCouponsCreateResponse](t, 201)(
			f.Client("donny").BillingCouponsCreateWithBodyWithResponse(t.Context(), "djaoapp", json, strings.NewReader(`{"code": "DIS100"}`)))
		servertest.Must[*client.BillingCouponsCreateResponse](t, 404)(
			f.Client("donny").BillingCouponsCreateWithBodyWithResponse(t.Context(), "nowhere", json, strings.NewReader(`{"code": "y"}`)))
	})
}

func TestBillingCouponsReadAndUpdate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		create(f, "alice", `{"code": "SPRING", "percent": 20, "description": "sale"}`, 201)
		end := servertest.Start.AddDate(0, 0, 30)
		if c := read(f, "alice", "SPRING", 200).JSON200; c.Percent != 20 || !c.EndsAt.MustGet().Equal(end) || c.Description.MustGet() != "sale" {
			t.Errorf("read %+v", c)
		}
		read(f, "alice", "spring", 200) // in whatever case
		read(f, "xia", "SPRING", 403)
		read(f, "", "SPRING", 401)

		// Absent is unchanged, null is never.
		if c := patch(f, "alice", "SPRING", `{"percent": 30}`, 200).JSON200; c.Percent != 30 || !c.EndsAt.MustGet().Equal(end) || c.Description.MustGet() != "sale" {
			t.Errorf("patched %+v", c)
		}
		if c := patch(f, "alice", "SPRING", `{"ends_at": null, "description": null}`, 200).JSON200; c.Percent != 30 || !c.EndsAt.IsNull() || !c.Description.IsNull() {
			t.Errorf("patched %+v", c)
		}
		if c := patch(f, "alice", "SPRING", `{"code": "Spring"}`, 200).JSON200; c.Code != "Spring" {
			t.Errorf("a coupon may change the case of its own code: %+v", c)
		}
		// PUT replaces everything but the code.
		if c := put(f, "alice", "Spring", `{"percent": 5, "ends_at": "2020-01-01T00:00:00Z"}`, 200).JSON200; c.Code != "Spring" || c.Percent != 5 || c.EndsAt.IsNull() {
			t.Errorf("put %+v", c)
		}
		if c := put(f, "donny", "Spring", `{"code": "SUMMER"}`, 200).JSON200; c.Code != "SUMMER" || c.Percent != 0 || !c.EndsAt.IsNull() {
			t.Errorf("put %+v", c)
		}
		read(f, "alice", "Spring", 404)
		if c := read(f, "alice", "SUMMER", 200).JSON200; c.Percent != 0 || !c.EndsAt.IsNull() || !c.CreatedAt.Equal(servertest.Start) {
			t.Errorf("read again %+v", c)
		}
		for _, body := range []string{`{"code": "dis100"}`, `{"code": "A B"}`, `{"percent": 101}`, `{"ends_at": "soon"}`} {
			put(f, "alice", "SUMMER", body, 400)
			patch(f, "alice", "SUMMER", body, 400)
		}
		for as, status := range map[string]int{"xia": 403, "": 401} {
			put(f, as, "SUMMER", `{}`, status)
			patch(f, as, "SUMMER", `{}`, status)
			remove(f, as, "SUMMER", status)
		}
		put(f, "alice", "nothing", `{}`, 404)
		patch(f, "alice", "nothing", `{}`, 404)
		remove(f, "alice", "nothing", 404)
	})
}

func post(f *servertest.Fixture, path, body string, status int) {
	f.Helper()
	response := servertest.Must[*client.CartCreateResponse](f.T, status)
	switch path {
	case "cart":
		response(f.Client("xia").CartCreateWithBodyWithResponse(f.Context(), json, strings.NewReader(body)))
	case "redeem":
		servertest.Must[*client.CartRedeemCreateResponse](f.T, status)(
			f.Client("xia").CartRedeemCreateWithBodyWithResponse(f.Context(), json, strings.NewReader(body)))
	case "checkout":
		servertest.Must[*client.BillingCheckoutCreateResponse](f.T, status)(
			f.Client("xia").BillingCheckoutCreateWithBodyWithResponse(f.Context(), "xia", nil, json, strings.NewReader(body)))
	}
}

// price is what the cart of xia costs now, in cents.
func price(f *servertest.Fixture) int64 {
	f.Helper()
	cart := servertest.Must[*client.BillingCheckoutReadResponse](f.T, 200)(f.Client("xia").BillingCheckoutReadWithResponse(f.Context(), "xia", nil)).JSON200
	var total int64
	for _, item := range cart.Items {
		for _, line := range item.Lines {
			total += line.DestAmount
		}
	}
	return total
}

// A coupon that waits in carts leaves them, one that was used in an order ends and stays (billing-ledger.md 7, billing_coupons_delete).
func TestBillingCouponsDelete(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		create(f, "alice", `{"code": "HALF", "percent": 50}`, 201)
		post(f, "cart", `{"plan": "basic"}`, 201)
		post(f, "redeem", `{"code": "half"}`, 200)
		if got := price(f); got != 1000 {
			t.Errorf("%d cents with the coupon", got)
		}
		remove(f, "alice", "HALF", 204)
		read(f, "alice", "HALF", 404)
		if got := price(f); got != 2000 {
			t.Errorf("%d cents after the coupon was deleted", got)
		}

		create(f, "alice", `{"code": "USED", "percent": 50}`, 201)
		post(f, "redeem", `{"code": "used"}`, 200)
		post(f, "checkout", `{"processor_token": "tok_visa"}`, 201)
		post(f, "cart", `{"plan": "open-space"}`, 201)
		post(f, "redeem", `{"code": "used"}`, 200)
		f.Clock.Advance(time.Minute)
		remove(f, "alice", "USED", 204)
		ended := servertest.Start.Add(time.Minute)
		if c := read(f, "alice", "USED", 200).JSON200; !c.EndsAt.MustGet().Equal(ended) || c.Percent != 50 {
			t.Errorf("%+v", c)
		}
		if got := price(f); got != 17999 {
			t.Errorf("%d cents after the coupon ended", got)
		}
		post(f, "redeem", `{"code": "used"}`, 400)
		f.Clock.Advance(time.Minute)
		remove(f, "alice", "USED", 204)
		if c := read(f, "alice", "USED", 200).JSON200; !c.EndsAt.MustGet().Equal(ended) {
			t.Errorf("a second deletion moves the end: %+v", c)
		}
	})
}

// What somebody paid for in a group buy stays free (billing-ledger.md E15).
func TestCouponsOfGroupBuysKeepTheirPromise(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		post(f, "cart", `{"plan": "basic", "sync_on": "new@localhost.localdomain", "full_name": "New One"}`, 201)
		post(f, "checkout", `{"processor_token": "tok_visa"}`, 201)
		q := "cpn_"
		end := servertest.Start.Add(time.Hour)
		page := servertest.Must[*client.BillingCouponsListResponse](t, 200)(f.Client("alice").BillingCouponsListWithResponse(
			t.Context(), "cowork", &client.BillingCouponsListParams{Q: &q, EndsAt: &end})).JSON200
		if len(page.Results) != 1 || page.Results[0].Percent != 100 || !page.Results[0].EndsAt.IsNull() {
			t.Fatalf("%+v", page)
		}
		code := page.Results[0].Code
		for field, body := range map[string]string{"code": `{"code": "x"}`, "percent": `{"percent": 50}`, "ends_at": `{"ends_at": "2020-01-01T00:00:00Z"}`} {
			if p := patch(f, "alice", code, body, 400).JSON400; len(p.Errors[field]) == 0 {
				t.Errorf("%s: %+v", field, p)
			}
		}
		put(f, "alice", code, `{}`, 400)
		if c := put(f, "alice", code, `{"percent": 100, "description": "paid"}`, 200).JSON200; c.Description.MustGet() != "paid" {
			t.Errorf("%+v", c)
		}
		remove(f, "alice", code, 403)
		read(f, "alice", code, 200)
	})
}

func TestBillingCouponsList(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		f.Clock.Advance(time.Hour)
		create(f, "alice", `{"code": "AAA", "percent": 7, "description": "Spring sale", "ends_at": "2019-07-01T00:00:00Z"}`, 201)
		f.Clock.Advance(time.Hour)
		list := func(params *client.BillingCouponsListParams, want ...string) {
			t.Helper()
			page := servertest.Must[*client.BillingCouponsListResponse](t, 200)(f.Client("alice").BillingCouponsListWithResponse(t.Context(), "cowork", params)).JSON200
			got := make([]string, len(page.Results))
			for i, c := range page.Results {
				got[i] = c.Code
			}
			if strings.Join(got, " ") != strings.Join(want, " ") || page.Count != int64(len(want)) {
				t.Errorf("%v (count %d), want %v", got, page.Count, want)
			}
		}
		ptr := func(text string) *string { return &text }
		desc := client.BillingCouponsListParamsOt("desc")
		list(nil, "DIS100", "DIS50", "AAA")
		list(&client.BillingCouponsListParams{Ot: &desc}, "AAA", "DIS50", "DIS100")
		list(&client.BillingCouponsListParams{O: &[]client.BillingCouponsListParamsO{"percent"}}, "AAA", "DIS50", "DIS100")
		list(&client.BillingCouponsListParams{O: &[]client.BillingCouponsListParamsO{"-code"}}, "DIS50", "DIS100", "AAA")
		list(&client.BillingCouponsListParams{Q: ptr("dis")}, "DIS100", "DIS50")
		list(&client.BillingCouponsListParams{Q: ptr("SPRING, sale")}, "AAA")
		list(&client.BillingCouponsListParams{Q: ptr("7")}, "AAA")
		list(&client.BillingCouponsListParams{Q: ptr("abc corp")}, "DIS100", "DIS50", "AAA")
		list(&client.BillingCouponsListParams{Q: ptr("50"), QF: &[]string{"code"}}, "DIS50")
		list(&client.BillingCouponsListParams{Q: ptr("nothing")})
		list(&client.BillingCouponsListParams{StartAt: &servertest.Start}, "AAA")
		list(&client.BillingCouponsListParams{EndsAt: &servertest.Start}, "DIS100", "DIS50")
		two := int64(2)
		servertest.Must[*client.BillingCouponsListResponse](t, 404)(
			f.Client("alice").BillingCouponsListWithResponse(t.Context(), "cowork", &client.BillingCouponsListParams{Page: &two}))
		servertest.Must[*client.BillingCouponsListResponse](t, 403)(f.Client("xia").BillingCouponsListWithResponse(t.Context(), "cowork", nil))
		servertest.Must[*client.BillingCouponsListResponse](t, 401)(f.Client("").BillingCouponsListWithResponse(t.Context(), "cowork", nil))
	})
}

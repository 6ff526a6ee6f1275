package cart_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// The table of billing-ledger.md 4.1.
func TestCartCreate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		xia := as(f, "xia")
		item := func(response *client.CartCreateResponse) client.CartItemResult {
			t.Helper()
			result := response.JSON201
			if result == nil {
				result = response.JSON200
			}
			out, err := result.AsCartItemResult()
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		if got := item(xia.add(`{"plan": "open-plus", "option": 2}`, 201)); got.Option != 2 || got.FullName != "" || !got.SyncOn.IsNull() {
			t.Errorf("new item: %+v", got)
		}
		if got := item(xia.add(`{"plan": "open-plus", "full_name": "Me"}`, 200)); got.Option != 0 || got.FullName != "Me" {
			t.Errorf("an omitted option resets: %+v", got)
		}
		xia.add(`{"plan": "open-plus", "option": 3}`, 200)
		if got := item(xia.add(`{"plan": "open-plus", "sync_on": "joe", "full_name": "Joe", "email": "joe@x.example"}`, 200)); got.Option != 3 || got.SyncOn.MustGet() != "joe" {
			t.Errorf("the item of nobody becomes hers: %+v", got)
		}
		if got := item(xia.add(`{"plan": "open-plus", "sync_on": "mark"}`, 201)); got.Option != 3 || got.SyncOn.MustGet() != "mark" {
			t.Errorf("another beneficiary is another item: %+v", got)
		}
		if got := item(xia.add(`{"plan": "open-plus", "sync_on": "JOE", "full_name": "Joseph"}`, 200)); got.FullName != "Joseph" || got.Option != 3 {
			t.Errorf("the same beneficiary whatever the case: %+v", got)
		}
		list := xia.add(`[{"plan": "basic"}, {"plan": "premium", "option": 1}]`, 201)
		if items, err := list.JSON201.AsCartItemResultList(); err != nil || len(items) != 2 || items[1].Plan != "premium" {
			t.Errorf("%+v, %v", items, err)
		}
		xia.add(`[{"plan": "private"}, {"plan": "nothing"}]`, 404)
		xia.add(`{"plan": "nothing"}`, 404)
		for _, body := range []string{`[]`, `{}`, `{"plan": ""}`, `{"plan": 5}`, `{"plan": "basic", "option": -1}`, `"basic"`, `null`, `[[]]`} {
			xia.add(body, 400)
		}
		if n := len(xia.quote("xia")); n != 4 {
			t.Errorf("%d items, want 4: a refused list must leave nothing", n)
		}
		remove := func(params client.CartDeleteParams, left int) {
			t.Helper()
			servertest.Must[*client.CartDeleteResponse](t, 204)(xia.CartDeleteWithResponse(t.Context(), &params))
			if n := len(xia.quote("xia")); n != left {
				t.Errorf("%d items are left, want %d", n, left)
			}
		}
		xia.add(`{"plan": "open-plus", "sync_on": "joe", "email": "Joe@x.example"}`, 200)
		remove(client.CartDeleteParams{Plan: ptr("basic"), Email: ptr("joe@x.example")}, 4)
		remove(client.CartDeleteParams{Email: ptr("joe@X.example")}, 3)
		remove(client.CartDeleteParams{Plan: ptr("basic")}, 2)
		remove(client.CartDeleteParams{}, 0)
		remove(client.CartDeleteParams{}, 0)
	})
}

// Options, setup and several lines on one charge (billing-ledger.md 4.4, 4.6; design 4, "setup_amount is charged").
func TestCheckoutOptionsAndSetup(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		xia := as(f, "xia")
		xia.add(`[{"plan": "premium"}, {"plan": "private"}]`, 201)
		quote := xia.quote("xia")
		private, premium := quote[0], quote[1]
		if len(private.Lines) != 2 || private.Lines[0].DestAmount != 65000 || private.Lines[1].Description != "Setup of private" || private.Lines[1].DestAmount != 9900 {
			t.Errorf("private: %+v", private.Lines)
		}
		var amounts []int64
		for _, o := range premium.Options {
			amounts = append(amounts, o.DestAmount)
		}
		// 720000 a year, 5 % for each further year in advance.
		for i, want := range []int64{720000, 1368000, 1944000, 2448000} {
			if i >= len(amounts) || amounts[i] != want {
				t.Fatalf("options of premium %v", amounts)
			}
		}
		refused := xia.pay("xia", "tok_visa", 400)
		if len(refused.JSON400.Errors["items.1.option"]) == 0 {
			t.Errorf("%+v", refused.JSON400)
		}
		xia.pay("xia", "tok_visa", 400, 0, 9) // positions that do not exist choose nothing
		charge := xia.pay("xia", "tok_visa", 201, 0, 2).JSON201
		if charge.Amount != 65000+9900+1368000 {
			t.Errorf("charged %d", charge.Amount)
		}
		sub := servertest.Must[*client.ProfileSubscriptionsReadResponse](t, 200)(xia.ProfileSubscriptionsReadWithResponse(t.Context(), "xia", "premium")).JSON200
		if want := servertest.Start.AddDate(2, 0, 0); !sub.EndsAt.Equal(want) {
			t.Errorf("premium until %s, want %s", sub.EndsAt, want)
		}
		rows, balance := xia.history("xia")
		if len(rows) != 4 || balance != 0 {
			t.Errorf("history %+v, balance %d", rows, balance)
		}
		xia.add(`{"plan": "private"}`, 201)
		if again := xia.quote("xia")[0]; len(again.Lines) != 1 {
			t.Errorf("the setup is charged again: %+v", again.Lines)
		}
		verify(f)
	})
}

// A zero total makes no charge and needs no card (billing-ledger.md E14).
func TestFreeOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		xia := as(f, "xia")
		xia.add(`{"plan": "private"}`, 201)
		xia.redeem("DIS100", 200)
		if lines := xia.quote("xia")[0].Lines; len(lines) != 1 || lines[0].DestAmount != 0 {
			t.Errorf("lines %+v: a full coupon waives the setup", lines)
		}
		xia.pay("xia", "", 200)
		rows, _ := xia.history("xia")
		expect(t, "history", rows, []row{{"Subscription to private until 2019/07/24 (1 month) - a 100% discount (code: DIS100)", "$0.00", false}})
		servertest.Must[*client.ProfileSubscriptionsReadResponse](t, 200)(xia.ProfileSubscriptionsReadWithResponse(t.Context(), "xia", "private"))
		verify(f)
	})
}

func TestCheckoutRefusals(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		xia := as(f, "xia")
		xia.add(`{"plan": "basic"}`, 201)
		if p := xia.pay("xia", "", 400).JSON400; len(p.Errors["processor_token"]) == 0 || !strings.Contains(p.Detail, "Xia Lee") {
			t.Errorf("no card: %+v", p)
		}
		as(f, "joe").pay("xia", "tok_visa", 403)
		xia.pay("nobody", "tok_visa", 404)
		as(f, "").pay("xia", "tok_visa", 401)
		for _, body := range []string{`{"processor_token": ""}`, `{"items": [{"option": "one"}]}`, `{"remember_card": "yes"}`, `{"country": "Atlantis"}`} {
			servertest.Must[*client.BillingCheckoutCreateResponse](t, 400)(
				xia.BillingCheckoutCreateWithBodyWithResponse(t.Context(), "xia", nil, "application/json", strings.NewReader(body)),
			)
		}
		for currency, amount := range map[string]int64{"cad": 700, "usd": 30} {
			servertest.Must[*client.ProfilePlansCreateResponse](t, 201)(as(f, "alice").ProfilePlansCreateWithResponse(t.Context(), "cowork",
				client.PlanInput{Title: "In " + currency, Unit: &currency, PeriodAmount: &amount, IsActive: ptr(true)}))
		}
		xia.add(`{"plan": "in-cad"}`, 201)
		if p := xia.pay("xia", "tok_visa", 400).JSON400; !strings.Contains(p.Detail, "cad") {
			t.Errorf("two currencies: %+v", p)
		}
		servertest.Must[*client.CartDeleteResponse](t, 204)(xia.CartDeleteWithResponse(t.Context(), nil))
		xia.add(`{"plan": "in-usd"}`, 201)
		if p := xia.pay("xia", "tok_visa", 400).JSON400; !strings.Contains(p.Detail, "$0.50") {
			t.Errorf("below the minimum: %+v", p)
		}
		if rows, _ := xia.history("xia"); len(rows) != 0 {
			t.Errorf("a refusal wrote %+v", rows)
		}
	})
}

// A card that is remembered pays the next order; address fields fill blanks only (billing-ledger.md 4.6, steps 3 and 8).
func TestRememberedCardAndAddress(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		sam := as(f, "sam")
		sam.add(`{"plan": "basic"}`, 201)
		servertest.Must[*client.BillingCheckoutCreateResponse](t, 201)(sam.BillingCheckoutCreateWithResponse(t.Context(), "sam", nil, client.Checkout{
			ProcessorToken: ptr("tok_visa"), RememberCard: ptr(true), StreetAddress: ptr("5 Broad Street"), Locality: ptr("Abuja"),
			Region: ptr("LA"), Country: ptr("GHA"), PostalCode: ptr("100001"),
		}))
		o, err := s.Organization(t.Context(), mustScope(f, "sam"))
		if err != nil || o.StreetAddress != "5 Broad Street" || o.Locality != "Lagos" || o.PostalCode != "100001" || o.Country != "NG" || o.Region != "" {
			t.Errorf("%+v, %v", o, err)
		}
		if o.ProcessorCardKey == nil {
			t.Fatal("the card was not kept")
		}
		sam.add(`{"plan": "basic"}`, 201)
		if charge := sam.pay("sam", "", 201).JSON201; charge.Amount != 2000 || charge.Last4 != "1234" {
			t.Errorf("%+v", charge)
		}
		verify(f)
	})
}

// A group buy for somebody registered extends her subscription and is owed by the payer (billing-ledger.md E15).
func TestGroupBuyForAKnownBeneficiary(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		xia := as(f, "xia")
		xia.add(`{"plan": "open-space", "full_name": "Sam Okafor", "sync_on": "SAM@localhost.localdomain"}`, 201)
		quote := xia.quote("xia")
		if quote[0].Subscription.Organization.Slug != "sam" || !quote[0].Subscription.CreatedAt.IsNull() {
			t.Errorf("%+v", quote[0].Subscription)
		}
		charge := xia.pay("xia", "tok_visa", 201).JSON201
		rows, _ := xia.history("xia")
		expect(t, "history of the payer", rows, []row{
			{"Subscription to open-space until 2019/07/24 (1 month), for Sam Okafor (SAM@localhost.localdomain)", "$179.99", false},
			{charge.Description.MustGet(), "($179.99)", true},
		})
		servertest.Must[*client.ProfileSubscriptionsReadResponse](t, 200)(
			as(f, "sam").ProfileSubscriptionsReadWithResponse(t.Context(), "sam", "open-space"),
		)
		verify(f)
	})
}

var hex40 = regexp.MustCompile(`cpn_[0-9a-f]{40}`)

// A group buy for somebody unknown makes a claim, which she redeems for nothing once she is there (billing-ledger.md E15).
func TestGroupBuyForAnUnknownBeneficiary(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		xia := as(f, "xia")
		xia.add(`{"plan": "basic", "full_name": "Omar Q", "sync_on": "omar@example.com", "email": "omar@example.com"}`, 201)
		if o := xia.quote("xia")[0].Subscription.Organization; o.Slug != "" || o.Type != "user" || o.Email != "omar@example.com" {
			t.Errorf("%+v", o)
		}
		charge := xia.pay("xia", "tok_visa", 201).JSON201
		rows, balance := xia.history("xia")
		if len(rows) != 2 || balance != 0 || rows[0].description != "Subscription to basic until 2019/07/24 (1 month), for Omar Q (omar@example.com)" {
			t.Errorf("%+v, %d", rows, balance)
		}
		transfers := servertest.GetJSON[client.TransferPage](f, "alice", f.URL+"/api/billing/cowork/transfers/?ends_at=2019-07-01&q="+charge.ProcessorKey, 200)
		if len(transfers.Results) != 1 || !hex40.MatchString(transfers.Results[0].Description) || !strings.Contains(transfers.Results[0].Description, "for cowork-cpn_") {
			t.Errorf("%+v", transfers.Results)
		}
		code := claimCode(f)
		sam := as(f, "sam")
		quote := servertest.Must[*client.BillingCheckoutReadResponse](t, 200)(
			sam.BillingCheckoutReadWithResponse(t.Context(), "sam", &client.BillingCheckoutReadParams{Code: &code}),
		).JSON200
		if len(quote.Items) != 1 || quote.Items[0].Lines[0].Description != "Subscription to basic until 2019/07/24 (1 month) - a 100% discount , complimentary of Xia Lee" {
			t.Errorf("%+v", quote.Items)
		}
		if len(sam.quote("sam")) != 0 {
			t.Error("reading a price gave the claim away")
		}
		servertest.Must[*client.BillingCheckoutCreateResponse](t, 200)(
			sam.BillingCheckoutCreateWithResponse(t.Context(), "sam", &client.BillingCheckoutCreateParams{Code: &code}, client.Checkout{}),
		)
		servertest.Must[*client.ProfileSubscriptionsReadResponse](t, 200)(sam.ProfileSubscriptionsReadWithResponse(t.Context(), "sam", "basic"))
		verify(f)
	})
}

// claimCode reads the code from the invitation that waits in the outbox.
func claimCode(f *servertest.Fixture) string {
	f.Helper()
	mails, err := f.Store.WaitingMails(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	for _, m := range mails {
		if m.Template == "claim_code_generated" {
			return regexp.MustCompile(`[0-9a-f]{40}`).FindString(m.Payload)
		}
	}
	f.Fatal("nobody was invited")
	return ""
}

// A coupon with a number of uses counts each redemption; ended and foreign ones discount nothing (billing-ledger.md 4.5).
func TestCouponLimits(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		err := s.Do(t.Context(), func(tx *store.Store) error {
			cowork, premium := mustScope(f, "cowork"), int64(0)
			plan, err := tx.PlanBySlug(t.Context(), "premium")
			if err != nil {
				return err
			}
			premium = plan.ID
			past, once := servertest.Start.Add(-time.Second), int64(1)
			for _, c := range []store.Coupon{
				{Code: "ONCE", Percent: 10, OrganizationID: cowork, NbAttempts: &once},
				{Code: "PAST", Percent: 10, OrganizationID: cowork, EndsAt: &past},
				{Code: "YEARLY", Percent: 10, OrganizationID: cowork, PlanID: &premium},
				{Code: "FOREIGN", Percent: 10, OrganizationID: mustScope(f, "joe")},
			} {
				c.CreatedAt = servertest.Start
				if err := tx.CreateCoupon(t.Context(), &c); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		xia, joe := as(f, "xia"), as(f, "joe")
		xia.add(`{"plan": "basic"}`, 201)
		joe.add(`{"plan": "basic"}`, 201)
		for _, code := range []string{"PAST", "YEARLY", "FOREIGN", "UNKNOWN"} {
			if p := xia.redeem(code, 400).JSON400; !strings.Contains(p.Detail, code) {
				t.Errorf("%+v", p)
			}
		}
		xia.redeem("once", 200)
		joe.redeem("ONCE", 400)
		xia.redeem("", 400)
		// A coupon redeemed earlier is attached to what comes into the cart later.
		xia.redeem("DIS50", 200)
		xia.add(`{"plan": "open-space"}`, 201)
		if lines := xia.quote("xia")[1].Lines; lines[0].DestAmount != 8999 {
			t.Errorf("%+v", lines)
		}
	})
}

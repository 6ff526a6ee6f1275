package credits_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"tollkeeper/gen/v1client"
	"tollkeeper/server"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

type site struct {
	*servertest.Fixture
	users map[string]uuid.UUID
}

func open(t *testing.T, s *store.Store, change ...func(*server.Config)) site {
	t.Helper()
	cfg := servertest.Config()
	for _, c := range change {
		c(&cfg)
	}
	f := site{servertest.Configured(t, s, cfg), map[string]uuid.UUID{}}
	servertest.Demo(t, s)
	for _, name := range []string{"donny", "xia", "joe", "mark"} {
		u, err := s.UserByName(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		f.users[name] = uuid.MustParse(u.UUID)
	}
	return f
}

func each(t *testing.T, f func(s site)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { f(open(t, s)) })
}

// as calls the server as a user.
func (s site) as(name string) *v1client.ClientWithResponses {
	s.Helper()
	c, err := v1client.NewClientWithResponses(s.URL+"/api/v1", v1client.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		if name != "" {
			r.Header.Set("Authorization", "Bearer "+s.Token(name))
		}
		return nil
	}))
	if err != nil {
		s.Fatal(err)
	}
	return c
}

func (s site) create(user, tier string, payment *string) *v1client.SubscriptionPublic {
	s.Helper()
	body := v1client.SubscriptionCreate{ServiceType: "SELF_SERVICE", Tier: tier}
	if payment != nil {
		body.PaymentID.Set(*payment)
	}
	return servertest.Must[*v1client.SubscriptionsCreateUserSubscriptionResponse](s.T, 200)(
		s.as("donny").SubscriptionsCreateUserSubscriptionWithResponse(s.Context(), s.users[user], body)).JSON200
}

func (s site) update(id uuid.UUID, tier string) *v1client.SubscriptionPublic {
	s.Helper()
	body := v1client.SubscriptionUpdate{}
	if tier != "" {
		body.Tier.Set(tier)
	}
	return servertest.Must[*v1client.SubscriptionsUpdateSubscriptionResponse](s.T, 200)(
		s.as("donny").SubscriptionsUpdateSubscriptionWithResponse(s.Context(), id, body)).JSON200
}

func (s site) renew(id uuid.UUID, payment *string) *v1client.SubscriptionPublic {
	s.Helper()
	return servertest.Must[*v1client.SubscriptionsRenewSubscriptionResponse](s.T, 200)(
		s.as("donny").SubscriptionsRenewSubscriptionWithResponse(s.Context(), id, &v1client.SubscriptionsRenewSubscriptionParams{PaymentID: payment})).JSON200
}

// raw sends what a client would not, and returns status and body.
func (s site) raw(as, method, path, contentType, body string) (int, http.Header, string) {
	s.Helper()
	r, err := http.NewRequestWithContext(s.Context(), method, s.URL+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		s.Fatal(err)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	if as != "" {
		r.Header.Set("Authorization", "Bearer "+s.Token(as))
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		s.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(response.Body)
	if err != nil {
		s.Fatal(err)
	}
	return response.StatusCode, response.Header, strings.TrimSpace(string(text))
}

func ref(s string) *string { return &s }

const form, jsonType = "application/x-www-form-urlencoded", "application/json"

// The figures of the contract's examples: 10.12 USD, 100 credits, a month, a week of grace.
func TestCreate(t *testing.T) {
	each(t, func(s site) {
		got := s.create("xia", "START", nil)
		if got.UserID != s.users["xia"] || got.BasePrice != 10.12 || got.ActualPrice != 10.12 || got.Currency != "USD" || got.CreditsTotal != 100 || got.CreditsUsed != 0 ||
			got.CreditsRemaining != 100 || !got.IsActive || got.PaymentStatus != "PENDING" || !got.StartDate.Equal(servertest.Start) ||
			!got.EndDate.Equal(time.Date(2019, 7, 24, 10, 0, 0, 0, time.UTC)) || !got.GracePeriodEnd.Equal(time.Date(2019, 7, 31, 10, 0, 0, 0, time.UTC)) {
			s.Errorf("%+v", got)
		}
		if _, _, text := s.raw("xia", "GET", "/subscriptions/"+got.ID.String(), "", ""); !strings.Contains(text, `"base_price":10.12,`) {
			s.Errorf("price on the wire: %s", text)
		}
		// The same payment again gives the first answer, whatever happened since.
		first := s.create("joe", "START", ref("pay-1"))
		s.Clock.Advance(time.Hour)
		s.update(first.ID, "GROWTH")
		if again := s.create("joe", "START", ref("pay-1")); *again != *first || first.PaymentStatus != "PAID" {
			s.Errorf("%+v, then %+v", first, again)
		}
		for name, tc := range map[string]struct {
			as, path, body string
			status         int
			words          string
		}{
			"nobody":         {"", s.users["xia"].String(), `{}`, 401, `{"detail":"Not authenticated"}`},
			"not superuser":  {"xia", s.users["xia"].String(), `{"service_type":"SELF_SERVICE","tier":"START"}`, 403, `{"detail":"Not enough permissions"}`},
			"unknown user":   {"donny", uuid.NewString(), `{"service_type":"SELF_SERVICE","tier":"START"}`, 404, `{"detail":"User not found"}`},
			"active already": {"donny", s.users["xia"].String(), `{"service_type":"SELF_SERVICE","tier":"GROWTH"}`, 409, `active subscription`},
			"unknown tier":   {"donny", s.users["xia"].String(), `{"service_type":"SELF_SERVICE","tier":"HUGE"}`, 422, `"loc":["body","tier"]`},
			"no tier":        {"donny", s.users["xia"].String(), `{"service_type":"SELF_SERVICE"}`, 422, `{"type":"missing","loc":["body","tier"],"msg":"Field required","input":{"service_type":"SELF_SERVICE"}}`},
			"tier a number":  {"donny", s.users["xia"].String(), `{"service_type":"SELF_SERVICE","tier":5}`, 422, `"type":"string_type","loc":["body","tier"],"msg":"Input should be a valid string","input":5`},
			"null":           {"donny", s.users["xia"].String(), `{"service_type":null,"tier":"START"}`, 422, `"type":"string_type","loc":["body","service_type"]`},
			"lower case":     {"donny", s.users["xia"].String(), `{"service_type":"self","tier":"START"}`, 422, `"type":"string_pattern_mismatch","loc":["body","service_type"]`},
			"no JSON":        {"donny", s.users["xia"].String(), `{"tier":`, 422, `"type":"json_invalid","loc":["body",`},
			"no body":        {"donny", s.users["xia"].String(), ``, 422, `"loc":["body"]`},
			"no UUID":        {"donny", "5", `{"service_type":"SELF_SERVICE","tier":"START"}`, 422, `"type":"uuid_parsing","loc":["path","id"]`},
			"empty payment":  {"donny", s.users["xia"].String(), `{"service_type":"SELF_SERVICE","tier":"START","payment_id":""}`, 422, `"type":"string_too_short","loc":["body","payment_id"]`},
		} {
			status, header, text := s.raw(tc.as, "POST", "/subscriptions/"+tc.path, jsonType, tc.body)
			if status != tc.status || !strings.Contains(text, tc.words) || status == 401 && !strings.HasPrefix(header.Get("WWW-Authenticate"), "Bearer") {
				s.Errorf("%s: %d %s", name, status, text)
			}
		}
	})
}

func TestCreateAtOnce(t *testing.T) {
	each(t, func(s site) {
		var mu sync.Mutex
		counts := map[int]int{}
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				body := fmt.Sprintf(`{"service_type":"SELF_SERVICE","tier":"START","payment_id":"pay-%d"}`, i%2)
				status, _, _ := s.raw("donny", "POST", "/subscriptions/"+s.users["xia"].String(), jsonType, body)
				mu.Lock()
				defer mu.Unlock()
				counts[status]++
			})
		}
		wg.Wait()
		if counts[200] != 4 || counts[409] != 4 {
			s.Errorf("%v: one payment is first, and its four requests get the same answer", counts)
		}
	})
}

func TestRead(t *testing.T) {
	each(t, func(s site) {
		list := func(as, query string, status int) *v1client.SubscriptionsPublic {
			s.Helper()
			code, _, text := s.raw(as, "GET", "/subscriptions/"+query, "", "")
			if code != status {
				s.Fatalf("%s %s: %d %s", as, query, code, text)
			}
			var page v1client.SubscriptionsPublic
			if err := json.Unmarshal([]byte(text), &page); err != nil {
				s.Fatal(err)
			}
			return &page
		}
		if page := list("xia", "", 200); page.Count != 0 || len(page.Data) != 0 {
			s.Errorf("%+v", page)
		}
		var ids []uuid.UUID
		for _, name := range []string{"xia", "joe", "mark"} {
			ids = append(ids, s.create(name, "START", nil).ID)
			s.Clock.Advance(time.Minute)
		}
		page := list("donny", "?limit=2", 200)
		if page.Count != 3 || len(page.Data) != 2 || page.Data[0].ID != ids[2] || page.Data[1].ID != ids[1] {
			s.Errorf("%+v", page)
		}
		if page = list("donny", "?skip=2", 200); page.Count != 3 || len(page.Data) != 1 || page.Data[0].ID != ids[0] {
			s.Errorf("%+v", page)
		}
		if page = list("donny", "?skip=5", 200); page.Count != 3 || len(page.Data) != 0 {
			s.Errorf("%+v", page)
		}
		if page = list("joe", "", 200); page.Count != 1 || page.Data[0].ID != ids[1] {
			s.Errorf("%+v", page)
		}
		for query, words := range map[string]string{
			"?skip=": `"type":"int_parsing","loc":["query","skip"]`, "?limit=": `"loc":["query","limit"],"msg":"Input should be a valid integer`,
			"?skip=-1": `"type":"greater_than_equal","loc":["query","skip"]`, "?limit=1001": `"type":"less_than_equal","loc":["query","limit"]`,
			"?limit=0": `"ge":1`, "?limit=x": `"type":"int_parsing","loc":["query","limit"]`,
		} {
			if status, _, text := s.raw("donny", "GET", "/subscriptions/"+query, "", ""); status != 422 || !strings.Contains(text, words) {
				s.Errorf("%s: %d %s", query, status, text)
			}
		}
		for _, tc := range []struct {
			as, id string
			status int
			detail string
		}{
			{"", ids[0].String(), 401, "Not authenticated"},
			{"xia", ids[0].String(), 200, ""},
			{"donny", ids[0].String(), 200, ""},
			{"joe", ids[0].String(), 403, "Not enough permissions"},
			{"joe", uuid.NewString(), 404, "Subscription not found"},
			{"joe", "5", 422, "uuid_parsing"},
			{"joe", strings.Repeat("5", 40), 422, `["path","id"]`},
		} {
			if status, _, text := s.raw(tc.as, "GET", "/subscriptions/"+tc.id, "", ""); status != tc.status || !strings.Contains(text, tc.detail) {
				s.Errorf("%s reads %s: %d %s", tc.as, tc.id, status, text)
			}
		}
	})
}

func TestUpdate(t *testing.T) {
	each(t, func(s site) {
		sub := s.create("xia", "START", ref("pay-1"))
		s.Clock.Advance(15 * 24 * time.Hour)
		if got := s.update(sub.ID, ""); !got.UpdatedAt.Equal(sub.UpdatedAt) || got.Tier != "START" {
			s.Errorf("nothing given: %+v", got)
		}
		got := s.update(sub.ID, "GROWTH")
		if got.ActualPrice != 25.12 || got.BasePrice != 40.12 || got.CreditsTotal != 300 || got.PaymentStatus != "PENDING" || !got.EndDate.Equal(sub.EndDate) {
			s.Errorf("half of the month: %+v", got)
		}
		got = s.update(sub.ID, "START")
		if got.ActualPrice != 25.12 || got.BasePrice != 10.12 || got.CreditsTotal != 300 {
			s.Errorf("back: %+v", got)
		}
		got = s.renew(sub.ID, ref("pay-2"))
		if got.ActualPrice != 10.12 || got.CreditsTotal != 400 || got.PaymentStatus != "PAID" || !got.EndDate.Equal(time.Date(2019, 8, 24, 10, 0, 0, 0, time.UTC)) {
			s.Errorf("renewed: %+v", got)
		}
		for name, tc := range map[string]struct {
			as, id, body string
			status       int
			words        string
		}{
			"nobody":        {"", sub.ID.String(), `{}`, 401, "Not authenticated"},
			"not superuser": {"xia", sub.ID.String(), `{}`, 403, "Not enough permissions"},
			"unknown":       {"donny", uuid.NewString(), `{}`, 404, "Subscription not found"},
			"unknown tier":  {"donny", sub.ID.String(), `{"tier":"HUGE"}`, 422, `["body","tier"]`},
			"bad tier":      {"donny", sub.ID.String(), `{"tier":"huge"}`, 422, `string_pattern_mismatch`},
			"nulls":         {"donny", sub.ID.String(), `{"tier":null,"service_type":null}`, 200, `"START"`},
		} {
			if status, _, text := s.raw(tc.as, "PUT", "/subscriptions/"+tc.id, jsonType, tc.body); status != tc.status || !strings.Contains(text, tc.words) {
				s.Errorf("%s: %d %s", name, status, text)
			}
		}
		s.Clock.Advance(60 * 24 * time.Hour)
		if status, _, text := s.raw("donny", "PUT", "/subscriptions/"+sub.ID.String(), jsonType, `{"tier":"GROWTH"}`); status != 409 || !strings.Contains(text, "renew") {
			s.Errorf("after the grace: %d %s", status, text)
		}
	})
}

func TestRenew(t *testing.T) {
	each(t, func(s site) {
		sub := s.create("xia", "START", ref("pay-1"))
		early := s.renew(sub.ID, nil)
		if early.PaymentStatus != "PENDING" || early.CreditsTotal != 200 || !early.StartDate.Equal(sub.StartDate) {
			s.Errorf("early: %+v", early)
		}
		paid := s.renew(sub.ID, ref("pay-2"))
		if again := s.renew(sub.ID, ref("pay-2")); *again != *paid || paid.CreditsTotal != 300 {
			s.Errorf("%+v, then %+v", paid, again)
		}
		// Two renewals at once with different payments give two periods, with the same payment one.
		var wg sync.WaitGroup
		for i := range 6 {
			wg.Go(func() {
				if status, _, text := s.raw("donny", "POST", fmt.Sprintf("/subscriptions/%s/renew?payment_id=at-once-%d", sub.ID, i%2), "", ""); status != 200 {
					s.Errorf("%d %s", status, text)
				}
			})
		}
		wg.Wait()
		got := s.update(sub.ID, "")
		if got.CreditsTotal != 500 || !got.EndDate.Equal(time.Date(2019, 11, 24, 10, 0, 0, 0, time.UTC)) {
			s.Errorf("%+v", got)
		}
		s.Clock.Advance(got.EndDate.Sub(servertest.Start) + 24*time.Hour)
		grace := s.renew(sub.ID, nil)
		if !grace.StartDate.Equal(got.EndDate) || grace.CreditsTotal != 100 || !grace.EndDate.Equal(time.Date(2019, 12, 24, 10, 0, 0, 0, time.UTC)) {
			s.Errorf("within the grace: %+v", grace)
		}
		s.Clock.Advance(90 * 24 * time.Hour)
		if _, _, text := s.raw("xia", "GET", "/subscriptions/"+sub.ID.String(), "", ""); !strings.Contains(text, `"is_active":false`) {
			s.Errorf("%s", text)
		}
		late := s.renew(sub.ID, nil)
		if !late.StartDate.Equal(s.Clock.Now()) || !late.IsActive {
			s.Errorf("after the grace: %+v", late)
		}
		for _, tc := range []struct {
			as, id string
			status int
		}{
			{"", sub.ID.String(), 401},
			{"xia", sub.ID.String(), 403},
			{"donny", uuid.NewString(), 404},
			{"donny", "5", 422},
			{"donny", sub.ID.String() + "?payment_id=" + strings.Repeat("x", 256), 422},
			{"donny", sub.ID.String() + "?payment_id=", 422},
		} {
			path := "/subscriptions/" + tc.id + "/renew"
			if id, query, ok := strings.Cut(tc.id, "?"); ok {
				path = "/subscriptions/" + id + "/renew?" + query
			}
			if status, _, text := s.raw(tc.as, "POST", path, "", ""); status != tc.status {
				s.Errorf("%s %s: %d %s", tc.as, path, status, text)
			}
		}
	})
}

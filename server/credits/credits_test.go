package credits_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"tollkeeper/gen/v1client"
	"tollkeeper/server"
	"tollkeeper/server/credits"
	"tollkeeper/server/demo"
	"tollkeeper/server/servertest"
	"tollkeeper/server/webhook"
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
	if err := demo.Load(t.Context(), s, servertest.Start); err != nil {
		t.Fatal(err)
	}
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
		}{{"", sub.ID.String(), 401}, {"xia", sub.ID.String(), 403}, {"donny", uuid.NewString(), 404}, {"donny", "5", 422}, {"donny", sub.ID.String() + "?payment_id=" + strings.Repeat("x", 256), 422},
			{"donny", sub.ID.String() + "?payment_id=", 422}} {
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

func (s site) use(id uuid.UUID, event string, n int64) (int, string) {
	s.Helper()
	status, _, text := s.raw("donny", "POST", "/subscriptions/"+id.String()+"/usage", jsonType, fmt.Sprintf(`{"event_id":%q,"credits":%d}`, event, n))
	return status, text
}

// Uses at once never take more than there is, and an event takes its credits once.
func TestUsage(t *testing.T) {
	each(t, func(s site) {
		sub := s.create("xia", "START", nil)
		status, first := s.use(sub.ID, "render-1", 90)
		if status != 200 || !strings.Contains(first, `"credits_remaining":10`) {
			s.Fatalf("%d %s", status, first)
		}
		if status, again := s.use(sub.ID, "render-1", 90); status != 200 || again != first {
			s.Errorf("%d %s", status, again)
		}
		if status, text := s.use(sub.ID, "render-1", 91); status != 409 || !strings.Contains(text, "with 90 credits") {
			s.Errorf("%d %s", status, text)
		}
		if status, text := s.use(sub.ID, "render-2", 11); status != 409 || !strings.Contains(text, "Fewer than 11") {
			s.Errorf("%d %s", status, text)
		}
		var mu sync.Mutex
		counts := map[int]int{}
		var wg sync.WaitGroup
		for i := range 50 {
			wg.Go(func() {
				status, _ := s.use(sub.ID, fmt.Sprintf("last-%d", i), 1)
				mu.Lock()
				defer mu.Unlock()
				counts[status]++
			})
		}
		wg.Wait()
		if counts[200] != 10 || counts[409] != 40 {
			s.Errorf("50 uses of the last 10 credits: %v", counts)
		}
		var page v1client.UsagesPublic
		_, _, text := s.raw("xia", "GET", "/subscriptions/"+sub.ID.String()+"/usage?limit=3", "", "")
		if err := json.Unmarshal([]byte(text), &page); err != nil || page.Count != 11 || len(page.Data) != 3 || page.Data[0].CreditsRemaining != 0 {
			s.Errorf("%s, %v", text, err)
		}
		for _, tc := range []struct {
			as, method, id, body string
			status               int
		}{
			{"", "POST", sub.ID.String(), `{}`, 401},
			{"xia", "POST", sub.ID.String(), `{"event_id":"x","credits":1}`, 403},
			{"donny", "POST", uuid.NewString(), `{"event_id":"x","credits":1}`, 404},
			{"donny", "POST", sub.ID.String(), `{"event_id":"x","credits":0}`, 422},
			{"donny", "POST", sub.ID.String(), `{"credits":1}`, 422},
			{"", "GET", sub.ID.String(), "", 401},
			{"joe", "GET", sub.ID.String(), "", 403},
			{"joe", "GET", uuid.NewString(), "", 404},
			{"donny", "GET", sub.ID.String(), "", 200},
		} {
			contentType := ""
			if tc.body != "" {
				contentType = jsonType
			}
			if status, _, text := s.raw(tc.as, tc.method, "/subscriptions/"+tc.id+"/usage", contentType, tc.body); status != tc.status {
				s.Errorf("%s %s: %d %s, want %d", tc.as, tc.method, status, text, tc.status)
			}
		}
		s.Clock.Advance(40 * 24 * time.Hour)
		other := s.create("joe", "START", nil)
		s.Clock.Advance(38 * 24 * time.Hour)
		if status, text := s.use(other.ID, "late", 1); status != 409 || !strings.Contains(text, "not active") {
			s.Errorf("after the grace: %d %s", status, text)
		}
	})
}

// The token of either API is good for both; this one's lasts an hour.
func TestLogin(t *testing.T) {
	each(t, func(s site) {
		status, _, text := s.raw("", "POST", "/login/access-token", form, "grant_type=password&username=donny&password=yoyo&scope=&client_id=x")
		var token v1client.Token
		if err := json.Unmarshal([]byte(text), &token); err != nil || status != 200 || token.TokenType != "bearer" || token.ExpiresIn != 3600 {
			s.Fatalf("%d %s, %v", status, text, err)
		}
		get := func(path string) int {
			r, err := http.NewRequestWithContext(s.Context(), http.MethodGet, s.URL+path, nil)
			if err != nil {
				s.Fatal(err)
			}
			r.Header.Set("Authorization", "Bearer "+token.AccessToken)
			response, err := http.DefaultClient.Do(r)
			if err != nil {
				s.Fatal(err)
			}
			_ = response.Body.Close()
			return response.StatusCode
		}
		for _, path := range []string{"/api/v1/subscriptions/", "/api/users/donny/"} {
			if got := get(path); got != 200 {
				s.Errorf("%s: status %d", path, got)
			}
		}
		s.Clock.Advance(time.Hour)
		if got := get("/api/v1/subscriptions/"); got != 401 {
			s.Errorf("after an hour: status %d", got)
		}
		for body, want := range map[string]string{
			"username=donny&password=wrong":                        `401 {"detail":"Incorrect email or password"}`,
			"username=nobody&password=wrong":                       `401 {"detail":"Incorrect email or password"}`,
			"password=yoyo":                                        `422 {"detail":[{"type":"missing","loc":["body","username"],"msg":"Field required"}]}`,
			"grant_type=code&username=donny&password=yoyo":         `422 {"detail":[{"type":"enum","loc":["body","grant_type"]`,
			"username=donny%40localhost.localdomain&password=yoyo": `200 {"access_token"`,
		} {
			status, header, text := s.raw("", "POST", "/login/access-token", form, body)
			if got := fmt.Sprintf("%d %s", status, text); !strings.HasPrefix(got, want) || status == 401 && !strings.HasPrefix(header.Get("WWW-Authenticate"), "Bearer") {
				s.Errorf("%s: %s", body, got)
			}
		}
		if status, _, text := s.raw("", "GET", "/subscriptions/", "", ""); status != 401 || text != `{"detail":"Not authenticated"}` {
			s.Errorf("%d %s", status, text)
		}
		r, err := http.NewRequestWithContext(s.Context(), http.MethodGet, s.URL+"/api/v1/subscriptions/", nil)
		if err != nil {
			s.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer forged")
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			s.Fatal(err)
		}
		defer response.Body.Close() //nolint:errcheck // read to its end
		if text, err := io.ReadAll(response.Body); err != nil || response.StatusCode != 401 || !strings.Contains(string(text), "Could not validate credentials") {
			s.Errorf("%d %s", response.StatusCode, text)
		}
	})
}

// Attempts are limited as under /api.
func TestLoginIsThrottled(t *testing.T) {
	s := open(t, storetest.Open(t, "sqlite"), func(c *server.Config) { c.Throttle = "on" })
	for i := range 11 {
		status, header, text := s.raw("", "POST", "/login/access-token", form, "username=xia&password=guess")
		if want := map[bool]int{false: 401, true: 429}[i == 10]; status != want || status == 429 && header.Get("Retry-After") != "60" {
			t.Errorf("attempt %d: %d %s", i+1, status, text)
		}
	}
}

// Services of the operator are told when credits run low and when a period has ended, once each, signed, until they answer.
func TestWebhooks(t *testing.T) {
	const secret = "a secret of 32 characters or more"
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		var mu sync.Mutex
		var got []string
		refuse := true
		receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			data, _ := io.ReadAll(r.Body)
			mu.Lock()
			defer mu.Unlock()
			seconds, signature, _ := strings.Cut(strings.TrimPrefix(r.Header.Get("Tollkeeper-Signature"), "t="), ",v1=")
			if signature != webhook.Sign(secret, seconds, string(data)) {
				t.Errorf("signature %s", r.Header.Get("Tollkeeper-Signature"))
			}
			if refuse {
				w.WriteHeader(http.StatusInternalServerError)
				return
			}
			got = append(got, string(data))
		}))
		t.Cleanup(receiver.Close)
		s := open(t, db, func(c *server.Config) { c.WebhookURL, c.WebhookSecret = receiver.URL, secret })
		deliver := func(want int) {
			t.Helper()
			if _, err := s.Server.AnnounceGrace(t.Context()); err != nil {
				t.Fatal(err)
			}
			if n, err := s.Server.DeliverWebhooks(t.Context()); err != nil || n != want {
				t.Fatalf("%d delivered, want %d: %v", n, want, err)
			}
		}
		sub := s.create("xia", "START", nil)
		s.use(sub.ID, "a", 89)
		deliver(0)
		s.use(sub.ID, "b", 1)
		s.use(sub.ID, "c", 1)
		deliver(0) // refused
		refuse = false
		deliver(0) // not due yet
		s.Clock.Advance(time.Minute)
		deliver(1)
		if len(got) != 1 || !strings.Contains(got[0], `"event":"credits.low"`) || !strings.Contains(got[0], `"credits_remaining":10`) {
			t.Errorf("%v", got)
		}
		s.Clock.Advance(31 * 24 * time.Hour)
		deliver(1)
		deliver(0)
		if !strings.Contains(got[1], `"event":"grace.begun"`) || !strings.Contains(got[1], sub.ID.String()) {
			t.Errorf("%v", got)
		}
		s.renew(sub.ID, nil)
		s.use(sub.ID, "d", 95)
		deliver(1)
		s.Clock.Advance(60 * 24 * time.Hour)
		deliver(0) // the grace is over too: there is nothing to announce
	})
}

// A catalogue of one's own is looked at before anything else; what is wrong with it is said with its line.
func TestCatalogue(t *testing.T) {
	const good = "tiers:\n  - {service_type: MINE, tier: ONE, name: One, base_price: 500, currency: JPY, months: 1, credits: 1, grace_days: 0}\n"
	path := filepath.Join(t.TempDir(), "catalogue.yaml")
	write := func(text string) error {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := credits.LoadCatalogue(path)
		return err
	}
	if err := write(good); err != nil {
		t.Fatal(err)
	}
	for text, words := range map[string][]string{
		strings.Replace(good, "base_price: 500", "base_price: 5.5", 1): {"line 2", "base_price"},
		strings.Replace(good, "currency: JPY", "currency: yen", 1):     {"line 2", "currency"},
		good + "  - {service_type: MINE}\n":                            {"line 3", "missing properties"},
		good + strings.SplitN(good, "\n", 2)[1]:                        {"line 3", "twice"},
		"tiers: []\n":                                                  {"line 1"},
		good + "more: 1\n":                                             {"line 1", "more"},
		"tiers:\n  - {":                                                {"line"},
	} {
		if err := write(text); err == nil {
			t.Errorf("accepted:\n%s", text)
		} else {
			for _, word := range words {
				if !strings.Contains(err.Error(), word) {
					t.Errorf("%q is not in %v, of\n%s", word, err, text)
				}
			}
		}
	}
	if _, err := credits.LoadCatalogue(path + ".gone"); err == nil {
		t.Error("a file that is not there was read")
	}
	if err := write(good); err != nil {
		t.Fatal(err)
	}
	s := open(t, storetest.Open(t, "sqlite"))
	s.create("xia", "START", nil)
	mine, err := credits.LoadCatalogue(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := mine.Covers(t.Context(), s.Store); err == nil || !strings.Contains(err.Error(), "START of SELF_SERVICE") {
		t.Errorf("a tier in use vanished: %v", err)
	}
	own := open(t, storetest.Open(t, "sqlite"), func(c *server.Config) { c.Catalogue = path })
	status, _, text := own.raw("donny", "POST", "/subscriptions/"+own.users["xia"].String(), jsonType, `{"service_type":"MINE","tier":"ONE"}`)
	if status != 200 || !strings.Contains(text, `"base_price":500,`) {
		t.Errorf("yen have no decimals: %d %s", status, text)
	}
}

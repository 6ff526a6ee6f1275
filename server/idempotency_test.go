package server_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"tollkeeper/server/clock"
	"tollkeeper/server/contract"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/idempotency"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

const (
	keyHeader = "Idempotency-Key"
	key       = "4ad1d6f7-2b0f-4f0e-9a0e-0d6f2f5b7c31"
)

// The same request with the same key has one effect and, for 24 hours, one answer.
func TestIdempotencyKey(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		before := plans(f)
		first := send(f, "alice", "POST", plansPath, `{"title": "Twice"}`, keyHeader, key)
		if first.status != 201 || first.header.Get("Idempotency-Replayed") != "" {
			t.Fatalf("status %d: %s", first.status, first.body)
		}
		again := send(f, "alice", "POST", strings.TrimSuffix(plansPath, "/"), `{ "title": "Twice" }`, keyHeader, key)
		if again.status != 201 || again.body != first.body || again.header.Get("Idempotency-Replayed") != "true" ||
			again.header.Get("Content-Type") != first.header.Get("Content-Type") {
			t.Errorf("again: status %d, %v: %s", again.status, again.header, again.body)
		}
		for name, got := range map[string]reply{
			"another body":      send(f, "alice", "POST", plansPath, `{"title": "Thrice"}`, keyHeader, key),
			"another operation": send(f, "alice", "PATCH", planPath, `{"title": "Twice"}`, keyHeader, key),
		} {
			if got.status != 422 || !strings.Contains(got.body, `"Idempotency-Key"`) {
				t.Errorf("%s: status %d: %s", name, got.status, got.body)
			}
		}
		if got := send(f, "donny", "POST", plansPath, `{"title": "Twice again"}`, keyHeader, key); got.status != 201 {
			t.Errorf("somebody else's key: status %d: %s", got.status, got.body)
		}
		for _, bad := range []string{"short", strings.Repeat("x", 256), "with blank in it"} {
			if got := send(f, "alice", "POST", plansPath, `{"title": "Bad key"}`, keyHeader, bad); got.status != 400 || !strings.Contains(got.body, keyHeader) {
				t.Errorf("key %.20q: status %d: %s", bad, got.status, got.body)
			}
		}
		if got := plans(f); got != before+2 {
			t.Errorf("%d plans, want %d", got, before+2)
		}
		f.Clock.Advance(24*time.Hour + time.Second)
		late := send(f, "alice", "POST", plansPath, `{"title": "Twice"}`, keyHeader, key)
		if late.status != 400 || late.header.Get("Idempotency-Replayed") != "" {
			t.Errorf("a day later: status %d, want the refusal of a title that is taken: %s", late.status, late.body)
		}
	})
}

// What was refused is not kept: the same key may be used when the reason is gone.
func TestIdempotencyKeyAfterRefusal(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		if got := send(f, "alice", "POST", plansPath, `{"title": "Basic"}`, keyHeader, key); got.status != 400 {
			t.Fatalf("a title that is taken: status %d", got.status)
		}
		if got := send(f, "alice", "PATCH", planPath, `{"title": "Basis"}`); got.status != 200 {
			t.Fatalf("status %d: %s", got.status, got.body)
		}
		if got := send(f, "alice", "POST", plansPath, `{"title": "Basic"}`, keyHeader, key); got.status != 201 {
			t.Errorf("status %d: %s", got.status, got.body)
		}
	})
}

// Fifty requests at once with one key have one effect; each of them is answered the same, or told to wait.
func TestIdempotencyKeyAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		before := plans(f)
		counts := atOnce(50, func(int) int {
			return send(f, "alice", "POST", plansPath, `{"title": "At once"}`, keyHeader, key).status
		})
		if counts[201] == 0 || counts[201]+counts[409] != 50 {
			t.Errorf("%v", counts)
		}
		if got := plans(f); got != before+1 {
			t.Errorf("%d plans, want %d", got, before+1)
		}
	})
}

// A checkout asks a payment processor outside of any transaction, and yet charges once: fifty at once with one key, and fifty of one cart
// without any, have one effect each.
func TestCheckoutsAtOnceChargeOnce(t *testing.T) {
	const path, body = "/api/billing/xia/checkout/", `{"processor_token": "tok_visa"}`
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		once := func(name string, answered func(counts map[int]int) bool, headers ...string) {
			t.Helper()
			if got := send(f, "xia", "POST", "/api/cart/", `{"plan": "open-space"}`); got.status != 201 {
				t.Fatalf("%s: status %d: %s", name, got.status, got.body)
			}
			before := paidOnce(f)
			var bodies sync.Map
			counts := atOnce(50, func(int) int {
				got := send(f, "xia", "POST", path, body, headers...)
				if got.status == 201 {
					bodies.Store(got.body, true)
				}
				return got.status
			})
			different := 0
			bodies.Range(func(any, any) bool { different++; return true })
			if different != 1 || !answered(counts) {
				t.Errorf("%s: %v, %d different charges", name, counts, different)
			}
			for table, n := range paidOnce(f) {
				if n != before[table]+1 {
					t.Errorf("%s: %d more %s, want one", name, n-before[table], table)
				}
			}
		}
		once("one key", func(c map[int]int) bool { return c[201]+c[409] == 50 }, keyHeader, key)
		if got := send(f, "xia", "POST", path, body, keyHeader, key); got.status != 201 || got.header.Get("Idempotency-Replayed") != "true" {
			t.Errorf("status %d: %s", got.status, got.body)
		}
		// Without a key the others find a checkout under way, or the cart empty.
		once("no key", func(c map[int]int) bool { return c[201] == 1 && c[200]+c[409] == 49 })
		if _, faults, err := s.VerifyLedger(t.Context()); len(faults) > 0 || err != nil {
			t.Errorf("%v, %v", faults, err)
		}
	})
}

// paidOnce counts what one paid order of one item adds one to, the record of the processor first.
func paidOnce(f *servertest.Fixture) map[string]int {
	f.Helper()
	out := map[string]int{}
	for name, query := range map[string]string{
		"payments of the processor": "SELECT count(*) FROM sandbox_payments WHERE decline_code = ''",
		"settled charges":           "SELECT count(*) FROM charges WHERE state = 1",
		"paid lines":                "SELECT count(*) FROM charge_items WHERE invoiced_distribute_id IS NOT NULL",
		"orders":                    "SELECT count(*) FROM journals WHERE journal_key LIKE 'order:%'",
		"attempts":                  "SELECT count(*) FROM payment_attempts",
		"bought items":              "SELECT count(*) FROM cart_items WHERE recorded",
		"confirmations":             "SELECT count(*) FROM outbox WHERE template = 'order_executed' AND recipient LIKE 'xia@%'",
	} {
		n := 0
		if err := f.Store.Pools()["read"].QueryRowContext(f.Context(), query).Scan(&n); err != nil {
			f.Fatalf("%s: %v", name, err)
		}
		out[name] = n
	}
	return out
}

// What strangers send has no memory but by the session cookie that came with it: nobody gets the answer of somebody else who sent the same key.
func TestIdempotencyKeyOfStrangers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		const body = `{"username": "xia", "password": "yoyo"}`
		in := func(path, body string, headers ...string) reply {
			return send(f, "", "POST", path, body, append(headers, keyHeader, key)...)
		}
		for name, got := range map[string]reply{
			"no cookie":       in("/api/auth/", body),
			"a guessable one": in("/api/auth/", body, "Cookie", "sessionid=1"),
			"another cookie":  in("/api/auth/", body, "Cookie", "csrftoken=ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
			"a cart":          in("/api/cart/", `{"plan": "basic"}`),
			"a token for an operation that looks at none": send(f, "joe", "POST", "/api/auth/", body, keyHeader, key),
		} {
			if got.status != 400 || !strings.Contains(got.body, `"Idempotency-Key":["Whoever has not signed in is told apart by a session cookie`) {
				t.Errorf("%s: %d %s", name, got.status, got.body)
			}
		}
		if got := send(f, "", "POST", "/api/v1/login/access-token", "username=xia&password=yoyo", keyHeader, key, "Content-Type", "application/x-www-form-urlencoded"); got.status != 422 ||
			!strings.Contains(got.body, `"loc":["header","idempotency-key"]`) {
			t.Errorf("/api/v1: %d %s", got.status, got.body)
		}
		hers, other := "sessionid="+strings.Repeat("A", 26), "sessionid="+strings.Repeat("B", 26)
		first, again := in("/api/auth/", body, "Cookie", hers), in("/api/auth/", body, "Cookie", hers)
		if first.status != 201 || again.body != first.body || again.header.Get("Idempotency-Replayed") != "true" {
			t.Errorf("%d %s, again %d %s", first.status, first.body, again.status, again.body)
		}
		if got := in("/api/auth/", body, "Cookie", other); got.status != 201 || got.header.Get("Idempotency-Replayed") != "" || got.body == first.body {
			t.Errorf("another session: %d %s", got.status, got.body)
		}
	})
}

// What is kept of a sign-in gives nothing to whoever reads the database.
func TestKeptAnswersAreSealed(t *testing.T) {
	s := storetest.Open(t, "sqlite")
	f := servertest.New(t, s)
	const body = `{"username": "xia", "password": "yoyo"}`
	first := send(f, "", "POST", "/api/auth/?cookie=true", body, keyHeader, key, "Cookie", "sessionid=ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	again := send(f, "", "POST", "/api/auth/?cookie=true", body, keyHeader, key, "Cookie", "sessionid=ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	if first.status != 201 || again.body != first.body || len(again.header.Values("Set-Cookie")) != 2 {
		t.Fatalf("status %d, then %d: %v", first.status, again.status, again.header)
	}
	kept, err := s.KeptAnswers(t.Context())
	if err != nil || len(kept) != 1 {
		t.Fatalf("%d answers are kept, %v", len(kept), err)
	}
	row := kept[0].KeyHash + kept[0].RequestHash + string(kept[0].Sealed)
	for _, secret := range []string{key, "yoyo", "token", first.body[10:40]} {
		if strings.Contains(row, secret) {
			t.Errorf("the row holds %q", secret)
		}
	}
	if got := send(f, "", "POST", "/api/auth/?cookie=true", `{"username": "xia", "password": "guess"}`, keyHeader, key, "Cookie", "sessionid=ABCDEFGHIJKLMNOPQRSTUVWXYZ"); got.status != 422 {
		t.Errorf("another password with the same key: status %d", got.status)
	}
}

// A claim that ended without an answer stands for its lease; a server whose secret was changed neither answers nor does it again.
func TestClaims(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		now := servertest.Start
		at := clock.Clock(func() time.Time { return now })
		answers := idempotency.New(s, at, time.Minute, "first secret")
		claim := contract.Claim{Caller: "user 1", Key: key, Request: "request"}
		ask := func(want fault.Kind, answered bool) {
			t.Helper()
			kept, err := answers.Claim(t.Context(), claim, true)
			if want == 0 && err != nil || want != 0 && !fault.Is(err, want) || answered != (kept != nil) {
				t.Errorf("answer %v, %v", kept, err)
			}
		}
		ask(0, false)
		ask(fault.Conflict, false)
		now = now.Add(time.Minute)
		ask(0, false)
		ask(fault.Conflict, false)
		if err := answers.Keep(t.Context(), claim, contract.Answer{Status: 201, Body: []byte("{}")}); err != nil {
			t.Fatal(err)
		}
		ask(0, true)
		answers = idempotency.New(s, at, time.Minute, "second secret", "first secret")
		ask(0, true)
		answers = idempotency.New(s, at, time.Minute, "second secret")
		ask(fault.Conflict, false)
		if err := answers.Drop(t.Context(), claim); err != nil {
			t.Fatal(err)
		}
		ask(0, false)
	})
}

package cart_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// itemsFor is a list of items for as many people.
func itemsFor(n int) string {
	items := make([]string, n)
	for i := range items {
		items[i] = fmt.Sprintf(`{"plan": "basic", "sync_on": "p%d@example.com", "email": "p%d@example.com", "full_name": "P %d"}`, i, i, i)
	}
	return "[" + strings.Join(items, ",") + "]"
}

// A cart without an account holds a few items, however they come into it; one with an account holds many.
func TestAnonymousCartIsSmall(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		b := browse(f)
		b.ask("", "POST", "/cart/", itemsFor(21), 400, nil)
		var put []client.CartItemResult
		b.ask("", "POST", "/cart/", itemsFor(20), 201, &put)
		if len(put) != 20 || put[19].FullName != "P 19" || put[19].SyncOn.MustGet() != "p19@example.com" {
			t.Errorf("%+v", put)
		}
		b.ask("", "POST", "/cart/", itemsFor(20), 200, nil)                                      // the same ones
		b.ask("", "POST", "/cart/", `{"plan": "basic", "sync_on": "p20@example.com"}`, 400, nil) // one more
		b.ask("", "POST", "/cart/", `{"plan": "open-space"}`, 400, nil)                          // of another plan
		b.ask("", "DELETE", "/cart/?email=p3@example.com", "", 204, nil)                         // makes room
		b.ask("", "POST", "/cart/", `{"plan": "open-space"}`, 201, nil)                          // for one
		b.ask("xia", "POST", "/cart/", strings.ReplaceAll(itemsFor(1000), "@example.com", "@x.example"), 201, nil)
		shopper{f, f.Client("")}.upload("basic", "file", strings.Repeat("Ann,Roy,ann@example.com\n", 21), 400)
	})
}

// What a list leads to is what its items lead to one by one (billing-ledger.md 4.1).
func TestListIsItsItemsOneByOne(t *testing.T) {
	items := []string{
		`{"plan": "basic", "option": 2}`, `{"plan": "basic", "full_name": "Me"}`, `{"plan": "basic", "sync_on": "joe@x.example", "option": 3}`,
		`{"plan": "basic", "sync_on": "JOE@x.example", "full_name": "Joe"}`, `{"plan": "basic", "sync_on": "zoe@x.example"}`,
		`{"plan": "open-space", "sync_on": "ann@x.example"}`, `{"plan": "basic", "full_name": "Last"}`, `{"plan": "open-space", "sync_on": "bea@x.example", "option": 1}`,
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		state := func(as string) string {
			u, err := s.UserByName(t.Context(), as)
			if err != nil {
				t.Fatal(err)
			}
			lines, err := s.Cart(t.Context(), store.CartOwner{UserID: u.ID})
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			for _, l := range lines {
				sync, email := "", ""
				if l.SyncOn != nil {
					sync = *l.SyncOn
				}
				if l.Email != nil {
					email = *l.Email
				}
				fmt.Fprintf(&out, "%s %d %q %s %s\n", l.Plan.Slug, l.OptionIndex, l.FullName, sync, email)
			}
			return out.String()
		}
		f.Call("xia", "DELETE", "/cart/", "", 204, nil)
		f.Call("joe", "DELETE", "/cart/", "", 204, nil)
		for _, item := range items {
			if status, text := f.Try("xia", "POST", "/cart/", item); status != 200 && status != 201 {
				t.Fatalf("%s: %d %s", item, status, text)
			}
		}
		f.Call("joe", "POST", "/cart/", "["+strings.Join(items, ",")+"]", 201, nil)
		if one, list := state("xia"), state("joe"); one != list || one == "" {
			t.Errorf("one by one:\n%sas a list:\n%s", one, list)
		}
	})
}

// The largest request of a stranger costs little more than the smallest, and a long list of a user what its items cost: the writer of SQLite is not
// held by one of them. Each figure is the quickest of some, of one run.
func TestCartCostsWhatItHolds(t *testing.T) {
	f := servertest.New(t, storetest.Open(t, "sqlite"))
	quickest := func(as string, n int) time.Duration {
		best := time.Hour
		for range 5 {
			b, body := browse(f), itemsFor(n)
			begin := time.Now()
			b.ask(as, "POST", "/cart/", body, http.StatusCreated, nil)
			best = min(best, time.Since(begin))
			b.ask(as, "DELETE", "/cart/", "", http.StatusNoContent, nil)
		}
		return best
	}
	quickest("", 1)
	one, most := quickest("", 1), quickest("", 20)
	if ratio := float64(most) / float64(one); ratio > 10 {
		t.Errorf("20 items of a stranger take %.1f times as long as one: %v, %v", ratio, most, one)
	}
	many := quickest("xia", 1000)
	t.Logf("quickest: %v for one item, %v for 20, %v for 1000 of a user", one, most, many)
	if ratio := float64(many) / float64(most); ratio > 100 {
		t.Errorf("1000 items take %.1f times as long as 20: %v, %v", ratio, many, most)
	}
}

// Strangers change carts at a bounded rate, and leave sessions behind at a lower one; who has signed in is not counted.
func TestStrangersAreThrottled(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		cfg := servertest.Config()
		cfg.Throttle = "on"
		f := servertest.Configured(t, s, cfg)
		servertest.Demo(t, s)
		for range 30 {
			f.Call("", "POST", "/cart/", `{"plan": "basic"}`, 201, nil)
		}
		f.Call("", "POST", "/cart/", `{"plan": "basic"}`, 429, nil)
		f.Clock.Advance(30 * time.Second)
		b := browse(f)
		b.ask("", "POST", "/cart/", `{"plan": "basic"}`, 201, nil)
		for range 118 {
			b.ask("", "DELETE", "/cart/?plan=premium", "", 204, nil)
		}
		b.ask("", "DELETE", "/cart/?plan=premium", "", 429, nil)
		b.ask("", "POST", "/cart/redeem/", `{"code": "GUESS"}`, 429, nil)
		f.Call("xia", "DELETE", "/cart/?plan=premium", "", 204, nil)
		// What they leave behind goes.
		f.Clock.Advance(14 * 24 * time.Hour)
		for _, job := range f.Server.Jobs() {
			if job.Name == "sweep" {
				if n, err := job.Run(t.Context()); n != 31 || err != nil {
					t.Errorf("%d swept, %v; want 31 sessions", n, err)
				}
			}
		}
	})
}

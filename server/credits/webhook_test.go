package credits_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"tollkeeper/server"
	"tollkeeper/server/webhook"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

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

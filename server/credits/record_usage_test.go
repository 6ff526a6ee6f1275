package credits_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"tollkeeper/gen/v1client"
)

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

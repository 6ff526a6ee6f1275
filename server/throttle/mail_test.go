package throttle_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/throttle"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Mails are counted for the domain that they go to and for the network that they come from as well, whoever sends them.
func TestMailIsLimited(t *testing.T) {
	for name, c := range map[string]struct {
		letter func(i int) throttle.Letter
		most   int
		advice string
	}{
		"domain": {func(i int) throttle.Letter {
			return throttle.Letter{Sender: fmt.Sprint("user ", i), Recipient: fmt.Sprintf("p%d@Example.com", i)}
		}, 500, "addresses of this domain"},
		"network": {func(i int) throttle.Letter {
			return throttle.Letter{Sender: fmt.Sprint("user ", i), Address: netip.MustParseAddr("203.0.113.9"), Recipient: fmt.Sprintf("p@d%d.example", i)}
		}, 150, "from your network"},
		"sender": {func(i int) throttle.Letter {
			return throttle.Letter{Sender: "user 1", Recipient: fmt.Sprintf("p@d%d.example", i)}
		}, 20, "You caused many mails"},
		"recipient": {func(i int) throttle.Letter {
			return throttle.Letter{Sender: fmt.Sprint("user ", i), Recipient: []string{"a@x.example", "A@X.example"}[i%2]}
		}, 10, "went to this address"},
		"offer": {func(i int) throttle.Letter {
			return throttle.Letter{Sender: fmt.Sprint("user ", i), Recipient: "a@x.example", Offer: "role"}
		}, 1, "within a day"},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				l := throttle.New(s, func() time.Time { return start })
				for i := range c.most {
					if err := l.Mail(t.Context(), c.letter(i)); err != nil {
						t.Fatalf("mail %d: %v", i+1, err)
					}
				}
				f := fault.As(l.Mail(t.Context(), c.letter(c.most)))
				if f == nil || f.Kind != fault.TooManyRequests || f.RetryAfter <= 0 || !strings.Contains(f.Detail, c.advice) {
					t.Errorf("%+v", f)
				}
			})
		})
	}
}

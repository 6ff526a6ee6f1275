package server_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// sent sends a request as a user and returns status, detail and how long to wait.
func sent(f *servertest.Fixture, as, method, path, body string) (status int, text, retryAfter string) {
	f.Helper()
	r, err := http.NewRequestWithContext(f.Context(), method, f.URL+"/api"+path, strings.NewReader(body))
	if err != nil {
		f.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if as != "" {
		r.Header.Set("Authorization", "Bearer "+f.Token(as))
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		f.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	var read strings.Builder
	if err := response.Write(&read); err != nil {
		f.Fatal(err)
	}
	return response.StatusCode, read.String(), response.Header.Get("Retry-After")
}

func mailsTo(f *servertest.Fixture, template, address string) int {
	f.Helper()
	n := 0
	for _, m := range f.Mails() {
		if m == template+" "+address || address == "" && strings.HasPrefix(m, template+" ") {
			n++
		}
	}
	return n
}

func invite(i int) string {
	return fmt.Sprintf(`{"email": "p%d@example.com", "full_name": "P %d", "message": "Buy at evil.example"}`, i, i)
}

const customer = `{"organization": {"email": "kim@x.example", "full_name": "Kim Roe", "type": "personal"}, "message": "Buy at evil.example"}`

// A user who invites strangers is stopped soon, told when there may be one more, and leaves nothing of the invitation that was refused; so it is with
// subscriptions. Managers of the broker are not counted.
func TestInvitationsAreLimitedForASender(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := throttled(t, s)
		for i := range 20 {
			if got, text, _ := sent(f, "alice", "POST", "/profile/cowork/roles/contributor/?force=true", invite(i)); got != 201 {
				t.Fatalf("invitation %d: %d %s", i+1, got, text)
			}
		}
		got, text, retryAfter := sent(f, "alice", "POST", "/profile/cowork/roles/contributor/?force=true", invite(20))
		if got != 429 || retryAfter != "180" || !strings.Contains(text, "You caused many mails; for more at once, ask the managers of the site. try again in 180 seconds.") {
			t.Errorf("%d, Retry-After %s: %s", got, retryAfter, text)
		}
		if _, err := s.UserByEmail(context.Background(), "p20@example.com"); err == nil {
			t.Error("who was not invited has an account")
		}
		if n := mailsTo(f, "role_grant_created", ""); n != 20 {
			t.Errorf("%d mails, want 20", n)
		}
		if got, text, _ := sent(f, "alice", "POST", "/profile/cowork/plans/basic/subscriptions/?force=true", customer); got != 429 {
			t.Errorf("a subscription: %d %s", got, text)
		}
		if got, text, _ := sent(f, "donny", "POST", "/profile/cowork/roles/contributor/?force=true", invite(21)); got != 201 {
			t.Errorf("the broker: %d %s", got, text)
		}
		f.Clock.Advance(3 * time.Minute)
		if got, text, _ := sent(f, "alice", "POST", "/profile/cowork/roles/contributor/?force=true", invite(20)); got != 201 {
			t.Errorf("three minutes later: %d %s", got, text)
		}
	})
}

// The same offer is mailed once a day: repeated, it stands without another mail; asked for once more in so many words, it is refused until then.
func TestTheSameOfferIsMailedOnceADay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := throttled(t, s)
		const path = "/profile/cowork/roles/contributor/"
		grant := func(status int) string {
			t.Helper()
			got, text, _ := sent(f, "alice", "POST", path, `{"slug": "joe"}`)
			if got != status {
				t.Fatalf("status %d, want %d: %s", got, status, text)
			}
			return text
		}
		grant(201)
		grant(200)
		resend := path + "joe/"
		got, text, retryAfter := sent(f, "alice", "POST", resend, `{}`)
		if got != 429 || retryAfter != "86400" || !strings.Contains(text, "The same was mailed to this address within a day, and that mail still works.") {
			t.Errorf("%d, Retry-After %s: %s", got, retryAfter, text)
		}
		if n := mailsTo(f, "role_grant_created", "joe@localhost.localdomain"); n != 1 {
			t.Errorf("%d mails, want 1", n)
		}
		// Taken back and made again it is the same offer, whose mailed link works no more.
		if got, text, _ := sent(f, "alice", "DELETE", path+"joe/", ""); got != 204 {
			t.Fatalf("%d %s", got, text)
		}
		grant(429)
		f.Clock.Advance(24 * time.Hour)
		grant(201)
		f.Clock.Advance(24 * time.Hour)
		if got, text, _ := sent(f, "alice", "POST", resend, `{}`); got != 200 {
			t.Errorf("%d %s", got, text)
		}
		if n := mailsTo(f, "role_grant_created", "joe@localhost.localdomain"); n != 3 {
			t.Errorf("%d mails, want 3", n)
		}
		grantSubscription := func() int {
			got, _, _ := sent(f, "alice", "POST", "/profile/cowork/plans/basic/subscriptions/?force=true", customer)
			return got
		}
		if first, second := grantSubscription(), grantSubscription(); first != 201 || second != 200 || mailsTo(f, "subscription_grant_created", "") != 1 {
			t.Errorf("%d, %d, mails %q", first, second, f.Mails())
		}
	})
}

// One address gets a few mails whoever asks for them, and who asks for a new password is not told when it gets no more.
func TestMailsToAnAddressAreLimited(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := throttled(t, s)
		for i := range 12 {
			f.Clock.Advance(10 * time.Minute)
			if got, text, _ := sent(f, "", "POST", "/auth/recover/", `{"email": "xia@localhost.localdomain"}`); got != 201 {
				t.Fatalf("%d: %d %s", i, got, text)
			}
		}
		// 10 at once, and one more each hour: the first eleven came within 100 minutes.
		if n := mailsTo(f, "password_reset", "xia@localhost.localdomain"); n != 11 {
			t.Errorf("%d mails", n)
		}
		// Invitations are counted by themselves: they use up nothing of what she needs to get in.
		if got, text, _ := sent(f, "alice", "POST", "/profile/cowork/roles/contributor/", `{"slug": "xia"}`); got != 201 {
			t.Errorf("%d %s", got, text)
		}
	})
}

// Who registers with somebody else's address and calls what needs an activated account has a reminder mailed there once a day.
func TestRemindersAreLimited(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := throttled(t, s)
		if got, text, _ := sent(f, "", "POST", "/auth/register/", `{"full_name": "Ann Roy", "username": "ann", "email": "victim@example.com"}`); got != 201 {
			t.Fatalf("%d %s", got, text)
		}
		for range 10 {
			f.Clock.Advance(20 * time.Minute)
			if got, text, _ := sent(f, "ann", "GET", "/users/ann/", ""); got != 403 {
				t.Fatalf("%d %s", got, text)
			}
		}
		if n := mailsTo(f, "verification", "victim@example.com"); n != 1 {
			t.Errorf("%d reminders, want 1: %q", n, f.Mails())
		}
	})
}

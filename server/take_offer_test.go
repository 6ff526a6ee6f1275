package server_test

import (
	"net/url"
	"testing"
	"time"

	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// The link of a subscription makes nobody manage a profile but whom it is offered to, for as long as it is offered, and while nobody manages it.
func TestAcceptingASubscriptionTakesNoOfferOfOthers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, box := delivering(t, s)
		submit := func(link, user string) reply {
			body := url.Values{"username": {user}, "password": {"yoyo"}}.Encode()
			return send(f, "", "POST", link, body, "Content-Type", "application/x-www-form-urlencoded")
		}
		offer := func(slug, email string) string {
			f.Call("alice", "POST", "/profile/cowork/plans/yearly/subscriptions/?force=true", `{"organization": {"slug": "`+slug+`", "email": "`+email+`"}}`, 201, nil)
			return box.link(f, "subscribe")
		}
		f.Call("alice", "POST", "/profile/cowork/plans/", `{"title": "Yearly", "is_active": true, "interval": "yearly", "period_amount": 100, "unit": "usd"}`, 201, nil)
		// Who only says that the address is theirs.
		f.Call("", "POST", "/auth/register/", `{"username": "mallory", "email": "zoe@corp.example", "full_name": "Mallory", "password": "yoyo"}`, 201, nil)
		zoe := offer("zoeco", "zoe@corp.example")
		submit(zoe, "mallory").want(t, 403, "Only a manager")
		f.Call("mallory", "GET", "/profile/zoeco/", "", 403, nil)
		// What is a contributor's, or asked for.
		sam := offer("samco", "sam@localhost.localdomain")
		f.Call("mark", "POST", "/users/mark/accessibles/manager/", `{"slug": "samco"}`, 201, nil)
		submit(sam, "mark").want(t, 403, "Only a manager")
		// An offer that has ended.
		f.Clock.Advance(30*24*time.Hour + time.Second)
		submit(sam, "sam").want(t, 403, "Only a manager")
		f.Call("sam", "GET", "/profile/samco/", "", 403, nil)
	})
}

package users_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/client"
)

// confirmation is the key that an address was mailed last to confirm it.
func (s site) confirmation(address string) string {
	s.Helper()
	mails, err := s.Store.WaitingMails(s.Context())
	if err != nil {
		s.Fatal(err)
	}
	for i := len(mails) - 1; i >= 0; i-- {
		var said struct{ Link string }
		if err := json.Unmarshal([]byte(mails[i].Payload), &said); err != nil {
			s.Fatal(err)
		}
		if mails[i].Template == "address_confirmation" && strings.EqualFold(mails[i].Recipient, address) {
			return strings.Trim(strings.TrimPrefix(said.Link, "/address/"), "/")
		}
	}
	s.Fatalf("%s was mailed no key", address)
	return ""
}

// confirm follows the link in the mail to an address.
func (s site) confirm(address string) {
	s.Helper()
	s.call("", "POST", "/auth/address/"+s.confirmation(address)+"/", "", 200, nil)
}

// move gives a user another address, which she confirms.
func (s site) move(who, address string) {
	s.Helper()
	s.call(who, "PATCH", "/users/"+who+"/", `{"password": "yoyo", "email": "`+address+`"}`, 200, nil)
	s.confirm(address)
}

// Another address of one's own takes the password, or a sign-in of the last ten minutes; it is confirmed from there, and told to the old one.
func TestMoveAddress(t *testing.T) {
	each(t, func(s site) {
		email := func(want string) {
			s.Helper()
			var xia client.ContactDetail
			if s.call("xia", "GET", "/users/xia/", "", 200, &xia); xia.Email != want {
				s.Errorf("%s, want %s", xia.Email, want)
			}
		}
		// What a stolen token, or an API key, has not.
		for _, body := range []string{`{"email": "x@new.example"}`, `{"email": "x@new.example", "password": "wrong"}`} {
			s.call("xia", "PATCH", "/users/xia/", body, 403, nil)
			s.call("xia", "PUT", "/users/xia/", body, 403, nil)
		}
		before := len(s.mails())
		s.call("xia", "PATCH", "/users/xia/", `{"email": "XIA@localhost.localdomain"}`, 200, nil) // the same, in another case
		s.call("xia", "PATCH", "/users/xia/", `{"email": "xia@new.example", "password": "yoyo", "nick_name": "X"}`, 200, nil)
		if got := strings.Join(s.mails()[before:], ", "); got != "address_confirmation xia@new.example, address_updated XIA@localhost.localdomain" {
			s.Errorf("mails %s", got)
		}
		email("XIA@localhost.localdomain")
		s.call("", "POST", "/auth/", `{"username": "xia@new.example", "password": "yoyo"}`, 403, nil)
		key := s.confirmation("xia@new.example")
		s.call("", "POST", "/auth/address/"+strings.Repeat("0", 40)+"/", "", 404, nil)
		s.call("", "POST", "/auth/address/"+key+"/", "", 200, nil)
		s.call("", "POST", "/auth/address/"+key+"/", "", 404, nil)
		email("xia@new.example")
		if got := s.mails(); got[len(got)-1] != "address_updated XIA@localhost.localdomain" {
			s.Errorf("mails %v", got)
		}
		// A sign-in is as good as the password, for ten minutes. A token that was refreshed is no newer sign-in.
		token, _ := s.signInBoth()
		s.Clock.Advance(10*time.Minute - time.Second)
		s.send("PATCH", "/users/xia/", strings.NewReader(`{"email": "xia@third.example"}`), bearer(token), 200, nil)
		var fresh client.Token
		s.send("POST", "/auth/tokens/", strings.NewReader(`{"token": "`+token+`"}`), bearer(token), 201, &fresh)
		s.Clock.Advance(time.Second)
		s.send("PATCH", "/users/xia/", strings.NewReader(`{"email": "xia@fourth.example"}`), bearer(fresh.Token), 403, nil)
		// The last address that was asked for counts, for three days, and only while nobody else has it.
		third := s.confirmation("xia@third.example")
		s.call("xia", "PATCH", "/users/xia/", `{"email": "xia@fifth.example", "password": "yoyo"}`, 200, nil)
		s.call("", "POST", "/auth/address/"+third+"/", "", 404, nil)
		s.call("xia", "PATCH", "/users/xia/", `{"email": "JOE@localhost.localdomain", "password": "yoyo"}`, 400, nil)
		s.call("", "POST", "/auth/register/", `{"email": "xia@fifth.example", "full_name": "Quick", "username": "quick", "password": "yoyo"}`, 201, nil)
		mine := s.confirmation("xia@fifth.example")
		s.call("xia", "PATCH", "/users/xia/", `{"email": "xia@sixth.example", "password": "yoyo"}`, 200, nil)
		s.Clock.Advance(3 * 24 * time.Hour)
		s.call("", "POST", "/auth/address/"+s.confirmation("xia@sixth.example")+"/", "", 404, nil)
		s.call("", "POST", "/auth/address/"+mine+"/", "", 404, nil)
		email("xia@new.example")
		// The broker says what the address is; it counts once it is confirmed.
		s.call("donny", "PATCH", "/users/xia/", `{"email": "xia@broker.example"}`, 200, nil)
		email("xia@broker.example")
		if u, err := s.Store.UserOfAddress(s.Context(), "xia@broker.example"); err == nil {
			s.Errorf("%s has it without having shown it", u.Username)
		}
		s.confirm("xia@broker.example")
		if u, err := s.Store.UserOfAddress(s.Context(), "XIA@broker.example"); err != nil || u.Username != "xia" {
			s.Errorf("%s, %v", u.Username, err)
		}
	})
}

// A reset by mail shows that the address is hers, and ends what somebody else left in the account before.
func TestResetProvesTheAddress(t *testing.T) {
	each(t, func(s site) {
		s.call("", "POST", "/auth/register/", `{"email": "zoe@corp.example", "full_name": "Mallory", "username": "mallory", "password": "yoyo"}`, 201, nil)
		if u, err := s.Store.UserOfAddress(s.Context(), "zoe@corp.example"); err == nil {
			s.Fatalf("%s has it without having shown it", u.Username)
		}
		s.key("mallory", "yoyo")
		s.call("mallory", "PUT", "/users/mallory/otp/", `{"password": "yoyo"}`, 200, nil)
		s.call("mallory", "PUT", "/users/mallory/ssh-keys/", `{"password": "yoyo", "pubkey": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO9nzKkaXN6z5xrTZLt4ZhHTyuMAcwE4jZPDnQxQ8mEK mallory"}`, 200, nil)
		s.call("", "POST", "/auth/recover/", `{"email": "zoe@corp.example"}`, 201, nil)
		s.call("", "POST", s.resetPath(), `{"new_password": "mine"}`, 200, nil)
		if u, err := s.Store.UserOfAddress(s.Context(), "zoe@corp.example"); err != nil || u.Username != "mallory" {
			s.Errorf("%s, %v", u.Username, err)
		}
		s.call("", "POST", "/auth/", `{"username": "zoe@corp.example", "password": "mine"}`, 201, nil)
		u, err := s.Store.UserByName(s.Context(), "mallory")
		if err != nil {
			s.Fatal(err)
		}
		if keys, err := s.Store.APIKeys(s.Context(), u.ID); err != nil || len(keys) != 0 {
			s.Errorf("%v, %v", keys, err)
		}
		if u.PublicKey != nil {
			s.Errorf("the SSH key of somebody else goes on: %s", *u.PublicKey)
		}
		if _, err := s.Store.PendingOTP(s.Context(), u.ID); err == nil {
			s.Error("an authenticator app waits")
		}
	})
}

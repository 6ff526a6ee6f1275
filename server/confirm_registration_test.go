package server_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

func confirming(c *server.Config) { c.Registration = "confirmed" }

// pending registers through the generated client and returns the path of the link that was mailed.
func pending(f *servertest.Fixture, box *letterbox, body client.Registration) string {
	f.Helper()
	got := servertest.Must[*client.AuthRegisterCreateResponse](f.T, http.StatusAccepted)(f.Client("").AuthRegisterCreateWithResponse(f.Context(), body))
	if got.JSON202 == nil || got.JSON202.Detail == "" {
		f.Errorf("answered %s", got.Body)
	}
	return box.link(f, "Confirm your registration")
}

// confirm follows a mailed link through the generated client.
func confirm(f *servertest.Fixture, link string, in client.ActivationInput) *client.AuthActivateCreateResponse {
	f.Helper()
	key := strings.Split(link, "/")[2]
	got, err := f.Client("").AuthActivateCreateWithResponse(f.Context(), key, nil, in)
	if err != nil {
		f.Fatal(err)
	}
	return got
}

// A registration waits for the mailed link, which works once and for three days; the last one with an address counts (issue "People", no account
// enumeration).
func TestConfirmRegistration(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, box := delivering(t, s, confirming)
		ann := client.Registration{Email: "ann@example.com", FullName: "Ann Roy", Password: ptr("yoyo"), OrganizationName: ptr("Roy Ltd")}
		old := pending(f, box, ann)
		signIn(f, "ann@example.com", "yoyo").want(t, 403)
		send(f, "donny", "GET", "/api/profile/roy-ltd/", "").want(t, 404)
		ann.FullName = "Ann Mary Roy"
		ann.Email = "ANN@example.com"
		link := pending(f, box, ann)
		if got := confirm(f, old, client.ActivationInput{NewPassword: "yeye"}); got.StatusCode() != 404 {
			t.Errorf("an older registration: %s", got.Body)
		}
		send(f, "", "HEAD", link, "")
		read := servertest.Must[*client.AuthActivateReadResponse](t, 200)(f.Client("").AuthActivateReadWithResponse(t.Context(), strings.Split(link, "/")[2]))
		if want := (client.Activation{Username: "ANN", Email: "ANN@example.com", FullName: "Ann Mary Roy"}); *read.JSON200 != want {
			t.Errorf("read %+v", read.JSON200)
		}
		send(f, "", "GET", link, "").want(t, 200, "Activate your account", `value="Ann Mary Roy"`)
		f.Clock.Advance(3*24*time.Hour - time.Second)
		counts := atOnce(4, func(int) int {
			return confirm(f, link, client.ActivationInput{NewPassword: "yeye", Username: ptr("ann")}).StatusCode()
		})
		if counts[201] != 1 || counts[404] != 3 {
			t.Errorf("at once: %v", counts)
		}
		signIn(f, "ann", "yeye").want(t, 201)
		send(f, "ann", "GET", "/api/profile/roy-ltd/", "").want(t, 200, `"Roy Ltd"`)
		// Now the address is known, and the answer the same.
		send(f, "", "POST", "/api/auth/register/", `{"email": "Ann@example.com", "full_name": "Eve"}`).want(t, 202)
		if to, text := box.last(f, "You have an account already"); to != "<ANN@example.com>" || !strings.Contains(text, "sign in as ann") {
			t.Errorf("to %s: %s", to, text)
		}
		late := pending(f, box, client.Registration{Email: "bea@example.com", FullName: "Bea Roy"})
		f.Clock.Advance(3 * 24 * time.Hour)
		if got := confirm(f, late, client.ActivationInput{NewPassword: "yeye"}); got.StatusCode() != 404 {
			t.Errorf("a late one: %s", got.Body)
		}
		var said []string
		if err := f.Server.RunJobs(t.Context(), "sweep", func(text string) { said = append(said, text) }); err != nil || !slices.Equal(said, []string{"sweep: 2 registrations, sessions and sign-ins forgotten"}) {
			t.Errorf("%q, %v", said, err)
		}
	})
}

// A name that was taken meanwhile is refused, on the page too, and the link stays good.
func TestConfirmRegistrationWithTakenNames(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, box := delivering(t, s, confirming)
		in := client.ActivationInput{NewPassword: "yeye"}
		first := pending(f, box, client.Registration{Email: "ann@example.com", FullName: "Ann Roy", Username: ptr("roy"), OrganizationName: ptr("Roy Ltd")})
		second := pending(f, box, client.Registration{Email: "bea@example.com", FullName: "Bea Roy", Username: ptr("roy")})
		third := pending(f, box, client.Registration{Email: "cea@example.com", FullName: "Cea Roy", OrganizationName: ptr("Roy, Ltd.")})
		if got := confirm(f, first, in); got.StatusCode() != 201 {
			t.Fatalf("the first: %s", got.Body)
		}
		if got := confirm(f, second, in); got.JSON400 == nil || len(got.JSON400.Errors["username"]) != 1 {
			t.Errorf("the second: %s", got.Body)
		}
		form := []string{"Content-Type", "application/x-www-form-urlencoded"}
		send(f, "", "POST", second, "username=roy&new_password=yeye&new_password_again=yeye", form...).want(t, 400, "A user or a profile with this name exists.")
		send(f, "", "POST", second, "username=bea&new_password=yeye&new_password_again=yeye", form...).want(t, 200, "Your account is active")
		signIn(f, "bea", "yeye").want(t, 201)
		if got := confirm(f, third, in); got.JSON400 == nil || len(got.JSON400.Errors["organization_name"]) != 1 {
			t.Errorf("the third: %s", got.Body)
		}
		send(f, "", "POST", third, "username=cea&new_password=yeye&new_password_again=yeye", form...).want(t, 400, "A profile with this name exists.")
		send(f, "", "GET", third, "").want(t, 200)
		// Somebody else made an account for her.
		send(f, "alice", "POST", "/api/profile/cowork/roles/contributor/?force=true", `{"email": "cea@example.com"}`).want(t, 201)
		if got := confirm(f, third, in); got.JSON400 == nil || len(got.JSON400.Errors["email"]) != 1 {
			t.Errorf("the third, known: %s", got.Body)
		}
	})
}

// A link confirms nothing where nobody may register any more.
func TestConfirmRegistrationTooLate(t *testing.T) {
	s := storetest.Open(t, "sqlite")
	f, box := delivering(t, s, confirming)
	link := pending(f, box, client.Registration{Email: "ann@example.com", FullName: "Ann Roy"})
	cfg := servertest.Config()
	cfg.Registration, cfg.Authentication = "confirmed", "login-only"
	later := servertest.Configured(t, s, cfg)
	if got := confirm(later, link, client.ActivationInput{NewPassword: "yeye"}); got.StatusCode() != 404 {
		t.Errorf("confirmed: %s", got.Body)
	}
	send(later, "", "POST", "/api/auth/register/", `{"email": "bea@example.com", "full_name": "Bea"}`).want(t, 403, "Registration is disabled")
	if got := confirm(f, link, client.ActivationInput{NewPassword: "yeye"}); got.StatusCode() != 201 {
		t.Errorf("not confirmed: %s", got.Body)
	}
}

// Known and unknown addresses are limited alike.
func TestThrottledConfirmedRegistration(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, _ := delivering(t, s, confirming, func(c *server.Config) { c.Throttle = "on" })
		for _, email := range []string{"new@example.com", "xia@localhost.localdomain"} {
			for i := range 6 {
				got := send(f, "", "POST", "/api/auth/register/", `{"full_name": "Ann Roy", "email": "`+email+`"}`)
				if want := map[bool]int{false: http.StatusAccepted, true: http.StatusTooManyRequests}[i == 5]; got.status != want {
					t.Errorf("%s, %d: status %d", email, i+1, got.status)
				}
			}
		}
	})
}

// What recover told would make it pointless.
func TestConfirmedRegistrationWantsSilence(t *testing.T) {
	cfg := servertest.Config()
	cfg.Registration, cfg.Recover = "confirmed", "telling"
	if err := cfg.Validate(); err == nil || !strings.Contains(err.Error(), "recover would tell") {
		t.Errorf("%v", err)
	}
}

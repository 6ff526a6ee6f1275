package auth_test

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// atOnce calls f from several goroutines and counts what they return.
func atOnce(callers int, f func(i int) string) map[string]int {
	answers := make([]string, callers)
	var wg sync.WaitGroup
	for i := range callers {
		wg.Go(func() { answers[i] = f(i) })
	}
	wg.Wait()
	out := map[string]int{}
	for _, answer := range answers {
		out[answer]++
	}
	return out
}

// However many register under one name at once, one gets it, and the others are told which field is to blame.
func TestRegistrationsAtOnce(t *testing.T) {
	const callers = 8
	for name, c := range map[string]struct {
		body func(i int) client.Registration
		lose string
	}{
		"one address": {func(i int) client.Registration {
			username := "ann" + string(rune('a'+i))
			return client.Registration{Email: "ann@example.com", FullName: "Ann Roy", Username: &username}
		}, "400 email"},
		"one username": {func(i int) client.Registration {
			username := "ann"
			return client.Registration{Email: string(rune('a'+i)) + "@example.com", FullName: "Ann Roy", Username: &username}
		}, "400 username"},
		"one profile": {func(i int) client.Registration {
			profile := "Roe Ltd"
			return client.Registration{Email: string(rune('a'+i)) + "@example.com", FullName: "Ann Roy", OrganizationName: &profile}
		}, "400 organization_name"},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				api := servertest.New(t, s).Client("")
				got := atOnce(callers, func(i int) string {
					a, err := api.AuthRegisterCreateWithResponse(t.Context(), c.body(i))
					if err != nil {
						return err.Error()
					}
					if a.JSON400 != nil {
						return "400 " + strings.Join(slices.Sorted(maps.Keys(a.JSON400.Errors)), " ")
					}
					return a.Status()
				})
				if want := map[string]int{"201 Created": 1, c.lose: callers - 1}; !maps.Equal(got, want) {
					t.Errorf("got %v, want %v", got, want)
				}
			})
		})
	}
}

// Guesses that come at once are counted one by one: three are forgiven, the next starts again with another code.
func TestGuessesAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		u, err := s.UserByName(t.Context(), "xia")
		if err != nil {
			t.Fatal(err)
		}
		contact, err := s.ContactOf(t.Context(), u.ID)
		if err == nil {
			err = s.Do(t.Context(), func(tx *store.Store) error {
				return tx.UpdateContact(t.Context(), contact.ID, map[string]any{"mfa_backend": 1})
			})
		}
		if err != nil {
			t.Fatal(err)
		}
		got := atOnce(30, func(int) string {
			a, err := f.Client("").AuthCreateWithResponse(t.Context(), nil, client.Credentials{Username: "xia", Password: "yoyo"})
			switch {
			case err != nil:
				return err.Error()
			case a.JSON400 != nil:
				return a.JSON400.Errors["code"][0]
			}
			return a.Status()
		})
		want := map[string]int{
			"A code is required: it is on its way to you by mail.": 6, "The code does not match.": 18, "403 Forbidden": 6,
		}
		if !maps.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

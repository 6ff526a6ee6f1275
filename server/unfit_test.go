package server_test

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"

	"tollkeeper/openapi/example"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Nothing that cannot be read later is accepted: a text with a control character and a time outside 1970 to 8999 are refused in every member of every
// documented body, by the name of the member.
func TestUnfitValuesAreRefused(t *testing.T) {
	requests, err := example.Requests()
	if err != nil {
		t.Fatal(err)
	}
	f := servertest.New(t, storetest.Open(t, "sqlite"))
	stage := &example.Stage{URL: f.URL, Client: http.DefaultClient}
	token := f.Token("donny")
	checked := 0
	for key, r := range requests {
		body, isObject := r.Body.(map[string]any)
		if !isObject || r.ContentType != "application/json" {
			continue
		}
		for name, value := range body {
			text, isText := value.(string)
			if !isText || strings.Contains(name, "password") {
				continue
			}
			unfit := []string{text + "\a", "\u0085" + text}
			if len(text) > 10 && text[4] == '-' && text[10] == 'T' {
				unfit = []string{"1969-12-31T23:59:59Z", "9000-01-01T00:00:00Z"}
			}
			for _, bad := range unfit {
				changed := r
				members := maps.Clone(body)
				members[name] = bad
				changed.Body = members
				answer := sendAs(t, stage, token, changed)
				var problem struct {
					Errors map[string][]string `json:"errors"`
				}
				_ = json.Unmarshal(answer.Body, &problem)
				if answer.Status != http.StatusBadRequest && answer.Status != http.StatusUnprocessableEntity || r.Tag != "subscriptions" && len(problem.Errors[name]) == 0 {
					t.Errorf("%s, %s: %q: %d %s", key, name, bad, answer.Status, answer.Body)
				}
				checked++
			}
		}
	}
	if checked < 200 {
		t.Errorf("%d values were sent", checked)
	}
}

func sendAs(t *testing.T, stage *example.Stage, token string, r example.Request) example.Answer {
	t.Helper()
	stage.Token = func(context.Context, string) (string, error) { return token, nil }
	answer, err := stage.Send(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// A list shows its good rows when one of them breaks the contract, which is logged.
func TestOneBadRowLeavesTheOthers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		if _, err := s.Pools()["write"].ExecContext(t.Context(), "UPDATE plans SET period_length = 5000 WHERE slug = 'basic'"); err != nil {
			t.Fatal(err)
		}
		var page struct {
			Results []struct {
				Slug string `json:"slug"`
			} `json:"results"`
		}
		f.Call("alice", "GET", "/profile/cowork/plans/", "", 200, &page)
		var slugs []string
		for _, plan := range page.Results {
			slugs = append(slugs, plan.Slug)
		}
		if got := strings.Join(slugs, " "); len(slugs) != 4 || strings.Contains(got, "basic") {
			t.Errorf("plans: %s", got)
		}
		if logged := f.Logged.String(); !strings.Contains(logged, "period_length") {
			t.Errorf("not logged: %s", logged)
		}
	})
}

package server_test

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"sync"
	"testing"

	"tollkeeper/openapi"
	"tollkeeper/openapi/example"
	"tollkeeper/server/servertest"
	"tollkeeper/store/storetest"
)

// TestEveryOperationRefuses calls what is built with its documented example, but for forged credentials, no body or a key that opens nothing: every
// operation answers at least one documented refusal, as its guard counts (design 7).
func TestEveryOperationRefuses(t *testing.T) {
	requests, err := example.Requests()
	if err != nil {
		t.Fatal(err)
	}
	s := storetest.Open(t, "sqlite")
	f := servertest.Configured(t, s, servertest.Config())
	servertest.Demo(t, s)
	var mu sync.Mutex
	served := map[string][]int{}
	for _, name := range []openapi.Name{openapi.DjaoApp, openapi.Subscriptions} {
		f.Server.Guard(name).Served = func(id string, status int) {
			mu.Lock()
			defer mu.Unlock()
			served[id] = append(served[id], status)
		}
	}
	stage := &example.Stage{URL: f.URL, Client: http.DefaultClient, Token: func(context.Context, string) (string, error) { return "forged", nil }}
	for _, id := range slices.Sorted(slices.Values(built)) {
		r, ok := requests[id]
		if !ok {
			t.Errorf("%s has no example", id)
			continue
		}
		r.ContentType, r.PathValues = "", maps.Clone(r.PathValues)
		for name := range r.PathValues {
			r.PathValues[name] = "opens-nothing"
		}
		if _, err := stage.Send(t.Context(), r); err != nil {
			t.Errorf("%s: %v", id, err)
		}
		if len(served[id]) != 1 || served[id][0] < 400 || served[id][0] > 499 {
			t.Errorf("%s was answered %v, want one refusal", id, served[id])
		}
	}
}

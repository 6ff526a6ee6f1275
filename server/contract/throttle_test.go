package contract_test

import (
	"context"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"tollkeeper/server/contract"
	"tollkeeper/server/domain/fault"
)

// turnstile lets one attempt of an address pass.
type turnstile struct{ seen map[netip.Addr]int }

func (s *turnstile) Knows(policy string) bool { return policy == "guess" }

func (s *turnstile) Address(_ context.Context, _ string, a netip.Addr) error {
	if s.seen[a]++; s.seen[a] > 1 {
		return fault.New(fault.TooManyRequests, "Too many attempts.")
	}
	return nil
}

func throttleThing(policy any) func(o *contract.Options) {
	return func(o *contract.Options) {
		operation(o.Doc, "thing_read").Extensions["x-throttle"] = policy
		o.Throttle = &turnstile{map[netip.Addr]int{}}
	}
}

// What is worth guessing at is limited before anybody is authenticated.
func TestThrottleComesFirst(t *testing.T) {
	f := start(t, contract.Enforce, throttleThing("guess"))
	for i, want := range []int{http.StatusUnauthorized, http.StatusTooManyRequests, http.StatusTooManyRequests} {
		if got := f.send(request(http.MethodGet, "/api/things/known", "")); got.status != want {
			t.Errorf("call %d: status %d, want %d", i+1, got.status, want)
		}
	}
	if got := f.send(request(http.MethodGet, "/api/things", "")); got.status != http.StatusOK {
		t.Errorf("another operation: status %d", got.status)
	}
}

func TestThrottleIsKnown(t *testing.T) {
	for name, policy := range map[string]any{"unknown word": "gues", "no text": 5.0, "nothing": ""} {
		options := contract.Options{Doc: document(t), Auth: &people{}, Dialect: contract.Problems{}, Mode: contract.Enforce}
		throttleThing(policy)(&options)
		if _, err := contract.New(options); err == nil || !strings.Contains(err.Error(), "x-throttle") {
			t.Errorf("%s: %v", name, err)
		}
	}
	options := contract.Options{Doc: document(t), Auth: &people{}, Dialect: contract.Problems{}, Mode: contract.Enforce}
	operation(options.Doc, "thing_read").Extensions["x-throttle"] = "guess"
	operation(options.Doc, "thing_read").Responses.Delete("429")
	if _, err := contract.New(options); err == nil || !strings.Contains(err.Error(), "documents no 429") {
		t.Errorf("without 429: %v", err)
	}
}

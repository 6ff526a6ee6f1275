package cart_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server"
	"tollkeeper/server/payment"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// holders is a processor that tells whose cards it was given.
type holders struct {
	payment.Processor
	seen []payment.Holder
	// blind tells that it does not answer what a card looks like.
	blind bool
}

func (h *holders) StoreCard(ctx context.Context, holder payment.Holder, token string) (string, error) {
	h.seen = append(h.seen, holder)
	return h.Processor.StoreCard(ctx, holder, token)
}

func (h *holders) Card(ctx context.Context, key string) (payment.Card, error) {
	if h.blind {
		return payment.Card{}, errors.New("no route")
	}
	return h.Processor.Card(ctx, key)
}

// A card that a checkout remembers takes the place of the one on file as a new card does: the managers hear of it, and the processor forgets
// the old one. The first card replaces none (billing-ledger.md 4.6, step 8, and 5.2; metrics-jobs-notifications.md 6.2).
func TestRememberedCardReplacesTheOld(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		processor := &holders{}
		f := servertest.New(t, s, server.WithProcessor(processor))
		processor.Processor = payment.NewSandbox(s, f.Clock.Now)
		sam := as(f, "donny") // a manager of the broker buys for sam: the card is sam's all the same
		buy := func(token string, remember bool, status int) {
			t.Helper()
			sam.add(`{"plan": "basic"}`, 201)
			servertest.Must[*client.BillingCheckoutCreateResponse](t, status)(sam.BillingCheckoutCreateWithResponse(t.Context(), "sam", nil,
				client.Checkout{ProcessorToken: &token, RememberCard: &remember}))
		}
		onFile := func() string {
			t.Helper()
			o, err := s.Organization(t.Context(), mustScope(f, "sam"))
			if err != nil || o.ProcessorCardKey == nil {
				t.Fatalf("%+v, %v", o, err)
			}
			return *o.ProcessorCardKey
		}
		told := func(want int, says string) {
			t.Helper()
			mails, err := s.WaitingMails(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, m := range mails {
				if m.Template == "card_updated" && strings.Contains(m.Payload, says) {
					n++
				}
			}
			if n != want {
				t.Errorf("%d mails say %s, want %d", n, says, want)
			}
		}
		buy("tok_visa", true, 201)
		first := onFile()
		told(0, "")
		buy("tok_other", false, 201)
		if onFile() != first {
			t.Error("a card that is not to be remembered took the place of the old one")
		}
		buy("tok_new", true, 201)
		second := onFile()
		if _, err := s.SandboxCard(t.Context(), first); !errors.Is(err, store.ErrNotFound) || second == first {
			t.Errorf("the old card stays at the processor: %v", err)
		}
		told(2, `"old_card":{"exp_date":"06/2020","last4":"1234"}`) // sam and donny
		if want := (payment.Holder{Slug: "sam", Email: "sam@localhost.localdomain"}); len(processor.seen) != 2 || processor.seen[1] != want {
			t.Errorf("the cards were kept for %+v", processor.seen)
		}
		// That the processor does not say what the old card was holds up nothing.
		processor.blind = true
		buy("tok_newer", true, 201)
		if onFile() == second {
			t.Error("the card was not remembered")
		}
		told(2, `"old_card":{"exp_date":"N/A","last4":"N/A"}`)
		verify(f)
	})
}

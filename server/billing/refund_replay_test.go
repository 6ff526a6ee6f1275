package billing_test

import (
	"errors"
	"testing"
	"time"

	"tollkeeper/server"
	"tollkeeper/server/payment"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// refunding is a scene in which sam paid 2000 for basic by a processor whose refunds may go wrong.
func refunding(t *testing.T, s *store.Store) (f *servertest.Fixture, processor *shaky, charge string) {
	t.Helper()
	processor = &shaky{}
	f = servertest.New(t, s, server.WithProcessor(processor))
	processor.Processor = payment.NewSandbox(s, f.Clock.Now)
	return f, processor, buy(f, "sam", "basic").ProcessorKey
}

func refundedCents(f *servertest.Fixture, charge string, want int64) {
	f.Helper()
	paidBack, err := f.Store.SandboxRefunded(f.Context(), charge, "")
	if err != nil || paidBack != want {
		f.Errorf("the processor paid back %d, %v, want %d", paidBack, err, want)
	}
	if rows := refundRows(f, charge); len(rows) != 3*int(want/500) { // each refund is one of 500
		f.Errorf("rows %q for %d paid back", rows, want)
	}
}

// A request that comes again has one effect and one answer, also when its answer was lost on the way (issue 5, safe writes). Each of these
// refunds is a part of 500 that could be given back four times.
func TestRefundReplayed(t *testing.T) {
	const key, part = "0c0d9a3e-8d5b-4a53-9a49-1f2f6c1f7b10", `[{"num": 0, "refunded_amount": 500}]`
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, processor, charge := refunding(t, s)
		ask := func(key, lines string, status int) (body, replayed string) {
			t.Helper()
			r := refundUnder(f, key, "alice", charge, lines, status)
			if r.JSON200 != nil && (r.JSON200.ProcessorKey != charge || r.JSON200.State != "done" || r.JSON200.Amount != 2000) {
				t.Errorf("%+v", r.JSON200)
			}
			return string(r.Body), r.HTTPResponse.Header.Get("Idempotency-Replayed")
		}
		first, _ := ask(key, part, 200)
		if again, replayed := ask(key, part, 200); again != first || replayed != "true" {
			t.Errorf("%s, then %s, replayed %q", first, again, replayed)
		}
		ask(key, `[{"num": 0, "refunded_amount": 400}]`, 422)
		refundedCents(f, charge, 500)
		f.LoseAnswers()
		ask(key, part, 200)
		refundedCents(f, charge, 500)

		// The processor makes this one and does not say so; by the time the key is free again the refund is known.
		const lost = key + "-lost"
		processor.fault, processor.made = errors.New("the line is dead"), true
		ask(lost, part, 503)
		processor.fault = nil
		ask(lost, part, 409) // the claim of the key stands
		f.Clock.Advance(10 * time.Minute)
		for range 2 {
			ask(lost, part, 409) // the refund is open
			ask(lost, `[{"num": 0, "refunded_amount": 400}]`, 422)
		}
		reconciled(f, 1)
		// Whatever became of the charge meanwhile, the refund was made.
		moveCharge(f, charge, store.ChargeDone, store.ChargeDisputed)
		if c := refundUnder(f, lost, "alice", charge, part, 200).JSON200; c.ProcessorKey != charge || c.State != "disputed" {
			t.Errorf("%+v", c)
		}
		moveCharge(f, charge, store.ChargeDisputed, store.ChargeDone)
		refundedCents(f, charge, 1000)

		// One that never came to anything is made under its key, and so is one that was declined.
		const never = key + "-never"
		processor.fault, processor.made = errors.New("the line is dead"), false
		ask(never, part, 503)
		f.Clock.Advance(10 * time.Minute)
		reconciled(f, 1)
		processor.fault = &payment.Declined{Code: "try_later", Message: "Not now."}
		ask(never, part, 400)
		processor.fault = nil
		ask(never, part, 200)
		refundedCents(f, charge, 1500)
		// What another caller asks for under the same key is another request, and so is the same one without.
		if _, replayed := ask("", part, 200); replayed != "" {
			t.Errorf("replayed %q", replayed)
		}
		refundedCents(f, charge, 2000)
		f.LoseAnswers()
		ask(never, part, 200)
		refundUnder(f, never, "donny", charge, part, 400)
		refundedCents(f, charge, 2000)
	})
}

// An answer is kept for a day; after that the key is a new one (billing, "Safe writes").
func TestRefundReplayedTheNextDay(t *testing.T) {
	const key, part = "0c0d9a3e-8d5b-4a53-9a49-1f2f6c1f7b10", `[{"num": 0, "refunded_amount": 500}]`
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, _, charge := refunding(t, s)
		refundUnder(f, key, "alice", charge, part, 200)
		f.Clock.Advance(24*time.Hour + time.Second)
		refundUnder(f, key, "alice", charge, part, 200)
		refundedCents(f, charge, 1000)
	})
}

package billing_test

import (
	"strings"
	"sync"
	"testing"

	"tollkeeper/server/payment"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// job runs a job as `tollkeeper jobs run` does, all of them for "all".
func (p *scene) job(name string) error {
	if name == "all" {
		name = ""
	}
	return p.Server.RunJobs(p.Context(), name, func(string) {})
}

// Several processes that run the jobs at once extend and charge everybody once.
func TestJobsAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := stage(t, s)
		p.step(`maya POST /cart/ [{"plan": "starter", "option": 1}, {"plan": "annual", "option": 1}] -> 201`)
		p.step(`maya POST /billing/maya/checkout/ {"processor_token": "tok_visa", "remember_card": true} -> 201`)
		p.step("at 2019-07-23T12:00:00Z")
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				// One that collides with another on PostgreSQL may be told to come again: the job says so and does it the next time.
				if err := p.job("all"); err != nil && !strings.Contains(err.Error(), "busy") {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if err := p.job("all"); err != nil {
			t.Error(err)
		}
		p.step("paid 2")
		p.step("due maya")
		p.step("balance lumen:Backlog -16000")
		p.step("at 2019-07-24T12:00:00Z")
		for range 6 {
			wg.Go(func() {
				if err := p.job("recognize"); err != nil && !strings.Contains(err.Error(), "busy") {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		p.step("balance lumen:Income -3000")
		p.verify()
	})
}

func TestRunJobs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := stage(t, s)
		var said []string
		if err := p.Server.RunJobs(t.Context(), "", func(line string) { said = append(said, line) }); err != nil {
			t.Fatal(err)
		}
		want := "recognize: 0 slices of income; renew: 0 subscriptions extended; charge: 0 charges made; settle: 0 charges looked at; " +
			"sweep: 0 registrations, sessions and sign-ins forgotten; reconcile: 0 payments, refunds and payouts found"
		if got := strings.Join(said, "; "); got != want {
			t.Errorf("said %s", got)
		}
		if err := p.Server.RunJobs(t.Context(), "dance", func(string) {}); err == nil {
			t.Error("there is a job called dance")
		}
	})
}

// Reports that arrive at once, and more than once, are written once.
func TestReportsAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := stage(t, s)
		p.step("card pends")
		p.step(`maya POST /cart/ {"plan": "starter"} -> 201`)
		p.step(`maya POST /billing/maya/checkout/ {"processor_token": "tok_visa"} -> 201`)
		var wg sync.WaitGroup
		for range 4 {
			for _, r := range []payment.Report{
				{Kind: payment.Succeeded}, {Kind: payment.Refunded, Refunded: 500}, {Kind: payment.Refunded, Refunded: 700}, {Kind: payment.Succeeded},
			} {
				r.ChargeKey = "fake_ab12"
				wg.Go(func() {
					if err := p.book.Apply(t.Context(), r); err != nil {
						t.Error(err)
					}
				})
			}
		}
		wg.Wait()
		p.step("balance lumen:Refund 700")
		p.step("balance maya:statement 0")
		for _, kind := range []payment.Kind{payment.DisputeOpened, payment.DisputeWon, payment.DisputeOpened, payment.DisputeWon} {
			wg.Go(func() {
				if err := p.book.Apply(t.Context(), payment.Report{Kind: kind, ChargeKey: "fake_ab12", Dispute: "dp_1"}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		p.step("charge fake_ab12 done")
		p.step("balance lumen:Chargeback 0")
		p.step("balance lumen:Refund 700")
		p.verify()
	})
}

package server

import (
	"context"
	"errors"
	"fmt"
)

// Job is something that nobody waits for. Run returns how many of what it counts it did; it may be run at any time, more than once, and by
// several processes at once.
type Job struct {
	Name   string
	Counts string
	Run    func(context.Context) (int, error)
}

// Jobs lists the jobs of `tollkeeper jobs run`, in the order in which they are run (billing-ledger.md E18).
func (s *Server) Jobs() []Job {
	return []Job{
		{"recognize", "slices of income", s.renewals.Recognize},
		{"renew", "subscriptions extended", s.renewals.Extend},
		{"charge", "charges made", s.renewals.Charge},
		{"settle", "charges looked at", s.billing.SettleCharges},
		{"sweep", "registrations, sessions and sign-ins forgotten", s.accounts.Sweep},
		{"reconcile", "payments, refunds and payouts found", s.Reconcile},
	}
}

// Reconcile finishes the payments, refunds, payouts and renewals that a crash left open, and returns how many it closed, with the payouts that it
// found at the processor.
func (s *Server) Reconcile(ctx context.Context) (int, error) {
	sum, faults := 0, error(nil)
	for _, step := range []func(context.Context) (int, error){
		s.cart.Reconcile, s.billing.ReconcileRefunds, s.billing.ReconcilePayouts, s.renewals.Reconcile, s.renewals.Payouts,
	} {
		n, err := step(ctx)
		sum, faults = sum+n, errors.Join(faults, err)
	}
	return sum, faults
}

// RunJobs runs the job with a name, all of them when it is empty, and tells how each went. One that fails does not stop the others.
func (s *Server) RunJobs(ctx context.Context, name string, tell func(string)) error {
	known := false
	var faults error
	for _, job := range s.Jobs() {
		if name != "" && name != job.Name {
			continue
		}
		known = true
		n, err := job.Run(ctx)
		said := fmt.Sprintf("%s: %d %s", job.Name, n, job.Counts)
		if err != nil {
			said += ", with failures"
			faults = errors.Join(faults, fmt.Errorf("%s: %w", job.Name, err))
		}
		tell(said)
	}
	if !known {
		return fmt.Errorf("there is no job %s", name)
	}
	return faults
}

// renew runs the jobs of a renewal in their order and returns what they did together. The recognition of income and the reconciliation have
// rhythms of their own.
func (s *Server) renew(ctx context.Context) (int, error) {
	sum, faults := 0, error(nil)
	for _, job := range s.Jobs() {
		if job.Name == "recognize" || job.Name == "reconcile" {
			continue
		}
		n, err := job.Run(ctx)
		sum, faults = sum+n, errors.Join(faults, err)
	}
	return sum, faults
}

// Package coupon says when a coupon counts (billing-ledger.md 4.5).
package coupon

import "time"

// Lifetime is how long a coupon that is created without an end lasts (billing-ledger.md 7, billing_coupons_create).
const Lifetime = 30 * 24 * time.Hour

// Coupon is what the rule looks at. Zero PlanID means any plan, nil EndsAt never, nil Attempts without limit.
type Coupon struct {
	ProviderID int64
	PlanID     int64
	EndsAt     *time.Time
	Attempts   *int64
}

// Ended tells whether the coupon is over at an instant.
func (c Coupon) Ended(at time.Time) bool { return c.EndsAt != nil && !c.EndsAt.After(at) }

// Fits tells whether the coupon discounts a plan of a provider at an instant: it is of that provider, for that plan or for any, not
// over and not used up. All must hold.
func (c Coupon) Fits(providerID, planID int64, at time.Time) bool {
	return c.ProviderID == providerID && (c.PlanID == 0 || c.PlanID == planID) && !c.Ended(at) && (c.Attempts == nil || *c.Attempts > 0)
}

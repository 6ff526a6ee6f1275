package wire

import (
	"context"
	"net/url"

	"tollkeeper/gen"
	"tollkeeper/server/contract"
	"tollkeeper/server/domain/period"
	"tollkeeper/server/domain/pricing"
	"tollkeeper/store"
)

// renewals are the words of plans.renewal_type (billing-ledger.md 1.2).
var renewals = [...]gen.RenewalType{"one-time", "auto-renew", "repeat"}

// AutoRenew is the code of the renewal type that makes new subscriptions renew themselves.
const AutoRenew int64 = 1

// RenewalType returns the word of a stored code.
func RenewalType(code int64) gen.RenewalType { return renewals[code] }

// ParseRenewalType is the inverse of RenewalType.
func ParseRenewalType(word string) (int64, bool) {
	for code, name := range renewals {
		if string(name) == word {
			return int64(code), true
		}
	}
	return 0, false
}

// Plan is a plan with the address of what it gives access to (profiles-subscriptions-roles.md 3.0).
func Plan(ctx context.Context, p store.PlanOf) gen.Plan {
	return gen.Plan{
		Slug: p.Slug, Title: p.Title, Description: p.Description, IsActive: p.IsActive, SetupAmount: p.SetupAmount,
		PeriodAmount: p.PeriodAmount, Interval: gen.Interval(period.Interval(p.IntervalCode).String()), AppURL: appURL(ctx, p),
		AdvanceDiscount: p.AdvanceDiscount, Unit: p.Unit, Organization: p.Provider, Extra: p.Extra, PeriodLength: p.PeriodLength,
		RenewalType: RenewalType(p.RenewalType), IsNotPriced: p.IsNotPriced, CreatedAt: p.CreatedAt,
		SkipOptinOnGrant: p.SkipOptinOnGrant, OptinOnRequest: p.OptinOnRequest,
	}
}

// appURL is where the product of the provider is: /app/ for the broker, /{provider}/app/ for others.
func appURL(ctx context.Context, p store.PlanOf) string {
	base := contract.RequestURL(ctx)
	if p.ProviderIsBroker {
		return base.Scheme + "://" + base.Host + "/app/"
	}
	return base.Scheme + "://" + base.Host + "/" + url.PathEscape(p.Provider) + "/app/"
}

// Terms are what the plan is sold for.
func Terms(p store.Plan) pricing.Terms {
	return pricing.Terms{
		Plan: p.Slug, PeriodAmount: p.PeriodAmount, SetupAmount: p.SetupAmount, Interval: period.Interval(p.IntervalCode),
		PeriodLength: int(p.PeriodLength), AdvanceDiscount: p.AdvanceDiscount,
	}
}

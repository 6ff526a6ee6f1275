package plans

import (
	"encoding/json"

	"tollkeeper/gen"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/period"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// change writes what an input gives into a plan; what it leaves out keeps its value (profiles-subscriptions-roles.md 3.0, "Bodies").
func change(p *store.Plan, in gen.PlanPatch) error {
	set(&p.Description, in.Description)
	set(&p.IsActive, in.IsActive)
	set(&p.IsNotPriced, in.IsNotPriced)
	set(&p.SetupAmount, in.SetupAmount)
	set(&p.PeriodAmount, in.PeriodAmount)
	set(&p.PeriodLength, in.PeriodLength)
	set(&p.AdvanceDiscount, in.AdvanceDiscount)
	set(&p.Unit, in.Unit)
	set(&p.SkipOptinOnGrant, in.SkipOptinOnGrant)
	set(&p.OptinOnRequest, in.OptinOnRequest)
	if extra, given := wire.Given(in.Extra); given {
		p.Extra = extra
	}
	if in.Title != nil {
		p.Title = in.Title
	}
	if in.Interval != nil {
		interval, ok := wordOrCode(*in.Interval, func(word string) (int64, bool) {
			i, ok := period.Parse(word)
			return int64(i), ok
		})
		if !ok {
			return fault.Field("interval", "Must be one of hourly, daily, weekly, monthly, yearly.")
		}
		p.IntervalCode = interval
	}
	if in.RenewalType != nil {
		renewal, ok := wordOrCode(*in.RenewalType, wire.ParseRenewalType)
		if !ok {
			return fault.Field("renewal_type", "Must be one of one-time, auto-renew, repeat.")
		}
		p.RenewalType = renewal
	}
	return nil
}

func set[T any](into, from *T) {
	if from != nil {
		*into = *from
	}
}

// wordOrCode reads an enum that clients of the seed also send as its number. The guard has proven that it is one or the other.
func wordOrCode(union json.Marshaler, parse func(string) (int64, bool)) (int64, bool) {
	data, err := union.MarshalJSON()
	if err != nil {
		return 0, false
	}
	var word string
	if json.Unmarshal(data, &word) == nil {
		return parse(word)
	}
	var code int64
	return code, json.Unmarshal(data, &code) == nil
}

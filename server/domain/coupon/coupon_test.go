package coupon_test

import (
	"testing"
	"time"

	"tollkeeper/server/domain/coupon"
)

func TestFits(t *testing.T) {
	now := time.Date(2019, 6, 24, 10, 0, 0, 0, time.UTC)
	later, none, one := now.Add(time.Second), int64(0), int64(1)
	for name, tc := range map[string]struct {
		coupon coupon.Coupon
		want   bool
	}{
		"any plan":       {coupon.Coupon{ProviderID: 1}, true},
		"this plan":      {coupon.Coupon{ProviderID: 1, PlanID: 7}, true},
		"another plan":   {coupon.Coupon{ProviderID: 1, PlanID: 8}, false},
		"other provider": {coupon.Coupon{ProviderID: 2}, false},
		"ends later":     {coupon.Coupon{ProviderID: 1, EndsAt: &later}, true},
		"ends now":       {coupon.Coupon{ProviderID: 1, EndsAt: &now}, false},
		"one use left":   {coupon.Coupon{ProviderID: 1, Attempts: &one}, true},
		"used up":        {coupon.Coupon{ProviderID: 1, Attempts: &none}, false},
	} {
		if got := tc.coupon.Fits(1, 7, now); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

package server

import (
	"tollkeeper/gen"
	v1 "tollkeeper/gen/v1"
	"tollkeeper/server/unbuilt"
)

// API is every room of /api; together they are the whole contract.
type API struct {
	gen.AuthOperations
	gen.UsersOperations
	gen.ProfilesOperations
	gen.RolesOperations
	gen.PlansOperations
	gen.SubscriptionsOperations
	gen.CartOperations
	gen.CouponsOperations
	gen.BillingOperations
	gen.MetricsOperations
	gen.ProxyOperations
	gen.ThemesOperations
	gen.PagesOperations
}

var _ gen.StrictServerInterface = (*API)(nil)

// newAPI has every room, those that are not built yet included: they answer 501.
func newAPI() API {
	return API{
		AuthOperations: unbuilt.Auth{}, UsersOperations: unbuilt.Users{}, ProfilesOperations: unbuilt.Profiles{}, RolesOperations: unbuilt.Roles{},
		PlansOperations: unbuilt.Plans{}, SubscriptionsOperations: unbuilt.Subscriptions{}, CartOperations: unbuilt.Cart{},
		CouponsOperations: unbuilt.Coupons{}, BillingOperations: unbuilt.Billing{}, MetricsOperations: unbuilt.Metrics{},
		ProxyOperations: unbuilt.Proxy{}, ThemesOperations: unbuilt.Themes{}, PagesOperations: unbuilt.Pages{},
	}
}

// CreditAPI is every room of /api/v1.
type CreditAPI struct {
	v1.SubscriptionsOperations
	v1.LoginOperations
}

var _ v1.StrictServerInterface = (*CreditAPI)(nil)

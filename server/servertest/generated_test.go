package servertest

import "testing"

// Every path that tests send leads to the operation of the contract, and to the method of the generated client that calls it.
func TestRoutes(t *testing.T) {
	all, err := routes()
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"GET /users/xia/":                        "UsersReadWithResponse",
		"GET /users/xia":                         "UsersReadWithResponse",
		"PATCH /users/xia/":                      "UsersPartialUpdateWithBodyWithResponse",
		"DELETE /users/xia/":                     "UsersDeleteWithResponse",
		"GET /profile/cowork/plans/basic/":       "ProfilePlansReadWithResponse",
		"GET /profile/cowork/roles/describe/":    "ProfileRolesDescribeListWithResponse",
		"POST /users/xia/accessibles/manager/":   "UsersAccessiblesRoleCreateWithBodyWithResponse",
		"POST /billing/charges/ch_1/refund/":     "BillingChargesRefundCreateWithBodyWithResponse",
		"GET /billing/%D0%B9/history/":           "BillingHistoryListWithResponse",
		"GET /nowhere/":                          "",
		"PATCH /cart/":                           "",
		"GET /users/xia/more/than/there/is/ever": "",
	} {
		got := ""
		for _, r := range all {
			if got == "" && path[:len(r.method)+1] == r.method+" " && r.pattern.MatchString(path[len(r.method)+1:]) {
				got = r.call
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

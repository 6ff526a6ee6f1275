package server_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"tollkeeper/openapi"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// built are the operations that do their work; all others answer 501. The README lists the same.
var built = []string{
	"accounts_list", "accounts_profiles_list", "accounts_users_list",
	"auth_activate_create", "auth_activate_read", "auth_create", "auth_logout_create", "auth_recover_create", "auth_register_create",
	"auth_reset_create", "auth_tokens_create", "auth_tokens_realms_org_read", "auth_tokens_realms_read", "auth_tokens_verify_create",
	"billing_balance_cancel_delete", "billing_bank_read", "billing_card_delete", "billing_card_partial_update", "billing_card_read", "billing_card_update",
	"billing_charges_email_create", "billing_charges_list", "billing_charges_read", "billing_charges_refund_create",
	"billing_checkout_create", "billing_checkout_read",
	"billing_coupons_create", "billing_coupons_delete", "billing_coupons_list", "billing_coupons_partial_update", "billing_coupons_read",
	"billing_coupons_update", "billing_history_list",
	"billing_receivables_list", "billing_transactions_list", "billing_transfers_import_create", "billing_transfers_list",
	"cart_create", "cart_delete", "cart_redeem_create", "cart_upload_create",
	"login_access_token", "subscriptions_create_user_subscription", "subscriptions_read_subscription", "subscriptions_read_subscriptions",
	"subscriptions_read_usage", "subscriptions_record_usage", "subscriptions_renew_subscription", "subscriptions_update_subscription",
	"contacts_activities_create", "contacts_activities_list", "legal_sign_create", "notifications_create",
	"profile_create", "profile_delete", "profile_list", "profile_partial_update", "profile_read", "profile_update",
	"profile_roles_create", "profile_roles_delete", "profile_roles_describe_create", "profile_roles_describe_delete", "profile_roles_describe_list",
	"profile_roles_describe_partial_update", "profile_roles_describe_read", "profile_roles_describe_update", "profile_roles_list", "profile_roles_read",
	"profile_roles_resend_email", "users_accessibles_accept_update", "users_accessibles_create", "users_accessibles_delete", "users_accessibles_list",
	"users_accessibles_read", "users_accessibles_role_create", "users_accessibles_role_org_create",
	"profile_plans_create", "profile_plans_delete", "profile_plans_list", "profile_plans_partial_update", "profile_plans_read", "profile_plans_update",
	"profile_plans_subscriptions_create", "profile_plans_subscriptions_delete", "profile_plans_subscriptions_list",
	"profile_plans_subscriptions_partial_update", "profile_plans_subscriptions_read", "profile_plans_subscriptions_update",
	"profile_subscribers_accept_partial_update", "profile_subscribers_accept_update", "profile_subscribers_list",
	"profile_subscriptions_accept_create", "profile_subscriptions_create", "profile_subscriptions_delete", "profile_subscriptions_list",
	"profile_subscriptions_partial_update", "profile_subscriptions_read", "profile_subscriptions_update",
	"users_activate_create", "users_api-keys_create", "users_create", "users_delete", "users_list", "users_notifications_partial_update",
	"users_notifications_update", "users_otp_create", "users_otp_disable", "users_otp_update", "users_partial_update",
	"users_password_partial_update", "users_password_update", "users_read", "users_ssh-keys_update", "users_update",
}

// example is an operation to be called as it is documented.
type example struct {
	method, path string
	item         *openapi3.PathItem
	op           *openapi3.Operation
}

// examples are all operations of both contracts: those that delete something come last, so that the others find it.
func examples(t *testing.T) []example {
	t.Helper()
	var out []example
	for name, base := range map[openapi.Name]string{openapi.DjaoApp: "/api", openapi.Subscriptions: "/api/v1"} {
		doc, err := openapi.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for path, item := range doc.Paths.Map() {
			for method, op := range item.Operations() {
				out = append(out, example{method, base + path, item, op})
			}
		}
	}
	slices.SortFunc(out, func(a, b example) int {
		if a, b := a.method == http.MethodDelete, b.method == http.MethodDelete; a != b {
			if a {
				return 1
			}
			return -1
		}
		return cmp.Or(
			cmp.Compare(strings.Count(b.path, "/"), strings.Count(a.path, "/")), // what belongs to something goes before it
			strings.Compare(b.path+b.method, a.path+a.method),
		)
	})
	return out
}

// TestEveryOperationIsAnswered sends the documented example of every operation to the demo data, as a manager of the broker: what is
// built answers what the contract says, what is not says so with 501, and nothing fails.
func TestEveryOperationIsAnswered(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		for _, e := range examples(t) {
			t.Run(e.op.OperationID, func(t *testing.T) {
				status, body := sendExample(t, f, e.method, e.path, e.item, e.op)
				switch isBuilt := slices.Contains(built, e.op.OperationID); {
				case isBuilt && status >= 500:
					t.Errorf("%d %s", status, body)
				case !isBuilt && status != http.StatusNotImplemented:
					t.Errorf("status %d, want 501: %s", status, body)
				}
			})
		}
	})
}

func sendExample(t *testing.T, f *servertest.Fixture, method, path string, item *openapi3.PathItem, op *openapi3.Operation) (int, string) {
	t.Helper()
	query, headers := url.Values{}, http.Header{}
	for _, p := range append(slices.Clone(item.Parameters), op.Parameters...) {
		switch {
		case p.Value.In == openapi3.ParameterInPath:
			path = strings.ReplaceAll(path, "{"+p.Value.Name+"}", url.PathEscape(fmt.Sprint(p.Value.Example)))
		case p.Value.In == openapi3.ParameterInHeader && p.Value.Required:
			headers.Set(p.Value.Name, fmt.Sprint(p.Value.Example))
		case p.Value.In == openapi3.ParameterInQuery && p.Value.Required:
			for _, value := range p.Value.Example.([]any) {
				query.Add(p.Value.Name, fmt.Sprint(value))
			}
		}
	}
	contentType, body := exampleBody(t, op)
	r, err := http.NewRequestWithContext(t.Context(), method, f.URL+path+"?"+query.Encode(), body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header = headers
	r.Header.Set("Authorization", "Bearer "+f.Token("donny"))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

// exampleBody writes the first example of the request body in the first content type that it has.
func exampleBody(t *testing.T, op *openapi3.Operation) (string, io.Reader) {
	t.Helper()
	if op.RequestBody == nil {
		return "", http.NoBody
	}
	content := op.RequestBody.Value.Content
	for _, contentType := range []string{"application/json", "application/x-www-form-urlencoded", "multipart/form-data"} {
		media := content[contentType]
		if media == nil {
			continue
		}
		example := media.Example
		for _, named := range media.Examples {
			example = named.Value.Value
		}
		switch contentType {
		case "application/json":
			data, err := json.Marshal(example)
			if err != nil {
				t.Fatal(err)
			}
			return contentType, bytes.NewReader(data)
		case "multipart/form-data":
			return multipartBody(t, example.(map[string]any))
		}
		form := url.Values{}
		for name, value := range example.(map[string]any) {
			form.Set(name, fmt.Sprint(value))
		}
		return contentType, strings.NewReader(form.Encode())
	}
	t.Fatalf("%s: no content type that this test can send", op.OperationID)
	return "", nil
}

func multipartBody(t *testing.T, example map[string]any) (string, io.Reader) {
	t.Helper()
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for name, value := range example {
		var part io.Writer
		var err error
		if name == "file" {
			part, err = w.CreateFormFile(name, "example.css")
		} else {
			part, err = w.CreateFormField(name)
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Fprint(part, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), &out
}

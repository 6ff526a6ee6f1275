package server_test

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"tollkeeper/openapi/example"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// built are the operations that do their work; all others answer 501. The README lists the same.
var built = []string{
	"accounts_list", "accounts_profiles_list", "accounts_users_list",
	"auth_activate_create", "auth_address_create", "auth_activate_read", "auth_create", "auth_logout_create", "auth_recover_create", "auth_register_create",
	"auth_reset_create", "auth_tokens_create", "auth_tokens_realms_org_read", "auth_tokens_realms_read", "auth_tokens_verify_create",
	"billing_balance_cancel_delete", "billing_bank_read", "billing_card_delete", "billing_card_partial_update", "billing_card_read", "billing_card_update",
	"stripe_webhook_create", "billing_charges_email_create", "billing_charges_list", "billing_charges_read", "billing_charges_refund_create",
	"billing_checkout_create", "billing_checkout_read",
	"billing_coupons_create", "billing_coupons_delete", "billing_coupons_list", "billing_coupons_partial_update", "billing_coupons_read",
	"billing_coupons_update", "billing_history_list",
	"billing_receivables_list", "billing_transactions_list", "billing_transfers_create", "billing_transfers_import_create", "billing_transfers_list",
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
	"users_activate_create", "users_api-keys_create", "users_api-keys_list", "users_create", "users_delete", "users_list", "users_notifications_partial_update", "users_notifications_read",
	"users_notifications_update", "users_otp_create", "users_otp_disable", "users_otp_update", "users_partial_update",
	"users_password_partial_update", "users_password_update", "users_read", "users_ssh-keys_update", "users_update",
}

// TestEveryOperationIsAnswered sends the documented example of every operation to the demo data, as they are when they are loaded: what is
// built answers what is documented, what is not says so with 501.
func TestEveryOperationIsAnswered(t *testing.T) {
	requests, err := example.Requests()
	if err != nil {
		t.Fatal(err)
	}
	for _, engine := range storetest.Engines() {
		t.Run(engine, func(t *testing.T) {
			stage, snapshot := stageOf(t, engine, requests)
			for _, key := range slices.Sorted(maps.Keys(requests)) {
				t.Run(key, func(t *testing.T) {
					isBuilt := slices.Contains(built, requests[key].Operation)
					if err := snapshot.Restore(t.Context()); err != nil {
						t.Fatal(err)
					}
					r, err := stage.Prepare(t.Context(), key)
					if err != nil && isBuilt {
						t.Fatal(err)
					}
					answer, err := stage.Send(t.Context(), r)
					if err != nil {
						t.Fatal(err)
					}
					if !isBuilt {
						if answer.Status != http.StatusNotImplemented {
							t.Errorf("status %d, want 501: %s", answer.Status, answer.Body)
						}
						return
					}
					if refused := r.Setup.Refused; refused != 0 {
						if answer.Status != refused {
							t.Errorf("status %d, want %d: %s", answer.Status, refused, answer.Body)
						}
						return
					}
					documented, ok := r.Answers[answer.Status]
					if !ok {
						t.Fatalf("%d is no documented success: %s", answer.Status, answer.Body)
					}
					compare(t, documented, answer.Body)
				})
			}
		})
	}
}

// stageOf serves the demo data, and takes a snapshot of them.
func stageOf(t *testing.T, engine string, requests map[string]example.Request) (*example.Stage, *storetest.Snapshot) {
	t.Helper()
	url := storetest.URL(t, engine)
	s, err := store.Open(t.Context(), url, store.Options{MaxConnections: 10})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	sts := httptest.NewServer(http.HandlerFunc(example.STS))
	t.Cleanup(sts.Close)
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	cfg := servertest.Config()
	cfg.UploadBucket, cfg.UploadRegion, cfg.UploadRole, cfg.UploadSTS = "example-uploads", "us-west-2", "arn:aws:iam::1:role/upload", sts.URL
	f := servertest.Configured(t, s, cfg)
	servertest.Demo(t, s)
	snapshot, err := storetest.TakeSnapshot(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = snapshot.Close() })
	return &example.Stage{
		URL: f.URL, Client: http.DefaultClient, Requests: requests, Now: f.Clock.Now,
		Token: func(_ context.Context, username string) (string, error) { return f.Token(username), nil },
		Mails: func(ctx context.Context) ([]string, error) {
			waiting, err := s.WaitingMails(ctx)
			out := make([]string, len(waiting))
			for i, m := range waiting {
				out[i] = m.Payload
			}
			return out, err
		},
	}, snapshot
}

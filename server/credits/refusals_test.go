package credits_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"tollkeeper/gen/v1client"
)

// answered is what every response of the generated client has.
type answered interface{ StatusCode() int }

// TestRefusals calls every operation through the generated client with each refusal that it documents (credit-subscriptions.md, "Errors"); the
// body is what the client understood, not what was on the wire.
func TestRefusals(t *testing.T) {
	each(t, func(s site) {
		ctx, sub, unknown := s.Context(), s.create("xia", "START", nil).ID, uuid.New()
		start := v1client.SubscriptionCreate{ServiceType: "SELF_SERVICE", Tier: "START"}
		change := v1client.SubscriptionUpdate{}
		change.Tier.Set("HUGE")
		long, many := strings.Repeat("x", 256), int64(1001)
		list := func(as string, limit *int64) (answered, string) {
			r, err := s.as(as).SubscriptionsReadSubscriptionsWithResponse(ctx, &v1client.SubscriptionsReadSubscriptionsParams{Limit: limit})
			return r, said(s, err, r.JSON401, r.JSON422)
		}
		read := func(as string, id uuid.UUID) (answered, string) {
			r, err := s.as(as).SubscriptionsReadSubscriptionWithResponse(ctx, id)
			return r, said(s, err, r.JSON401, r.JSON403, r.JSON404)
		}
		create := func(as string, user uuid.UUID, tier string) (answered, string) {
			body := start
			body.Tier = tier
			r, err := s.as(as).SubscriptionsCreateUserSubscriptionWithResponse(ctx, user, body)
			return r, said(s, err, r.JSON401, r.JSON403, r.JSON404, r.JSON409, r.JSON422)
		}
		update := func(as string, id uuid.UUID) (answered, string) {
			r, err := s.as(as).SubscriptionsUpdateSubscriptionWithResponse(ctx, id, change)
			return r, said(s, err, r.JSON401, r.JSON403, r.JSON404, r.JSON409, r.JSON422)
		}
		renew := func(as string, id uuid.UUID, payment *string) (answered, string) {
			r, err := s.as(as).SubscriptionsRenewSubscriptionWithResponse(ctx, id, &v1client.SubscriptionsRenewSubscriptionParams{PaymentID: payment})
			return r, said(s, err, r.JSON401, r.JSON403, r.JSON404, r.JSON422)
		}
		record := func(as string, id uuid.UUID, credits int64) (answered, string) {
			r, err := s.as(as).SubscriptionsRecordUsageWithResponse(ctx, id, v1client.UsageCreate{EventID: "render", Credits: credits})
			return r, said(s, err, r.JSON401, r.JSON403, r.JSON404, r.JSON409, r.JSON422)
		}
		usage := func(as string, id uuid.UUID, limit *int64) (answered, string) {
			r, err := s.as(as).SubscriptionsReadUsageWithResponse(ctx, id, &v1client.SubscriptionsReadUsageParams{Limit: limit})
			return r, said(s, err, r.JSON401, r.JSON403, r.JSON404, r.JSON422)
		}
		login := func(password string) (answered, string) {
			r, err := s.as("").LoginAccessTokenWithFormdataBodyWithResponse(ctx, v1client.LoginAccessTokenFormdataRequestBody{Username: "xia", Password: password})
			return r, said(s, err, r.JSON401, r.JSON422)
		}
		for name, tc := range map[string]struct {
			call   func() (answered, string)
			status int
			words  string
		}{
			"list: nobody":                 {func() (answered, string) { return list("", nil) }, 401, "Not authenticated"},
			"list: too many":               {func() (answered, string) { return list("xia", &many) }, 422, "query limit less_than_equal"},
			"read: nobody":                 {func() (answered, string) { return read("", sub) }, 401, "Not authenticated"},
			"read: somebody else's":        {func() (answered, string) { return read("joe", sub) }, 403, "Not enough permissions"},
			"read: unknown":                {func() (answered, string) { return read("joe", unknown) }, 404, "Subscription not found"},
			"create: nobody":               {func() (answered, string) { return create("", s.users["joe"], "START") }, 401, "Not authenticated"},
			"create: not a superuser":      {func() (answered, string) { return create("joe", s.users["joe"], "START") }, 403, "Not enough permissions"},
			"create: unknown user":         {func() (answered, string) { return create("donny", unknown, "START") }, 404, "User not found"},
			"create: has one":              {func() (answered, string) { return create("donny", s.users["xia"], "GROWTH") }, 409, "active subscription"},
			"create: unknown tier":         {func() (answered, string) { return create("donny", s.users["joe"], "HUGE") }, 422, "body tier"},
			"update: nobody":               {func() (answered, string) { return update("", sub) }, 401, "Not authenticated"},
			"update: not a superuser":      {func() (answered, string) { return update("xia", sub) }, 403, "Not enough permissions"},
			"update: unknown":              {func() (answered, string) { return update("donny", unknown) }, 404, "Subscription not found"},
			"update: unknown tier":         {func() (answered, string) { return update("donny", sub) }, 422, "body tier"},
			"renew: nobody":                {func() (answered, string) { return renew("", sub, nil) }, 401, "Not authenticated"},
			"renew: not a superuser":       {func() (answered, string) { return renew("xia", sub, nil) }, 403, "Not enough permissions"},
			"renew: unknown":               {func() (answered, string) { return renew("donny", unknown, nil) }, 404, "Subscription not found"},
			"renew: payment too long":      {func() (answered, string) { return renew("donny", sub, &long) }, 422, "query payment_id string_too_long"},
			"usage: nobody":                {func() (answered, string) { return record("", sub, 1) }, 401, "Not authenticated"},
			"usage: not a superuser":       {func() (answered, string) { return record("xia", sub, 1) }, 403, "Not enough permissions"},
			"usage: unknown":               {func() (answered, string) { return record("donny", unknown, 1) }, 404, "Subscription not found"},
			"usage: over what is left":     {func() (answered, string) { return record("donny", sub, 101) }, 409, "Fewer than 101 credits are left."},
			"usage: nothing":               {func() (answered, string) { return record("donny", sub, 0) }, 422, "body credits greater_than_equal"},
			"list of use: nobody":          {func() (answered, string) { return usage("", sub, nil) }, 401, "Not authenticated"},
			"list of use: somebody else's": {func() (answered, string) { return usage("joe", sub, nil) }, 403, "Not enough permissions"},
			"list of use: unknown":         {func() (answered, string) { return usage("joe", unknown, nil) }, 404, "Subscription not found"},
			"list of use: too many":        {func() (answered, string) { return usage("xia", sub, &many) }, 422, "query limit less_than_equal"},
			"login: wrong password":        {func() (answered, string) { return login("guess") }, 401, "Incorrect email or password"},
			"login: no password":           {func() (answered, string) { return login("") }, 422, "body password"},
		} {
			if response, words := tc.call(); response.StatusCode() != tc.status || !strings.Contains(words, tc.words) {
				s.Errorf("%s: %d %q, want %d %q", name, response.StatusCode(), words, tc.status, tc.words)
			}
		}
	})
}

// said is what the client understood of an error: its sentence, or for input the place and the kind of each violation.
func said(s site, err error, bodies ...any) string {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
	var words []string
	for _, body := range bodies {
		switch b := body.(type) {
		case *v1client.ErrorDetail:
			if b != nil {
				words = append(words, b.Detail)
			}
		case *v1client.HTTPValidationError:
			if b == nil {
				continue
			}
			for _, violation := range b.Detail {
				for _, step := range violation.Loc {
					name, err := step.AsValidationErrorLoc0()
					if err != nil {
						s.Fatal(err)
					}
					words = append(words, name)
				}
				words = append(words, violation.Type)
			}
		default:
			s.Fatalf("%T is no error", body)
		}
	}
	return strings.Join(words, " ")
}

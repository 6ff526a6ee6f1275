package store_test

import (
	"errors"
	"testing"
	"time"

	"tollkeeper/server/domain/access"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// society is a broker, a provider with a plan, a subscriber of it, and users in every relation to them.
type society struct {
	users         map[string]store.User
	organizations map[string]store.Organization
	plan          store.Plan
	terms         store.Agreement
}

func found(t *testing.T, s *store.Store) society {
	t.Helper()
	w := society{users: map[string]store.User{}, organizations: map[string]store.Organization{}}
	ctx := t.Context()
	err := s.Do(ctx, func(tx *store.Store) error {
		var errs []error
		for _, slug := range []string{"broker", "provider", "subscriber", "archived"} {
			o := store.Organization{Slug: slug, CreatedAt: at, IsActive: slug != "archived", IsBroker: slug == "broker", Email: "o@x.example", DefaultTimezone: "UTC"}
			errs = append(errs, tx.CreateOrganization(ctx, &o))
			w.organizations[slug] = o
		}
		roles := map[string]store.RoleDescription{}
		for _, slug := range []string{"manager", "contributor", "friend"} {
			d := store.RoleDescription{Slug: slug, Title: slug, CreatedAt: at}
			errs = append(errs, tx.CreateRoleDescription(ctx, &d))
			roles[slug] = d
		}
		w.terms = store.Agreement{Slug: "terms-of-use", Title: "Terms", ModifiedAt: at}
		errs = append(errs, tx.CreateAgreement(ctx, &w.terms))
		key := "0123456789012345678901234567890123456789"
		for name, role := range map[string]struct {
			on, slug       string
			grant, request *string
		}{
			"broker-manager": {"broker", "manager", nil, nil}, "provider-manager": {"provider", "manager", nil, nil},
			"manager": {"subscriber", "manager", nil, nil}, "contributor": {"subscriber", "contributor", nil, nil},
			"friend": {"subscriber", "friend", nil, nil}, "invited": {"subscriber", "manager", &key, nil},
			"requested": {"subscriber", "manager", nil, &key}, "stranger": {"", "", nil, nil},
		} {
			u := user(name, name+"@x.example")
			u.UUID = (u.UUID + name)[:36-len(name)] + name
			errs = append(errs, tx.CreateUser(ctx, &u))
			w.users[name] = u
			if role.on != "" {
				id := roles[role.slug].ID
				errs = append(errs, tx.CreateRole(ctx, &store.Role{
					CreatedAt: at, OrganizationID: w.organizations[role.on].ID, UserID: u.ID, RoleDescriptionID: &id, GrantKey: role.grant, RequestKey: role.request,
				}))
			}
		}
		w.plan = store.Plan{Slug: "plan", CreatedAt: at, OrganizationID: w.organizations["provider"].ID, Unit: "usd", IntervalCode: 4, PeriodLength: 1}
		errs = append(errs, tx.CreatePlan(ctx, &w.plan))
		return errors.Join(errs...)
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w society) subscribe(t *testing.T, s *store.Store, ends time.Time, grant *string) {
	t.Helper()
	err := s.Do(t.Context(), func(tx *store.Store) error {
		agreed := "0 usd 1x4"
		return tx.CreateSubscription(t.Context(), &store.Subscription{
			CreatedAt: at, EndsAt: ends, AnchorAt: at, OrganizationID: w.organizations["subscriber"].ID, PlanID: w.plan.ID, GrantKey: grant, AgreedTerms: &agreed,
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Who is what to a profile: only accepted roles of global descriptions count; a subscription makes a provider that a manager of the subscriber agreed
// to, for as long as it lasts, and a former one afterwards.
func TestCallerKnowsTheRelation(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := found(t, s)
		rule := access.Rule{Level: access.TakesPart, Of: "organization", At: at}
		relation := func(name, slug string) store.Caller {
			t.Helper()
			c, err := s.Caller(t.Context(), store.Credential{UserID: w.users[name].ID}, rule, slug)
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		for name, want := range map[string]access.Relation{
			"broker-manager": {Broker: access.Manager}, "provider-manager": {}, "manager": {Direct: access.Manager},
			"contributor": {Direct: access.Contributor}, "friend": {}, "invited": {}, "requested": {}, "stranger": {},
		} {
			if c := relation(name, "subscriber"); c.Scope.Relation != want || !c.ScopeFound || c.Scope.Organization != "subscriber" {
				t.Errorf("%s: %+v, want %+v", name, c.Scope, want)
			}
		}
		key := "9999999999012345678901234567890123456789"
		w.subscribe(t, s, at.AddDate(1, 0, 0), &key)
		if c := relation("provider-manager", "subscriber"); c.Scope.Relation.Provider != access.None {
			t.Error("a pending subscription made a provider")
		}
		w.subscribe(t, s, at, nil)
		if c := relation("provider-manager", "subscriber"); c.Scope.Relation != (access.Relation{Former: access.Manager}) {
			t.Errorf("a former provider: %+v", c.Scope.Relation)
		}
		w.subscribe(t, s, at.Add(time.Microsecond), nil)
		if c := relation("provider-manager", "subscriber"); c.Scope.Relation != (access.Relation{Former: access.Manager, Provider: access.Manager}) {
			t.Errorf("a provider: %+v", c.Scope.Relation)
		}
		if err := s.Do(t.Context(), func(tx *store.Store) error {
			return tx.UpdateSubscription(t.Context(), 3, map[string]any{"agreed_terms": ""})
		}); err != nil {
			t.Fatal(err)
		}
		if c := relation("provider-manager", "subscriber"); c.Scope.Relation != (access.Relation{Former: access.Manager}) {
			t.Errorf("who gave it once more: %+v", c.Scope.Relation)
		}
		if c := relation("manager", "nowhere"); c.ScopeFound {
			t.Error("a profile that is not there was found")
		}
		if relation("manager", "archived").ScopeFound || !relation("broker-manager", "archived").ScopeFound {
			t.Error("an archived profile is known to the broker only")
		}
	})
}

func TestCallerKnowsUsersAndTerms(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := found(t, s)
		w.subscribe(t, s, at, nil)
		of := func(name string, level access.Level) access.Relation {
			t.Helper()
			c, err := s.Caller(t.Context(), store.Credential{UserID: w.users[name].ID}, access.Rule{Level: level, Of: "user"}, "contributor")
			if err != nil || !c.ScopeFound {
				t.Fatalf("%v %v", c.ScopeFound, err)
			}
			return c.Scope.Relation
		}
		for name, want := range map[string]access.Relation{
			"contributor": {Self: true}, "manager": {}, "provider-manager": {}, "stranger": {}, "invited": {}, "broker-manager": {Broker: access.Manager},
		} {
			if got := of(name, access.Self); got != want {
				t.Errorf("%s: %+v, want %+v", name, got, want)
			}
		}
		signed := func() bool {
			t.Helper()
			c, err := s.Caller(t.Context(), store.Credential{UserID: w.users["manager"].ID}, access.Rule{Level: access.Authenticated}, "")
			if err != nil {
				t.Fatal(err)
			}
			return c.Principal.TermsSigned
		}
		if signed() {
			t.Error("unsigned terms count")
		}
		sign := func(when time.Time) {
			t.Helper()
			err := s.Do(t.Context(), func(tx *store.Store) error { return tx.Sign(t.Context(), w.terms.ID, w.users["manager"].ID, when) })
			if err != nil {
				t.Fatal(err)
			}
		}
		if sign(at.Add(-time.Microsecond)); signed() {
			t.Error("a signature of older terms counts")
		}
		if sign(at); !signed() {
			t.Error("a signature of the current terms does not count")
		}
		if _, err := s.Caller(t.Context(), store.Credential{UserID: 999}, access.Rule{Level: access.Authenticated}, ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("nobody: %v", err)
		}
	})
}

package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// many is how many rows each list of the test has: a page and a part of another one.
const many = 30

// crowded makes lists that have two pages: provider has as many plans, kinds of roles, roles (all of them offers but the first) and subscribers,
// subscriber as many subscriptions, and the first user as many roles.
func crowded(t *testing.T, s *store.Store) (w society, first store.User) {
	t.Helper()
	w = found(t, s)
	provider, ctx := w.organizations["provider"].ID, t.Context()
	err := s.Do(ctx, func(tx *store.Store) error {
		var errs []error
		manager, err := tx.GlobalRoleDescription(ctx, "manager")
		if err != nil {
			return err
		}
		for i := range many {
			o := store.Organization{Slug: fmt.Sprintf("o-%d", i), CreatedAt: at, IsActive: true, Email: "o@x.example", DefaultTimezone: "UTC"}
			errs = append(errs, tx.CreateOrganization(ctx, &o))
			u := user(fmt.Sprintf("u-%d", i), fmt.Sprintf("u%d@x.example", i))
			u.UUID = fmt.Sprintf("%036d", i)
			errs = append(errs, tx.CreateUser(ctx, &u))
			if i == 0 {
				first = u
			}
			plan := store.Plan{Slug: fmt.Sprintf("p-%d", i), CreatedAt: at, OrganizationID: provider, Unit: "usd", IntervalCode: 4, PeriodLength: 1}
			errs = append(errs, tx.CreatePlan(ctx, &plan))
			kind := store.RoleDescription{Slug: fmt.Sprintf("k-%d", i), Title: "Kind", CreatedAt: at.Add(time.Hour), OrganizationID: &provider}
			errs = append(errs, tx.CreateRoleDescription(ctx, &kind))
			role := store.Role{CreatedAt: at, OrganizationID: provider, UserID: u.ID, RoleDescriptionID: &manager.ID}
			if key := fmt.Sprintf("%040d", i); i > 0 {
				role.GrantKey = &key
				own := store.Role{CreatedAt: at, OrganizationID: o.ID, UserID: first.ID, RoleDescriptionID: &manager.ID}
				errs = append(errs, tx.CreateRole(ctx, &own))
			}
			errs = append(errs, tx.CreateRole(ctx, &role))
			for _, sub := range []store.Subscription{
				{OrganizationID: o.ID, PlanID: w.plan.ID}, {OrganizationID: w.organizations["archived"].ID, PlanID: plan.ID},
			} {
				sub.CreatedAt, sub.EndsAt, sub.AnchorAt = at, at.AddDate(1, 0, 0), at
				errs = append(errs, tx.CreateSubscription(ctx, &sub))
			}
		}
		return errors.Join(errs...)
	})
	if err != nil {
		t.Fatal(err)
	}
	return w, first
}

// Each list of profiles-subscriptions-roles.md is one statement with its count, and with its counters: on a page with rows, on the last one, on one
// beyond the end, and when there is nothing at all.
func TestListsAreOneStatement(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, first := crowded(t, s)
		provider, subscriber, ctx := w.organizations["provider"].ID, w.organizations["archived"].ID, t.Context()
		const nobody = 1 << 40
		roles := func(s *store.Store, a store.RoleAsk, ask store.Listing, invited int64) (int, int64, error) {
			rows, err := s.Roles(ctx, a, ask, "full_name")
			if err == nil && (rows.Invited != invited || rows.Requested != 0) {
				t.Errorf("%+v, %+v: %d invited, %d requested, want %d", a, ask, rows.Invited, rows.Requested, invited)
			}
			return len(rows.Items), rows.Count, err
		}
		for name, list := range map[string]struct {
			of             func(s *store.Store, id int64, ask store.Listing) (int, int64, error)
			id             int64
			count          int64
			search, dated  bool
			alwaysSomebody bool
		}{
			"profiles": {func(s *store.Store, _ int64, ask store.Listing) (int, int64, error) {
				rows, err := s.Profiles(ctx, ask)
				return len(rows.Items), rows.Count, err
			}, 0, many + 3, true, true, true},
			"plans": {func(s *store.Store, id int64, ask store.Listing) (int, int64, error) {
				rows, err := s.PlansOf(ctx, id, ask)
				return len(rows.Items), rows.Count, err
			}, provider, many + 1, false, true, false},
			"subscriptions to a plan": {func(s *store.Store, id int64, ask store.Listing) (int, int64, error) {
				rows, err := s.SubscriptionsTo(ctx, id, store.Reader{UserID: first.ID}, ask)
				return len(rows.Items), rows.Count, err
			}, w.plan.ID, many, true, true, false},
			"subscriptions of a profile": {func(s *store.Store, id int64, ask store.Listing) (int, int64, error) {
				rows, err := s.SubscriptionsOf(ctx, id, store.Reader{UserID: first.ID}, store.SubscriptionAsk{EndsAfter: &at}, ask)
				return len(rows.Items), rows.Count, err
			}, subscriber, many, true, false, false},
			"subscribers": {func(s *store.Store, id int64, ask store.Listing) (int, int64, error) {
				rows, err := s.SubscribersOf(ctx, id, store.Reader{UserID: first.ID}, ask)
				return len(rows.Items), rows.Count, err
			}, provider, many, true, true, false},
			"kinds of roles": {func(s *store.Store, id int64, ask store.Listing) (int, int64, error) {
				rows, err := s.KindsOn(ctx, id, ask)
				return len(rows.Items), rows.Count, err
			}, provider, many + 3, false, false, true},
			"roles of a profile": {func(s *store.Store, id int64, ask store.Listing) (int, int64, error) {
				return roles(s, store.RoleAsk{OrganizationID: id}, ask, max(0, min(1, nobody-id))*(many-1))
			}, provider, many + 1, true, true, false},
			"roles of a kind": {func(s *store.Store, id int64, ask store.Listing) (int, int64, error) {
				return roles(s, store.RoleAsk{OrganizationID: id, Kind: "manager", Active: true, Invited: true}, ask, max(0, min(1, nobody-id))*(many-1))
			}, provider, many + 1, true, true, false},
			"roles of a user": {func(s *store.Store, id int64, ask store.Listing) (int, int64, error) {
				return roles(s, store.RoleAsk{UserID: id}, ask, 0)
			}, first.ID, many, true, true, false},
			"roles of a user of a kind": {func(s *store.Store, id int64, ask store.Listing) (int, int64, error) {
				return roles(s, store.RoleAsk{UserID: id, Kind: "manager"}, ask, 0)
			}, first.ID, many, true, true, false},
		} {
			one := func(what string, id int64, ask store.Listing, items int, count int64, missing bool) {
				t.Helper()
				spied, statements := s.Spy()
				n, total, err := list.of(spied, id, ask)
				if len(statements()) != 1 {
					t.Errorf("%s, %s: %d statements", name, what, len(statements()))
				}
				if missing != errors.Is(err, store.ErrNotFound) || !missing && (err != nil || n != items || total != count) {
					t.Errorf("%s, %s: %d of %d, %v; want %d of %d", name, what, n, total, err, items, count)
				}
			}
			rest := int(list.count) - store.PageSize
			one("first page", list.id, store.Listing{Page: 1}, store.PageSize, list.count, false)
			one("second page", list.id, store.Listing{Page: 2}, rest, list.count, false)
			one("last page", list.id, store.Listing{Page: store.LastPage}, rest, list.count, false)
			one("beyond", list.id, store.Listing{Page: 3}, 0, 0, true)
			if list.search {
				one("nothing found", list.id, store.Listing{Page: 1, Query: "nothing like it"}, 0, 0, false)
				one("nothing found, last page", list.id, store.Listing{Page: store.LastPage, Query: "nothing like it"}, 0, 0, false)
				one("nothing found, beyond", list.id, store.Listing{Page: 2, Query: "nothing like it"}, 0, 0, true)
			}
			if list.dated {
				one("nothing so old", list.id, store.Listing{Page: 1, EndsAt: &at}, 0, 0, false)
			}
			if !list.alwaysSomebody {
				one("nothing at all", nobody, store.Listing{Page: 1}, 0, 0, false)
				one("nothing at all, beyond", nobody, store.Listing{Page: 2}, 0, 0, true)
			}
		}
		for _, bare := range []bool{true, false} {
			for _, query := range []string{"", "o-1", "u-1", "nothing like it"} {
				spied, statements := s.Spy()
				if _, err := spied.Accounts(ctx, bare, store.Listing{Page: 1, Query: query}); err != nil || len(statements()) != 1 {
					t.Errorf("accounts, %t, %q: %d statements, %v", bare, query, len(statements()), err)
				}
			}
		}
	})
}
